"""What is kept of each version of a plan, so that one changed plan costs one plan's work."""

from collections import OrderedDict
from collections.abc import Mapping

from flask_babel import get_locale

from roadmap.access import CLEARANCE, Role
from roadmap.compare import store
from roadmap.compare.compared import Compared, Version, by_name
from roadmap.language import SOURCE_LANGUAGE
from roadmap.plans.book import Book
from roadmap.plans.models import Plan
from roadmap.worksheets.questionnaire import Questionnaire
from roadmap.workshops.asking import asked_by
from roadmap.workshops.models import Delegation, Workshop

SEEN_UP_TO = CLEARANCE[Role.FACILITATOR]
MOST_KEPT = 1_200  # plans, those asked for last

Key = tuple[str, str, store.State | None, Questionnaire]

# Equal keys mean equal plans.
_kept: OrderedDict[Key, Version | None] = OrderedDict()


def compared(workshop: Workshop) -> tuple[Compared, ...]:
    """Return the delegations of a workshop with their plans, in the order of the reader's language.

    Three queries, whatever the number of plans. What is under a stricter marking than facilitators see is
    gone before anything is counted.
    """
    delegations = {delegation.id: delegation for delegation in workshop.delegations}
    plans, asked = store.plans_in(workshop), asked_by(workshop)
    states = store.states_of(plans)
    keys = {plan.id: (plan.id, plan.tlp, states.get(plan.id), asked) for plan in plans}
    known = dict(_kept)
    missing = [plan for plan in plans if keys[plan.id] not in known]
    known |= {keys[book.record.id]: _version(book) for book in (store.books_of(missing) if missing else ())}
    found = {plan.delegation_id: (plan, known[keys[plan.id]]) for plan in plans}
    _keep({key: known[key] for key in keys.values()})
    each = (_compared(each, *found.get(each.id, (None, None))) for each in delegations.values())
    return by_name(each, _locale())


def _keep(asked_for: Mapping[Key, Version | None]) -> None:
    """Put these last in the row, and let go of the first ones where it grows too long."""
    for key, version in asked_for.items():
        _kept.pop(key, None)
        _kept[key] = version
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def _version(book: Book) -> Version | None:
    seen = book.seen(SEEN_UP_TO)
    return Version(seen.plan) if seen else None


def _compared(delegation: Delegation, plan: Plan | None, version: Version | None) -> Compared:
    kept_back = plan is not None and version is None
    plan_id = plan.id if plan else None
    return Compared(delegation.id, delegation.country, delegation.name, plan_id, version, kept_back)


def _locale() -> str:
    return str(get_locale() or SOURCE_LANGUAGE)
