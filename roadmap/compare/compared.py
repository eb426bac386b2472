"""The delegations of a workshop as comparisons see them: plain frozen data."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import icu

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.plan import Plan

Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class Version:
    """One version of a plan, without what its reader may not see; what is worked out of it stays with it."""

    plan: Plan
    _done: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def once(self, name: Hashable, work: Callable[["Version"], Result]) -> Result:
        """Do `work` on this version the first time it is asked for under `name`, and return what it gave."""
        if name not in self._done:
            self._done[name] = work(self)
        result: Result = self._done[name]
        return result


@dataclass(frozen=True)
class Compared:
    """One delegation: its number in the workshop, country (ISO 3166-1 alpha-2), name, and its plan.

    `version` is None where there is no plan, or where its marking keeps it from facilitators (`kept_back`).
    """

    number: int
    country: str
    name: str
    plan_id: str | None = None
    version: Version | None = None
    kept_back: bool = False

    @property
    def subregion(self) -> str:
        """The subregion of its country; empty for a country that the catalogue does not place."""
        entry = catalogue().entries["countries"].get(self.country)
        return str(entry.get("subregion") or "") if entry else ""


def by_name(compared: Iterable[Compared], locale: str) -> tuple[Compared, ...]:
    """Put delegations in the order in which readers of `locale` look names up."""
    key = icu.Collator.createInstance(icu.Locale(locale)).getSortKey
    return tuple(sorted(compared, key=lambda each: (key(each.name), each.number)))


def subregions(compared: Iterable[Compared]) -> tuple[str, ...]:
    """The subregions that these delegations come from, in order."""
    return tuple(sorted({each.subregion for each in compared} - {""}))
