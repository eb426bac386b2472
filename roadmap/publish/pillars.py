"""The roadmap itself: objectives and their actions under the three pillars."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from roadmap.i18n import N_
from roadmap.publish.budget import Funding, funding
from roadmap.publish.entry import Entry, Reading
from roadmap.worksheets.pillar import PILLARS
from roadmap.worksheets.plan import Row

NO_PILLAR = N_("No pillar named yet")


@dataclass(frozen=True)
class Action:
    """One action with what is measured and what could go wrong."""

    entry: Entry
    indicators: tuple[Entry, ...]
    risks: tuple[Entry, ...]


@dataclass(frozen=True)
class Objective:
    """An objective with those of its actions that stand under this pillar; None for actions that serve none.

    `continued` says that the objective has stood under an earlier pillar.
    """

    entry: Entry | None
    actions: tuple[Action, ...]
    continued: bool


@dataclass(frozen=True)
class Pillar:
    """One pillar: its title (a message id), its objectives, how many actions, and what they cost."""

    title: str
    objectives: tuple[Objective, ...]
    actions: int
    funding: tuple[Funding, ...]


def pillars(reading: Reading) -> tuple[Pillar, ...]:
    """Every pillar that has objectives or actions, in the order of the workshop."""
    return tuple(_Sorting(reading).pillars())


class _Sorting:
    """Sorts actions under the pillar they name, or else under that of their objective."""

    def __init__(self, reading: Reading) -> None:
        plan = reading.plan
        self.reading, self.objectives = reading, plan.rows("objectives")
        self.pillar_of_objective = {row.key: row["pillar"] for row in self.objectives}
        self.indicators = _by_action(plan.rows("indicators"), lambda row: (row["action"],))
        self.risks = _by_action(plan.rows("risks"), lambda row: row["actions"] or ())
        self.seen: set[str] = set()

    def pillars(self) -> Iterator[Pillar]:
        titles = {option.value: option.title for option in PILLARS} | {None: NO_PILLAR}
        for slug, title in titles.items():
            rows = [row for row in self.reading.plan.rows("actions") if self._pillar(row) == slug]
            groups = tuple(self._groups(slug, rows))
            if groups:
                currency = self.reading.plan.profile["currency"]
                yield Pillar(title, groups, len(rows), funding(rows, currency))

    def _pillar(self, action: Row) -> str | None:
        slug: str | None = action["pillar"] or self.pillar_of_objective.get(action["objective"])
        return slug

    def _groups(self, slug: str | None, rows: list[Row]) -> Iterator[Objective]:
        for objective in self.objectives:
            actions = [self._action(row) for row in rows if row["objective"] == objective.key]
            if actions or (objective["pillar"] == slug and not self._has_actions(objective)):
                yield Objective(self.reading.entry(objective), tuple(actions), objective.key in self.seen)
                self.seen.add(objective.key)
        loose = [self._action(row) for row in rows if row["objective"] not in self.pillar_of_objective]
        if loose:
            yield Objective(None, tuple(loose), continued=False)

    def _has_actions(self, objective: Row) -> bool:
        return any(row["objective"] == objective.key for row in self.reading.plan.rows("actions"))

    def _action(self, row: Row) -> Action:
        indicators, risks = self.indicators.get(row.key, ()), self.risks.get(row.key, ())
        entry = self.reading.entry
        return Action(entry(row), tuple(map(entry, indicators)), tuple(map(entry, risks)))


def _by_action(
    rows: Iterable[Row], actions_of: Callable[[Row], Iterable[str | None]]
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for key in actions_of(row):
            if key:
                found.setdefault(key, []).append(row)
    return found
