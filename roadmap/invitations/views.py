"""The list of a workshop's invitations: what became of each, and taking them back."""

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.db import now
from roadmap.invitations import join_views, making_views, printing, store
from roadmap.invitations.entrance import delegation_or_404, reach_to_invite
from roadmap.invitations.forms import filter_form
from roadmap.invitations.store import STATE_NAMES, State, state_of

blueprint = Blueprint("invitations", __name__, url_prefix="/workshops/<workshop_id>/invitations")


def init_app(app: Flask) -> None:
    """Let people be invited to the workshops of `app`."""
    printing.init_app(app)
    for each in (blueprint, making_views.blueprint, join_views.blueprint):
        app.register_blueprint(each)


@blueprint.app_template_filter("state_name")
def state_name(state: State) -> str:
    """Return what became of an invitation, in words."""
    name: str = gettext(STATE_NAMES[state])
    return name


@blueprint.get("")
@allow(Permission.INVITE)
def listed(workshop_id: str) -> str:
    """List the invitations, all or those of one state or delegation."""
    reach = reach_to_invite(workshop_id)
    form = filter_form(request.args, reach)
    found = []
    if form.validate():
        delegation = delegation_or_404(reach, form.delegation.data)
        state = State(form.state.data) if form.state.data else None
        found = store.invitations(reach, state, delegation)
    moment = now()
    rows = [(one, state_of(one, moment)) for one in found]
    return render_template("invitations/list.html", reach=reach, form=form, rows=rows)


@blueprint.get("/revoke")
@allow(Permission.INVITE)
def ask_to_revoke(workshop_id: str) -> str:
    """Ask before all open invitations are taken back, or those of one delegation."""
    reach = reach_to_invite(workshop_id)
    delegation = delegation_or_404(reach, request.args.get("delegation", ""))
    open_ = store.invitations(reach, State.OPEN, delegation)
    return render_template("invitations/revoke.html", reach=reach, delegation=delegation, count=len(open_))


@blueprint.post("/revoke")
@allow(Permission.INVITE)
def revoke_all(workshop_id: str) -> Response:
    """Take back every open invitation, or those of one delegation."""
    reach = reach_to_invite(workshop_id)
    delegation = delegation_or_404(reach, request.form.get("delegation", ""))
    _tell(store.revoke(reach, store.of_delegation(delegation), current_user))
    return redirect(url_for("invitations.listed", workshop_id=workshop_id))


@blueprint.get("/<invitation_id>/revoke")
@allow(Permission.INVITE)
def ask_to_revoke_one(workshop_id: str, invitation_id: str) -> str:
    """Ask before one invitation is taken back."""
    reach = reach_to_invite(workshop_id)
    one = store.invitation(reach, invitation_id) or abort(404)
    return render_template("invitations/revoke.html", reach=reach, one=one, count=1)


@blueprint.post("/<invitation_id>/revoke")
@allow(Permission.INVITE)
def revoke_one(workshop_id: str, invitation_id: str) -> Response:
    """Take one invitation back; what is used or over already stays as it is."""
    reach = reach_to_invite(workshop_id)
    one = store.invitation(reach, invitation_id) or abort(404)
    _tell(store.revoke(reach, store.only(one), current_user))
    return redirect(url_for("invitations.listed", workshop_id=workshop_id))


def _tell(count: int) -> None:
    if count:
        flash(ngettext("%(num)d invitation is revoked.", "%(num)d invitations are revoked.", count))
    else:
        flash(gettext("No open invitation was left to revoke."))
