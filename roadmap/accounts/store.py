"""Every read and write of people and their sign-ins."""

import secrets
from datetime import timedelta
from hashlib import sha256

from email_validator import validate_email
from flask_security import hash_password
from sqlalchemy import delete, select

from roadmap.accounts.models import User, UserSession
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import now, session


def create_user(email: str, name: str, password: str) -> User:
    """Add a person and return them; raises EmailNotValidError (a ValueError) for an unusable address."""
    user = User(email=normal_email(email), name=name, password=hash_password(password))
    session().add(user)
    session().commit()
    return user


def user_by_email(email: str) -> User | None:
    """Return the person with this address, in whatever case it is written."""
    return session().scalars(select(User).where(User.email == normal_email(email))).unique().one_or_none()


def normal_email(email: str) -> str:
    """Return `email` in the one form we store: Unicode-normalised, in lower case."""
    return validate_email(email, check_deliverability=False).normalized.casefold()


def open_session(user: User, lifetime: timedelta) -> str:
    """Record that `user` signed in, forget sign-ins that have ended, and return the secret for the cookie."""
    token = secrets.token_urlsafe(32)
    moment = now()
    session().begin_writing()
    session().execute(delete(UserSession).where(UserSession.expires_at <= moment))
    session().add(UserSession(token_hash=_hash(token), user_id=user.id, expires_at=moment + lifetime))
    record(session(), Event.SIGN_IN, actor_id=user.id)
    session().commit()
    return token


def user_of_session(token: str) -> User | None:
    """Return the active person whose sign-in `token` belongs to, while it lasts."""
    wanted = (
        select(User)
        .join(UserSession)
        .where(UserSession.token_hash == _hash(token), UserSession.expires_at > now(), User.active)
    )
    return session().scalars(wanted).unique().one_or_none()


def close_session(token: str) -> None:
    """End the sign-in that `token` belongs to, on every copy of its cookie."""
    ended = delete(UserSession).where(UserSession.token_hash == _hash(token)).returning(UserSession.user_id)
    for user_id in session().scalars(ended):
        record(session(), Event.SIGN_OUT, actor_id=user_id)
    session().commit()


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
