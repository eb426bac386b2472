"""Every read and write of sign-ins: one row for each, without which a cookie is worth nothing."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from flask import current_app
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import contains_eager

from roadmap.accounts.models import User, UserSession
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import WorkSession, now, session

BETWEEN_NOTES = timedelta(minutes=1)  # how exactly it is known when a person was last there


def open_session(user: User, lifetime: timedelta, device: str = "", method: str = "password") -> str:
    """Record that `user` signed in, forget sign-ins that have ended, and return the secret for the cookie."""
    token = secrets.token_urlsafe(32)
    moment = now()
    row = UserSession(
        token_hash=_hash(token),
        user_id=user.id,
        device=device,
        created_at=moment,
        last_seen_at=moment,
        expires_at=moment + lifetime,
    )
    if not session().writing:
        session().begin_writing()
    session().execute(delete(UserSession).where(_ended(moment)))
    session().add(row)
    record(session(), Event.SIGN_IN, actor_id=user.id, method=method)
    session().commit()
    return token


def live_session(token: str) -> UserSession | None:
    """Return the sign-in that `token` belongs to, with its active person, while it lasts; one query.

    The row comes detached: it is asked again after this request's transaction has ended.
    """
    wanted = (
        select(UserSession)
        .join(UserSession.user)
        .options(contains_eager(UserSession.user))
        .where(UserSession.token_hash == _hash(token), ~_ended(now()), User.active)
    )
    if (row := session().scalars(wanted).unique().one_or_none()) is not None:
        session().expunge(row)
    return row


def sessions_of(user: User) -> list[UserSession]:
    """Return the sign-ins of `user` that last, the latest seen first."""
    mine = select(UserSession).where(UserSession.user_id == user.id, ~_ended(now()))
    return list(session().scalars(mine.order_by(UserSession.last_seen_at.desc())))


def note_presence(row: UserSession) -> None:
    """Write down that the person is there, unless that was done a minute ago.

    In a session of its own, because most requests only read; what this one left uncommitted is given up,
    or its lock would be waited for.
    """
    moment = now()
    if moment - row.last_seen_at < BETWEEN_NOTES:
        return
    session().rollback()
    with WorkSession(current_app.extensions["engine"], writing=True) as own:
        seen = update(UserSession).where(UserSession.token_hash == row.token_hash)
        own.execute(seen.values(last_seen_at=moment))
        own.commit()
    row.last_seen_at = moment


def left_of(row: UserSession) -> timedelta:
    """Return how long the sign-in lasts from now on if the person gives no further sign."""
    return min(row.last_seen_at + _idle(), row.expires_at) - now()


def close_session(token: str) -> None:
    """End the sign-in that `token` belongs to, on every copy of its cookie."""
    _close(UserSession.token_hash == _hash(token))


def close_one(user: User, session_id: str) -> bool:
    """End the sign-in of `user` with this id; False when there is none."""
    return bool(_close(UserSession.user_id == user.id, UserSession.id == session_id))


def close_others(user: User, token: str) -> None:
    """End every sign-in of `user` but the one that `token` belongs to."""
    _close(UserSession.user_id == user.id, UserSession.token_hash != _hash(token))


def close_all(user: User) -> None:
    """End every sign-in of `user`."""
    _close(UserSession.user_id == user.id)


def _close(*which: ColumnElement[bool]) -> int:
    ended = session().scalars(delete(UserSession).where(*which).returning(UserSession.user_id)).all()
    for user_id in set(ended):
        record(session(), Event.SIGN_OUT, actor_id=user_id, sessions=len(ended))
    session().commit()
    return len(ended)


def _ended(moment: datetime) -> ColumnElement[bool]:
    return or_(UserSession.expires_at <= moment, UserSession.last_seen_at <= moment - _idle())


def _idle() -> timedelta:
    idle: timedelta = current_app.extensions["config"].session_idle
    return idle


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
