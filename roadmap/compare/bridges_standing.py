"""Where one delegation stands on each instrument, by its own statement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roadmap.compare.bridges_instrument import OWN, Instrument
from roadmap.worksheets.plan import Plan, Row

Instruments = Mapping[str, Instrument]


@dataclass(frozen=True)
class Statement:
    """What a plan says of one instrument: its row, the place on the ladder, for which kinds, with whom."""

    row: Row
    instrument: str
    step: int
    enables: frozenset[str]
    countries: frozenset[str]


@dataclass(frozen=True)
class Place:
    """How far a delegation is from an instrument: `steps` up the ladder, and the statement that says so.

    Without a statement the plan does not say where the country stands, and `steps` are all of them;
    `open` is False for an instrument that its country cannot join.
    """

    instrument: Instrument
    steps: int
    statement: Statement | None
    open: bool = True

    @property
    def in_force(self) -> bool:
        """Whether the country itself says that it is bound."""
        return self.steps == 0 and self.statement is not None


@dataclass(frozen=True, eq=False)
class Side:
    """One delegation with what its plan says of instruments, the furthest rung first."""

    number: int
    country: str
    name: str
    statements: tuple[Statement, ...] = ()
    has_plan: bool = True

    @property
    def partners(self) -> frozenset[str]:
        """The countries with which it names an arrangement between the two."""
        return frozenset(country for each in self.statements for country in each.countries)

    def says(self, instrument: Instrument, kind: str, other: str) -> Statement | None:
        """The furthest thing it says of `instrument` for `kind`, between itself and the country `other`."""
        for each in self.statements:
            named = each.instrument == instrument.slug and (
                not instrument.bilateral or other in each.countries
            )
            if named and (kind in each.enables or not instrument.bilateral):
                return each
        return None


def statements(plan: Plan, known: Instruments) -> tuple[Statement, ...]:
    """What a plan says of instruments that bind, the furthest rung first."""
    return tuple(sorted(_statements(plan, known), key=lambda each: -each.step))


def _statements(plan: Plan, known: Instruments) -> Iterator[Statement]:
    for row in plan.rows("legal"):
        instrument = known.get(row["instrument"] or OWN)
        if instrument is None or row["status"] not in instrument.ladder:
            continue
        step = instrument.ladder.index(row["status"])
        enables = frozenset(row["enables"] or (instrument.enables if instrument.slug != OWN else ()))
        yield Statement(row, instrument.slug, step, enables, frozenset(row["countries"] or ()))


def place(side: Side, instrument: Instrument, kind: str, other: str, known: Instruments) -> Place:
    """How far a delegation is from using `instrument` for `kind` with the country `other`.

    What it says the instrument does not carry for it counts as the foot of the ladder; the steps into the
    instrument's parent count with its own.
    """
    said = side.says(instrument, kind, other)
    if said is None and instrument.only is not None and side.country not in instrument.only:
        return Place(instrument, instrument.top, None, open=False)
    reached = said.step if said and kind in said.enables else 0
    steps = max(instrument.top - reached, 0)
    if steps and instrument.parent and instrument.parent in known:
        steps += _into(side, known[instrument.parent])
    return Place(instrument, steps, said)


def _into(side: Side, parent: Instrument) -> int:
    reached = max((each.step for each in side.statements if each.instrument == parent.slug), default=0)
    return max(parent.top - reached, 0)
