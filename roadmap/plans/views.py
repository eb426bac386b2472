"""The workbook for reading: the plan as a book, its worksheets, and one row lying open."""

from flask import Blueprint, abort, render_template, request

from roadmap.access import Permission, allow
from roadmap.plans import answers, files, importing, rows, settings
from roadmap.plans.entrance import entry_or_404, to_read, worksheet_or_404
from roadmap.plans.open_row import open_row
from roadmap.plans.pages import row_part, worksheet_page

blueprint = Blueprint("plans", __name__, url_prefix="/plans/<string:plan_id>")
for part in (answers, files, importing, rows, settings):
    blueprint.register_blueprint(part.blueprint)


@blueprint.get("/")
@allow(Permission.READ_PLAN)
def open_plan(plan_id: str) -> str:
    """Show the plan as a book: every worksheet with its state, and what to do next."""
    return render_template("plans/overview.html", opened=to_read(plan_id))


@blueprint.get("/<string:worksheet>/")
@allow(Permission.READ_PLAN)
def open_worksheet(plan_id: str, worksheet: str) -> str:
    """Show one worksheet: its register, or its one row where it has just one."""
    opened = to_read(plan_id)
    sheet = worksheet_or_404(opened, worksheet)
    if sheet.single:
        entry = entry_or_404(opened.book, sheet, sheet.key)
        return worksheet_page(opened, sheet, open_row(opened, sheet, entry))
    deleted = opened.book.entry(sheet, request.args.get("deleted", ""))
    return worksheet_page(opened, sheet, just_deleted=deleted if deleted and deleted.deleted_at else None)


@blueprint.get("/<string:worksheet>/<string:row_key>/")
@allow(Permission.READ_PLAN)
def open_one_row(plan_id: str, worksheet: str, row_key: str) -> str:
    """Show one worksheet with one row open; `?part=row` gives only what opening it changes on the page."""
    opened = to_read(plan_id)
    sheet = worksheet_or_404(opened, worksheet)
    entry = entry_or_404(opened.book, sheet, row_key)
    if entry.deleted_at is not None:
        abort(404)
    row = open_row(opened, sheet, entry)
    return (
        row_part(opened, sheet, row)
        if request.args.get("part") == "row"
        else worksheet_page(opened, sheet, row)
    )
