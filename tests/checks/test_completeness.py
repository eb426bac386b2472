"""The figures beside the worksheets in the spine."""

from roadmap.catalogue.load import catalogue
from roadmap.checks.completeness import completeness
from roadmap.worksheets.document import load_plan

HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "CLEAR"}


def filled(worksheet, *rows):
    document = HEAD | {worksheet: [{"key": f"R{n}", **row} for n, row in enumerate(rows)]}
    return completeness(load_plan(document, catalogue()))[worksheet]


def test_a_worksheet_without_rows_is_at_nought():
    assert filled("threats") == 0


def test_every_expected_answer_counts_the_same():
    assert filled("threats", {"title": "Ransomware", "likelihood": 4}) == 50


def test_only_a_worksheet_with_nothing_missing_is_at_a_hundred():
    whole = {"title": "Ransomware", "likelihood": 4, "impact": 4, "trend": "rising"}
    assert filled("threats", *[whole] * 150) == 100
    assert filled("threats", *[whole] * 150, {**whole, "trend": None}) == 99


def test_what_nobody_expects_does_not_count():
    assert filled("objectives", {"title": "Answer at any hour", "pillar": "policy"}) == 100


def test_every_worksheet_of_the_plan_has_a_figure():
    plan = load_plan(HEAD, catalogue())
    assert set(completeness(plan)) == set(plan.registry)
