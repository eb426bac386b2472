"""Side by side: two to six plans, one worksheet, for reading and discussion.

`GET /workshops/WORKSHOP/side-by-side.json` reads the same address as the page: `delegation` (two to six
numbers), `worksheet`, and `only=differences`. It gives `worksheet`, `delegations` (`number`, `country`,
`name`) and `rows`: `key`, `title`, `own`, `differs`, `has`, and `questions` (`label`, `differs`, `said`: for
each delegation a list of texts, one for each of its rows there). A wrong choice answers 422 with `problem`.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.compare.aligned import FEWEST, MOST, AlignedRow, side_by_side
from roadmap.compare.compared import Compared
from roadmap.compare.entrance import to_compare
from roadmap.compare.kept import compared
from roadmap.worksheets.questionnaire import Questionnaire
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.asking import asked_by

blueprint = Blueprint("aligned", __name__, url_prefix="/workshops/<string:workshop_id>")


@dataclass(frozen=True)
class Choice:
    """What is to be compared; `problem` says what is wrong with the choice, empty when nothing is."""

    worksheet: Worksheet
    columns: tuple[Compared, ...]
    only_differences: bool
    problem: str = ""


@blueprint.get("/side-by-side")
@allow(Permission.COMPARE)
def show(workshop_id: str) -> ResponseReturnValue:
    """Ask for the plans and the worksheet, and show them once they are chosen."""
    workshop = to_compare(workshop_id)
    everybody, asked = compared(workshop), asked_by(workshop)
    choice = _choice(everybody, asked)
    page = render_template(
        "compare/side-by-side.html",
        workshop=workshop,
        everybody=everybody,
        worksheets=[(sheet.key, gettext(sheet.title)) for sheet in asked.registry().values()],
        choice=choice,
        rows=_rows(choice, asked),
    )
    return page, 422 if choice.problem else 200


@blueprint.get("/side-by-side.json")
@allow(Permission.COMPARE)
def data(workshop_id: str) -> ResponseReturnValue:
    """Give the same to other programs; the contract stands at the head of this module."""
    workshop = to_compare(workshop_id)
    asked = asked_by(workshop)
    choice = _choice(compared(workshop), asked)
    if choice.problem:
        return jsonify(problem=choice.problem), 422
    delegations = [{"number": c.number, "country": c.country, "name": c.name} for c in choice.columns]
    rows = [_dumped(row) for row in _rows(choice, asked)]
    return jsonify(worksheet=choice.worksheet.key, delegations=delegations, rows=rows)


def _choice(everybody: tuple[Compared, ...], asked: Questionnaire) -> Choice:
    registry = asked.registry()
    key = request.args.get("worksheet", "")
    first = next((sheet for sheet in registry.values() if sheet.picks_from), next(iter(registry.values())))
    chosen = dict.fromkeys(request.args.getlist("delegation"))
    columns = tuple(each for each in everybody if each.version and str(each.number) in chosen)
    problem = ""
    if chosen and not FEWEST <= len(columns) <= MOST:
        problem = gettext("Choose two to six delegations whose plans you may see.")
    if key and key not in registry:
        problem = gettext("Choose a worksheet from the list.")
    return Choice(registry.get(key, first), columns, request.args.get("only") == "differences", problem)


def _rows(choice: Choice, asked: Questionnaire) -> list[AlignedRow]:
    if choice.problem or not choice.columns:
        return []
    rows = side_by_side(choice.worksheet, choice.columns, asked.catalogue(catalogue()), gettext)
    return [row for row in rows if row.differs or not choice.only_differences]


def _dumped(row: AlignedRow) -> dict[str, Any]:
    questions = [
        {"label": each.label, "differs": each.differs, "said": [list(said.texts) for said in each.said]}
        for each in row.questions
    ]
    named = {"key": row.key, "title": row.title, "own": row.is_own}
    return {**named, "differs": row.differs, "has": list(row.has), "questions": questions}
