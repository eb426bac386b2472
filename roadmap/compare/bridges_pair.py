"""Two delegations, kind by kind of cooperation: what is in force between them, and what comes nearest."""

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.compare.bridges import CLOSED, carriers, sums_between
from roadmap.compare.bridges_instrument import KINDS, Instrument
from roadmap.compare.bridges_standing import Instruments, Place, Side, place


@dataclass(frozen=True)
class Step:
    """What one delegation has to do for an instrument: where it stands, and the rungs it must still climb.

    `stands_at` is empty where its plan does not say; then the rungs are the whole way. `first` is the parent
    instrument it has to join before, None where there is none or it belongs to it.
    """

    side: Side
    place: Place
    stands_at: str
    rungs: tuple[str, ...]
    first: Instrument | None


@dataclass(frozen=True)
class Crossing:
    """One instrument between two delegations: its title, and the place and steps of each of them."""

    instrument: Instrument
    title: str
    steps: tuple[Step, Step]

    @property
    def missing(self) -> tuple[Step, ...]:
        """The steps of those who are not there yet."""
        return tuple(step for step in self.steps if not step.place.in_force)

    @property
    def unsure(self) -> bool:
        """Whether more is to be found out: a plan does not say, or the catalogue does not know."""
        return bool(self.instrument.unconfirmed) or any(step.place.statement is None for step in self.steps)

    @property
    def rungs(self) -> int:
        """How many steps both have to take together, at most."""
        return sum(step.place.steps for step in self.steps)


@dataclass(frozen=True)
class Bridge:
    """One kind of cooperation between two delegations; `nearest` where nothing is in force."""

    kind: str
    in_force: tuple[Crossing, ...]
    nearest: Crossing | None

    @property
    def state(self) -> str:
        """The word of the map for this pair: `open`, `missing` or `unknown`."""
        if self.in_force:
            return "open"
        return "unknown" if self.nearest and self.nearest.unsure else "missing"


def briefing(first: Side, second: Side, known: Instruments) -> tuple[Bridge, ...]:
    """What two delegations need to know of each other's standing, kind by kind."""
    return tuple(_bridge(first, second, kind, known) for kind in KINDS)


def _bridge(first: Side, second: Side, kind: str, known: Instruments) -> Bridge:
    carrying = carriers((first, second), kind, known)
    sums = sums_between(first, second, kind, carrying, known)
    reached = tuple(
        _crossing(first, second, kind, each, known)
        for each, sum_ in zip(carrying, sums, strict=True)
        if sum_ == 0
    )
    lowest = min(sums, default=CLOSED)
    if reached or lowest >= CLOSED:
        return Bridge(kind, reached, None)
    return Bridge(kind, (), _crossing(first, second, kind, carrying[sums.index(lowest)], known))


def _crossing(first: Side, second: Side, kind: str, instrument: Instrument, known: Instruments) -> Crossing:
    steps = (
        _step(first, place(first, instrument, kind, second.country, known), known),
        _step(second, place(second, instrument, kind, first.country, known), known),
    )
    own = (step.place.statement.row["title"] for step in steps if step.place.statement)
    return Crossing(instrument, instrument.title or next((title for title in own if title), ""), steps)


def _step(side: Side, found: Place, known: Instruments) -> Step:
    instrument, said = found.instrument, found.statement
    reached = said.step if said else 0
    stands_at = instrument.rungs[said.step] if said else ""
    ahead = instrument.rungs[reached + 1 : instrument.top + 1]
    return Step(side, found, stands_at, ahead, next(_first(side, found, known), None))


def _first(side: Side, found: Place, known: Instruments) -> Iterator[Instrument]:
    parent = known.get(found.instrument.parent or "-")
    if parent is None or not found.steps:
        return
    if not any(each.instrument == parent.slug and each.step >= parent.top for each in side.statements):
        yield parent
