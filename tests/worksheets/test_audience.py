"""An audience sees what its marking allows, and no trace of the rest."""

import pytest

from roadmap.fields.problem import Refused
from roadmap.worksheets.audience import for_audience
from roadmap.worksheets.document import canonical_bytes
from roadmap.worksheets.marking import Tlp
from tests.publish.plans import CASES, case, plan

MIXED = {
    "threats": [
        {"key": "T1", "title": "Phishing"},
        {"key": "T2", "title": "Secret source", "tlp": "AMBER"},
        {"key": "T3", "title": "Undercover", "tlp": "RED"},
    ],
    "actions": [
        {"key": "A1", "title": "Train", "threats": ["T1", "T2", "T3"]},
        {"key": "A2", "title": "Raid", "threats": ["T3"]},
        {"key": "A3", "title": "Listen", "tlp": "AMBER+STRICT"},
    ],
    "indicators": [{"key": "I1", "title": "Hours", "action": "A3"}],
}


def test_rows_stricter_than_the_audience_are_left_out_and_counted():
    shown = for_audience(plan(**MIXED), Tlp.GREEN)
    assert [row.key for row in shown.plan.rows("threats")] == ["T1"]
    assert shown.withheld == {"threats": 2, "actions": 1}
    assert shown.withheld_in_all == 3


def test_references_to_withheld_rows_vanish():
    shown = for_audience(plan(**MIXED), Tlp.GREEN).plan
    assert shown.row("actions", "A1")["threats"] == ("T1",)
    assert shown.row("actions", "A2")["threats"] is None
    assert shown.row("indicators", "I1")["action"] is None


@pytest.mark.parametrize("audience", list(Tlp))
def test_red_rows_leave_in_no_document(audience):
    shown = for_audience(plan(**MIXED), audience)
    assert b"Undercover" not in canonical_bytes(shown.plan)


@pytest.mark.parametrize(
    ("audience", "marking"),
    [(Tlp.CLEAR, Tlp.CLEAR), (Tlp.AMBER, Tlp.AMBER), (Tlp.RED, Tlp.AMBER_STRICT)],
)
def test_the_whole_is_as_strict_as_the_strictest_row_it_shows(audience, marking):
    assert for_audience(plan(**MIXED), audience).marking is marking


def test_a_plan_stricter_than_the_audience_is_refused_with_both_labels():
    with pytest.raises(Refused, match=r"TLP:AMBER .*TLP:GREEN"):
        for_audience(plan(tlp="AMBER"), Tlp.GREEN)


def test_a_red_plan_is_never_put_into_a_document():
    with pytest.raises(Refused, match="never"):
        for_audience(plan(tlp="RED"), Tlp.RED)


@pytest.mark.parametrize("country", sorted(CASES))
def test_every_case_shown_to_all_it_is_marked_for_is_the_whole_case(country):
    whole = case(country)
    assert canonical_bytes(for_audience(whole, Tlp.AMBER_STRICT).plan) == canonical_bytes(whole)
