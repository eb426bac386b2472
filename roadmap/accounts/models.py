"""People, and the sign-ins of people."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import current_app, g
from flask_security import AsaList, UserMixin, verify_password
from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roadmap.db import Base, Line, Number, Token, new_token, now

LONGEST_EMAIL = 254
LONGEST_CREDENTIAL_ID = 1023  # bytes. Source: Web Authentication Level 2, 4, "credential id"
LONGEST_SUBJECT = 255  # characters. Source: OpenID Connect Core 1.0, 2, "sub"


class Codes(AsaList):
    """The library's list in one column; saying that it never varies lets SQLAlchemy keep its queries."""

    cache_ok = True


class User(Base, UserMixin):
    """A person who can sign in: addressed by e-mail, shown by name; what they may do, memberships say."""

    __tablename__ = "user"

    id: Mapped[Number]
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), unique=True)
    name: Mapped[Line]
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid4().hex)
    created_at: Mapped[datetime] = mapped_column(default=now)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(500))
    tf_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(Codes()))

    def verify_and_update_password(self, password: str) -> bool:
        """Compare only: a sign-in holds no write lock while it hashes, so it cannot store a newer hash."""
        return verify_password(password, self.password)

    def check_tf_required(self, methods: list[tuple[str, str]], _fresh: bool) -> tuple[bool, list[Any]]:
        """Ask for a second factor who has one or must have one, unless they gave it with the password."""
        if g.get("second_factor_of") == self.id:
            return False, methods
        return bool(methods) or self.check_tf_required_setup(), methods

    def check_tf_required_setup(self) -> bool:
        """Whether this person may not be without a second factor."""
        required: bool = current_app.extensions["second_factor_required"](self)
        return required


class UserSession(Base):
    """One sign-in on one device; without its row a session cookie is worth nothing, so signing out counts."""

    __tablename__ = "user_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(22), unique=True, default=new_token)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    device: Mapped[Line] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class EmailChange(Base):
    """An address somebody asked for and has not confirmed yet; one a person, found by the code sent there."""

    __tablename__ = "email_change"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class Passkey(Base):
    """A key that an authenticator made for this site and one person; we hold its public half."""

    __tablename__ = "passkey"

    id: Mapped[Token]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[Line]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(LONGEST_CREDENTIAL_ID), unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[Line] = mapped_column(default="")
    added_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class SignOnIdentity(Base):
    """Whom an OpenID provider means by a subject: linked once, so that a changed address opens no account."""

    __tablename__ = "sign_on_identity"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    linked_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship()


class AttemptCount(Base):
    """How often something was tried since its window began; `key` is a hash that names whose and what."""

    __tablename__ = "attempt_count"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)
