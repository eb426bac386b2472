"""Every write to a workshop's programme, deadlines and timer; each one transaction, told to the audit log."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from roadmap.accounts.models import User
from roadmap.db import now, session
from roadmap.fields.problem import refuse
from roadmap.i18n import N_
from roadmap.workshops.models import Deadline, Kind, Session, Workshop
from roadmap.workshops.noting import note

MOST_SESSIONS, MOST_DEADLINES = 200, 50


def add_session(workshop: Workshop, answers: Mapping[str, Any], by: User) -> Session:
    """Add a session to the programme; raises Refused when it is full."""
    _refuse_full("title", workshop.sessions, MOST_SESSIONS)
    added = Session(workshop=workshop, **_columns(answers))
    session().add(added)
    note(workshop, "session added", by)
    session().commit()
    return added


def change_session(one: Session, answers: Mapping[str, Any], by: User) -> None:
    """Set a session's title, kind, day, begin and length."""
    for name, value in _columns(answers).items():
        setattr(one, name, value)
    note(one.workshop, "session changed", by)
    session().commit()


def move_session(one: Session, steps: int, by: User) -> None:
    """Let a session change places with the one before it that day (-1) or after it (1).

    The two keep their lengths, and together the time they had.
    """
    day = [each for each in one.workshop.sessions if each.day == one.day]
    place = day.index(one)
    if 0 <= place + steps < len(day):
        first, second = sorted((place, place + steps))
        _swap(day[first], day[second])
        note(one.workshop, "session moved", by)
    session().commit()


def remove_session(one: Session, by: User) -> None:
    """Take a session out of the programme."""
    note(one.workshop, "session removed", by)
    session().delete(one)
    session().commit()


def add_deadline(workshop: Workshop, answers: Mapping[str, Any], by: User) -> None:
    """Add a deadline; raises Refused when there are too many."""
    _refuse_full("title", workshop.deadlines, MOST_DEADLINES)
    session().add(Deadline(workshop=workshop, **answers))
    note(workshop, "deadline added", by)
    session().commit()


def change_deadline(one: Deadline, answers: Mapping[str, Any], by: User) -> None:
    """Set what is to be ready, and when."""
    one.title, one.day = answers["title"], answers["day"]
    note(one.workshop, "deadline moved", by)
    session().commit()


def remove_deadline(one: Deadline, by: User) -> None:
    """Take a deadline away."""
    note(one.workshop, "deadline removed", by)
    session().delete(one)
    session().commit()


def start_timer(workshop: Workshop, title: str, minutes: int, by: User) -> None:
    """Let the timer run from now on, whatever the programme says."""
    workshop.timer_title, workshop.timer_ends_at = title, now() + timedelta(minutes=minutes)
    note(workshop, "timer started", by)
    session().commit()


def stop_timer(workshop: Workshop, by: User) -> None:
    """Let the timer follow the programme again."""
    workshop.timer_title = workshop.timer_ends_at = None
    note(workshop, "timer stopped", by)
    session().commit()


def _columns(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {**answers, "kind": Kind(answers["kind"]), "minutes": int(answers["minutes"])}


def _refuse_full(place: str, there: Sequence[object], most: int) -> None:
    if len(there) >= most:
        raise refuse(place, N_("There are %(limit)s already; remove one first."), limit=most)


def _swap(first: Session, second: Session) -> None:
    end = _minute_of(second.begins) + second.minutes
    second.begins, first.begins = first.begins, _time_at(max(_minute_of(first.begins), end - first.minutes))


def _minute_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time_at(minute: int) -> time:
    return time(*divmod(minute, 60))
