"""The results framework: indicators, and the official SDG indicator each one equals or supports."""

from dataclasses import dataclass

from roadmap.publish.entry import Entry, Reading
from roadmap.worksheets.plan import Row


@dataclass(frozen=True)
class Indicator:
    """One indicator; `sdg` is the official number, `is_official` says that it is that very indicator."""

    entry: Entry
    sdg: str | None
    is_official: bool


def framework(reading: Reading) -> tuple[Indicator, ...]:
    """Every indicator of a plan."""
    return tuple(_indicator(reading, row) for row in reading.plan.rows("indicators"))


def _indicator(reading: Reading, row: Row) -> Indicator:
    listed = reading.catalogue.entries["indicators"].get(row["catalogue"] or "")
    sdg = listed.get("sdg_indicator") if listed else None
    is_official = bool(listed and listed.get("sdg_link") == "equal")
    return Indicator(reading.entry(row), str(sdg) if sdg else None, is_official)
