"""What one person finds on their first page: their workshops, and in each the delegations they may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap.access import Permission, Role, Standing, clearance, may
from roadmap.worksheets.audience import visible
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.models import Delegation, Workshop


@dataclass(frozen=True)
class Place:
    """One delegation as one person finds it: may they open its plan, and change it?

    `kept_back` is the marking that keeps the whole plan from a person who might read it otherwise.
    """

    delegation: Delegation
    may_read: bool
    may_edit: bool
    kept_back: Tlp | None = None


@dataclass(frozen=True)
class Desk:
    """One workshop as one person finds it: their roles there, and the delegations they may see."""

    workshop: Workshop
    roles: tuple[Role, ...]
    places: tuple[Place, ...]


def desks(workshops: Iterable[Workshop], standings: Sequence[Standing]) -> list[Desk]:
    """Lay out `workshops` for the person who holds `standings`."""
    return [_desk(workshop, standings) for workshop in workshops]


def _desk(workshop: Workshop, standings: Sequence[Standing]) -> Desk:
    held = {standing.role for standing in standings if standing.workshop in (None, workshop.id)}
    places = (_place(delegation, standings) for delegation in workshop.delegations)
    return Desk(
        workshop=workshop,
        roles=tuple(role for role in Role if role in held),
        places=tuple(place for place in places if place is not None),
    )


def _place(delegation: Delegation, standings: Sequence[Standing]) -> Place | None:
    where = (delegation.workshop_id, delegation.id)
    open_up_to = clearance(standings, Permission.READ_PLAN, *where)
    if open_up_to is None:
        return Place(delegation, False, False) if may(standings, Permission.SEE_WORKSHOP, *where) else None
    may_edit = may(standings, Permission.EDIT_PLAN, *where)
    plan = delegation.plan  # type: ignore[attr-defined]  # declared by the plan, which is built on delegations
    marking = Tlp(plan.tlp) if plan else Tlp.CLEAR
    if not visible(marking, open_up_to):
        return Place(delegation, False, False, marking)
    return Place(delegation, True, may_edit)
