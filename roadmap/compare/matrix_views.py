"""Matrices: what the plans of a workshop say on one subject, side by side.

`GET /workshops/WORKSHOP/matrices/SUBJECT/matrix.json` gives `subject`, `title`, `delegations` (`number`,
`country`, `name`, `subregion`, `has_plan`, `kept_back`) and `lines`: `key`, `title`, `language`, `own`,
`shared` and `cells`, which leaves out delegations that say nothing: `delegation`, `rows`, `heat` (null, or
`kind` risk or rung, `value`, `of`, `word`), `answered` (null where no action could), `blind`, and `notes`
(`label`, `text`, `language`). It reads the same address as the page: `subregion`, `pillar`, `only`, `sort`
and `pin`.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from roadmap.access import Permission, allow, may
from roadmap.catalogue.load import catalogue
from roadmap.compare.compared import Compared, subregions
from roadmap.compare.entrance import to_compare
from roadmap.compare.kept import compared
from roadmap.compare.matrix import Matrix, matrix, narrowed
from roadmap.compare.matrix_addresses import Addresses
from roadmap.compare.matrix_asked import Asked, asked
from roadmap.compare.matrix_sentences import opened
from roadmap.compare.matrix_shown import Showing, Shown, ShownCell, ShownLine
from roadmap.compare.matrix_subject import Subject, subjects
from roadmap.language import SOURCE_LANGUAGE
from roadmap.worksheets.pillar import PILLARS
from roadmap.worksheets.questionnaire import Questionnaire
from roadmap.workshops.asking import asked_by
from roadmap.workshops.models import Workshop
from roadmap.workshops.store import standings_of

MOST_SHOWN = 150  # lines of a page; the JSON face has all
MOST_KEPT = 32  # matrices; each shares what its plans say with the others

blueprint = Blueprint("matrices", __name__, url_prefix="/workshops/<string:workshop_id>/matrices")


@blueprint.app_template_global("may_compare")
def may_compare(workshop_id: str) -> bool:
    """Whether to offer the comparisons of a workshop to whoever is signed in."""
    return may(standings_of(current_user), Permission.COMPARE, workshop_id)


@blueprint.get("/")
@allow(Permission.COMPARE)
def listed(workshop_id: str) -> str:
    """List everything that can be compared."""
    workshop = to_compare(workshop_id)
    showing, offered = showing_of(workshop), subjects(asked_by(workshop).registry())
    titles = [(subject, showing.title(subject)) for subject in offered.values()]
    return render_template("compare/matrices.html", workshop=workshop, titles=titles)


@blueprint.get("/<string:worksheet>/")
@allow(Permission.COMPARE)
def show(workshop_id: str, worksheet: str) -> str:
    """Show one matrix; `worksheet` is its subject, such as threats or actions.sdg_targets."""
    workshop = to_compare(workshop_id)
    subject, whole, wanted = _found(workshop, worksheet)
    shown = _shown(workshop, whole, wanted)
    return render_template(
        "compare/matrix.html",
        workshop=workshop,
        subject=subject,
        shown=replace(shown, lines=shown.lines[:MOST_SHOWN]),
        in_all=len(shown.lines),
        asked=wanted,
        addresses=Addresses(workshop_id, worksheet, wanted),
        subregions=[(name, name) for name in subregions(whole.columns)],
        pillars=[(pillar.value, gettext(pillar.title)) for pillar in PILLARS],
    )


@blueprint.get("/<string:worksheet>/matrix.json")
@allow(Permission.COMPARE)
def data(workshop_id: str, worksheet: str) -> AnyResponse:
    """Give one matrix to other programs; the contract stands at the head of this module."""
    workshop = to_compare(workshop_id)
    _, whole, wanted = _found(workshop, worksheet)
    shown = _shown(workshop, whole, wanted)
    return jsonify(
        subject=shown.key,
        title=shown.title,
        delegations=[_delegation(column) for column in shown.columns],
        lines=[_line(line, shown.columns) for line in shown.lines],
    )


@blueprint.get("/<string:worksheet>/line")
@allow(Permission.COMPARE)
def line(workshop_id: str, worksheet: str) -> ResponseReturnValue:
    """Open one line of a matrix, `?line=KEY`: what each delegation says of this thing, in its sentences.

    The key of a line that no entry of the catalogue names changes with its wording: then back to the matrix.
    """
    workshop = to_compare(workshop_id)
    subject, whole, _ = _found(workshop, worksheet)
    found = whole.line(request.args.get("line", ""))
    if found is None:
        flash(gettext("That line is no longer there: a plan changed its wording."))
        return redirect(url_for("matrices.show", workshop_id=workshop.id, worksheet=subject.key), 303)
    showing = showing_of(workshop)
    return render_template(
        "compare/line.html",
        workshop=workshop,
        subject=subject,
        subject_title=showing.title(subject),
        line=showing.line(subject, found),
        opened=opened(whole.columns, found, subject.worksheet, showing.catalogue, gettext),
    )


def showing_of(workshop: Workshop) -> Showing:
    """How the reader of this request is shown what is compared."""
    questionnaire = asked_by(workshop)
    locale = str(get_locale() or SOURCE_LANGUAGE)
    return Showing(questionnaire.registry(), questionnaire.catalogue(catalogue()), gettext, locale)


def _found(workshop: Workshop, key: str) -> tuple[Subject, Matrix, Asked]:
    questionnaire = asked_by(workshop)
    subject = subjects(questionnaire.registry()).get(key) or abort(404)
    whole = _whole(questionnaire, key, compared(workshop))
    return subject, whole, asked(request.args, request.args.getlist("pin"), whole.columns)


@lru_cache(maxsize=MOST_KEPT)
def _whole(questionnaire: Questionnaire, key: str, columns: tuple[Compared, ...]) -> Matrix:
    """The matrix of these versions of the plans; made again when one of them changed."""
    return matrix(subjects(questionnaire.registry())[key], columns)


def _shown(workshop: Workshop, whole: Matrix, wanted: Asked) -> Shown:
    part = narrowed(whole, wanted.subregion, wanted.pillar, only=wanted.only)
    return showing_of(workshop).matrix(part, wanted)


def _delegation(column: Compared) -> dict[str, Any]:
    return {
        "number": column.number,
        "country": column.country,
        "name": column.name,
        "subregion": column.subregion,
        "has_plan": column.plan_id is not None,
        "kept_back": column.kept_back,
    }


def _line(line: ShownLine, columns: tuple[Compared, ...]) -> dict[str, Any]:
    said = {"key": line.key, "title": line.title, "language": line.language or None, "own": line.is_own}
    cells = [
        _cell(cell, c) for cell, c in zip(line.cells, columns, strict=True) if cell.rows or cell.is_blind
    ]
    return {**said, "shared": line.shared, "cells": cells}


def _cell(cell: ShownCell, column: Compared) -> dict[str, Any]:
    heat = cell.heat and {
        "kind": cell.heat.kind, "value": cell.heat.value, "of": cell.heat.of, "word": cell.word
    }  # fmt: skip
    return {
        "delegation": column.number,
        "rows": cell.rows,
        "heat": heat,
        "answered": cell.is_answered,
        "blind": cell.is_blind,
        "notes": [{"label": n.label, "text": n.text, "language": n.language} for n in cell.notes],
    }
