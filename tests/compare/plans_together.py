"""Delegations with plans made of a few rows, for tests of what is compared without a database."""

from types import MappingProxyType

from roadmap.compare.compared import Compared, Version
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row


def plan_of(country="VU", **sheets):
    """A plan of these rows, each worksheet a list of answers; the keys are T1, A1 … as in a workbook."""
    rows = {
        name: tuple(
            Row(name, f"{name[0].upper()}{at}", MappingProxyType(row)) for at, row in enumerate(answers, 1)
        )
        for name, answers in sheets.items()
    }
    return Plan(country, "en", Tlp.GREEN, sheets=MappingProxyType(rows))


def delegation(number, country="VU", **sheets):
    """A delegation with such a plan."""
    version = Version(plan_of(country, **sheets))
    return Compared(number, country, f"Delegation {number}", f"plan-{number}", version)
