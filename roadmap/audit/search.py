"""Finding entries of the audit log for one administrator, who sees only what concerns their workshops."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Select, String, and_, cast, or_, select, true

from roadmap.accounts.models import User
from roadmap.audit.models import AuditEntry
from roadmap.db import session
from roadmap.workshops.models import Delegation, Membership, Workshop

PER_PAGE = 50
LARGEST_NUMBER = 2**31 - 1
USER = "user:"
Workshops = Sequence[str] | None  # ids; None for every workshop


@dataclass(frozen=True)
class Wanted:
    """What to look for; `person` is part of a name or an address, the days are in UTC and included."""

    event: str | None = None
    person: str = ""
    workshop_id: str | None = None
    since: date | None = None
    until: date | None = None
    before: int = LARGEST_NUMBER


@dataclass(frozen=True)
class Found:
    """One entry with the names of what it speaks of; None for what has no name, or no longer exists."""

    entry: AuditEntry
    workshop: str | None
    delegation: str | None


@dataclass(frozen=True)
class Page:
    """The entries found, newest first, the people they name, and where the next older page begins."""

    found: tuple[Found, ...]
    people: dict[int, str]
    older: int | None

    def actor(self, entry: AuditEntry) -> str | None:
        """Return the name of who did it."""
        return self.people.get(entry.actor_id) if entry.actor_id else None

    def subject(self, entry: AuditEntry) -> str | None:
        """Return the name of whom it was done to, when the target is a person."""
        return self.people.get(number) if (number := person_in(entry.target)) else None


def search(wanted: Wanted, workshops: Workshops) -> Page:
    """Return the page of entries `wanted` that whoever administers `workshops` may see; two queries."""
    asked = (
        select(AuditEntry, Workshop.title, Delegation.name)
        .outerjoin(Workshop, Workshop.id == AuditEntry.workshop_id)
        .outerjoin(Delegation, Delegation.id == AuditEntry.delegation_id)
        .where(_open_to(workshops), *_conditions(wanted))
        .order_by(AuditEntry.seq.desc())
        .limit(PER_PAGE + 1)
    )
    found = [Found(*row) for row in session().execute(asked)]
    shown = tuple(found[:PER_PAGE])
    older = shown[-1].entry.seq if len(found) > PER_PAGE else None
    return Page(shown, _names(shown), older)


def workshops_named(ids: Workshops) -> list[tuple[str, str]]:
    """Return id and title of these workshops, for choosing one; one query."""
    these = true() if ids is None else Workshop.id.in_(ids)
    named = select(Workshop.id, Workshop.title).where(these).order_by(Workshop.title)
    return [(number, title) for number, title in session().execute(named)]


def person_in(target: str) -> int | None:
    """Return the user's id that `target` names, if it names a person."""
    number = target.removeprefix(USER)
    named = target.startswith(USER) and number.isascii() and number.isdecimal() and len(number) < 10
    return int(number) if named else None


def _open_to(workshops: Workshops) -> ColumnElement[bool]:
    """Their workshops, and of what belongs to no workshop all that is by or about their people, or nobody."""
    if workshops is None:
        return true()
    members = select(Membership.user_id).where(Membership.workshop_id.in_(workshops))
    nobody = and_(AuditEntry.actor_id.is_(None), AuditEntry.target.not_like(f"{USER}%"))
    return or_(
        AuditEntry.workshop_id.in_(workshops),
        and_(AuditEntry.workshop_id.is_(None), or_(_by_or_about(members), nobody)),
    )


def _by_or_about(people: Select[int]) -> ColumnElement[bool]:
    numbers = people.subquery().columns[0]
    targets = select(USER + cast(numbers, String))
    return or_(AuditEntry.actor_id.in_(people), AuditEntry.target.in_(targets))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [AuditEntry.seq < wanted.before]
    if wanted.event:
        conditions.append(AuditEntry.event == wanted.event)
    if wanted.person:
        conditions.append(_by_or_about(_people_called(wanted.person)))
    if wanted.workshop_id:
        conditions.append(AuditEntry.workshop_id == wanted.workshop_id)
    if wanted.since:
        conditions.append(AuditEntry.at >= datetime.combine(wanted.since, time.min, UTC))
    if wanted.until:
        conditions.append(AuditEntry.at <= datetime.combine(wanted.until, time.max, UTC))
    return conditions


def _people_called(text: str) -> Select[int]:
    named = or_(User.name.icontains(text, autoescape=True), User.email.icontains(text, autoescape=True))
    return select(User.id).where(named)


def _names(found: Sequence[Found]) -> dict[int, str]:
    actors = {one.entry.actor_id for one in found}
    subjects = {person_in(one.entry.target) for one in found}
    named = select(User.id, User.name).where(User.id.in_((actors | subjects) - {None}))
    return {row.id: row.name for row in session().execute(named)}
