"""The page that says who may do what."""

from flask import Blueprint, render_template
from flask_login import current_user

from roadmap.access import Permission, allow, may_anywhere
from roadmap.workshops.store import standings_of
from roadmap.workshops.who import PERMISSIONS, people, table

blueprint = Blueprint("who", __name__)


@blueprint.get("/who-may-do-what")
@allow(Permission.SEE_ACCESS)
def who() -> str:
    """Show the table of grants in words, and the people of the workshops the reader administers."""
    held = people(standings_of(current_user))
    return render_template("workshops/who.html", table=table(), permissions=PERMISSIONS, people=held)


@blueprint.app_template_global("may_see_access")
def may_see_access() -> bool:
    """Whether to offer the page to whoever is signed in."""
    return may_anywhere(standings_of(current_user), Permission.SEE_ACCESS)
