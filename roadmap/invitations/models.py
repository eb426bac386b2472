"""An invitation: whoever holds its code may take one role, once, until a day."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roadmap.access import DELEGATION_ROLES, Role
from roadmap.accounts.models import LONGEST_EMAIL, User
from roadmap.db import Base, Token, now
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.models import Delegation, Membership, Workshop

LONGEST_NAME = 100
MEMBERSHIP = Membership.__table__.columns
IN_A_DELEGATION = ", ".join(sorted(f"'{role.value}'" for role in DELEGATION_ROLES))


class Invitation(Base):
    """One role offered to whoever shows the code; `batch` is the form it was asked for with, sent once."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("batch", "position"),
        CheckConstraint(
            f"(role IN ({IN_A_DELEGATION})) = (delegation_id IS NOT NULL)", name="role_fits_place"
        ),
    )

    id: Mapped[Token]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegation.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(MEMBERSHIP.role.type)
    up_to: Mapped[Tlp | None] = mapped_column(MEMBERSHIP.up_to.type)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    email: Mapped[str | None] = mapped_column(String(LONGEST_EMAIL))
    batch: Mapped[str] = mapped_column(String(22))
    position: Mapped[int]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    workshop: Mapped[Workshop] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
    maker: Mapped[User | None] = relationship(foreign_keys=[made_by])
    user: Mapped[User | None] = relationship(foreign_keys=[used_by])
