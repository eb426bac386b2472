"""The actions of a plan by what they share with those of others: threats, measures, instruments, time."""

from dataclasses import dataclass
from datetime import date

from roadmap.compare.compared import Compared, Version
from roadmap.worksheets.plan import Plan, Row


@dataclass(frozen=True)
class Action:
    """One action; `threats`, `measures` and `instruments` are slugs of the catalogue, `pillar` may be empty.

    `milestones` are the days on which something falls due, with what it is.
    """

    key: str
    title: str
    language: str
    pillar: str
    start: date | None
    end: date | None
    threats: frozenset[str]
    measures: frozenset[str]
    instruments: frozenset[str]
    milestones: tuple[tuple[date, str], ...]

    @property
    def span(self) -> tuple[date, date] | None:
        """Its first and last day; one day where the plan gives only one, None where it gives none."""
        days = sorted(day for day in (self.start, self.end) if day)
        return (days[0], days[-1]) if days else None


def actions_of(compared: Compared) -> tuple[Action, ...]:
    """The actions of one delegation, read out of each version of its plan once; none without a plan."""
    return compared.version.once("actions", _actions) if compared.version else ()


def pillar_of(plan: Plan, row: Row) -> str:
    """The pillar that an action names, or else that of its objective; empty for none."""
    objective = plan.row("objectives", row["objective"])
    return row["pillar"] or (objective and objective["pillar"]) or ""


def _actions(version: Version) -> tuple[Action, ...]:
    return tuple(_action(version.plan, row) for row in version.plan.rows("actions"))


def _action(plan: Plan, row: Row) -> Action:
    milestones = (
        (line["due"], line.get("title") or "") for line in row["milestones"] or () if line.get("due")
    )
    return Action(
        row.key,
        row["title"] or row.key,
        row.lang or plan.language,
        pillar_of(plan, row),
        row["start"],
        row["end"],
        _slugs(plan, row, "threats", "catalogue"),
        _slugs(plan, row, "defence", "measure"),
        _slugs(plan, row, "legal", "instrument"),
        tuple(sorted(milestones)),
    )


def _slugs(plan: Plan, row: Row, worksheet: str, field: str) -> frozenset[str]:
    """What the catalogue calls the rows that an action refers to."""
    rows = (plan.row(worksheet, key) for key in row[worksheet] or ())
    return frozenset(found[field] for found in rows if found and found[field])
