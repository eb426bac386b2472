"""Rules on days: what comes before what, and what lies outside the horizon."""

from collections.abc import Iterator
from datetime import date

from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, WARNING, Spot, at, rule
from roadmap.i18n import N_
from roadmap.worksheets.plan import Row

HORIZON = ("profile.horizon_start", "profile.horizon_end")
ACTION_DAYS = ("actions.start", "actions.end")


@rule(
    "horizon-reversed",
    ERROR,
    N_("The horizon ends on %(end)s, before it starts on %(start)s."),
    N_("Correct one of the two days."),
    reads=HORIZON,
)
def horizon_reversed(index: Index) -> Iterator[Spot]:
    """A horizon has a length."""
    start, end = index.horizon
    if end < start:
        yield at(index.plan.profile, "horizon_end", start=start, end=end)


@rule(
    "action-reversed",
    ERROR,
    N_("The action ends on %(end)s, before it starts on %(start)s."),
    N_("Correct one of the two days."),
    reads=ACTION_DAYS,
)
def action_reversed(index: Index) -> Iterator[Spot]:
    """An action has a length."""
    for row in index.rows("actions"):
        if _is_reversed(row):
            yield at(row, "end", start=row["start"], end=row["end"])


@rule(
    "action-outside-horizon",
    WARNING,
    N_("%(day)s lies outside the horizon of the plan, %(start)s to %(end)s."),
    N_("Move the day, or change the horizon in the profile."),
    reads=(*HORIZON, *ACTION_DAYS),
)
def action_outside_horizon(index: Index) -> Iterator[Spot]:
    """The timeline shows the horizon only."""
    for row in index.rows("actions"):
        for field in ("start", "end"):
            yield from _outside_horizon(row, field, index)


@rule(
    "due-outside-horizon",
    WARNING,
    N_("%(day)s lies outside the horizon of the plan, %(start)s to %(end)s."),
    N_("Move the day, or change the horizon in the profile."),
    reads=HORIZON,
)
def due_outside_horizon(index: Index) -> Iterator[Spot]:
    """Next steps of cooperation fall due within the plan; an early one may be done already."""
    _, end = index.horizon
    for worksheet in ("partnerships", "legal"):
        for row in index.rows(worksheet):
            if row["due"] and row["due"] > end:
                yield from _outside_horizon(row, "due", index)


@rule(
    "milestone-outside-action",
    ERROR,
    N_("The milestone falls due on %(due)s, outside of the action (%(start)s to %(end)s)."),
    N_("Move the milestone, or the days of the action."),
    reads=(*ACTION_DAYS, "actions.milestones"),
)
def milestone_outside_action(index: Index) -> Iterator[Spot]:
    """Where the action itself is reversed, its milestones say nothing."""
    for row in index.rows("actions"):
        start, end = row["start"] or date.min, row["end"] or date.max
        for place, due in _milestones(row):
            if due and not _is_reversed(row) and not start <= due <= end:
                yield at(row, place, due=due, start=row["start"] or "…", end=row["end"] or "…")


@rule(
    "milestone-without-date",
    WARNING,
    N_("The milestone has no day on which it is due."),
    N_("Set the day on which anyone can check it."),
    reads=("actions.milestones",),
)
def milestone_without_date(index: Index) -> Iterator[Spot]:
    """A milestone is checked on a day."""
    for row in index.rows("actions"):
        yield from (at(row, place) for place, due in _milestones(row) if due is None)


def _milestones(row: Row) -> Iterator[tuple[str, date | None]]:
    for number, milestone in enumerate(row["milestones"] or ()):
        yield f"milestones[{number}].due", milestone.get("due")


def _is_reversed(row: Row) -> bool:
    return bool(row["start"] and row["end"] and row["end"] < row["start"])


def _outside_horizon(row: Row, field: str, index: Index) -> Iterator[Spot]:
    start, end = index.horizon
    if row[field] and start <= end and not start <= row[field] <= end:
        yield at(row, field, day=row[field], start=_or_open(start), end=_or_open(end))


def _or_open(day: date) -> object:
    return "…" if day in (date.min, date.max) else day
