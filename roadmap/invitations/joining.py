"""Taking an invitation up: one conditional statement decides who does, however many try at once."""

from dataclasses import dataclass

from flask_security import hash_password
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from roadmap.access import may_give
from roadmap.accounts.models import User
from roadmap.accounts.passwords import normal
from roadmap.accounts.store import user_by_email
from roadmap.audit.events import Event
from roadmap.audit.store import Where, record
from roadmap.db import now, session
from roadmap.invitations.models import Invitation
from roadmap.invitations.store import is_open
from roadmap.workshops.people import ask_for_second_factor
from roadmap.workshops.store import admit, standings_of


class AddressTaken(Exception):
    """An account with this address exists; its owner signs in instead."""


@dataclass(frozen=True)
class Joined:
    """Who joined, and whether they must sign in again to set up a second factor."""

    user: User
    sign_in_again: bool = False


def open_invitation(token_hash: bytes) -> Invitation | None:
    """Return the invitation that can be taken up by the code with this hash, with its places and maker."""
    wanted = select(Invitation).where(Invitation.token_hash == token_hash, is_open(now()))
    loaded = (Invitation.workshop, Invitation.delegation, Invitation.maker)
    found = session().scalars(wanted.options(*map(joinedload, loaded))).one_or_none()
    return found if found and _stands(found) else None


def join_as_new(token_hash: bytes, name: str, email: str, password: str) -> Joined | None:
    """Make an account and give it the role; None when the invitation is not open any more.

    Hashes before it writes, because hashing takes long. Raises AddressTaken, and then the code is still good.
    """
    session().begin_reading()
    hashed = hash_password(normal(password))
    session().begin_writing()
    if user_by_email(email) is not None:
        raise AddressTaken
    taken = _take(token_hash)
    if taken is None:
        session().rollback()
        return None
    user = User(email=email, name=name, password=hashed)
    session().add(user)
    try:
        session().flush()
    except IntegrityError as error:
        session().rollback()
        raise AddressTaken from error
    _admit(user, taken)
    session().commit()
    return Joined(user)


def join_as(token_hash: bytes, user_id: int) -> Joined | None:
    """Give somebody who has an account the role as well; None when the invitation is not open any more."""
    session().begin_writing()
    taken = _take(token_hash)
    user = session().get(User, user_id)
    if taken is None or user is None:
        session().rollback()
        return None
    _admit(user, taken)
    again = ask_for_second_factor(user)
    session().commit()
    return Joined(user, again)


def _take(token_hash: bytes) -> Invitation | None:
    """Use the code up: the database lets one of several statements change the row, and the others none."""
    moment = now()
    mine = update(Invitation).where(Invitation.token_hash == token_hash, is_open(moment))
    taken = mine.values(used_at=moment).returning(Invitation.id).execution_options(synchronize_session=False)
    identifier = session().scalar(taken)
    found = session().get(Invitation, identifier, populate_existing=True) if identifier else None
    return found if found and _stands(found) else None


def _stands(one: Invitation) -> bool:
    """Whether its maker could still make it: nobody who was removed comes back by a card they kept."""
    maker = one.maker
    if maker is None or not maker.active:
        return False
    return may_give(standings_of(maker), one.role, one.workshop_id, one.delegation_id)


def _admit(user: User, taken: Invitation) -> None:
    admit(user, taken.role, taken.workshop, taken.delegation, taken.up_to)
    taken.used_by = user.id
    where = Where(taken.workshop_id, taken.delegation_id)
    for event, target in (
        (Event.INVITATION_USED, f"invitation:{taken.id}"),
        (Event.PERMISSION_CHANGED, f"user:{user.id}"),
    ):
        record(session(), event, actor_id=user.id, where=where, target=target, role=taken.role.value)
