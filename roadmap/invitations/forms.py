"""The forms for inviting people, and for taking an invitation up."""

import re
from datetime import timedelta

from flask import current_app
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from roadmap.access import Role
from roadmap.db import new_token
from roadmap.forms import PageForm
from roadmap.invitations.orders import MOST_EACH, countries_to_add
from roadmap.invitations.store import STATE_NAMES
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.people_forms import marking_choices
from roadmap.workshops.reach import Reach

LONGEST_LIST = 200_000  # characters
DAYS = (1, 3, 7, 14, 30)
BATCH = re.compile(r"[A-Za-z0-9_-]{22}")
COUNTS = {Role.LEAD: "leads", Role.DRAFTER: "drafters", Role.READER: "readers"}


class Checkboxes(SelectMultipleField):
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _count(label: str) -> IntegerField:
    return IntegerField(
        label,
        default=0,
        validators=[Optional(), NumberRange(0, MOST_EACH, _l("Write a number from 0 to 20."))],
        render_kw={"inputmode": "numeric", "min": 0, "max": MOST_EACH},
    )


class InviteForm(PageForm):
    """Whom to invite: lines, a file, or so many people for each chosen delegation."""

    batch = HiddenField()
    lines = TextAreaField(
        _l("Paste lines"), validators=[Length(max=LONGEST_LIST)], render_kw={"rows": 8, "spellcheck": "false"}
    )
    file = FileField(_l("Or choose a CSV file"), render_kw={"accept": ".csv,.txt,text/csv,text/plain"})
    delegations = Checkboxes(_l("Delegations"))
    countries = Checkboxes(_l("Countries to add"))
    leads = _count(_l("Delegation leads"))
    drafters = _count(_l("Drafters"))
    readers = _count(_l("Readers"))
    days = SelectField(_l("The invitations are good for"))
    up_to = SelectField(_l("Officials read up to"), default=Tlp.GREEN.value)

    @property
    def life(self) -> timedelta:
        """How long the invitations are good."""
        return timedelta(days=int(self.days.data))

    @property
    def counts(self) -> dict[Role, int]:
        """How many people of each role were asked for, for each chosen delegation."""
        return {role: self[name].data or 0 for role, name in COUNTS.items()}


def invite_form(reach: Reach) -> InviteForm:
    """Return the form with the delegations and countries that the person may invite to."""
    form = InviteForm()
    form.delegations.choices = [(str(each.id), each.name) for each in reach.delegations]
    form.countries.choices = countries_to_add(reach)
    form.up_to.choices = marking_choices(reach.markings)
    offer_days(form.days)
    if not BATCH.fullmatch(form.batch.data or ""):
        form.batch.data = new_token()
    return form


class RenewForm(PageForm):
    """For how long the new links are good."""

    days = SelectField(_l("The new links are good for"))


def offer_days(field: SelectField) -> None:
    """Offer the usual numbers of days, and that of the installation's setting chosen."""
    usual: int = current_app.extensions["config"].invitation_days
    known = sorted({*DAYS, usual})
    field.choices = [(str(days), ngettext("%(num)d day", "%(num)d days", days)) for days in known]
    if not field.raw_data:
        field.data = str(usual)


class FilterForm(FlaskForm):
    """Which invitations to list; it only reads, so its answers stand in the address."""

    class Meta:
        csrf = False

    state = SelectField(_l("State"))
    delegation = SelectField(_l("Delegation"))


def filter_form(asked: object, reach: Reach) -> FilterForm:
    """Return the filters filled in from `asked`."""
    form = FilterForm(asked)
    form.state.choices = [("", gettext("All"))]
    form.state.choices += [(state.value, gettext(name)) for state, name in STATE_NAMES.items()]
    form.delegation.choices = [("", gettext("All")), *((str(d.id), d.name) for d in reach.delegations)]
    form.state.data, form.delegation.data = form.state.data or "", form.delegation.data or ""
    return form
