"""What a delegation proposes: partnerships, legal cooperation, asymmetric defence."""

from dataclasses import dataclass, replace

from roadmap.publish.entry import Answer, Entry, Reading
from roadmap.worksheets.plan import Row


@dataclass(frozen=True)
class Instrument:
    """One legal instrument and how far participation has come: `step` of `steps`, 0 for not considered.

    `status` names the step as instruments of its kind do: a treaty is ratified, an agreement in force.
    """

    entry: Entry
    step: int | None
    steps: int
    status: Answer | None


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
    return tuple(_instrument(reading, row) for row in rows)


def _instrument(reading: Reading, row: Row) -> Instrument:
    entry, ladder = reading.entry(row), reading.catalogue.ladder_of(row["instrument"])
    status = entry["status"]
    if status and row["status"] in ladder:
        status = replace(status, value=reading.wording.say(ladder[row["status"]]))
    step = list(ladder).index(row["status"]) if row["status"] in ladder else None
    return Instrument(entry, step, len(ladder) - 1, status)
