"""Every read and write of a person's e-mail address: the one they sign in with, and one not confirmed yet."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from roadmap.accounts.codes import hash_of, new_code
from roadmap.accounts.models import EmailChange, User, UserSession
from roadmap.accounts.store import user_by_email
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import now, session

TO_CONFIRM = timedelta(hours=24)


@dataclass(frozen=True)
class Changed:
    """Whose address changed, and from what."""

    user: User
    before: str


def change(user_id: int, email: str, session_id: str | None = None) -> Changed | None:
    """Give somebody another address and end all sign-ins but the one with this id; None when it is taken."""
    session().begin_writing()
    return _changed(user_id, email, session_id)


def ask(user_id: int, email: str) -> str | None:
    """Keep an address until it is confirmed and return the code to send there; None when it is taken.

    What the person asked for before is forgotten.
    """
    session().begin_writing()
    if user_by_email(email) is not None:
        return None
    code, moment = new_code(), now()
    session().execute(
        delete(EmailChange).where(or_(EmailChange.user_id == user_id, EmailChange.expires_at <= moment))
    )
    waiting = EmailChange(
        token_hash=hash_of(code), user_id=user_id, email=email, expires_at=moment + TO_CONFIRM
    )
    session().add(waiting)
    session().commit()
    return code


def confirm(token_hash: bytes, session_id: str | None = None) -> Changed | None:
    """Change to the address that the code with this hash was sent to; None for one that is good no more."""
    session().begin_writing()
    mine = delete(EmailChange).where(EmailChange.token_hash == token_hash, EmailChange.expires_at > now())
    taken = session().execute(mine.returning(EmailChange.user_id, EmailChange.email)).one_or_none()
    if taken is None:
        session().rollback()
        return None
    return _changed(taken.user_id, taken.email, session_id)


def _changed(user_id: int, email: str, session_id: str | None) -> Changed | None:
    """Two people who want one address at once find out by the database, which gives it to one of them."""
    user = session().scalars(select(User).where(User.id == user_id, User.active)).one_or_none()
    if user is None or user_by_email(email) is not None:
        session().rollback()
        return None
    before, user.email = user.email, email
    try:
        session().flush()
    except IntegrityError:
        session().rollback()
        return None
    others = delete(UserSession).where(UserSession.user_id == user_id, UserSession.id != (session_id or ""))
    ended = session().scalars(others.returning(UserSession.id)).all()
    record(session(), Event.EMAIL_CHANGED, actor_id=user_id, target=f"user:{user_id}", sessions=len(ended))
    session().commit()
    return Changed(user, before)
