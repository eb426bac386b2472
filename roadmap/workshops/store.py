"""Every read and write of workshops, delegations and memberships."""

from collections.abc import Callable, Collection
from datetime import date

from flask import g
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from roadmap.access import DELEGATION_ROLES, Permission, Role, Standing, may, roles_with
from roadmap.accounts.models import User
from roadmap.audit.events import Event
from roadmap.audit.store import Where, record
from roadmap.db import session
from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_
from roadmap.workshops.likeness import look_alike
from roadmap.workshops.models import Delegation, Membership, Workshop


def create_workshop(title: str, place: str, start: date | None = None, end: date | None = None) -> Workshop:
    """Add a workshop and return it."""
    workshop = Workshop(title=title, place=place, start=start, end=end)
    session().add(workshop)
    session().commit()
    return workshop


def create_delegation(
    workshop: Workshop, country: str, name: str, name_local: str | None = None
) -> Delegation:
    """Add the delegation of `country` (ISO 3166-1 alpha-2) to `workshop` and return it.

    Raises Refused for a name that readers would take for that of another delegation of the workshop.
    """
    _refuse_disguised(workshop, name)
    delegation = Delegation(workshop=workshop, country=country, name=name, name_local=name_local)
    session().add(delegation)
    session().commit()
    return delegation


def _refuse_disguised(workshop: Workshop, name: str) -> None:
    standing = select(Delegation.name).where(Delegation.workshop_id == workshop.id)
    for known in session().scalars(standing):
        if known != name and look_alike(known, name):
            message = N_(
                "%(name)s looks like the delegation %(known)s; choose one that cannot be taken for it."
            )
            raise refuse("name", message, name=shown(name), known=shown(known))


def add_member(
    user: User, role: Role, workshop: Workshop, delegation: Delegation | None = None
) -> Membership:
    """Give `user` a role; leads, drafters and readers need a delegation, the other roles have none."""
    if (role in DELEGATION_ROLES) != (delegation is not None):
        raise ValueError(f"the role {role.value!r} does not fit here: see DELEGATION_ROLES")
    if delegation is not None and delegation.workshop_id != workshop.id:
        raise ValueError(f"the delegation {delegation.name!r} belongs to another workshop")
    membership = Membership(user=user, role=role, workshop=workshop, delegation=delegation)
    session().add(membership)
    session().commit()
    return membership


def administer_all(user: User) -> int:
    """Make `user` an administrator of every workshop there is, and return how many there are."""
    held = select(Membership.workshop_id).where(
        Membership.user_id == user.id, Membership.role == Role.ADMINISTRATOR
    )
    for workshop in session().scalars(select(Workshop).where(Workshop.id.not_in(held))).all():
        session().add(Membership(user=user, role=Role.ADMINISTRATOR, workshop=workshop))
        record(
            session(),
            Event.PERMISSION_CHANGED,
            where=Where(workshop.id),
            target=f"user:{user.id}",
            role=Role.ADMINISTRATOR.value,
            change="granted",
        )
    session().commit()
    return session().scalars(select(func.count(Workshop.id))).one()


def standings_of(user: User) -> tuple[Standing, ...]:
    """Return every role `user` holds; asked once in a request, one query."""
    known: dict[int, tuple[Standing, ...]] = g.setdefault("standings", {})
    if user.id not in known:
        rows = session().execute(
            select(Membership.role, Membership.workshop_id, Membership.delegation_id).where(
                Membership.user_id == user.id
            )
        )
        known[user.id] = tuple(Standing(*row) for row in rows)
    return known[user.id]


def holds_any(roles: Collection[str]) -> Callable[[User], bool]:
    """Return the question whether a person holds one of `roles` anywhere."""

    def asked(user: User) -> bool:
        return bool(roles) and any(standing.role.value in roles for standing in standings_of(user))

    return asked


def may_on(user: User, permission: Permission, delegation: Delegation) -> bool:
    """Whether `user` has `permission` on what belongs to `delegation`."""
    return may(standings_of(user), permission, delegation.workshop_id, delegation.id)


def delegation_ids_open_to(user: User, permission: Permission) -> Select[int]:
    """Return the query for the delegations on which `user` has `permission`, to narrow other queries with."""
    covers = or_(
        Membership.delegation_id == Delegation.id,
        and_(Membership.delegation_id.is_(None), Membership.workshop_id == Delegation.workshop_id),
    )
    return (
        select(Delegation.id)
        .join(Membership, covers)
        .where(Membership.user_id == user.id, Membership.role.in_(roles_with(permission)))
    )


def delegations_of(user: User, permission: Permission = Permission.READ_PLAN) -> list[Delegation]:
    """Return the delegations on which `user` has `permission`, workshop by workshop, by name; one query."""
    wanted = (
        select(Delegation)
        .join(Delegation.workshop)
        .where(Delegation.id.in_(delegation_ids_open_to(user, permission)))
        .order_by(Workshop.start.desc(), Workshop.id, Delegation.name)
    )
    return list(session().scalars(wanted))


def workshops_of(user: User) -> list[Workshop]:
    """Return the workshops `user` has any role in, latest first, with all delegations; two queries."""
    mine = select(Membership.workshop_id).where(Membership.user_id == user.id)
    wanted = (
        select(Workshop)
        .where(Workshop.id.in_(mine))
        .order_by(Workshop.start.desc(), Workshop.id)
        .options(selectinload(Workshop.delegations))
    )
    return list(session().scalars(wanted))
