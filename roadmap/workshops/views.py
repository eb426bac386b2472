"""The first page after signing in, and the page of a workshop for those who run it."""

from flask import Blueprint, render_template
from flask_login import current_user

from roadmap.access import Permission, allow, may_anywhere
from roadmap.workshops import creating, deadlines, delegations, programme, settings, store
from roadmap.workshops.desk import desks
from roadmap.workshops.entrance import to_run
from roadmap.workshops.models import KINDS, Kind

blueprint = Blueprint("workshops", __name__)
for part in (creating, settings, programme, deadlines, delegations):
    blueprint.register_blueprint(part.blueprint)


@blueprint.app_template_global("kind_label")
def kind_label(kind: Kind) -> str:
    """Return the message id of what happens in a session."""
    return KINDS[kind]


@blueprint.get("/")
@allow.signed_in
def home() -> str:
    """List the person's workshops with the delegations they may see, and the plans they may open."""
    standings = store.standings_of(current_user)
    laid_out = desks(store.workshops_of(current_user), standings)
    waiting = [place.delegation.id for desk in laid_out for place in desk.places if place.waits]
    return render_template(
        "workshops/home.html",
        desks=laid_out,
        leads=store.names_of_leads(waiting) if waiting else {},
        may_create=may_anywhere(standings, Permission.CREATE_WORKSHOP),
    )


@blueprint.get("/workshops/<string:workshop_id>/")
@allow(Permission.RUN_WORKSHOP)
def overview(workshop_id: str) -> str:
    """Show who runs a workshop how it stands: its delegations, deadlines and programme."""
    return render_template("workshops/overview.html", workshop=to_run(workshop_id))
