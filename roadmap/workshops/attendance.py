"""Every write to which delegations come to a workshop; each is one transaction, told to the audit log."""

from collections.abc import Iterable

from roadmap.accounts.models import User
from roadmap.db import session
from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_
from roadmap.workshops.likeness import refuse_disguised
from roadmap.workshops.models import Delegation, Workshop
from roadmap.workshops.noting import note

MOST_DELEGATIONS = 300
HAS_A_PLAN = N_("%(name)s has begun its plan, so it stays. Only a delegation without a plan can be removed.")


def add_delegations(workshop: Workshop, wanted: Iterable[tuple[str, str]], by: User) -> list[Delegation]:
    """Add delegations by country code and name, all or none; raises Refused for a name that could mislead."""
    added = enlist(workshop, wanted, by)
    session().commit()
    return added


def enlist(workshop: Workshop, wanted: Iterable[tuple[str, str]], by: User) -> list[Delegation]:
    """Do what `add_delegations` does as a part of another change, which commits it."""
    names = [one.name for one in workshop.delegations]
    chosen = list(wanted)
    for _country, name in chosen:
        refuse_disguised(name, names)
        names.append(name)
    if len(names) > MOST_DELEGATIONS:
        raise refuse("countries", N_("A workshop has at most %(limit)s delegations."), limit=MOST_DELEGATIONS)
    added = [Delegation(workshop=workshop, country=country, name=name) for country, name in chosen]
    session().add_all(added)
    session().flush()
    for delegation in added:
        note(workshop, "delegation added", by, delegation.id)
    return added


def rename(delegation: Delegation, name: str, name_local: str | None, by: User) -> None:
    """Set a delegation's names; raises Refused for one that readers would take for another's."""
    others = [one.name for one in delegation.workshop.delegations if one is not delegation]
    refuse_disguised(name, others)
    delegation.name, delegation.name_local = name, name_local
    note(delegation.workshop, "delegation renamed", by, delegation.id)
    session().commit()


def remove(delegation: Delegation, by: User) -> None:
    """Take a delegation and its members' roles out of its workshop; raises Refused when it has a plan."""
    if delegation.plan is not None:  # type: ignore[attr-defined]  # declared by the plan
        raise refuse("", HAS_A_PLAN, name=shown(delegation.name))
    note(delegation.workshop, "delegation removed", by, delegation.id)
    session().delete(delegation)
    session().commit()
