"""A workshop may declare other worksheets; the rules keep quiet about what is not there."""

from dataclasses import replace

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.checks.run import check
from roadmap.fields.money import Currency
from roadmap.fields.reference import Reference, References
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Row
from roadmap.worksheets.registry import WORKSHEETS, Registry

HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "CLEAR"}
# The registry itself insists on a heading in each worksheet and on a currency beside an amount.
REMOVABLE = [
    (sheet.key, field.key)
    for sheet in WORKSHEETS.values()
    for field in sheet.fields
    if field.key != sheet.heading and not isinstance(field, Currency)
]


@pytest.mark.parametrize("absent", [key for key in WORKSHEETS if key != "profile"])
def test_nothing_is_said_of_an_absent_worksheet(absent):
    registry = Registry(_without(sheet, absent) for key, sheet in WORKSHEETS.items() if key != absent)
    present = next(key for key in ("actions", "threats") if key != absent)
    found = check(load_plan(HEAD | {present: [{"key": "R1"}]}, catalogue(), registry), catalogue())
    assert present in {finding.worksheet for finding in found}
    assert absent not in {finding.worksheet for finding in found}


def _without(sheet, absent):
    """The worksheet without its references to an absent one."""
    kept = [f for f in sheet.fields if not isinstance(f, Reference | References) or f.worksheet != absent]
    return replace(sheet, fields=tuple(kept))


@pytest.mark.parametrize(("worksheet", "absent"), REMOVABLE)
def test_nothing_is_said_of_an_absent_field(plan_of, worksheet, absent):
    plan = plan_of("fj-fiji-draft-gaps")
    registry = Registry(_narrower(w, absent) if w.key == worksheet else w for w in WORKSHEETS.values())
    sheets = plan.sheets | {worksheet: tuple(_forget(row, absent) for row in plan.rows(worksheet))}
    found = check(replace(plan, registry=registry, sheets=sheets), catalogue())
    assert (worksheet, absent) not in {(finding.worksheet, finding.question) for finding in found}


def _narrower(sheet, absent):
    fields = tuple(field for field in sheet.fields if field.key != absent)
    summary = tuple(key for key in sheet.summary if key != absent)
    compared = tuple(key for key in sheet.compared if key != absent)
    return replace(sheet, fields=fields, summary=summary, compared=compared)


def _forget(row, absent):
    return Row(
        row.worksheet, row.key, {k: v for k, v in row.values.items() if k not in (absent, "provisional")}
    )
