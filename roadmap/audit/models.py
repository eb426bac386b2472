"""The audit log as the database holds it; its triggers, which refuse changes, stand in the migration."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from roadmap.audit.events import LONGEST_TARGET
from roadmap.db import Base, Code


class AuditEntry(Base):
    """One entry, never changed; no foreign keys, because it outlives the people and places it names."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    event: Mapped[Code] = mapped_column(index=True)
    outcome: Mapped[Code]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    workshop_id: Mapped[str | None] = mapped_column(String(22), index=True)
    delegation_id: Mapped[int | None]
    plan_id: Mapped[str | None] = mapped_column(String(22))
    target: Mapped[str] = mapped_column(String(LONGEST_TARGET))
    facts: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The one row that says where the log ends; whoever appends holds its lock."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
