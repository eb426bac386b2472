"""The roadmap on a page: what a reader who reads only one page must know."""

from dataclasses import dataclass
from datetime import date

from roadmap.publish.budget import Funding, funding
from roadmap.publish.entry import Answer, Entry, Reading
from roadmap.publish.pillars import Pillar, pillars
from roadmap.publish.strip import Strip, strip
from roadmap.publish.timeline import Event, events, timeline
from roadmap.worksheets.scales import Band, band, score

LARGEST = 5
NEXT = 4


@dataclass(frozen=True)
class Threat:
    """One of the largest threats."""

    entry: Entry
    score: int
    band: Band
    provisional: bool
    answered_by: int


@dataclass(frozen=True)
class Summary:
    """Vision, largest threats, pillars, money, time, and what is missing."""

    vision: Answer | None
    threats: tuple[Threat, ...]
    all_threats: int
    pillars: tuple[Pillar, ...]
    funding: tuple[Funding, ...]
    strip: Strip
    next_dates: tuple[Event, ...]


def summary(reading: Reading, today: date) -> Summary:
    """Sum a plan up as it stands on a day."""
    plan = reading.plan
    profile = reading.entry(plan.profile)
    parts = pillars(reading)
    coming = [event for event in events(reading) if event.day >= today]
    return Summary(
        vision=profile["vision"],
        threats=largest_threats(reading),
        all_threats=len(plan.rows("threats")),
        pillars=parts,
        funding=funding(plan.rows("actions"), plan.profile["currency"]),
        strip=strip(timeline(reading), parts),
        next_dates=tuple(coming[:NEXT]),
    )


def largest_threats(reading: Reading, most: int = LARGEST) -> tuple[Threat, ...]:
    """The rated threats of the highest scores; of equal ones, the first in the register."""
    rated = [threat for row in reading.entries("threats") if (threat := _threat(reading, row))]
    return tuple(sorted(rated, key=lambda threat: -threat.score)[:most])


def _threat(reading: Reading, entry: Entry) -> Threat | None:
    likelihood, impact = entry["likelihood"], entry["impact"]
    points = score(entry.value("likelihood"), entry.value("impact"))
    if points is None or likelihood is None or impact is None:
        return None
    answered = sum(entry.key in (row["threats"] or ()) for row in reading.plan.rows("actions"))
    return Threat(entry, points, band(points), likelihood.provisional or impact.provisional, answered)
