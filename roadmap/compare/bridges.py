"""Legal bridges of a region: between which delegations a kind of cooperation has an instrument in force.

A country's own statement says where it stands. What a plan does not say is unknown: it never counts as in
force, and counts as the whole way up the ladder where the nearest missing instrument is looked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from operator import add

from roadmap.compare.bridges_instrument import OWN, Instrument
from roadmap.compare.bridges_standing import Instruments, Place, Side, place

# A place as one number, so that places add up and the lowest sum is the nearest instrument.
STEP, UNCONFIRMED, UNSAID, CLOSED = 1000, 100, 1, 10**9


@dataclass(frozen=True, eq=False)
class Cell:
    """A pair of delegations: how many instruments in force carry the cooperation, else the nearest one.

    Pairs of which a map says the same share one cell, so that pages write it once.

    `steps` is how many rungs both must climb together for `nearest`; `unsure` says that they may be fewer, or
    that more is to be found out, because a plan does not say or the catalogue does not know.
    """

    in_force: int
    steps: int = 0
    unsure: bool = False
    nearest: Instrument | None = None

    @property
    def state(self) -> str:
        """What the cell says in a word: `open`, `missing` or `unknown`."""
        return "open" if self.in_force else "unknown" if self.unsure else "missing"


@dataclass(frozen=True)
class Pair:
    """Two delegations and their cell."""

    first: Side
    second: Side
    cell: Cell


@dataclass(frozen=True, eq=False)
class BridgeMap:
    """The whole region for one kind of cooperation: a line of cells for each side, None on the diagonal."""

    kind: str
    sides: tuple[Side, ...]
    lines: tuple[tuple[Cell | None, ...], ...]

    @cached_property
    def distinct(self) -> tuple[Cell, ...]:
        """Every cell once."""
        return tuple({cell: None for line in self.lines for cell in line if cell is not None})

    def pairs(self) -> Iterator[Pair]:
        """Every pair once."""
        for one, two in combinations(range(len(self.sides)), 2):
            cell = self.lines[one][two]
            if cell is not None:
                yield Pair(self.sides[one], self.sides[two], cell)

    @cached_property
    def without(self) -> list[Pair]:
        """The pairs without a bridge: what is sure first, then the nearest to one."""
        closed = [pair for pair in self.pairs() if not pair.cell.in_force]
        return sorted(closed, key=lambda pair: (pair.cell.unsure, pair.cell.steps))


def bridge_map(sides: Sequence[Side], kind: str, known: Instruments) -> BridgeMap:
    """Lay out who has a bridge with whom for one kind of cooperation."""
    carrying = carriers(sides, kind, known)
    costs = [[_cost_alone(side, each, kind, known) for each in carrying] for side in sides]
    lines: list[list[Cell | None]] = [[None] * len(sides) for _ in sides]
    made: dict[tuple[int, int, int], Cell] = {}
    for one, two in combinations(range(len(sides)), 2):
        first, second = sides[one], sides[two]
        if second.country in first.partners or first.country in second.partners:
            sums = sums_between(first, second, kind, carrying, known)
        else:
            sums = list(map(add, costs[one], costs[two]))
        lines[one][two] = lines[two][one] = _cell(sums, carrying, made)
    return BridgeMap(kind, tuple(sides), tuple(map(tuple, lines)))


def carriers(sides: Sequence[Side], kind: str, known: Instruments) -> tuple[Instrument, ...]:
    """The instruments that carry a kind of cooperation; those in force for most delegations stand first."""
    said = {each.instrument for side in sides for each in side.statements if kind in each.enables}
    carrying = [each for slug, each in known.items() if kind in each.enables or slug in said]
    parties = [
        (sum(place(side, each, kind, "", known).in_force for side in sides), each) for each in carrying
    ]
    return tuple(each for _, each in sorted(parties, key=lambda found: (-found[0], found[1].slug == OWN)))


def sums_between(
    first: Side, second: Side, kind: str, carrying: Sequence[Instrument], known: Instruments
) -> list[int]:
    """How far two delegations are together from each instrument; 0 is in force on both sides."""
    return [
        _cost(place(first, each, kind, second.country, known))
        + _cost(place(second, each, kind, first.country, known))
        + _unnamed(first, second, kind, each)
        for each in carrying
    ]


def _cost_alone(side: Side, instrument: Instrument, kind: str, known: Instruments) -> int:
    return CLOSED if instrument.slug == OWN else _cost(place(side, instrument, kind, "", known))


def _cost(found: Place) -> int:
    if not found.open:
        return CLOSED
    unsaid = UNSAID if found.statement is None else 0
    return found.steps * STEP + unsaid + (UNCONFIRMED if found.instrument.unconfirmed else 0)


def _unnamed(first: Side, second: Side, kind: str, instrument: Instrument) -> int:
    """An arrangement of their own is none as long as neither of the two names it."""
    if instrument.slug != OWN:
        return 0
    said = first.says(instrument, kind, second.country) or second.says(instrument, kind, first.country)
    return 0 if said else CLOSED


def _cell(
    sums: Sequence[int], carrying: Sequence[Instrument], made: dict[tuple[int, int, int], Cell]
) -> Cell:
    lowest = min(sums, default=CLOSED)
    key = (sums.count(0), lowest, sums.index(lowest) if sums else -1)
    if key not in made:
        nearest = None if lowest >= CLOSED or key[0] else carrying[key[2]]
        made[key] = Cell(key[0], lowest // STEP if nearest else 0, lowest % STEP > 0, nearest)
    return made[key]
