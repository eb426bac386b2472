"""Every read and write of workshops, delegations and memberships."""

from collections.abc import Callable, Collection
from datetime import date

from flask import g
from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import selectinload

from roadmap.access import (
    DELEGATION_ROLES,
    SITE_ROLES,
    Permission,
    Role,
    Standing,
    clearance,
    may,
    roles_with,
)
from roadmap.accounts.models import User
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import session
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.likeness import refuse_disguised
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
    standing = select(Delegation.name).where(Delegation.workshop_id == workshop.id)
    refuse_disguised(name, session().scalars(standing))
    delegation = Delegation(workshop=workshop, country=country, name=name, name_local=name_local)
    session().add(delegation)
    session().commit()
    return delegation


def add_member(
    user: User,
    role: Role,
    workshop: Workshop | None,
    delegation: Delegation | None = None,
    up_to: Tlp | None = None,
) -> Membership:
    """Give `user` a role: in a delegation (leads, drafters, readers), in a workshop, or with None in all.

    `up_to` is the marking up to which an official reads; TLP:GREEN when it is not said.
    """
    membership = admit(user, role, workshop, delegation, up_to)
    session().commit()
    return membership


def admit(
    user: User,
    role: Role,
    workshop: Workshop | None,
    delegation: Delegation | None = None,
    up_to: Tlp | None = None,
) -> Membership:
    """Do what `add_member` does as a part of another change, which commits it.

    Somebody who holds the role there already keeps it; an official then reads up to `up_to`.
    """
    _refuse_misfit(role, workshop, delegation)
    membership = _held(user, role, workshop, delegation)
    if membership is None:
        membership = Membership(user=user, role=role, workshop=workshop, delegation=delegation)
        session().add(membership)
    if role is Role.OFFICIAL:
        membership.up_to = up_to or Tlp.GREEN
    forget_standings(user)
    return membership


def _held(
    user: User, role: Role, workshop: Workshop | None, delegation: Delegation | None
) -> Membership | None:
    same = select(Membership).where(
        Membership.user_id == user.id,
        Membership.role == role,
        Membership.workshop_id == (workshop.id if workshop else None),
        Membership.delegation_id == (delegation.id if delegation else None),
    )
    return session().scalars(same).first()


def forget_standings(user: User) -> None:
    """Have the roles of `user` looked up again within this request, because they changed."""
    g.setdefault("standings", {}).pop(user.id, None)


def _refuse_misfit(role: Role, workshop: Workshop | None, delegation: Delegation | None) -> None:
    if (role in DELEGATION_ROLES) != (delegation is not None):
        raise ValueError(f"the role {role.value!r} does not fit here: see DELEGATION_ROLES")
    if workshop is None and role not in SITE_ROLES:
        raise ValueError(f"the role {role.value!r} is held in one workshop: see SITE_ROLES")
    if delegation is not None and delegation.workshop is not workshop:
        raise ValueError(f"the delegation {delegation.name!r} belongs to another workshop")


def administer_all(user: User) -> None:
    """Make `user` an administrator of every workshop there is and will be."""
    if Standing(Role.ADMINISTRATOR, None) in standings_of(user):
        return
    session().add(Membership(user=user, role=Role.ADMINISTRATOR))
    record(
        session(),
        Event.PERMISSION_CHANGED,
        target=f"user:{user.id}",
        role=Role.ADMINISTRATOR.value,
        change="every workshop",
    )
    session().commit()
    g.pop("standings", None)


def standings_of(user: User) -> tuple[Standing, ...]:
    """Return every role `user` holds; asked once in a request, one query."""
    known: dict[int, tuple[Standing, ...]] = g.setdefault("standings", {})
    if user.id not in known:
        held = (Membership.role, Membership.workshop_id, Membership.delegation_id, Membership.up_to)
        rows = session().execute(select(*held).where(Membership.user_id == user.id))
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


def clearance_on(user: User, permission: Permission, delegation: Delegation) -> Tlp | None:
    """Return the strictest marking that `permission` opens to `user` in a delegation; None when nothing."""
    return clearance(standings_of(user), permission, delegation.workshop_id, delegation.id)


def delegation_ids_open_to(user: User, permission: Permission) -> Select[int]:
    """Return the query for the delegations on which `user` has `permission`, to narrow other queries with."""
    covers = or_(
        Membership.delegation_id == Delegation.id,
        and_(Membership.delegation_id.is_(None), Membership.workshop_id == Delegation.workshop_id),
        Membership.workshop_id.is_(None),
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
    """Return the workshops of `user`, latest first, with their delegations and deadlines; three queries."""
    held = Membership.workshop_id.is_(None) | (Membership.workshop_id == Workshop.id)
    wanted = (
        select(Workshop)
        .where(exists().where(Membership.user_id == user.id, held))
        .order_by(Workshop.start.desc(), Workshop.id)
        .options(selectinload(Workshop.delegations), selectinload(Workshop.deadlines))
    )
    return list(session().scalars(wanted))


def open_workshop(workshop_id: str, *, writing: bool = False) -> Workshop | None:
    """Return a workshop; `writing` makes others who change it wait until the transaction ends."""
    wanted = select(Workshop).where(Workshop.id == workshop_id)
    return session().scalar(wanted.with_for_update() if writing else wanted)


def names_of_those_who_run(workshop: Workshop) -> list[str]:
    """Return the names of the people who run a workshop; those who run every workshop are not among them."""
    wanted = (
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.workshop_id == workshop.id)
        .where(Membership.role.in_(roles_with(Permission.RUN_WORKSHOP)), User.active)
        .order_by(User.name)
    )
    return list(session().scalars(wanted))


def names_of_leads(delegations: Collection[int]) -> dict[int | None, list[str]]:
    """Return who may begin the plan of each of these delegations, by the delegation's number; one query."""
    wanted = (
        select(Membership.delegation_id, User.name)
        .join(Membership.user)
        .where(Membership.delegation_id.in_(delegations))
        .where(Membership.role.in_(roles_with(Permission.SET_UP_PLAN)), User.active)
        .order_by(User.name)
    )
    names: dict[int | None, list[str]] = {delegation_id: [] for delegation_id in delegations}
    for delegation_id, name in session().execute(wanted):
        names[delegation_id].append(name)
    return names
