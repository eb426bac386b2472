"""What plans ask, for those who run the workshop: worksheets, own questions, catalogue."""

from collections.abc import Callable

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.worksheets.asking_parts import MOST_QUESTIONS
from roadmap.worksheets.question import KINDS
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.workshops import asking_entries, asking_questions
from roadmap.workshops.asking import ask, asked_by
from roadmap.workshops.asking_forms import CHOSEN, accepted
from roadmap.workshops.entrance import to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Workshop

blueprint = Blueprint("asking", __name__, url_prefix="/workshops/<string:workshop_id>/questionnaire")
for part in (asking_questions, asking_entries):
    blueprint.register_blueprint(part.blueprint)


def init_app(app: Flask, count_answers: Callable[..., int]) -> None:
    """Give `app` the pages; `count_answers(workshop_id, worksheet, field, value)` knows the plans."""
    app.extensions["count_answers"] = count_answers
    app.register_blueprint(blueprint)


@blueprint.get("")
@allow(Permission.RUN_WORKSHOP)
def questionnaire(workshop_id: str) -> str:
    """Show what plans ask, with the ways to change it."""
    workshop = to_run(workshop_id)
    return _page(
        workshop, Asked((CHOSEN,), {"worksheets": asked_by(workshop).worksheets or tuple(WORKSHEETS)})
    )


@blueprint.post("")
@allow(Permission.RUN_WORKSHOP)
def choose(workshop_id: str) -> ResponseReturnValue:
    """Store which worksheets plans have; 422 with the form for one that is none."""
    workshop, asked = to_run(workshop_id, writing=True), Asked((CHOSEN,), sent=request.form)

    def store() -> None:
        chosen = list(asked.answers["worksheets"] or ())
        ask(workshop, asked_by(workshop).dump() | {"worksheets": chosen}, "worksheets", current_user)

    if not accepted(asked, store):
        return _page(workshop, asked), 422
    flash(gettext("The worksheets are saved. Rows of a worksheet that is left out are kept."))
    return redirect(url_for("asking.questionnaire", workshop_id=workshop.id), 303)


def _page(workshop: Workshop, asked: Asked) -> str:
    said = asked_by(workshop)
    return render_template(
        "workshops/asking/questionnaire.html",
        workshop=workshop,
        asked=asked,
        said=said,
        worksheets=[sheet for key, sheet in WORKSHEETS.items() if said.asks(key)],
        catalogue=said.catalogue(catalogue()),
        titles=asking_entries.TITLES,
        kinds=KINDS,
        most_questions=MOST_QUESTIONS,
    )
