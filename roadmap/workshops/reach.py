"""How far a person may see to the people of a workshop, and which roles they may give there."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from roadmap.access import (
    CLEARANCE,
    DELEGATION_ROLES,
    SITE_ROLES,
    Permission,
    Role,
    Standing,
    may,
    may_give,
)
from roadmap.accounts.models import User
from roadmap.db import session
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.models import Delegation, Workshop
from roadmap.workshops.store import standings_of

EVERY = "every"  # stands in an address for all workshops together; no workshop's id is that short
ROLE_NAMES: Mapping[Role, str] = {
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.FACILITATOR: N_("Facilitator"),
    Role.LEAD: N_("Delegation lead"),
    Role.DRAFTER: N_("Drafter"),
    Role.READER: N_("Reader"),
    Role.OFFICIAL: N_("Official"),
}


@dataclass(frozen=True)
class Reach:
    """Where one person may invite people and change roles: a workshop (None: all of them), or parts of it."""

    workshop: Workshop | None
    delegations: tuple[Delegation, ...]
    whole: bool
    standings: tuple[Standing, ...]

    @property
    def address(self) -> str:
        """What stands in addresses for this workshop."""
        return self.workshop.id if self.workshop else EVERY

    @property
    def administers(self) -> bool:
        """Whether the person is an administrator here."""
        return self.may_give(Role.ADMINISTRATOR, None)

    @property
    def administers_all(self) -> bool:
        """Whether the person is an administrator of every workshop, and so of accounts."""
        return may_give(self.standings, Role.ADMINISTRATOR, None, None)

    def may_give(self, role: Role, delegation: Delegation | None) -> bool:
        """Whether the person may give `role` in a delegation, or here, or take it away."""
        workshop = self.workshop.id if self.workshop else None
        return may_give(self.standings, role, workshop, delegation.id if delegation else None)

    def roles(self, delegation: Delegation | None) -> tuple[Role, ...]:
        """The roles that exist there and that the person may give."""
        return tuple(
            role
            for role in Role
            if (role in DELEGATION_ROLES) == (delegation is not None)
            and (self.workshop is not None or role in SITE_ROLES)
            and self.may_give(role, delegation)
        )

    @property
    def markings(self) -> tuple[Tlp, ...]:
        """Up to which markings the person may let officials read: none stricter than they see themselves.

        What is RED never leaves a delegation.
        """
        limit = Tlp.AMBER_STRICT if self.administers else CLEARANCE[Role.FACILITATOR]
        return tuple(tlp for tlp in Tlp if tlp.strictness <= limit.strictness)


def reach_into(user: User, workshop_id: str) -> Reach | None:
    """Return how far `user` may see to the people of a workshop; None when not at all, or there is none."""
    standings = standings_of(user)
    if workshop_id == EVERY:
        everywhere = may_give(standings, Role.ADMINISTRATOR, None, None)
        return Reach(None, (), True, standings) if everywhere else None
    wanted = select(Workshop).where(Workshop.id == workshop_id)
    workshop = session().scalars(wanted.options(selectinload(Workshop.delegations))).one_or_none()
    if workshop is None:
        return None
    whole = may(standings, Permission.INVITE, workshop.id)
    open_ = tuple(d for d in workshop.delegations if may(standings, Permission.INVITE, workshop.id, d.id))
    return Reach(workshop, open_, whole, standings) if whole or open_ else None
