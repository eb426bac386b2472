"""Changing the rows of a worksheet with plain forms: add, save, duplicate, move, delete, bring back."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.fields.problem import Refused
from roadmap.plans import store, submission
from roadmap.plans.entrance import entry_or_404, opened, to_write, worksheet_or_404
from roadmap.plans.merging import merge
from roadmap.plans.models import Entry
from roadmap.plans.open_row import open_row
from roadmap.plans.opened import Opened
from roadmap.plans.pages import worksheet_page
from roadmap.plans.submission import Submission
from roadmap.worksheets.worksheet import Worksheet

blueprint = Blueprint("rows", __name__, url_prefix="/<string:worksheet>")
STEPS = {"up": -1, "down": 1}


@blueprint.post("/")
@allow(Permission.EDIT_PLAN)
def add(plan_id: str, worksheet: str) -> Response:
    """Add a row, blank or filled from the catalogue's `entry`, and open it."""
    plan = to_write(plan_id)
    sheet = worksheet_or_404(plan, worksheet)
    answers = _from_catalogue(plan, sheet, request.form.get("entry", ""))
    if sheet.single:
        abort(404)
    try:
        entry = store.add_row(plan.book, sheet, answers, current_user)
    except Refused as refused:
        return _stay(plan, sheet, refused)
    return _open(plan, sheet, entry)


@blueprint.post("/<string:row_key>/")
@allow(Permission.EDIT_PLAN)
def save(plan_id: str, worksheet: str, row_key: str) -> ResponseReturnValue:
    """Save a row's form: what is accepted is stored, the rest comes back beside its field as it was typed.

    422 where something was refused; 409 where another person deleted the row, or changed the same field: then
    with both texts to choose from.
    """
    plan = to_write(plan_id)
    sheet = worksheet_or_404(plan, worksheet)
    entry = entry_or_404(plan.book, sheet, row_key)
    sent = submission.read(sheet, plan.scope, plan.book.row(entry), request.form)
    if sent.version > entry.version:
        abort(400)
    if entry.deleted_at is not None and not sent.restore:
        store.release()
        gone = store.name_of(entry.changed_by_id)
        return worksheet_page(plan, sheet, open_row(plan, sheet, entry, sent.form, gone=gone)), 409
    return _store(plan, sheet, entry, sent)


def _store(plan: Opened, sheet: Worksheet, entry: Entry, sent: Submission) -> ResponseReturnValue:
    merged = merge(sheet, entry, sent.changed, sent.version, current_user.id)
    if entry.deleted_at is not None:
        store.restore(plan.book, sheet, entry, current_user)
    after = opened(store.save(plan.book, entry, merged.changes, current_user))
    if not merged.conflicts and not sent.form.errors:
        flash(gettext("%(row)s is saved.", row=gettext(sheet.title) if sheet.single else entry.row_key))
        return _open(after, sheet, entry)
    row = open_row(after, sheet, entry, sent.form, merged.conflicts)
    return worksheet_page(after, sheet, row), 409 if merged.conflicts else 422


@blueprint.post("/<string:row_key>/duplicate")
@allow(Permission.EDIT_PLAN)
def duplicate(plan_id: str, worksheet: str, row_key: str) -> Response:
    """Add a copy of a row right after it, and open the copy."""
    plan, sheet, entry = _standing(plan_id, worksheet, row_key)
    try:
        return _open(plan, sheet, store.duplicate(plan.book, sheet, entry, current_user))
    except Refused as refused:
        return _stay(plan, sheet, refused)


@blueprint.post("/<string:row_key>/move")
@allow(Permission.EDIT_PLAN)
def move(plan_id: str, worksheet: str, row_key: str) -> Response:
    """Move a row one place `up` or `down`."""
    plan, sheet, entry = _standing(plan_id, worksheet, row_key)
    if request.form.get("to") not in STEPS:
        abort(400)
    store.move(plan.book, sheet, entry, STEPS[request.form["to"]])
    return _open(plan, sheet, entry)


@blueprint.post("/<string:row_key>/delete")
@allow(Permission.EDIT_PLAN)
def delete(plan_id: str, worksheet: str, row_key: str) -> Response:
    """Delete a row; the register then offers to bring it back."""
    plan, sheet, entry = _standing(plan_id, worksheet, row_key)
    store.delete(entry, current_user)
    return redirect(
        url_for("plans.open_worksheet", plan_id=plan.id, worksheet=sheet.key, deleted=entry.row_key), 303
    )


@blueprint.post("/<string:row_key>/restore")
@allow(Permission.EDIT_PLAN)
def restore(plan_id: str, worksheet: str, row_key: str) -> Response:
    """Bring a deleted row back to its place."""
    plan = to_write(plan_id)
    sheet = worksheet_or_404(plan, worksheet)
    entry = entry_or_404(plan.book, sheet, row_key)
    try:
        if entry.deleted_at is not None:
            store.restore(plan.book, sheet, entry, current_user)
    except Refused as refused:
        return _stay(plan, sheet, refused)
    flash(gettext("%(row)s is back.", row=entry.row_key))
    return _open(plan, sheet, entry)


def _standing(plan_id: str, worksheet: str, row_key: str) -> tuple[Opened, Worksheet, Entry]:
    plan = to_write(plan_id)
    sheet = worksheet_or_404(plan, worksheet)
    entry = plan.book.entry(sheet, row_key)
    if entry is None or entry.deleted_at is not None or sheet.single:
        abort(404)
    return plan, sheet, entry


def _from_catalogue(plan: Opened, sheet: Worksheet, slug: str) -> dict[str, object]:
    if not slug:
        return {}
    entries = plan.catalogue.entries[sheet.picks_from.catalogue] if sheet.picks_from else {}
    return sheet.filled_by(entries[slug]) if slug in entries else abort(400)


def _open(plan: Opened, sheet: Worksheet, entry: Entry) -> Response:
    address = url_for("plans.open_one_row", plan_id=plan.id, worksheet=sheet.key, row_key=entry.row_key)
    return redirect(f"{address}#row-{entry.row_key}", 303)


def _stay(plan: Opened, sheet: Worksheet, refused: Refused) -> Response:
    store.release()
    flash(refused.problems[0].sentence(gettext), "error")
    return redirect(url_for("plans.open_worksheet", plan_id=plan.id, worksheet=sheet.key), 303)
