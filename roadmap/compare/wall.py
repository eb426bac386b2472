"""The completion wall: every delegation a row, every worksheet a column, each cell how far it is filled."""

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap.compare.progress import Percents
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.asking import asked_by
from roadmap.workshops.models import Delegation, Workshop


@dataclass(frozen=True)
class WallRow:
    """One delegation: the per cent of each worksheet in the wall's order, and of all; None without a plan.

    `kept_back` says that there is a plan whose marking keeps it from the room.
    """

    delegation: Delegation
    percents: Percents = ()
    whole: int | None = None
    kept_back: bool = False


@dataclass(frozen=True)
class Wall:
    """The columns and the rows."""

    worksheets: tuple[Worksheet, ...]
    rows: tuple[WallRow, ...]


def wall(workshop: Workshop, progress: Mapping[int, Percents | None]) -> Wall:
    """Lay out the wall of a workshop; `progress` says by a delegation's number how far its plan is filled."""
    rows = tuple(_row(delegation, progress) for delegation in workshop.delegations)
    return Wall(tuple(asked_by(workshop).registry().values()), rows)


def _row(delegation: Delegation, progress: Mapping[int, Percents | None]) -> WallRow:
    percents = progress.get(delegation.id)
    if not percents:
        return WallRow(delegation, kept_back=delegation.id in progress)
    return WallRow(delegation, percents, sum(percents) // len(percents))
