"""A cell opened: every row that speaks there, down to its sentences."""

from collections.abc import Callable
from dataclasses import dataclass

from roadmap.catalogue.entry import Catalogue
from roadmap.checks.index import Index
from roadmap.compare.compared import Compared
from roadmap.compare.matrix import Line
from roadmap.compare.matrix_heat import Heat
from roadmap.compare.matrix_items import Item, index
from roadmap.compare.matrix_subject import ACTIONS
from roadmap.fields.scope import Scope
from roadmap.worksheets.worksheet import Worksheet


@dataclass(frozen=True)
class Told:
    """One row in full: every answer with its label, and the titles of the actions that answer it."""

    key: str
    title: str
    language: str
    heat: Heat | None
    answers: tuple[tuple[str, str], ...]
    answered_by: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """What one delegation says of a thing; nothing where it does not speak of it."""

    delegation: Compared
    is_blind: bool
    rows: tuple[Told, ...]


def opened(
    columns: tuple[Compared, ...],
    line: Line,
    worksheet: Worksheet,
    catalogue: Catalogue,
    translate: Callable[[str], str],
) -> tuple[Opened, ...]:
    """Open the cells of a line, in the order of the columns."""
    told = []
    for column, cell in zip(columns, line.cells, strict=True):
        rows: tuple[Told, ...] = ()
        if cell.items and column.version:
            scope, ways = column.version.plan.scope(catalogue, translate), index(column.version)
            rows = tuple(_told(item, worksheet, scope, ways) for item in cell.items)
        told.append(Opened(column, cell.is_blind, rows))
    return tuple(told)


def _told(item: Item, worksheet: Worksheet, scope: Scope, ways: Index) -> Told:
    answered = [field for field in worksheet.fields if item.row[field.key] is not None]
    said = tuple((scope.translate(f.label), f.text(item.row[f.key], scope)) for f in answered)
    actions = (ways.row(ACTIONS, key) for key in item.answered_by)
    titles = tuple(ways.plan.title_of(action) for action in actions if action)
    return Told(item.row.key, item.title, item.language, item.heat, said, titles)
