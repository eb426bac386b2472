"""Reads many plans at once."""

from collections.abc import Mapping
from itertools import groupby

from sqlalchemy import select

from roadmap.db import session
from roadmap.plans.book import Book
from roadmap.plans.models import Entry, Plan
from roadmap.workshops.models import Delegation, Workshop


def books_in(workshop: Workshop) -> Mapping[int, Book]:
    """Return the plans of a workshop by their delegation's number, without deleted entries; two queries."""
    of_workshop = (
        select(Plan).join(Plan.delegation.of_type(Delegation)).where(Delegation.workshop_id == workshop.id)
    )
    plans = session().scalars(of_workshop).all()
    wanted = (
        select(Entry)
        .where(Entry.plan_id.in_([plan.id for plan in plans]), Entry.deleted_at.is_(None))
        .order_by(Entry.plan_id, Entry.position, Entry.row_key)
    )
    entries = {
        key: tuple(each) for key, each in groupby(session().scalars(wanted), lambda entry: entry.plan_id)
    }
    return {plan.delegation_id: Book(plan, entries.get(plan.id, ())) for plan in plans}
