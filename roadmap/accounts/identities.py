"""Whom a provider means: its subject is linked to one account, by a verified address the first time."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from roadmap.accounts.models import LONGEST_EMAIL, SignOnIdentity, User
from roadmap.accounts.store import user_by_email
from roadmap.db import session
from roadmap.i18n import N_

UNREACHABLE = N_("It cannot be reached now. Wait a few minutes and try again, or use your password.")
NOT_GIVEN = N_("It did not sign you in. Start again, or use your password.")
UNUSABLE = N_(
    "What it answered could not be checked, so it counts for nothing. Start again from the sign-in page; "
    "if this happens again, tell whoever runs this site."
)
NO_ADDRESS = N_(
    "It does not vouch for your e-mail address. Ask whoever runs it to verify the address, then try again."
)
STRANGER = N_(
    "It knows you, but your e-mail address has no open account here. Ask the facilitator of your workshop, "
    "or the head of your delegation, for an invitation."
)
ANOTHER = N_(
    "The account of this e-mail address is linked to somebody else there. Ask whoever runs this site to "
    "end the link."
)


class SignOnRefusedError(Exception):
    """Single sign-on ends here; `words` say why and what to do, `reason` is for the log."""

    def __init__(self, words: str, reason: str) -> None:
        super().__init__(reason)
        self.words = words
        self.reason = reason


@dataclass(frozen=True)
class Identity:
    """What a provider says of a person, its signature checked; `email` is empty unless it vouches for it."""

    issuer: str
    subject: str
    email: str
    name: str
    several_factors: bool
    signed_in_at: float


Invited = Callable[[str, str], User | None]


def person_of(identity: Identity, invited: Invited) -> User:
    """Return the active person that `identity` is; `invited` makes an account for an invited address.

    Raises SignOnRefusedError.
    """
    if (user := _linked(identity)) is not None:
        return _active(user)
    if not identity.email:
        raise SignOnRefusedError(NO_ADDRESS, "no verified address")
    user = _active(_by_address(identity.email) or invited(identity.email, identity.name))
    if _known_otherwise(user, identity.issuer):
        raise SignOnRefusedError(ANOTHER, "another subject is linked")
    _link(user, identity)
    return user


def _active(user: User | None) -> User:
    if user is None or not user.is_active:
        raise SignOnRefusedError(STRANGER, "no open account")
    return user


def _linked(identity: Identity) -> User | None:
    wanted = select(User).join(SignOnIdentity)
    return (
        session()
        .scalars(
            wanted.where(SignOnIdentity.issuer == identity.issuer, SignOnIdentity.subject == identity.subject)
        )
        .one_or_none()
    )


def _by_address(email: str) -> User | None:
    try:
        return user_by_email(email) if len(email) <= LONGEST_EMAIL else None
    except ValueError:
        return None


def _known_otherwise(user: User, issuer: str) -> bool:
    """Whether `issuer` meant somebody else by this account: it may have given the address to a new person."""
    others = select(SignOnIdentity).where(SignOnIdentity.issuer == issuer, SignOnIdentity.user_id == user.id)
    return session().scalars(others).first() is not None


def _link(user: User, identity: Identity) -> None:
    """Link them; whoever did it at the same moment linked the same two."""
    user_id = user.id
    session().begin_writing()
    session().add(SignOnIdentity(issuer=identity.issuer, subject=identity.subject, user_id=user_id))
    try:
        session().commit()
    except IntegrityError:
        session().rollback()
