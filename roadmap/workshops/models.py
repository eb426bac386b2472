"""A workshop, the delegations that come to it, and who may do what there."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roadmap.access import DELEGATION_ROLES, SITE_ROLES, Role
from roadmap.accounts.models import User
from roadmap.db import Base, Line, Number, Token
from roadmap.worksheets.marking import Tlp


def _listed(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(f"'{role.value}'" for role in roles))


def _words(choices: type[StrEnum], length: int) -> Enum:
    """A column that holds a choice as the word it is."""
    return Enum(
        choices, native_enum=False, length=length, values_callable=lambda all_: [one.value for one in all_]
    )


class Workshop(Base):
    """A workshop where delegations draft their plans."""

    __tablename__ = "workshop"

    id: Mapped[Token]
    title: Mapped[Line]
    place: Mapped[Line]
    start: Mapped[date | None]
    end: Mapped[date | None]

    delegations: Mapped[list["Delegation"]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", order_by="Delegation.name"
    )


class Delegation(Base):
    """A country's delegation to one workshop; `country` is its ISO 3166-1 alpha-2 code."""

    __tablename__ = "delegation"

    id: Mapped[Number]
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    country: Mapped[str] = mapped_column(String(2))
    name: Mapped[Line]
    name_local: Mapped[Line | None]

    workshop: Mapped[Workshop] = relationship(back_populates="delegations")


class Membership(Base):
    """One role of one person: in every workshop, in one, or in one delegation of it.

    `up_to` is the marking up to which an official reads finished editions.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "workshop_id", "delegation_id", "role"),
        CheckConstraint(
            f"(role IN ({_listed(DELEGATION_ROLES)})) = (delegation_id IS NOT NULL)", name="role_fits_place"
        ),
        CheckConstraint(
            f"workshop_id IS NOT NULL OR role IN ({_listed(SITE_ROLES)})", name="role_fits_everywhere"
        ),
    )

    id: Mapped[Number]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    workshop_id: Mapped[str | None] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegation.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(_words(Role, 20))
    up_to: Mapped[Tlp | None] = mapped_column(_words(Tlp, 12))

    user: Mapped[User] = relationship()
    workshop: Mapped[Workshop | None] = relationship()
    delegation: Mapped[Delegation | None] = relationship()
