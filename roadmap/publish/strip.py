"""The plan in one strip: how many actions of each pillar are under way in each period."""

from collections.abc import Iterable
from dataclasses import dataclass

from roadmap.publish.pillars import Pillar
from roadmap.publish.timeline import Period, Timeline

DARKEST = 10


@dataclass(frozen=True)
class Load:
    """How many actions are under way in a period; `share` of the busiest one, 0 to 10."""

    actions: int
    share: int


@dataclass(frozen=True)
class Line:
    """One pillar: its title (a message id) and its load in each period."""

    title: str
    loads: tuple[Load, ...]


@dataclass(frozen=True)
class Strip:
    """A line for each pillar over the same periods."""

    periods: tuple[Period, ...]
    lines: tuple[Line, ...]


def strip(timeline: Timeline, pillars: Iterable[Pillar]) -> Strip:
    """Count the actions under way by pillar and period."""
    counts = {pillar.title: _counts(timeline, _keys(pillar)) for pillar in pillars}
    busiest = max((count for line in counts.values() for count in line), default=0) or 1
    lines = (
        Line(title, tuple(Load(count, -(-DARKEST * count // busiest)) for count in line))
        for title, line in counts.items()
    )
    return Strip(timeline.periods, tuple(lines))


def _keys(pillar: Pillar) -> set[str]:
    return {action.entry.key for objective in pillar.objectives for action in objective.actions}


def _counts(timeline: Timeline, keys: set[str]) -> list[int]:
    bars = [bar for bar in timeline.bars if bar.entry.key in keys]
    return [sum(bar.runs_in(period) for bar in bars) for period in timeline.periods]
