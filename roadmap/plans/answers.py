"""Saving as people type: one answer in one small request.

`POST /plans/PLAN/WORKSHEET/ROW/FIELD` with `Content-Type: application/json` and the header `X-CSRFToken`.
The body is an object with exactly two keys: `value`, as the plan document has it (texts as typed, null takes
the answer back), and `version`, the version of the row that the person has on the screen. The answer is JSON:

200  `version` (of the row, from now on), `saved_at` (ISO 8601), `part` (markup to put in place), `chapters`
     (the state of each worksheet in words), `refilled` (whether the catalogue filled other fields too)
409  another person changed the same field: `version`, `conflict` (`mine`, `theirs`, `name`; `value`
     is theirs as stored), `part` (markup to choose by). Nothing is stored; sending the value again with
     the new version keeps it
410  the row was deleted: `error`
422  the value is not accepted: `errors`, sentences for people. Nothing is stored
400, 403, 404, 413, 415  the request itself is wrong: `error`

Sending the same answer twice stores it once, so a request whose answer was lost can be repeated.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from roadmap.access import Permission, allow
from roadmap.fields.problem import Refused
from roadmap.plans import store
from roadmap.plans.entrance import entry_or_404, opened, to_write, worksheet_or_404
from roadmap.plans.merging import Conflict, merge
from roadmap.plans.models import Entry
from roadmap.plans.open_row import choice, open_row
from roadmap.plans.opened import Opened
from roadmap.plans.pages import choice_part, saved_part
from roadmap.plans.typed import load_typed, sentences
from roadmap.worksheets.reading import read_document
from roadmap.worksheets.worksheet import Worksheet

blueprint = Blueprint("answers", __name__, url_prefix="/<string:worksheet>/<string:row_key>")


@blueprint.post("/<string:field>")
@allow(Permission.EDIT_PLAN)
def save(plan_id: str, worksheet: str, row_key: str, field: str) -> ResponseReturnValue:
    """Save one answer; the contract stands at the head of this module."""
    value, version = _body()
    plan = to_write(plan_id)
    sheet = worksheet_or_404(plan, worksheet)
    asked = sheet.by_key.get(field) or abort(404)
    entry = entry_or_404(plan.book, sheet, row_key)
    if entry.deleted_at is not None:
        return jsonify(error=gettext("This row was deleted. Bring it back to save in it.")), 410
    if version > entry.version:
        abort(400)
    try:
        answer = load_typed(asked, value, plan.scope)
    except Refused as refused:
        return jsonify(errors=sentences(asked, refused, gettext)), 422
    return _store(plan, sheet, entry, {field: answer, **_filled(plan, sheet, entry, field, value)}, version)


def _store(
    plan: Opened, sheet: Worksheet, entry: Entry, answers: Mapping[str, Any], version: int
) -> ResponseReturnValue:
    merged = merge(sheet, entry, answers, version, current_user.id)
    after = opened(store.save(plan.book, entry, merged.changes, current_user))
    if merged.conflicts:
        return _choose(after, sheet, entry, merged.conflicts[0])
    return jsonify(
        version=entry.version,
        saved_at=entry.changed_at.isoformat(),
        part=saved_part(after, sheet, open_row(after, sheet, entry)),
        chapters={key: chapter.texts for key, chapter in after.chapters.items()},
        refilled=len(merged.changes) > 1,
    )


def _choose(plan: Opened, sheet: Worksheet, entry: Entry, conflict: Conflict) -> ResponseReturnValue:
    texts = choice(sheet, conflict, plan.scope)
    part = choice_part(plan, sheet, entry, conflict.field, texts)
    words = {"mine": texts.mine, "theirs": texts.theirs, "name": texts.name, "value": conflict.theirs}
    return jsonify(version=entry.version, conflict=words, part=part), 409


def _body() -> tuple[Any, int]:
    """Read the request strictly; 400 or 415 for anything but an object with a value and a version."""
    if request.mimetype != "application/json":
        abort(415)
    try:
        body = read_document(request.get_data())
    except Refused:
        abort(400)
    if not isinstance(body, dict) or set(body) != {"value", "version"}:
        abort(400)
    version = body["version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        abort(400)
    return body["value"], version


def _filled(plan: Opened, sheet: Worksheet, entry: Entry, field: str, value: Any) -> dict[str, Any]:
    """What picking a catalogue entry fills of the row: only what nobody has answered."""
    picks = sheet.picks_from
    if picks is None or field != picks.key or not isinstance(value, str):
        return {}
    picked = plan.catalogue.entries[picks.catalogue].get(value)
    filled, _ = sheet.load(sheet.filled_by(picked), "", plan.scope) if picked else ({}, [])
    return {key: value for key, value in filled.items() if key in picks.fills and key not in entry.answers}
