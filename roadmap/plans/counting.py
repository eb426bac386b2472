"""How many answers a question has in the plans of a workshop."""

from sqlalchemy import func, select

from roadmap.db import session
from roadmap.plans.models import Entry, Plan
from roadmap.workshops.models import Delegation


def count_answers(workshop_id: str, worksheet: str, field: str, value: str | None = None) -> int:
    """Count the rows that answer `field`, with `value` if one is given; deleted rows count too. One query."""
    answer = Entry.answers[field].as_string()
    wanted = (
        select(func.count())
        .select_from(Entry)
        .join(Plan, Plan.id == Entry.plan_id)
        .join(Delegation, Delegation.id == Plan.delegation_id)
        .where(Delegation.workshop_id == workshop_id, Entry.worksheet == worksheet)
        .where(answer.is_not(None) if value is None else answer == value)
    )
    return session().scalar(wanted) or 0
