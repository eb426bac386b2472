"""What a delegation proposes: partnerships, legal cooperation, asymmetric defence."""

from dataclasses import dataclass

from roadmap.publish.entry import Entry, Reading


@dataclass(frozen=True)
class Instrument:
    """One legal instrument and how far participation has come: `step` of `steps`, 0 for not considered."""

    entry: Entry
    step: int | None
    steps: int


@dataclass(frozen=True)
class Proposals:
    """The three kinds of proposal."""

    partnerships: tuple[Entry, ...]
    legal: tuple[Instrument, ...]
    defence: tuple[Entry, ...]

    def __bool__(self) -> bool:
        return bool(self.partnerships or self.legal or self.defence)


def proposals(reading: Reading) -> Proposals:
    """Every proposal of a plan."""
    return Proposals(reading.entries("partnerships"), _instruments(reading), reading.entries("defence"))


def _instruments(reading: Reading) -> tuple[Instrument, ...]:
    rows = reading.plan.rows("legal")
    ladders = [reading.catalogue.ladder_of(row["instrument"]) for row in rows]
    return tuple(
        Instrument(
            reading.entry(row),
            ladder.index(row["status"]) if row["status"] in ladder else None,
            len(ladder) - 1,
        )
        for row, ladder in zip(rows, ladders, strict=True)
    )
