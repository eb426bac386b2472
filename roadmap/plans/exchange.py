"""Whole plans in and out of the store, for the command line and the demonstration."""

from sqlalchemy import select

from roadmap.db import session
from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_
from roadmap.plans import store
from roadmap.plans.arrival import arrivals
from roadmap.plans.book import Book
from roadmap.plans.models import Plan as Record
from roadmap.plans.noting import note_export
from roadmap.worksheets.audience import WIDEST, Shown, for_audience
from roadmap.worksheets.plan import Plan
from roadmap.workshops.models import Delegation

NO_PLAN = N_("There is no plan %(name)s; write the identifier that stands in its address.")


def import_plan(delegation: Delegation, document: Plan) -> Book:
    """Take a plan document into a delegation's plan, which is made if there is none; no marking gets wider.

    Raises Refused, with nothing stored, for the plan of another country.
    """
    record = plan_of(delegation)
    if record is None:
        arrivals(Plan(delegation.country, document.language, document.tlp), document)
        record = store.create_plan(delegation, document.language, document.tlp)
    store.bring_in(store.book_of(record), document, None)
    return store.book_of(record)


def export_plan(plan_id: str) -> Shown:
    """Return a stored plan as a document holds it, without what is TLP:RED.

    Raises Refused when there is none of that identifier, or when the whole of it is TLP:RED.
    """
    record = session().get(Record, plan_id)
    if record is None:
        raise refuse("", NO_PLAN, name=shown(plan_id))
    shown_plan = for_audience(store.book_of(record).plan, WIDEST)
    note_export(record, shown_plan.plan, None)
    return shown_plan


def plan_of(delegation: Delegation) -> Record | None:
    """Return the plan of a delegation, if it has begun one."""
    return session().scalar(select(Record).where(Record.delegation_id == delegation.id))
