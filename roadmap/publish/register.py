"""The threat register with its heat map, and what answers each threat."""

from dataclasses import dataclass

from roadmap.publish.entry import Entry, Reading
from roadmap.publish.heat_map import HeatMap, heat_map
from roadmap.worksheets.scales import Band, band, score

ANSWERS = ("actions", "defence", "partnerships")


@dataclass(frozen=True)
class Threat:
    """One threat: its score, and the keys of the actions, measures and partnerships against it."""

    entry: Entry
    score: int | None
    band: Band | None
    answered_by: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """Every threat in the order of the plan, and all of them on the map."""

    threats: tuple[Threat, ...]
    heat_map: HeatMap


def register(reading: Reading) -> Register:
    """Read the threats of a plan."""
    entries = reading.entries("threats")
    return Register(tuple(_threat(reading, entry) for entry in entries), heat_map(entries))


def _threat(reading: Reading, entry: Entry) -> Threat:
    points = score(entry.value("likelihood"), entry.value("impact"))
    answers = [
        row.key
        for worksheet in ANSWERS
        for row in reading.plan.rows(worksheet)
        if entry.key in (row["threats"] or ())
    ]
    return Threat(entry, points, band(points) if points else None, tuple(answers))
