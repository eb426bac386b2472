"""A workshop's title, place, dates, languages and time zone; and whether its delegations may draft."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.workshops import shaping
from roadmap.workshops.entrance import to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Workshop
from roadmap.workshops.questions import DETAILS, details_valid, of

blueprint = Blueprint("settings", __name__, url_prefix="/workshops/<string:workshop_id>")


@blueprint.get("/settings")
@allow(Permission.RUN_WORKSHOP)
def show(workshop_id: str) -> str:
    """Ask for the details."""
    workshop = to_run(workshop_id)
    return _page(workshop, Asked(DETAILS, of(workshop, DETAILS)))


@blueprint.post("/settings")
@allow(Permission.RUN_WORKSHOP)
def save(workshop_id: str) -> ResponseReturnValue:
    """Store the details; 422 with the form where one is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(DETAILS, sent=request.form)
    if not details_valid(asked):
        return _page(workshop, asked), 422
    shaping.describe(workshop, asked.answers, current_user, move="move" in request.form)
    flash(gettext("The settings are saved."))
    return _back(workshop)


@blueprint.get("/drafting")
@allow(Permission.RUN_WORKSHOP)
def ask_drafting(workshop_id: str) -> str:
    """Ask whether drafting is to be closed, or opened again."""
    return render_template("workshops/drafting.html", workshop=to_run(workshop_id))


@blueprint.post("/drafting/close")
@allow(Permission.RUN_WORKSHOP)
def close(workshop_id: str) -> Response:
    """Let the plans only be read from here on."""
    workshop = to_run(workshop_id, writing=True)
    shaping.close(workshop, current_user)
    flash(gettext("Drafting is closed. The plans can only be read until you reopen it."))
    return _back(workshop)


@blueprint.post("/drafting/reopen")
@allow(Permission.RUN_WORKSHOP)
def reopen(workshop_id: str) -> Response:
    """Let delegations draft again."""
    workshop = to_run(workshop_id, writing=True)
    shaping.reopen(workshop, current_user)
    flash(gettext("Drafting is open again."))
    return _back(workshop)


def _page(workshop: Workshop, asked: Asked) -> str:
    return render_template("workshops/settings.html", workshop=workshop, asked=asked)


def _back(workshop: Workshop) -> Response:
    return redirect(url_for("workshops.overview", workshop_id=workshop.id), 303)
