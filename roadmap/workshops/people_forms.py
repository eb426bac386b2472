"""The form by which somebody's role is changed."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from roadmap.access import Role
from roadmap.forms import PageForm
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.models import Membership
from roadmap.workshops.reach import ROLE_NAMES, Reach


class RoleForm(PageForm):
    """Which role somebody holds, and up to which marking an official reads."""

    role = SelectField(_l("Role"))
    up_to = SelectField(_l("An official reads up to"), default=Tlp.GREEN.value)
    sure = BooleanField(_l("Leave the delegation without a lead"))


def role_form(reach: Reach, held: Membership) -> RoleForm:
    """Return the form with the roles that may be given there; filled in with the role and marking of now."""
    form = RoleForm(role=held.role.value, up_to=(held.up_to or Tlp.GREEN).value)
    form.role.choices = role_choices(reach.roles(held.delegation))
    form.up_to.choices = marking_choices(reach.markings)
    return form


def role_choices(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Return roles for a control, by the names people know them by."""
    return [(role.value, gettext(ROLE_NAMES[role])) for role in roles]


def marking_choices(markings: Iterable[Tlp]) -> list[tuple[str, str]]:
    """Return markings for a control, by their labels."""
    return [(tlp.value, tlp.label) for tlp in markings]
