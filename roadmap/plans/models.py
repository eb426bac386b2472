"""The plan a delegation drafts, kept row by row so that several people can work on it at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from roadmap.accounts.models import User
from roadmap.db import Base, Code, Token, now
from roadmap.workshops.models import Delegation


class Plan(Base):
    """One delegation's plan: its language (BCP 47), its marking (a TLP label), and its entries."""

    __tablename__ = "plan"

    id: Mapped[Token]
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), unique=True)
    language: Mapped[Code]
    tlp: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    delegation: Mapped[Delegation] = relationship(
        lazy="joined", innerjoin=True, backref=backref("plan", uselist=False, lazy="joined")
    )


class Entry(Base):
    """One row of one worksheet of a plan.

    `answers` is the row as the plan document has it (with tlp, lang and provisional), but for its key. The
    plan's profile is the one entry of the worksheet "profile", with the key "profile". A deleted entry stays,
    so that it can be brought back. `touched` says for each field which version changed it last, and which
    user's id that was: by it two people's saves are told apart field by field.
    """

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("plan_id", "worksheet", "row_key"),)

    id: Mapped[Token]
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    worksheet: Mapped[Code]
    row_key: Mapped[Code]
    position: Mapped[int]
    answers: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    touched: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]

    plan: Mapped[Plan] = relationship()
    changed_by: Mapped[User | None] = relationship()
