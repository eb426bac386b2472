"""Every read and write of people."""

from email_validator import validate_email
from flask_security import hash_password
from sqlalchemy import select

from roadmap.accounts.models import User
from roadmap.db import session


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
