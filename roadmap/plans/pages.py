"""The page of a worksheet, whole or the part of it that a script puts in place."""

from flask import render_template

from roadmap.catalogue.entry import Entry as CatalogueEntry
from roadmap.plans.models import Entry
from roadmap.plans.open_row import Choice, OpenRow
from roadmap.plans.opened import Opened
from roadmap.worksheets.worksheet import Worksheet


def worksheet_page(
    opened: Opened, worksheet: Worksheet, row: OpenRow | None = None, just_deleted: Entry | None = None
) -> str:
    """Render a worksheet's register with `row` lying open in it."""
    return render_template(
        "plans/worksheet.html",
        opened=opened,
        worksheet=worksheet,
        open=row,
        just_deleted=just_deleted,
        shelf=_shelf(opened, worksheet) if opened.may_edit else [],
    )


def row_part(opened: Opened, worksheet: Worksheet, row: OpenRow) -> str:
    """Render only what opening `row` changes on a page that is already there."""
    return render_template("plans/row_part.html", opened=opened, worksheet=worksheet, open=row)


def saved_part(opened: Opened, worksheet: Worksheet, row: OpenRow) -> str:
    """Render what saving an answer of `row` may change around its controls."""
    return render_template("plans/saved_part.html", opened=opened, worksheet=worksheet, open=row)


def choice_part(opened: Opened, worksheet: Worksheet, entry: Entry, field: str, choice: Choice) -> str:
    """Render the two texts of a field to choose from, and the row's line as it stands now."""
    asked, line = worksheet.field(field), opened.line(worksheet, entry.row_key)
    return render_template(
        "plans/choice_part.html", opened=opened, worksheet=worksheet, field=asked, choice=choice, line=line
    )


def _shelf(opened: Opened, worksheet: Worksheet) -> list[CatalogueEntry]:
    """The entries that the workshop offers for rows of this worksheet."""
    picks = worksheet.picks_from
    return opened.catalogue.shelf(picks.catalogue) if picks else []
