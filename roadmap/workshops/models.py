"""A workshop, the delegations that come to it, and who may do what there."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roadmap.access import DELEGATION_ROLES, SITE_ROLES, Role
from roadmap.accounts.models import User
from roadmap.db import Base, Code, Line, Number, Token
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp


def _listed(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(f"'{role.value}'" for role in roles))


def _words(choices: type[StrEnum], length: int) -> Enum:
    """A column that holds a choice as the word it is."""
    return Enum(
        choices, native_enum=False, length=length, values_callable=lambda all_: [one.value for one in all_]
    )


class Kind(StrEnum):
    """What happens in a session of the programme."""

    LECTURE = "lecture"
    ACTION_PLANNING = "action-planning"
    CASE_SHARING = "case-sharing"
    OTHER = "other"


KINDS = {
    Kind.LECTURE: N_("Lecture"),
    Kind.ACTION_PLANNING: N_("Action planning"),
    Kind.CASE_SHARING: N_("Case sharing"),
    Kind.OTHER: N_("Other"),
}


class Workshop(Base):
    """A workshop where delegations draft their plans.

    `languages` are the BCP 47 tags offered for plans, `zone` is the IANA name of the place's time zone; plans
    can be changed while `closed_at` is None. `timer_ends_at` is set while a timer started by hand runs.
    `worksheets` lists the keys of those that plans have here (None: all), `entries` is what the workshop
    changes in the catalogue, and `questions` what it asks beside each worksheet's own fields.
    """

    __tablename__ = "workshop"

    id: Mapped[Token]
    title: Mapped[Line]
    place: Mapped[Line]
    start: Mapped[date | None]
    end: Mapped[date | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    closed_at: Mapped[datetime | None]
    timer_title: Mapped[Line | None]
    timer_ends_at: Mapped[datetime | None]
    worksheets: Mapped[list[str] | None]
    entries: Mapped[dict[str, Any] | None]
    questions: Mapped[dict[str, Any] | None]

    delegations: Mapped[list["Delegation"]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", order_by="Delegation.name"
    )
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", order_by="(Session.day, Session.begins)"
    )
    deadlines: Mapped[list["Deadline"]] = relationship(
        back_populates="workshop", cascade="all, delete-orphan", order_by="(Deadline.day, Deadline.title)"
    )


class Session(Base):
    """One session of a workshop's programme; `day` and `begins` are read off a clock of the place."""

    __tablename__ = "programme_session"

    id: Mapped[Token]
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    begins: Mapped[time]
    minutes: Mapped[int]
    title: Mapped[Line]
    kind: Mapped[Kind] = mapped_column(_words(Kind, 20))

    workshop: Mapped[Workshop] = relationship(back_populates="sessions")

    @property
    def outside(self) -> bool:
        """Whether it lies before the first day of the workshop or after the last."""
        start, end = self.workshop.start or self.day, self.workshop.end or self.day
        return not start <= self.day <= end

    @property
    def finishes(self) -> time:
        """The time of day at which it ends; a session ends on its day."""
        return (datetime.combine(self.day, self.begins) + timedelta(minutes=self.minutes)).time()

    @property
    def starts_at(self) -> datetime:
        """The moment it begins, in UTC."""
        return datetime.combine(self.day, self.begins, ZoneInfo(self.workshop.zone)).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The moment it ends, in UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Deadline(Base):
    """A day by which the delegations of a workshop have something ready, such as their first draft."""

    __tablename__ = "deadline"

    id: Mapped[Token]
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    title: Mapped[Line]

    workshop: Mapped[Workshop] = relationship(back_populates="deadlines")


class ExchangeRate(Base):
    """What a workshop reckons with: so many `units` of `currency` were worth one of `reference` on a day.

    Both are ISO 4217 codes; `units` is the digits of an exact decimal, which no column loses.
    """

    __tablename__ = "exchange_rate"
    __table_args__ = (UniqueConstraint("workshop_id", "reference", "currency"),)

    id: Mapped[Token]
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(String(3))
    currency: Mapped[str] = mapped_column(String(3))
    units: Mapped[Code]
    day: Mapped[date]
    source: Mapped[Line]

    workshop: Mapped[Workshop] = relationship()


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
