"""Where a person goes right after signing in."""

from flask import Blueprint, redirect, session, url_for
from werkzeug.wrappers import Response

from roadmap.access import allow

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/arrive")
@allow.signed_in
def arrive() -> Response:
    """Take the person to the page they asked for before signing in; only the guard ever writes it down."""
    return redirect(session.pop("wanted", None) or url_for("workshops.home"))
