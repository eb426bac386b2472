"""Asks every rule of a plan."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from roadmap.catalogue.entry import Catalogue
from roadmap.checks.finding import Finding
from roadmap.checks.index import Index
from roadmap.checks.registry import ALL, Rules
from roadmap.worksheets.plan import Plan

Order = tuple[int, int, int, str, str]


def check(plan: Plan, catalogue: Catalogue, rules: Rules = ALL) -> tuple[Finding, ...]:
    """Find what makes a plan weak or inconsistent, in the order of its worksheets, rows and fields.

    The time it takes grows with the number of rows and references, not with their square.
    """
    index = Index(plan, plan.questionnaire.catalogue(catalogue))
    applying = [rule for rule in rules.values() if rule.applies_to(plan.registry)]
    found = [finding for rule in applying for finding in rule.findings(index)]
    in_order = sorted(found, key=_order(plan))
    return tuple(_particular(in_order, {rule.id for rule in applying if rule.general}))


def _order(plan: Plan) -> Callable[[Finding], Order]:
    """Whole worksheets come before their rows, whole rows before their fields."""
    worksheets = {key: number for number, key in enumerate(plan.registry)}
    rows = {(row.worksheet, row.key): n for sheet in plan.sheets.values() for n, row in enumerate(sheet, 1)}
    fields = {(s.key, f): n for s in plan.registry.values() for n, f in enumerate(s.by_key, 1)}

    def order(finding: Finding) -> Order:
        row = rows.get((finding.worksheet, finding.row or ""), 0)
        field = fields.get((finding.worksheet, finding.question or ""), 0)
        return worksheets[finding.worksheet], row, field, finding.field or "", finding.rule

    return order


def _particular(findings: Iterable[Finding], general: set[str]) -> Iterator[Finding]:
    """Leave a general finding out where a particular one stands at the same place."""
    for _, at_place in groupby(findings, key=lambda finding: finding.place):
        here = list(at_place)
        particular = [finding for finding in here if finding.rule not in general]
        yield from particular or here
