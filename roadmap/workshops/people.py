"""Who is in a workshop, and every change of what they are there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, select, true
from sqlalchemy.orm import joinedload

from roadmap.access import Role
from roadmap.accounts.models import User, UserSession
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from roadmap.audit.store import Where, record
from roadmap.db import session
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.models import Membership
from roadmap.workshops.reach import Reach
from roadmap.workshops.store import forget_standings


@dataclass(frozen=True)
class Member:
    """One role of one person, and when they last signed in."""

    held: Membership
    last_sign_in: datetime | None


def members(reach: Reach) -> list[Member]:
    """Return the people within `reach`: those of the whole workshop first, then each delegation's."""
    held = list(session().scalars(_within(reach)))
    ranks = list(Role)
    held.sort(key=lambda one: (_place(one), ranks.index(one.role), one.user.name.casefold()))
    seen = _last_sign_ins({one.user_id for one in held})
    return [Member(one, seen.get(one.user_id)) for one in held]


def member(reach: Reach, number: int) -> Membership | None:
    """Return the membership with this number, if it is within `reach`."""
    return session().scalars(_within(reach).where(Membership.id == number)).one_or_none()


def _within(reach: Reach) -> Select[Membership]:
    place = Membership.workshop_id == (reach.workshop.id if reach.workshop else None)
    if not reach.whole:
        place &= Membership.delegation_id.in_([delegation.id for delegation in reach.delegations])
    found = select(Membership).where(place)
    return found.options(joinedload(Membership.user), joinedload(Membership.delegation))


def _place(one: Membership) -> str:
    return one.delegation.name.casefold() if one.delegation else ""


def _last_sign_ins(people: set[int]) -> dict[int, datetime]:
    signed_in = (AuditEntry.event == Event.SIGN_IN.value, AuditEntry.actor_id.in_(people))
    latest = select(AuditEntry.actor_id, func.max(AuditEntry.at)).where(*signed_in)
    return {actor: at for actor, at in session().execute(latest.group_by(AuditEntry.actor_id)) if actor}


def is_last(one: Membership) -> bool:
    """Whether nobody else who can sign in holds this role at this place."""
    return session().scalar(_others(one)) is None


def leaves_nobody(one: Membership) -> bool:
    """Whether taking this role away would leave nobody to administer every workshop."""
    return one.role is Role.ADMINISTRATOR and one.workshop_id is None and is_last(one)


def _others(one: Membership) -> Select[int]:
    """Locked, so that of two people who remove each other one finds that they are the last."""
    same: ColumnElement[bool] = true()
    for column in (Membership.role, Membership.workshop_id, Membership.delegation_id):
        same &= column == getattr(one, column.key)
    others = select(Membership.id).join(Membership.user)
    others = others.where(same, User.active, Membership.user_id != one.user_id).limit(1)
    return others.with_for_update(of=Membership) if session().writing else others


def change_role(one: Membership, role: Role, up_to: Tlp | None, actor: User) -> None:
    """Make somebody another thing at the same place, or let an official read up to another marking."""
    before = one.role.value
    double = select(Membership).where(
        Membership.user_id == one.user_id,
        Membership.workshop_id == one.workshop_id,
        Membership.delegation_id == one.delegation_id,
        Membership.role == role,
        Membership.id != one.id,
    )
    if (other := session().scalars(double).first()) is not None:
        session().delete(other)
        session().flush()
    one.role, one.up_to = role, (up_to if role is Role.OFFICIAL else None)
    _note(one, actor, role, f"was {before}")
    ask_for_second_factor(one.user)
    session().commit()


def remove(one: Membership, actor: User) -> None:
    """Take a role away; the account stays, and so do the person's other roles."""
    _note(one, actor, one.role, "removed")
    session().delete(one)
    forget_standings(one.user)
    session().commit()


def end_sign_ins(user: User, actor: User) -> int:
    """Sign somebody out on every device, and return on how many they were signed in."""
    ended = _signed_out(user)
    record(session(), Event.SIGN_OUT, actor_id=actor.id, target=f"user:{user.id}", sessions=ended)
    session().commit()
    return ended


def set_active(user: User, active: bool, actor: User) -> None:
    """Close an account, so that nobody signs in by it, or open it again; its roles and texts stay."""
    user.active = active
    if not active:
        _signed_out(user)
    change = "account opened again" if active else "account closed"
    record(session(), Event.PERMISSION_CHANGED, actor_id=actor.id, target=f"user:{user.id}", change=change)
    session().commit()


def ask_for_second_factor(user: User) -> bool:
    """Sign somebody out whose new role asks for a second factor they lack: signing in sets it up."""
    session().flush()
    forget_standings(user)
    lacking = user.check_tf_required_setup() and not user.tf_primary_method
    if lacking:
        _signed_out(user)
    return lacking


def _signed_out(user: User) -> int:
    mine = delete(UserSession).where(UserSession.user_id == user.id).returning(UserSession.id)
    return len(session().scalars(mine).all())


def _note(one: Membership, actor: User, role: Role, change: str) -> None:
    record(
        session(),
        Event.PERMISSION_CHANGED,
        actor_id=actor.id,
        where=Where(one.workshop_id, one.delegation_id),
        target=f"user:{one.user_id}",
        role=role.value,
        change=change,
    )
