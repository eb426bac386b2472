"""The people of a workshop: who they are there, and changing it."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, Role, allow
from roadmap.worksheets.marking import Tlp
from roadmap.workshops import people
from roadmap.workshops.models import Membership
from roadmap.workshops.people_forms import RoleForm, role_form
from roadmap.workshops.reach import EVERY, ROLE_NAMES, Reach, reach_into
from roadmap.workshops.store import standings_of

LONGEST_NUMBER = 9  # digits
Answer = Response | str | tuple[str, int]

blueprint = Blueprint("people", __name__, url_prefix="/workshops/<workshop_id>/people")


@blueprint.app_template_filter("role_name")
def role_name(role: Role) -> str:
    """Return a role by the name people know it by."""
    name: str = gettext(ROLE_NAMES[role])
    return name


@blueprint.app_template_global("administers_all")
def administers_all() -> bool:
    """Whether to offer what concerns every workshop to whoever is signed in."""
    return Role.ADMINISTRATOR in {held.role for held in standings_of(current_user) if held.workshop is None}


@blueprint.get("")
@allow(Permission.INVITE)
def listed(workshop_id: str) -> str:
    """List the people of a workshop, or of one's own delegation in it."""
    reach = reach_or_404(workshop_id)
    return render_template("people/list.html", reach=reach, members=people.members(reach), every=EVERY)


@blueprint.get("/<number>")
@allow(Permission.INVITE)
def one(workshop_id: str, number: str) -> str:
    """Show one role of one person, and what may be changed about it."""
    reach, held = _found(workshop_id, number)
    return _page(reach, held, role_form(reach, held))


@blueprint.post("/<number>")
@allow(Permission.INVITE)
def change(workshop_id: str, number: str) -> Answer:
    """Give the person another role at the same place; who was the last lead is not changed unnoticed."""
    reach, held = _changeable(workshop_id, number)
    form = role_form(reach, held)
    if not form.validate():
        return _page(reach, held, form), 422
    role = Role(form.role.data)
    if people.leaves_nobody(held) and role is not held.role:
        return _page(reach, held, form, last=True), 422
    if held.role is Role.LEAD and role is not Role.LEAD and not form.sure.data and people.is_last(held):
        return _page(reach, held, form, last_lead=True), 422
    people.change_role(held, role, Tlp(form.up_to.data), current_user)
    flash(gettext("The role is changed. It counts from their next click."))
    return redirect(url_for("people.listed", workshop_id=workshop_id))


@blueprint.get("/<number>/remove")
@allow(Permission.INVITE)
def ask_to_remove(workshop_id: str, number: str) -> str:
    """Ask before a role is taken away."""
    reach, held = _changeable(workshop_id, number)
    return _removal(reach, held)


@blueprint.post("/<number>/remove")
@allow(Permission.INVITE)
def remove(workshop_id: str, number: str) -> Answer:
    """Take the role away; the last administrator of everything stays."""
    reach, held = _changeable(workshop_id, number)
    if people.leaves_nobody(held):
        return _removal(reach, held), 422
    people.remove(held, current_user)
    flash(gettext("The role is taken away. The account stays, with whatever other roles it has."))
    return _back(workshop_id)


@blueprint.post("/<number>/sign-out")
@allow(Permission.INVITE)
def sign_out(workshop_id: str, number: str) -> Response:
    """End every sign-in of the person, for example because a device was lost."""
    reach, held = _found(workshop_id, number)
    if not reach.administers:
        abort(403)
    people.end_sign_ins(held.user, current_user)
    flash(gettext("That person is signed out on every device."))
    return _back(workshop_id)


@blueprint.get("/<number>/account")
@allow(Permission.INVITE)
def ask_to_close(workshop_id: str, number: str) -> str:
    """Ask before an account is closed, or opened again."""
    reach, held = _account(workshop_id, number)
    return _closing(reach, held)


@blueprint.post("/<number>/account")
@allow(Permission.INVITE)
def close(workshop_id: str, number: str) -> Answer:
    """Close an account, or open it again; nobody closes their own, so that one administrator is left."""
    reach, held = _account(workshop_id, number)
    if held.user_id == current_user.id:
        return _closing(reach, held), 422
    people.set_active(held.user, not held.user.active, current_user)
    flash(gettext("The account is open again.") if held.user.active else gettext("The account is closed."))
    return _back(workshop_id)


def reach_or_404(workshop_id: str) -> Reach:
    """Return how far the person may see; a workshop they have nothing to do with is as good as none."""
    reach = reach_into(current_user, workshop_id)
    if reach is None:
        abort(404)
    return reach


def _found(workshop_id: str, number: str) -> tuple[Reach, Membership]:
    reach = reach_or_404(workshop_id)
    known = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    held = people.member(reach, int(number)) if known else None
    if held is None:
        abort(404)
    return reach, held


def _changeable(workshop_id: str, number: str) -> tuple[Reach, Membership]:
    reach, held = _found(workshop_id, number)
    if not reach.may_give(held.role, held.delegation):
        abort(403)
    return reach, held


def _account(workshop_id: str, number: str) -> tuple[Reach, Membership]:
    reach, held = _found(workshop_id, number)
    if not reach.administers_all:
        abort(403)
    return reach, held


def _page(reach: Reach, held: Membership, form: RoleForm, last: bool = False, last_lead: bool = False) -> str:
    changeable = reach.may_give(held.role, held.delegation)
    return render_template(
        "people/one.html",
        reach=reach,
        held=held,
        form=form,
        changeable=changeable,
        last=last,
        last_lead=last_lead,
    )


def _removal(reach: Reach, held: Membership) -> str:
    return render_template(
        "people/remove.html",
        reach=reach,
        held=held,
        last=people.leaves_nobody(held),
        last_lead=held.role is Role.LEAD and people.is_last(held),
    )


def _closing(reach: Reach, held: Membership) -> str:
    own = held.user_id == current_user.id
    return render_template("people/account.html", reach=reach, held=held, own=own)


def _back(workshop_id: str) -> Response:
    """Back to the list, or home for those who have just left it."""
    if reach_into(current_user, workshop_id) is None:
        return redirect(url_for("workshops.home"))
    return redirect(url_for("people.listed", workshop_id=workshop_id))
