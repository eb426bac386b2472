"""The actions of all plans on one timeline, by quarter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from roadmap.compare.compared import Compared
from roadmap.compare.joint_actions import Action, actions_of

MOST_QUARTERS = 24  # that are laid out side by side
SHADES = 4


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def place(self) -> int:
        """How many quarters there were before it."""
        return self.year * 4 + self.number - 1

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return quarter_of(day) == self


@dataclass(frozen=True)
class Bar:
    """One action in the quarters laid out: so many quarters `before` it, its `length`, so many `after` it."""

    delegation: Compared
    action: Action
    before: int
    length: int
    after: int


@dataclass(frozen=True)
class Load:
    """How many actions are under way in a quarter; `shade` of the busiest one, 0 to 4."""

    actions: int
    shade: int


@dataclass(frozen=True)
class Line:
    """One delegation: its load in each quarter, and how many of its actions have no date."""

    delegation: Compared
    loads: tuple[Load, ...]
    undated: int


@dataclass(frozen=True)
class Calendar:
    """Quarters in order, a line for each delegation, a bar for each action under way in them.

    `outside` counts the dated actions that are under way in none of the quarters; `earlier` and `later` are
    where other quarters begin, None where no action lies there.
    """

    quarters: tuple[Quarter, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    outside: int = 0
    earlier: Quarter | None = None
    later: Quarter | None = None

    @property
    def years(self) -> tuple[tuple[int, int], ...]:
        """Every year with the number of its quarters."""
        years = [quarter.year for quarter in self.quarters]
        return tuple((year, years.count(year)) for year in dict.fromkeys(years))

    @property
    def totals(self) -> tuple[int, ...]:
        """How many actions of all delegations are under way in each quarter."""
        return tuple(
            sum(load.actions for load in loads)
            for loads in zip(*(line.loads for line in self.lines), strict=True)
        )


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(said: str) -> Quarter | None:
    """Read 2027-Q1; None for what is no quarter."""
    year, _, number = said.partition("-Q")
    if len(year) == 4 and year.isdecimal() and year.isascii() and number in ("1", "2", "3", "4"):
        return Quarter(int(year), int(number))
    return None


def calendar(compared: Sequence[Compared], begin: Quarter | None = None) -> Calendar:
    """Lay the actions out, from `begin` where not all of them fit."""
    spans = [(each, action, action.span) for each in compared for action in actions_of(each)]
    dated = [(each, action, quarter_of(span[0]), quarter_of(span[1])) for each, action, span in spans if span]
    if not dated:
        return Calendar((), tuple(Line(each, (), _undated(each)) for each in compared), ())
    first, last = min(found[2] for found in dated), max(found[3] for found in dated)
    quarters = _laid_out(first, last, begin)
    bars = tuple(bar for found in dated if (bar := _bar(*found, quarters)))
    earlier = _from(max(quarters[0].place - MOST_QUARTERS, first.place)) if first < quarters[0] else None
    later = _from(quarters[-1].place + 1) if last > quarters[-1] else None
    lines = _lines(compared, bars, len(quarters))
    return Calendar(quarters, lines, bars, len(dated) - len(bars), earlier, later)


def due_in(compared: Iterable[Compared], quarter: Quarter) -> list[tuple[date, Compared, Action, str]]:
    """The milestones that fall due in a quarter, in order of time."""
    due = (
        (day, each, action, what)
        for each in compared
        for action in actions_of(each)
        for day, what in action.milestones
        if quarter.holds(day)
    )
    return sorted(due, key=lambda found: (found[0], found[1].number, found[2].key))


def _laid_out(first: Quarter, last: Quarter, begin: Quarter | None) -> tuple[Quarter, ...]:
    latest = max(last.place - MOST_QUARTERS + 1, first.place)
    start = min(max(begin.place if begin else first.place, first.place), latest)
    return tuple(_from(place) for place in range(start, min(start + MOST_QUARTERS, last.place + 1)))


def _from(place: int) -> Quarter:
    return Quarter(place // 4, place % 4 + 1)


def _bar(
    each: Compared, action: Action, first: Quarter, last: Quarter, quarters: Sequence[Quarter]
) -> Bar | None:
    start, end = quarters[0].place, quarters[-1].place
    if last.place < start or first.place > end:
        return None
    before, after = max(first.place - start, 0), max(end - last.place, 0)
    return Bar(each, action, before, len(quarters) - before - after, after)


def _lines(compared: Iterable[Compared], bars: Iterable[Bar], quarters: int) -> tuple[Line, ...]:
    counts = {each: [0] * quarters for each in compared}
    for bar in bars:
        for place in range(bar.before, bar.before + bar.length):
            counts[bar.delegation][place] += 1
    busiest = max((count for counted in counts.values() for count in counted), default=0) or 1
    return tuple(
        Line(each, tuple(Load(count, -(-SHADES * count // busiest)) for count in counted), _undated(each))
        for each, counted in counts.items()
    )


def _undated(each: Compared) -> int:
    return sum(action.span is None for action in actions_of(each))
