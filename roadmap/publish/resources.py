"""Resources: what is needed, what is there, and what closing the gap costs."""

from dataclasses import dataclass
from decimal import Decimal

from roadmap.publish.budget import CurrencyNeed, by_year, gap
from roadmap.publish.entry import Entry, Reading


@dataclass(frozen=True)
class Line:
    """One resource with its gap; None while it is not known what is needed, or for an offer to others."""

    entry: Entry
    gap: Decimal | None
    is_offer: bool


@dataclass(frozen=True)
class Resources:
    """Every resource, and the cost of the gaps by currency and year."""

    lines: tuple[Line, ...]
    by_year: tuple[CurrencyNeed, ...]


def resources(reading: Reading) -> Resources:
    """Read the resources of a plan."""
    lines = []
    for row in reading.plan.rows("resources"):
        is_offer = row["direction"] == "offer"
        lines.append(Line(reading.entry(row), None if is_offer else gap(row), is_offer))
    return Resources(tuple(lines), by_year(reading.plan))
