"""Who may do what, for the page on which administrators read it: the table of grants, and the people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select, true
from sqlalchemy.orm import contains_eager

from roadmap.access import CLEARANCE, GRANTS, MAY_GIVE, READING, Permission, Role, Standing
from roadmap.accounts.models import User
from roadmap.db import session
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.models import Delegation, Membership, Workshop

PERMISSIONS: Mapping[Permission, str] = {
    Permission.CREATE_WORKSHOP: N_("Create a workshop"),
    Permission.RUN_WORKSHOP: N_("Set the workshop up, move its deadlines, watch its progress"),
    Permission.SEE_WORKSHOP: N_("See the workshop and its delegations"),
    Permission.INVITE: N_("Invite people, and change what they may do"),
    Permission.READ_PLAN: N_("Read a plan"),
    Permission.EDIT_PLAN: N_("Edit a plan"),
    Permission.SET_UP_PLAN: N_("Begin a plan, and set its language and marking"),
    Permission.READ_EDITION: N_("Read finished editions"),
    Permission.COMPARE: N_("Compare the plans of the workshop"),
    Permission.SEE_ACCESS: N_("See who may do what"),
    Permission.SEE_AUDIT_LOG: N_("See the audit log"),
}


@dataclass(frozen=True)
class Line:
    """One role in the table: what it grants, up to which marking it sees plans, which roles it may give.

    `up_to` is None for a role that sees none, and for an official, of whom each membership says it.
    """

    role: Role
    granted: frozenset[Permission]
    up_to: Tlp | None
    gives: tuple[Role, ...]


@dataclass(frozen=True)
class Held:
    """One role of one person, and up to which marking it sees plans or their editions; None for neither."""

    membership: Membership
    up_to: Tlp | None


def table() -> list[Line]:
    """The table of grants, a line for each role."""
    return [Line(role, GRANTS[role], CLEARANCE.get(role), _given(role)) for role in Role]


def people(standings: Iterable[Standing]) -> list[Held]:
    """Everybody who holds a role where `standings` grant to see it, by workshop and delegation; one query."""
    granting = [held for held in standings if Permission.SEE_ACCESS in GRANTS[held.role]]
    everywhere = any(held.workshop is None for held in granting)
    here = Membership.workshop_id.in_([held.workshop for held in granting if held.workshop])
    wanted = (
        select(Membership)
        .join(Membership.user)
        .outerjoin(Membership.workshop)
        .outerjoin(Membership.delegation)
        .where(true() if everywhere else here | Membership.workshop_id.is_(None))
        .options(
            contains_eager(Membership.user),
            contains_eager(Membership.workshop),
            contains_eager(Membership.delegation),
        )
        .order_by(Workshop.start.desc(), Workshop.title, Delegation.name, User.name, Membership.id)
    )
    return [Held(membership, _up_to(membership)) for membership in session().scalars(wanted)]


def _up_to(held: Membership) -> Tlp | None:
    standing = Standing(held.role, held.workshop_id, held.delegation_id, held.up_to)
    return standing.clearance if GRANTS[held.role] & READING else None


def _given(role: Role) -> tuple[Role, ...]:
    return tuple(given for given in Role if given in MAY_GIVE.get(role, ()))
