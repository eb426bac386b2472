"""Every write that sets up a workshop as a whole; each is one transaction with its line in the audit log."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from roadmap.access import Permission, Role, may
from roadmap.accounts.models import User
from roadmap.audit.events import Event
from roadmap.audit.store import Where, record
from roadmap.db import now, session
from roadmap.workshops.models import Deadline, Delegation, Session, Workshop
from roadmap.workshops.noting import note
from roadmap.workshops.store import admit, standings_of
from roadmap.workshops.template import Template

# What a workshop of next year takes over as it is.
KEPT = ("worksheets", "entries", "questions")


def create(details: Mapping[str, Any], template: Template, by: User | None) -> Workshop:
    """Add a workshop with the programme and deadlines of `template`; `by` runs it from here on.

    `details` are the answers to `roadmap.workshops.questions.DETAILS`. Nobody is the command line.
    """
    workshop = Workshop(
        **_columns(details),
        sessions=template.sessions_from(details["start"]),
        deadlines=template.deadlines_from(details["start"]),
    )
    _add(workshop, "created", by)
    session().commit()
    return workshop


def describe(workshop: Workshop, details: Mapping[str, Any], by: User, *, move: bool = False) -> None:
    """Set the details of a workshop; `move` takes programme and deadlines along."""
    if move and workshop.start:
        _shift(workshop, details["start"] - workshop.start)
    changed = [name for name, value in _columns(details).items() if getattr(workshop, name) != value]
    for name, value in _columns(details).items():
        setattr(workshop, name, value)
    if changed:
        note(workshop, "settings", by, fields=" ".join(changed))
    session().commit()


def close(workshop: Workshop, by: User) -> None:
    """Let nobody change a plan of this workshop from here on."""
    if workshop.closed_at is None:
        workshop.closed_at = now()
        note(workshop, "drafting closed", by)
    session().commit()


def reopen(workshop: Workshop, by: User) -> None:
    """Let delegations change their plans again."""
    if workshop.closed_at is not None:
        workshop.closed_at = None
        note(workshop, "drafting reopened", by)
    session().commit()


def duplicate(old: Workshop, details: Mapping[str, Any], by: User) -> Workshop:
    """Add a workshop like `old`: its programme, deadlines and delegations, without people and plans.

    Programme and deadlines lie as many days later as the new workshop begins later.
    """
    later = details["start"] - old.start if old.start else timedelta(0)
    new = Workshop(
        **_columns(details),
        **{name: getattr(old, name) for name in KEPT},
        sessions=[_session_again(one, later) for one in old.sessions],
        deadlines=[Deadline(day=one.day + later, title=one.title) for one in old.deadlines],
        delegations=[_delegation_again(one) for one in old.delegations],
    )
    _add(new, "duplicated", by)
    session().commit()
    return new


def _add(workshop: Workshop, change: str, by: User | None) -> None:
    session().add(workshop)
    session().flush()
    note(workshop, change, by)
    if by and not may(standings_of(by), Permission.RUN_WORKSHOP, workshop.id):
        _let_run(workshop, by)


def _let_run(workshop: Workshop, by: User) -> None:
    admit(by, Role.FACILITATOR, workshop)
    record(
        session(),
        Event.PERMISSION_CHANGED,
        actor_id=by.id,
        where=Where(workshop.id),
        target=f"user:{by.id}",
        role=Role.FACILITATOR.value,
        change="created the workshop",
    )


def _shift(workshop: Workshop, later: timedelta) -> None:
    for one in workshop.sessions:
        one.day += later
    for deadline in workshop.deadlines:
        deadline.day += later


def _columns(details: Mapping[str, Any]) -> dict[str, Any]:
    return {**details, "languages": list(details["languages"] or ())}


def _session_again(one: Session, later: timedelta) -> Session:
    return Session(
        day=one.day + later, begins=one.begins, minutes=one.minutes, title=one.title, kind=one.kind
    )


def _delegation_again(one: Delegation) -> Delegation:
    return Delegation(country=one.country, name=one.name, name_local=one.name_local)
