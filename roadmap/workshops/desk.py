"""What one person finds on their first page: their workshops, and in each the delegations they may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from roadmap.access import GRANTS, Permission, Role, Standing, clearance, may
from roadmap.db import now
from roadmap.worksheets.audience import visible
from roadmap.worksheets.marking import Tlp
from roadmap.workshops.models import Deadline, Delegation, Workshop


@dataclass(frozen=True)
class Place:
    """One delegation as one person finds it: may they open its plan, change it, begin it?

    `kept_back` is the marking that keeps the whole plan from a person who might read it otherwise.
    """

    delegation: Delegation
    may_read: bool
    may_edit: bool
    kept_back: Tlp | None = None
    may_begin: bool = False

    @property
    def waits(self) -> bool:
        """Whether the person waits for somebody else to begin the plan."""
        return self.may_read and not self.may_begin and plan_of(self.delegation) is None


@dataclass(frozen=True)
class Desk:
    """One workshop as one person finds it: their roles there, the delegations they see, what is due.

    `may_run` says whether they run it, `may_invite` whether they invite people, to a delegation at least.
    """

    workshop: Workshop
    roles: tuple[Role, ...]
    places: tuple[Place, ...]
    deadlines: tuple[Deadline, ...]
    may_run: bool
    may_invite: bool


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
        deadlines=to_come(workshop, now()),
        may_run=may(standings, Permission.RUN_WORKSHOP, workshop.id),
        may_invite=any(Permission.INVITE in GRANTS[role] for role in held),
    )


def to_come(workshop: Workshop, at: datetime) -> tuple[Deadline, ...]:
    """Return the deadlines that are not over at the moment `at`, by the calendar of the place."""
    today = at.astimezone(ZoneInfo(workshop.zone)).date()
    return tuple(deadline for deadline in workshop.deadlines if deadline.day >= today)


def _place(delegation: Delegation, standings: Sequence[Standing]) -> Place | None:
    where = (delegation.workshop_id, delegation.id)
    open_up_to = clearance(standings, Permission.READ_PLAN, *where)
    if open_up_to is None:
        return Place(delegation, False, False) if may(standings, Permission.SEE_WORKSHOP, *where) else None
    may_edit = may(standings, Permission.EDIT_PLAN, *where)
    may_begin = may(standings, Permission.SET_UP_PLAN, *where)
    plan = plan_of(delegation)
    marking = Tlp(plan.tlp) if plan else Tlp.CLEAR
    if not visible(marking, open_up_to):
        return Place(delegation, False, False, marking)
    return Place(delegation, True, may_edit, may_begin=may_begin and plan is None)


def plan_of(delegation: Delegation) -> Any:
    """Return the plan of a delegation, None while it has none."""
    return delegation.plan  # type: ignore[attr-defined]  # declared by the plan, which is built on delegations
