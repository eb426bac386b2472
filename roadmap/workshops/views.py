"""The first page after signing in: a person's workshops, and the plans that are open to them."""

from flask import Blueprint, render_template
from flask_login import current_user

from roadmap.access import allow
from roadmap.workshops import store
from roadmap.workshops.desk import desks

blueprint = Blueprint("workshops", __name__)


@blueprint.get("/")
@allow.signed_in
def home() -> str:
    """List the person's workshops with the delegations they may see, and the plans they may open."""
    standings = store.standings_of(current_user)
    return render_template("workshops/home.html", desks=desks(store.workshops_of(current_user), standings))
