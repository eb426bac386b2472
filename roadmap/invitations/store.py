"""Every read and write of invitations; a code is known for one moment, when it is made, and never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from roadmap.accounts.codes import hash_of, new_code
from roadmap.accounts.models import User
from roadmap.audit.events import Event
from roadmap.audit.store import Where, record
from roadmap.catalogue.load import catalogue
from roadmap.db import now, session
from roadmap.i18n import N_
from roadmap.invitations.models import Invitation
from roadmap.invitations.orders import Order
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.attendance import enlist
from roadmap.workshops.models import Delegation
from roadmap.workshops.reach import Reach


class State(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


STATE_NAMES = {
    State.OPEN: N_("Open"),
    State.USED: N_("Used"),
    State.EXPIRED: N_("Expired"),
    State.REVOKED: N_("Revoked"),
}


class MadeAlready(Exception):
    """The same form came twice: its invitations exist, and their codes cannot be shown again."""


@dataclass(frozen=True)
class Made:
    """An invitation, and the code that only this answer will ever show."""

    invitation: Invitation
    code: str


def make(
    reach: Reach, orders: Sequence[Order], life: timedelta, up_to: Tlp, batch: str, actor: User
) -> list[Made]:
    """Make the invitations of one form together, or none; `batch` names the form and is good once.

    Delegations of countries that have none here yet are added first. Raises MadeAlready, and Refused for a
    delegation that cannot be added.
    """
    added = _added({order.country for order in orders if order.country}, reach, actor)
    moment = now()
    made = []
    for position, order in enumerate(orders):
        code = new_code()
        made.append(Made(_invitation(order, reach, added, code, moment + life, up_to), code))
        made[-1].invitation.batch, made[-1].invitation.position = batch, position
        made[-1].invitation.made_by = actor.id
    session().add_all([one.invitation for one in made])
    _note_made([one.invitation for one in made], actor)
    try:
        session().commit()
    except IntegrityError as twice:
        session().rollback()
        raise MadeAlready from twice
    return made


def _added(countries: Iterable[str], reach: Reach, actor: User) -> dict[str, Delegation]:
    assert reach.workshop is not None
    names = catalogue().lists["countries"]
    wanted = [(country, names.get(country, country)) for country in sorted(countries)]
    return {each.country: each for each in enlist(reach.workshop, wanted, actor)}


def _invitation(
    order: Order, reach: Reach, added: dict[str, Delegation], code: str, expires_at: datetime, up_to: Tlp
) -> Invitation:
    delegation = added[order.country] if order.country else order.delegation
    return Invitation(
        token_hash=hash_of(code),
        workshop=reach.workshop,
        delegation=delegation,
        role=order.role,
        up_to=up_to if order.role.value == "official" else None,
        name=order.name,
        email=order.email,
        expires_at=expires_at,
    )


def renew(reach: Reach, delegation: Delegation | None, life: timedelta, actor: User) -> list[Made]:
    """Give every invitation that nobody used or revoked a new code and a new end; the old codes are void."""
    unused = _within(reach).where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    unused = unused.where(of_delegation(delegation)).with_for_update(of=Invitation)
    made = [Made(each, new_code()) for each in session().scalars(unused)]
    for one in made:
        one.invitation.token_hash, one.invitation.expires_at = hash_of(one.code), now() + life
        one.invitation.made_by = actor.id
    _note_made([one.invitation for one in made], actor)
    session().commit()
    return sorted(made, key=lambda one: _order_on_paper(one.invitation))


def invitations(
    reach: Reach, state: State | None = None, delegation: Delegation | None = None
) -> list[Invitation]:
    """Return the invitations within `reach`, of one state or one delegation if wanted; one query."""
    found = _within(reach).where(of_delegation(delegation))
    if state is not None:
        found = found.where(_is(state, now()))
    return sorted(session().scalars(found), key=_order_on_paper)


def invitation(reach: Reach, identifier: str) -> Invitation | None:
    """Return the invitation with this id, if it is within `reach`."""
    return session().scalars(_within(reach).where(Invitation.id == identifier)).one_or_none()


def with_codes(reach: Reach, codes: Iterable[str]) -> list[Made]:
    """Return the open invitations within `reach` that these codes belong to; who has a code has seen it."""
    by_hash = {hash_of(code): code for code in codes}
    wanted = _within(reach).where(Invitation.token_hash.in_(by_hash), is_open(now()))
    found = sorted(session().scalars(wanted), key=_order_on_paper)
    return [Made(each, by_hash[each.token_hash]) for each in found]


def revoke(reach: Reach, which: ColumnElement[bool], actor: User) -> int:
    """Make the open invitations that `which` chooses worthless, and return how many there were."""
    found = list(
        session().scalars(_within(reach).where(which, is_open(now())).with_for_update(of=Invitation))
    )
    for each in found:
        each.revoked_at = now()
        target = f"invitation:{each.id}"
        record(
            session(),
            Event.INVITATION_REVOKED,
            actor_id=actor.id,
            where=_where(each),
            target=target,
            role=each.role.value,
        )
    session().commit()
    return len(found)


def state_of(invitation: Invitation, moment: datetime) -> State:
    """Return what became of an invitation by `moment`."""
    if invitation.used_at:
        return State.USED
    if invitation.revoked_at:
        return State.REVOKED
    return State.OPEN if invitation.expires_at > moment else State.EXPIRED


def is_open(moment: datetime) -> ColumnElement[bool]:
    """The condition that an invitation can be taken up at `moment`."""
    return _is(State.OPEN, moment)


def only(one: Invitation) -> ColumnElement[bool]:
    """The condition that an invitation is this one."""
    return Invitation.id == one.id


def of_delegation(delegation: Delegation | None) -> ColumnElement[bool]:
    """The condition that an invitation is into this delegation; none given, that it is any."""
    return true() if delegation is None else Invitation.delegation_id == delegation.id


def _is(state: State, moment: datetime) -> ColumnElement[bool]:
    unused = Invitation.used_at.is_(None) & Invitation.revoked_at.is_(None)
    conditions: dict[State, ColumnElement[bool]] = {
        State.OPEN: unused & (Invitation.expires_at > moment),
        State.EXPIRED: unused & (Invitation.expires_at <= moment),
        State.USED: Invitation.used_at.is_not(None),
        State.REVOKED: Invitation.revoked_at.is_not(None) & Invitation.used_at.is_(None),
    }
    return conditions[state]


def _within(reach: Reach) -> Select[Invitation]:
    assert reach.workshop is not None
    place = Invitation.workshop_id == reach.workshop.id
    if not reach.whole:
        place &= Invitation.delegation_id.in_([delegation.id for delegation in reach.delegations])
    loaded = (joinedload(Invitation.delegation), joinedload(Invitation.user), joinedload(Invitation.workshop))
    return select(Invitation).where(place).options(*loaded)


def _order_on_paper(one: Invitation) -> tuple[object, ...]:
    return (one.delegation.name.casefold() if one.delegation else "", one.made_at, one.batch, one.position)


def _note_made(made: Sequence[Invitation], actor: User) -> None:
    """One entry for each role at each place, with how many there were."""
    counts: dict[tuple[Where, str], int] = {}
    for each in made:
        key = (_where(each), each.role.value)
        counts[key] = counts.get(key, 0) + 1
    for (where, role), count in counts.items():
        record(session(), Event.INVITATION_MADE, actor_id=actor.id, where=where, role=role, count=count)


def _where(one: Invitation) -> Where:
    delegation = one.delegation.id if one.delegation else None
    return Where(one.workshop.id, delegation)
