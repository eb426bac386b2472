"""What is asked of a matrix in the address: which part, in which order, which columns stay in view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from roadmap.compare.compared import Compared
from roadmap.compare.matrix import ONLY
from roadmap.worksheets.pillar import PILLARS

SHARED, NAMED, WARM = "shared", "name", "warmth"
MOST_PINNED = 3


@dataclass(frozen=True)
class Asked:
    """`sort` is one of shared, name, warmth, or a delegation's number; `pins` are numbers of delegations."""

    subregion: str = ""
    pillar: str = ""
    only: str = ""
    sort: str = SHARED
    pins: tuple[int, ...] = ()

    @property
    def sorts_by(self) -> int | None:
        """The number of the delegation by whose cells the lines are sorted."""
        return int(self.sort) if self.sort.isdecimal() else None

    def query(self, **changed: Any) -> dict[str, Any]:
        """The same question with something changed, for an address; without what goes without saying."""
        asked = replace(self, **changed)
        said = {"subregion": asked.subregion, "pillar": asked.pillar, "only": asked.only, "pin": asked.pins}
        return {name: value for name, value in said.items() if value} | (
            {} if asked.sort == SHARED else {"sort": asked.sort}
        )

    def with_pin(self, number: int) -> dict[str, Any]:
        """The same question with a column pinned, or let go when it is pinned."""
        if number in self.pins:
            return self.query(pins=tuple(pin for pin in self.pins if pin != number))
        return self.query(pins=(*self.pins, number)[-MOST_PINNED:])


def asked(said: Mapping[str, str], pins: Iterable[str], columns: Iterable[Compared]) -> Asked:
    """Read what an address asks; what it cannot mean goes without saying."""
    known = {str(column.number): column for column in columns}
    pinned = dict.fromkeys(int(pin) for pin in pins if pin in known)
    return Asked(
        _one_of({column.subregion for column in known.values()}, said.get("subregion")),
        _one_of({pillar.value for pillar in PILLARS}, said.get("pillar")),
        _one_of(ONLY, said.get("only")),
        _one_of({NAMED, WARM, *known}, said.get("sort")) or SHARED,
        tuple(pinned)[:MOST_PINNED],
    )


def _one_of(known: Iterable[str], value: str | None) -> str:
    return value if value and value in known else ""
