"""Risks to the plan, and the assistance that would lower them."""

from dataclasses import dataclass

from roadmap.publish.assistance import Request, requests
from roadmap.publish.entry import Entry, Reading
from roadmap.worksheets.scales import Band, band, score


@dataclass(frozen=True)
class Risk:
    """One risk to the plan, rated like a threat where the delegation rated it."""

    entry: Entry
    score: int | None
    band: Band | None


@dataclass(frozen=True)
class Risks:
    """Every risk, and everything asked of others."""

    risks: tuple[Risk, ...]
    requests: tuple[Request, ...]


def risks(reading: Reading) -> Risks:
    """Read the risks and requests of a plan."""
    return Risks(tuple(map(_risk, reading.entries("risks"))), requests(reading))


def _risk(entry: Entry) -> Risk:
    points = score(entry.value("likelihood"), entry.value("impact"))
    return Risk(entry, points, band(points) if points else None)
