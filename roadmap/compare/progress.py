"""How far many plans are filled; what did not change since somebody asked is not counted again.

The figures hang in the room, so they count what a facilitator sees of each plan, whoever asks: a row under a
stricter marking changes none of them.
"""

from collections.abc import Mapping

from roadmap.access import CLEARANCE, Role
from roadmap.checks.completeness import completeness
from roadmap.compare import store
from roadmap.plans.book import Book
from roadmap.plans.models import Plan
from roadmap.worksheets.questionnaire import Questionnaire
from roadmap.workshops.asking import asked_by
from roadmap.workshops.models import Workshop

SHOWN_UP_TO = CLEARANCE[Role.FACILITATOR]
MOST_REMEMBERED = 2000  # plans, a dozen numbers each

Percents = tuple[int, ...]
Key = tuple[str, str, store.State | None, Questionnaire]

# Equal keys mean equal plans.
_remembered: dict[Key, Percents | None] = {}


def progress(workshop: Workshop) -> Mapping[int, Percents | None]:
    """Return the per cent of each worksheet, in order, by the number of each delegation that has a plan.

    None stands for a plan that a facilitator may see nothing of.
    """
    plans, asked = store.plans_in(workshop), asked_by(workshop)
    states = store.states_of(plans)
    keys = {plan.id: _key(plan, states, asked) for plan in plans}
    found = {key: _remembered[key] for key in keys.values() if key in _remembered}
    if missing := [plan for plan in plans if keys[plan.id] not in found]:
        counted = {keys[book.record.id]: _percents(book) for book in store.books_of(missing)}
        _remember(counted)
        found |= counted
    return {plan.delegation_id: found[keys[plan.id]] for plan in plans}


def _key(plan: Plan, states: Mapping[str, store.State], asked: Questionnaire) -> Key:
    return plan.id, plan.tlp, states.get(plan.id), asked


def _remember(counted: Mapping[Key, Percents | None]) -> None:
    if len(_remembered) + len(counted) > MOST_REMEMBERED:
        _remembered.clear()
    _remembered.update(counted)


def _percents(book: Book) -> Percents | None:
    seen = book.seen(SHOWN_UP_TO)
    return tuple(completeness(seen.plan).values()) if seen else None
