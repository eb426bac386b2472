"""Reads many plans at once."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import func, select

from roadmap.db import session
from roadmap.plans.book import Book
from roadmap.plans.models import Entry, Plan
from roadmap.workshops.models import Delegation, Workshop

State = tuple[int, int]


def plans_in(workshop: Workshop) -> Sequence[Plan]:
    """Return the plans of a workshop; one query."""
    wanted = select(Plan).join(Plan.delegation.of_type(Delegation))
    return session().scalars(wanted.where(Delegation.workshop_id == workshop.id)).all()


def states_of(plans: Sequence[Plan]) -> Mapping[str, State]:
    """Return two numbers for each plan's id, which differ after every change of what it says; one query."""
    counted = select(Entry.plan_id, func.sum(Entry.version), func.count(Entry.deleted_at))
    wanted = counted.where(Entry.plan_id.in_([plan.id for plan in plans])).group_by(Entry.plan_id)
    return {plan_id: (int(versions), deleted) for plan_id, versions, deleted in session().execute(wanted)}


def books_of(plans: Sequence[Plan]) -> list[Book]:
    """Return the plans with their entries, without deleted ones; one query."""
    wanted = (
        select(Entry)
        .where(Entry.plan_id.in_([plan.id for plan in plans]), Entry.deleted_at.is_(None))
        .order_by(Entry.plan_id, Entry.position, Entry.row_key)
    )
    by_plan = groupby(session().scalars(wanted), lambda entry: entry.plan_id)
    entries = {plan_id: tuple(each) for plan_id, each in by_plan}
    return [Book(plan, entries.get(plan.id, ())) for plan in plans]
