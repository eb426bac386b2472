"""What one person finds on their first page: their workshops, and in each the delegations they may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap.access import Permission, Role, Standing, may
from roadmap.workshops.models import Delegation, Workshop


@dataclass(frozen=True)
class Place:
    """One delegation as one person finds it: may they open its plan, and change it?"""

    delegation: Delegation
    may_read: bool
    may_edit: bool


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
    may_read = may(standings, Permission.READ_PLAN, *where)
    if not may_read and not may(standings, Permission.SEE_WORKSHOP, *where):
        return None
    return Place(delegation, may_read, may_edit=may(standings, Permission.EDIT_PLAN, *where))
