"""Rules on any worksheet: what is empty, what is missing, what stands there twice."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from roadmap.checks.finding import Term
from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, NOTE, WARNING, Spot, at, at_worksheet, rule
from roadmap.fields.field import Field
from roadmap.fields.table import Table
from roadmap.fields.text import ShortText
from roadmap.i18n import N_
from roadmap.worksheets.plan import Row

TELLING_APART = ("counterpart", "action", "objective", "direction", "currency")
PLACEHOLDER = re.compile(
    r"\b(TBC|TBD|t\.b\.[cd]\.|lorem ipsum|x{3,}|to be (completed|confirmed|decided|defined|determined)"
    r"|placeholder|untitled)\b|\?{3}|^[-–—_.…]+$",
    re.IGNORECASE,
)


@rule(
    "answer-missing",
    ERROR,
    N_("“%(field)s” is not answered yet; a finished plan needs it."),
    N_("Answer it, and mark the answer as provisional if it may change."),
    general=True,
)
def answer_missing(index: Index) -> Iterator[Spot]:
    """Every question that its worksheet declares as required, in every row that is there."""
    for worksheet in index.plan.registry.values():
        rows = (index.plan.profile,) if worksheet.key == "profile" else index.rows(worksheet.key)
        for row in rows:
            yield from (at(row, f.key, field=Term(f.label)) for f in worksheet.missing(row.values))


@rule(
    "worksheet-empty",
    WARNING,
    N_("The worksheet “%(worksheet)s” is empty."),
    N_("Fill it, or tell the facilitators that the plan does without."),
)
def worksheet_empty(index: Index) -> Iterator[Spot]:
    """A worksheet with exactly one row is never empty; its questions are asked one by one."""
    for worksheet in index.plan.registry.values():
        if not worksheet.single and not index.rows(worksheet.key):
            yield at_worksheet(worksheet.key, worksheet=Term(worksheet.title))


@rule(
    "entry-twice",
    NOTE,
    N_("Row %(first)s has the same entry of the catalogue and the same title."),
    N_("Join the two rows, or give one a title that says how they differ."),
)
def entry_twice(index: Index) -> Iterator[Spot]:
    """Two rows may share an entry where something else tells them apart."""
    for worksheet in index.plan.registry.values():
        if worksheet.picks_from is None:
            continue
        key, seen = worksheet.picks_from.key, dict[tuple[Any, ...], str]()
        for row in index.rows(worksheet.key):
            same = (row[key], row[worksheet.heading], *(row[name] for name in TELLING_APART))
            if row[key] and seen.setdefault(same, row.key) != row.key:
                yield at(row, key, first=seen[same])


@rule(
    "text-placeholder",
    WARNING,
    N_("“%(found)s” looks like a text that somebody meant to replace."),
    N_("Write the text, or leave the answer empty until it is known."),
)
def text_placeholder(index: Index) -> Iterator[Spot]:
    """English stand-ins, in any text of any row."""
    for row in index.plan.all_rows():
        for place, text in _texts(index.plan.registry[row.worksheet].fields, row):
            if found := PLACEHOLDER.search(text):
                yield at(row, place, found=found.group())


def _texts(fields: tuple[Field, ...], row: Row) -> Iterator[tuple[str, str]]:
    """Every text of a row with its place, those in tables too."""
    for field in fields:
        value = row[field.key]
        if isinstance(field, ShortText) and value:
            yield field.key, value
        elif isinstance(field, Table):
            for number, cells in enumerate(value or ()):
                yield from ((f"{field.key}[{number}].{c}", t) for c, t in _texts_of_cells(field, cells))


def _texts_of_cells(table: Table, cells: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        if isinstance(column, ShortText) and cells.get(column.key):
            yield column.key, cells[column.key]
