"""A workshop's own questions on a page: added, reworded, moved and removed with plain forms."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.worksheets.question import KINDS, Question
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.asking import ask, asked_by
from roadmap.workshops.asking_edits import key_for, moved, placed, removed
from roadmap.workshops.asking_forms import NEW_QUESTION, accepted, fields_of, said, shown
from roadmap.workshops.entrance import to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Workshop

blueprint = Blueprint("questions", __name__, url_prefix="/questions/<string:worksheet>")
STEPS = {"up": -1, "down": 1}


@blueprint.get("/")
@allow(Permission.RUN_WORKSHOP)
def new(workshop_id: str, worksheet: str) -> str:
    """Ask for a question to be added to a worksheet."""
    return _page(to_run(workshop_id), _sheet(worksheet), Asked(NEW_QUESTION))


@blueprint.post("/")
@allow(Permission.RUN_WORKSHOP)
def add(workshop_id: str, worksheet: str) -> ResponseReturnValue:
    """Add a question at the end of a worksheet; 422 with the form where something is not accepted."""
    workshop, sheet = to_run(workshop_id, writing=True), _sheet(worksheet)
    asked = Asked(NEW_QUESTION, sent=request.form)

    def store() -> None:
        answers = asked.answers
        question = said(answers, key_for(answers["label"]), answers["kind"], ())
        _ask(workshop, placed(asked_by(workshop).dump(), "questions", sheet.key, question, "key"), "added")

    if not accepted(asked, store):
        return _page(workshop, sheet, asked), 422
    flash(gettext("The question is asked in every plan of the workshop."))
    return _back(workshop, sheet)


@blueprint.get("/<string:key>/")
@allow(Permission.RUN_WORKSHOP)
def edit(workshop_id: str, worksheet: str, key: str) -> str:
    """Ask for other words."""
    workshop, sheet = to_run(workshop_id), _sheet(worksheet)
    question = _question(workshop, sheet, key)
    return _page(workshop, sheet, Asked(fields_of(question), shown(question)), question)


@blueprint.post("/<string:key>/")
@allow(Permission.RUN_WORKSHOP)
def change(workshop_id: str, worksheet: str, key: str) -> ResponseReturnValue:
    """Store other words; 422 with the form where something is not accepted."""
    workshop, sheet = to_run(workshop_id, writing=True), _sheet(worksheet)
    question = _question(workshop, sheet, key)
    asked = Asked(fields_of(question), sent=request.form)

    def store() -> None:
        changed = said(asked.answers, key, question.kind, question.dump().get("options", ()))
        _ask(workshop, placed(asked_by(workshop).dump(), "questions", sheet.key, changed, "key"), "changed")

    if not accepted(asked, store):
        return _page(workshop, sheet, asked, question), 422
    flash(gettext("The question is saved."))
    return _back(workshop, sheet)


@blueprint.post("/<string:key>/move")
@allow(Permission.RUN_WORKSHOP)
def move(workshop_id: str, worksheet: str, key: str) -> Response:
    """Move a question one place `up` or `down`."""
    workshop, sheet = to_run(workshop_id, writing=True), _sheet(worksheet)
    question = _question(workshop, sheet, key)
    steps = STEPS.get(request.form.get("to", "")) or abort(400)
    _ask(workshop, moved(asked_by(workshop).dump(), sheet.key, question.key, steps), "moved")
    return _back(workshop, sheet)


@blueprint.get("/<string:key>/remove")
@allow(Permission.RUN_WORKSHOP)
def ask_remove(workshop_id: str, worksheet: str, key: str) -> str:
    """Ask whether a question is to go, saying how many answers it has."""
    workshop, sheet = to_run(workshop_id), _sheet(worksheet)
    question = _question(workshop, sheet, key)
    answers = current_app.extensions["count_answers"](workshop.id, sheet.key, question.key)
    back = url_for("asking.questionnaire", workshop_id=workshop.id)
    return render_template(
        "workshops/asking/remove.html", workshop=workshop, named=question.label, answers=answers, back=back
    )


@blueprint.post("/<string:key>/remove")
@allow(Permission.RUN_WORKSHOP)
def remove(workshop_id: str, worksheet: str, key: str) -> Response:
    """Ask a question no more; the answers it has stay stored."""
    workshop, sheet = to_run(workshop_id, writing=True), _sheet(worksheet)
    question = _question(workshop, sheet, key)
    _ask(workshop, removed(asked_by(workshop).dump(), "questions", sheet.key, question.key, "key"), "removed")
    flash(gettext("The question is not asked any more."))
    return _back(workshop, sheet)


def _sheet(key: str) -> Worksheet:
    return WORKSHEETS.get(key) or abort(404)


def _question(workshop: Workshop, sheet: Worksheet, key: str) -> Question:
    questions = asked_by(workshop).questions.get(sheet.key, ())
    return next((each for each in questions if each.key == key), None) or abort(404)


def _ask(workshop: Workshop, whole: dict[str, object], done: str) -> None:
    ask(workshop, whole, f"question {done}", current_user)


def _page(workshop: Workshop, sheet: Worksheet, asked: Asked, question: Question | None = None) -> str:
    return render_template(
        "workshops/asking/question.html",
        workshop=workshop,
        sheet=sheet,
        asked=asked,
        question=question,
        kind=KINDS[question.kind] if question else None,
    )


def _back(workshop: Workshop, sheet: Worksheet) -> Response:
    address = url_for("asking.questionnaire", workshop_id=workshop.id)
    return redirect(f"{address}#questions-{sheet.key}", 303)
