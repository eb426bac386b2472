"""The deadlines on a page: added, moved and removed with plain forms."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.fields.problem import Refused
from roadmap.workshops import timetable
from roadmap.workshops.entrance import deadline_or_404, to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Deadline, Workshop
from roadmap.workshops.questions import DEADLINE, of

blueprint = Blueprint("deadlines", __name__, url_prefix="/workshops/<string:workshop_id>/deadlines")


@blueprint.get("/")
@allow(Permission.RUN_WORKSHOP)
def show(workshop_id: str) -> str:
    """Show the deadlines, and a form for one more."""
    return _page(to_run(workshop_id), Asked(DEADLINE))


@blueprint.post("/")
@allow(Permission.RUN_WORKSHOP)
def add(workshop_id: str) -> ResponseReturnValue:
    """Add a deadline; 422 with the form where an answer is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(DEADLINE, sent=request.form)
    if not asked.valid():
        return _page(workshop, asked), 422
    try:
        timetable.add_deadline(workshop, asked.answers, current_user)
    except Refused as refused:
        asked.blame(refused)
        return _page(workshop, asked), 422
    flash(gettext("The deadline is set."))
    return _back(workshop)


@blueprint.get("/<string:deadline_id>/")
@allow(Permission.RUN_WORKSHOP)
def edit(workshop_id: str, deadline_id: str) -> str:
    """Ask for what is to be ready, and when."""
    workshop = to_run(workshop_id)
    one = deadline_or_404(workshop, deadline_id)
    return _deadline_page(workshop, one, Asked(DEADLINE, of(one, DEADLINE)))


@blueprint.post("/<string:deadline_id>/")
@allow(Permission.RUN_WORKSHOP)
def change(workshop_id: str, deadline_id: str) -> ResponseReturnValue:
    """Store what is to be ready, and when; 422 with the form where an answer is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(DEADLINE, sent=request.form)
    one = deadline_or_404(workshop, deadline_id)
    if not asked.valid():
        return _deadline_page(workshop, one, asked), 422
    timetable.change_deadline(one, asked.answers, current_user)
    flash(gettext("The deadline is saved."))
    return _back(workshop)


@blueprint.get("/<string:deadline_id>/remove")
@allow(Permission.RUN_WORKSHOP)
def ask_remove(workshop_id: str, deadline_id: str) -> str:
    """Ask whether a deadline is to go."""
    workshop = to_run(workshop_id)
    one = deadline_or_404(workshop, deadline_id)
    back = url_for("workshops.deadlines.show", workshop_id=workshop.id)
    return render_template("workshops/remove.html", workshop=workshop, named=one.title, back=back)


@blueprint.post("/<string:deadline_id>/remove")
@allow(Permission.RUN_WORKSHOP)
def remove(workshop_id: str, deadline_id: str) -> Response:
    """Take a deadline away."""
    workshop = to_run(workshop_id, writing=True)
    timetable.remove_deadline(deadline_or_404(workshop, deadline_id), current_user)
    flash(gettext("The deadline is removed."))
    return _back(workshop)


def _page(workshop: Workshop, asked: Asked) -> str:
    return render_template("workshops/deadlines.html", workshop=workshop, asked=asked)


def _deadline_page(workshop: Workshop, one: Deadline, asked: Asked) -> str:
    return render_template("workshops/deadline.html", workshop=workshop, one=one, asked=asked)


def _back(workshop: Workshop) -> Response:
    return redirect(url_for("workshops.deadlines.show", workshop_id=workshop.id), 303)
