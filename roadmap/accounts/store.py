"""Every read and write of people."""

from flask_security import hash_password
from sqlalchemy import delete, select

from roadmap.accounts.addresses import normal_email
from roadmap.accounts.models import User, UserSession
from roadmap.accounts.passwords import normal
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import session


def create_user(email: str, name: str, password: str) -> User:
    """Add a person and return them; raises EmailNotValidError (a ValueError) for an unusable address."""
    user = User(email=normal_email(email), name=name, password=hash_password(normal(password)))
    session().add(user)
    session().commit()
    return user


def change_password(user: User, password: str, session_id: str | None = None) -> None:
    """Give `user` another password and end every sign-in but the one with this id: the old may be known."""
    hashed = hash_password(normal(password))
    session().begin_writing()
    user.password = hashed
    others = delete(UserSession).where(UserSession.user_id == user.id, UserSession.id != (session_id or ""))
    ended = session().scalars(others.returning(UserSession.id)).all()
    record(session(), Event.PASSWORD_CHANGED, actor_id=user.id, sessions=len(ended))
    session().commit()


def user_by_email(email: str) -> User | None:
    """Return the person with this address, in whatever case it is written."""
    return session().scalars(select(User).where(User.email == normal_email(email))).one_or_none()
