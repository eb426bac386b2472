"""What the session timer shows: a timer started by hand, else what the programme has on at the moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from roadmap.workshops.models import Session, Workshop

LINGERS = timedelta(minutes=10)  # how long a timer started by hand says that its time is up


@dataclass(frozen=True)
class Timer:
    """What is on and when it ends, empty and None when nothing is; and what the programme has next."""

    title: str
    ends_at: datetime | None
    by_hand: bool
    following: Session | None


def timer(workshop: Workshop, at: datetime) -> Timer:
    """Return what the timer shows at the moment `at`."""
    following = next((one for one in workshop.sessions if one.starts_at > at), None)
    if workshop.timer_ends_at and at < workshop.timer_ends_at + LINGERS:
        return Timer(workshop.timer_title or "", workshop.timer_ends_at, True, following)
    current = next((one for one in workshop.sessions if one.starts_at <= at < one.ends_at), None)
    if current is None:
        return Timer("", None, False, following)
    return Timer(current.title, current.ends_at, False, following)
