"""Every read and write of people."""

from email_validator import validate_email
from flask_security import hash_password
from sqlalchemy import delete, select

from roadmap.access import Role
from roadmap.accounts.models import SiteRole, User, UserSession
from roadmap.accounts.passwords import normal
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import session

ADMINISTRATOR = Role.ADMINISTRATOR.value


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


def make_administrator(user: User) -> None:
    """Write down that `user` administers the whole site; in each workshop they are made a member besides."""
    if user.has_role(ADMINISTRATOR):
        return
    role = session().scalars(select(SiteRole).where(SiteRole.name == ADMINISTRATOR)).one_or_none()
    user.roles.append(role or SiteRole(name=ADMINISTRATOR))
    record(
        session(),
        Event.PERMISSION_CHANGED,
        target=f"user:{user.id}",
        role=ADMINISTRATOR,
        change="whole site",
    )
    session().commit()


def administrators() -> list[User]:
    """Return the people who administer the whole site, to be made members of a new workshop."""
    wanted = select(User).where(User.roles.any(SiteRole.name == ADMINISTRATOR)).order_by(User.id)
    return list(session().scalars(wanted).unique())


def user_by_email(email: str) -> User | None:
    """Return the person with this address, in whatever case it is written."""
    return session().scalars(select(User).where(User.email == normal_email(email))).unique().one_or_none()


def normal_email(email: str) -> str:
    """Return `email` in the one form we store: Unicode-normalised, in lower case."""
    return validate_email(email, check_deliverability=False).normalized.casefold()
