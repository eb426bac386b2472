"""Plans to compare, made from a few rows of plan documents."""

from typing import Any

from roadmap.catalogue.load import catalogue
from roadmap.compare.compared import Compared, Version
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Plan


def make_plan(country: str = "VU", language: str = "en", **sheets: Any) -> Plan:
    """A plan with these worksheets, as a plan document has them."""
    document = {"format": "roadmap-plan/1", "country": country, "language": language, "tlp": "GREEN"}
    return load_plan({**document, **sheets}, catalogue())


def make_compared(*plans: Plan | None) -> tuple[Compared, ...]:
    """Delegations with these plans, numbered from 1."""
    return tuple(_compared(number, plan) for number, plan in enumerate(plans, 1))


def threat(key: str = "T1", slug: str | None = None, rated: int | None = None, **answers: Any) -> dict:
    """A threat; `rated` is both its likelihood and its impact."""
    scales = {"likelihood": rated, "impact": rated} if rated else {}
    return {"key": key, "title": "A threat", "catalogue": slug, **scales, **answers}


def action(key: str, *threats: str, **answers: Any) -> dict:
    """An action that answers these threats."""
    return {"key": key, "title": f"Action {key}", "threats": list(threats), **answers}


def _compared(number: int, plan: Plan | None) -> Compared:
    country = plan.country if plan else "FJ"
    version = Version(plan) if plan else None
    return Compared(number, country, f"Delegation {number}", f"plan{number}", version)
