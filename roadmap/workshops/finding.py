"""Finds workshops and delegations by the names people give on the command line."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from roadmap.db import session
from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_
from roadmap.workshops.models import Delegation, Workshop

NO_DELEGATION = N_("No delegation is called %(name)s; there are: %(known)s.")
SEVERAL = N_("%(name)s names %(count)s delegations; say which workshop: %(known)s.")


def delegation_called(name: str, workshop: str | None = None) -> Delegation:
    """Return the delegation with this country code or name; `workshop` is an identifier or a title.

    Raises Refused, naming what there is, when there is none or more than one.
    """
    everywhere = session().scalars(
        select(Delegation).options(joinedload(Delegation.workshop)).order_by(Delegation.name)
    )
    there = [d for d in everywhere if workshop in (None, d.workshop_id, d.workshop.title)]
    found = [delegation for delegation in there if name in (delegation.country, delegation.name)]
    if not found:
        known = _listed([f"{d.country} ({d.name})" for d in there])
        raise refuse("", NO_DELEGATION, name=shown(name), known=known)
    if len(found) > 1:
        known = _listed([f"{d.workshop_id} ({d.workshop.title})" for d in found])
        raise refuse("", SEVERAL, name=shown(name), count=len(found), known=known)
    return found[0]


def workshop_titled(title: str) -> Workshop | None:
    """Return the first workshop of that title."""
    return session().scalar(select(Workshop).where(Workshop.title == title).order_by(Workshop.id).limit(1))


def any_workshop() -> bool:
    """Whether there is a workshop at all."""
    return session().scalar(select(Workshop.id).limit(1)) is not None


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
