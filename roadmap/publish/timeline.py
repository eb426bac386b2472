"""The plan in time: quarters with a bar for each action, and what falls into the first hundred days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.i18n import N_
from roadmap.publish.entry import Answer, Entry, Reading

MOST_PERIODS = 16
# Months in a period; a longer horizon is drawn in coarser periods.
STEPS = (3, 12, 60, 120, 360)
FIRST_DAYS = 100


@dataclass(frozen=True)
class Period:
    """One stretch of time, from `starts` to before `ends`: what it is called, and the year it lies in."""

    starts: date
    ends: date
    label: str
    year: int


@dataclass(frozen=True)
class Bar:
    """One action in time, in hundredths of the whole; `milestones` are places of their due dates."""

    entry: Entry
    start: date | None
    end: date | None
    offset: int
    length: int
    milestones: tuple[int, ...]

    def runs_in(self, period: Period) -> bool:
        """Whether the action is under way on a day of the period."""
        start, end = self.start or self.end, self.end or self.start
        return start is not None and end is not None and start < period.ends and period.starts <= end


@dataclass(frozen=True)
class Event:
    """Something that falls due on a day."""

    day: date
    kind: str
    key: str
    what: Answer
    provisional: bool = False


@dataclass(frozen=True)
class Timeline:
    """Periods in order, a bar for each dated action, and the keys of the undated ones.

    `first_days` is what falls due from the start of the horizon until `first_days_until`.
    """

    periods: tuple[Period, ...]
    bars: tuple[Bar, ...]
    undated: tuple[str, ...]
    first_days: tuple[Event, ...]
    first_days_until: date | None

    @property
    def years(self) -> tuple[tuple[int, int], ...]:
        """Every year with the number of its periods."""
        years = [period.year for period in self.periods]
        return tuple((year, years.count(year)) for year in dict.fromkeys(years))


def timeline(reading: Reading) -> Timeline:
    """Lay the actions of a plan out in time."""
    entries = reading.entries("actions")
    dated = [entry for entry in entries if entry.value("start") or entry.value("end")]
    undated = tuple(e.key for e in entries if not (e.value("start") or e.value("end")))
    start = reading.plan.profile["horizon_start"]
    until = start + timedelta(days=FIRST_DAYS) if start else None
    early = [event for event in events(reading) if start and until and start <= event.day <= until]
    first, after_last, months = _span(reading, dated)
    if first is None or after_last is None:
        return Timeline((), (), undated, tuple(early), until)
    bars = (_bar(entry, first, after_last) for entry in dated)
    return Timeline(tuple(_periods(first, after_last, months)), tuple(bars), undated, tuple(early), until)


def events(reading: Reading) -> list[Event]:
    """Everything of a plan that has a day, in order of time."""
    return sorted(_events(reading), key=lambda event: (event.day, event.key))


def _events(reading: Reading) -> Iterator[Event]:
    for entry in reading.entries("actions"):
        yield from _of_action(entry)
    for worksheet, kind, what in DUE:
        for entry in reading.entries(worksheet):
            due, said = entry["due"], entry[what] or entry["title"]
            if due and said:
                yield Event(due.value, kind, entry.key, said, due.provisional)
    for entry in reading.entries("defence"):
        if (start := entry["start"]) and (title := entry["title"]):
            yield Event(start.value, N_("Measure starts"), entry.key, title, start.provisional)


def _of_action(entry: Entry) -> Iterator[Event]:
    if (start := entry["start"]) and (title := entry["title"]):
        yield Event(start.value, N_("Action starts"), entry.key, title, start.provisional)
    for milestone in entry.value("milestones") or ():
        if (due := milestone["due"]) and (title := milestone["title"]):
            yield Event(due.value, N_("Milestone"), entry.key, title, due.provisional)


# Worksheets whose rows fall due, what that is called, and the answer that says what is due.
DUE = (
    ("legal", N_("Legal step"), "next_step"),
    ("partnerships", N_("Partnership"), "organisation"),
    ("follow_up", N_("Follow-up"), "commitment"),
)


def _span(reading: Reading, dated: list[Entry]) -> tuple[date | None, date | None, int]:
    """First day, day after the last, and months of a period, wide enough for the horizon and every action."""
    profile = reading.plan.profile
    days = [day for day in (profile["horizon_start"], profile["horizon_end"]) if day]
    days += [day for entry in dated for key in ("start", "end") if (day := entry.value(key))]
    if not days or not dated:
        return None, None, STEPS[0]
    for months in STEPS:
        first, last = _floor(min(days), months), _floor(max(days), months)
        if (_month(last) - _month(first)) // months < MOST_PERIODS:
            break
    return first, _plus(last, months), months


def _periods(first: date, after_last: date, months: int) -> Iterator[Period]:
    starts = first
    while starts < after_last:
        label = f"Q{(starts.month + 2) // 3}" if months == STEPS[0] else str(starts.year)
        ends = _plus(starts, months)
        yield Period(starts, ends, label, starts.year)
        starts = ends


def _bar(entry: Entry, first: date, after_last: date) -> Bar:
    start, end = entry.value("start"), entry.value("end")
    offset = _place(start or end, first, after_last)
    length = _place((end or start) + timedelta(days=1), first, after_last) - offset
    due = (day for line in entry.value("milestones") or () if (day := line.value("due")))
    within = sorted({min(_place(day, first, after_last), 99) for day in due if first <= day < after_last})
    return Bar(entry, start, end, min(offset, 99), max(length, 1), tuple(within))


def _place(day: date, first: date, after_last: date) -> int:
    """Where a day stands between the ends, in hundredths."""
    return round(100 * (day - first).days / (after_last - first).days)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _floor(day: date, months: int) -> date:
    return _day(_month(day) // months * months)


def _plus(day: date, months: int) -> date:
    return _day(_month(day) + months)


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
