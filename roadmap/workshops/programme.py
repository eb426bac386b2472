"""The programme on a page: its sessions day by day, added, changed, moved and removed with plain forms."""

from decimal import Decimal

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.fields.problem import Refused
from roadmap.workshops import timetable
from roadmap.workshops.entrance import session_or_404, to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Session, Workshop
from roadmap.workshops.questions import SESSION, of, session_valid

blueprint = Blueprint("programme", __name__, url_prefix="/workshops/<string:workshop_id>/programme")
STEPS = {"earlier": -1, "later": 1}


@blueprint.get("/")
@allow(Permission.RUN_WORKSHOP)
def show(workshop_id: str) -> str:
    """Show the programme, and a form for one more session."""
    workshop = to_run(workshop_id)
    last = workshop.sessions[-1].day if workshop.sessions else workshop.start
    return _page(workshop, Asked(SESSION, {"day": last, "minutes": Decimal(90)}))


@blueprint.post("/")
@allow(Permission.RUN_WORKSHOP)
def add(workshop_id: str) -> ResponseReturnValue:
    """Add a session; 422 with the form where an answer is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(SESSION, sent=request.form)
    if not session_valid(asked):
        return _page(workshop, asked), 422
    try:
        added = timetable.add_session(workshop, asked.answers, current_user)
    except Refused as refused:
        asked.blame(refused)
        return _page(workshop, asked), 422
    flash(gettext("The session is in the programme."))
    return _back(workshop, added)


@blueprint.get("/<string:session_id>/")
@allow(Permission.RUN_WORKSHOP)
def edit(workshop_id: str, session_id: str) -> str:
    """Ask for what a session is and when."""
    workshop = to_run(workshop_id)
    one = session_or_404(workshop, session_id)
    shown = {**of(one, SESSION), "kind": one.kind.value}
    return _session_page(workshop, one, Asked(SESSION, shown))


@blueprint.post("/<string:session_id>/")
@allow(Permission.RUN_WORKSHOP)
def change(workshop_id: str, session_id: str) -> ResponseReturnValue:
    """Store what a session is and when; 422 with the form where an answer is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(SESSION, sent=request.form)
    one = session_or_404(workshop, session_id)
    if not session_valid(asked):
        return _session_page(workshop, one, asked), 422
    timetable.change_session(one, asked.answers, current_user)
    flash(gettext("The session is saved."))
    return _back(workshop, one)


@blueprint.post("/<string:session_id>/move")
@allow(Permission.RUN_WORKSHOP)
def move(workshop_id: str, session_id: str) -> Response:
    """Let a session change places with the one before it that day, or after it."""
    workshop = to_run(workshop_id, writing=True)
    one = session_or_404(workshop, session_id)
    if request.form.get("to") not in STEPS:
        abort(400)
    timetable.move_session(one, STEPS[request.form["to"]], current_user)
    return _back(workshop, one)


@blueprint.get("/<string:session_id>/remove")
@allow(Permission.RUN_WORKSHOP)
def ask_remove(workshop_id: str, session_id: str) -> str:
    """Ask whether a session is to leave the programme."""
    workshop = to_run(workshop_id)
    one = session_or_404(workshop, session_id)
    back = url_for("workshops.programme.show", workshop_id=workshop.id)
    return render_template("workshops/remove.html", workshop=workshop, named=one.title, back=back)


@blueprint.post("/<string:session_id>/remove")
@allow(Permission.RUN_WORKSHOP)
def remove(workshop_id: str, session_id: str) -> Response:
    """Take a session out of the programme."""
    workshop = to_run(workshop_id, writing=True)
    timetable.remove_session(session_or_404(workshop, session_id), current_user)
    flash(gettext("The session is removed."))
    return _back(workshop)


def _page(workshop: Workshop, asked: Asked) -> str:
    return render_template("workshops/programme.html", workshop=workshop, asked=asked)


def _session_page(workshop: Workshop, one: Session, asked: Asked) -> str:
    return render_template("workshops/session.html", workshop=workshop, one=one, asked=asked)


def _back(workshop: Workshop, at: Session | None = None) -> Response:
    anchor = f"session-{at.id}" if at else None
    return redirect(url_for("workshops.programme.show", workshop_id=workshop.id, _anchor=anchor), 303)
