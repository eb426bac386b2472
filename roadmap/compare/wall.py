"""The completion wall: every delegation a row, every worksheet a column, each cell how far it is filled.

It hangs in the room, so it counts what a facilitator sees of each plan, whoever opens it: a row under a
stricter marking changes no figure on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap.access import CLEARANCE, Role
from roadmap.checks.completeness import completeness
from roadmap.plans.book import Book
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.asking import asked_by
from roadmap.workshops.models import Delegation, Workshop

SHOWN_UP_TO = CLEARANCE[Role.FACILITATOR]


@dataclass(frozen=True)
class WallRow:
    """One delegation: the per cent of each worksheet in the wall's order, and of all; none without a plan."""

    delegation: Delegation
    percents: tuple[int, ...] = ()
    whole: int | None = None
    kept_back: bool = False


@dataclass(frozen=True)
class Wall:
    """The columns and the rows."""

    worksheets: tuple[Worksheet, ...]
    rows: tuple[WallRow, ...]


def wall(workshop: Workshop, books: Mapping[int, Book]) -> Wall:
    """Lay out the wall of a workshop; `books` are its plans by their delegation's number."""
    worksheets = tuple(asked_by(workshop).registry().values())
    rows = (_row(delegation, books.get(delegation.id), worksheets) for delegation in workshop.delegations)
    return Wall(worksheets, tuple(rows))


def _row(delegation: Delegation, book: Book | None, worksheets: tuple[Worksheet, ...]) -> WallRow:
    if book is None:
        return WallRow(delegation)
    seen = book.seen(SHOWN_UP_TO)
    if seen is None:
        return WallRow(delegation, kept_back=True)
    filled = completeness(seen.plan)
    percents = tuple(filled.get(sheet.key, 0) for sheet in worksheets)
    return WallRow(delegation, percents, sum(percents) // len(percents) if percents else 0)
