"""Findings across plans: which rule concerns which plans, and what is not told."""

import pytest

from roadmap.access import Role
from roadmap.checks.finding import Severity
from roadmap.compare.findings import weaknesses
from tests.compare.plans import make_compared, make_plan, threat
from tests.factories import create_delegation, create_entry, create_plan, create_workshop

UNANSWERED = {"title": "Ransomware", "likelihood": 5, "impact": 5}


@pytest.fixture
def workshop(app):
    """A workshop of two delegations that leave a critical threat unanswered."""
    with app.app_context():
        workshop = create_workshop()
        for country in ("VU", "KH"):
            plan = create_plan(create_delegation(workshop, country, f"Delegation of {country}"))
            create_entry(plan, "threats", "T1", UNANSWERED)
        return workshop


@pytest.fixture
def browser(signed_in, workshop):
    return signed_in(Role.FACILITATOR, workshop)


@pytest.fixture
def here(workshop):
    return f"/workshops/{workshop.id}/findings"


def rules(found):
    return {weakness.rule: [concern.delegation.number for concern in weakness.concerns] for weakness in found}


def test_a_rule_names_the_plans_it_concerns_and_the_commonest_comes_first():
    answered = make_plan(
        threats=[threat(rated=5)], actions=[{"key": "A1", "title": "Act", "threats": ["T1"]}]
    )
    columns = make_compared(make_plan(threats=[threat(rated=5)]), answered, None)
    found = weaknesses(columns)
    assert rules(found)["threat-unanswered"] == [1]
    counts = [len(weakness.concerns) for weakness in found]
    assert counts == sorted(counts, reverse=True)


def test_one_severity_or_subregion_can_be_asked_for():
    columns = make_compared(make_plan("VU"), make_plan("KH"))
    assert {w.severity for w in weaknesses(columns, "warning")} == {Severity.WARNING}
    assert all(numbers == [2] for numbers in rules(weaknesses(columns, "", "South-East Asia")).values())


def test_the_page_tells_how_many_plans_and_opens_a_rule_to_its_sentences(browser, here):
    closed = browser.get(here).text
    assert "2 of 2 plans" in closed
    assert "Delegation of VU</bdi> (1)" in closed
    opened = browser.get(f"{here}?rule=threat-unanswered").text
    assert "/threats/T1/" in opened
    assert "/threats/T1/" not in closed


def test_the_json_face_says_the_same(browser, here):
    answer = browser.get(f"{here}.json?severity=error").json
    assert answer["plans"] == 2
    assert {each["severity"] for each in answer["weaknesses"]} == {"error"}
    everything = browser.get(f"{here}.json?severity=nonsense").json["weaknesses"]
    (unanswered,) = (each for each in everything if each["rule"] == "threat-unanswered")
    assert [concern["country"] for concern in unanswered["concerns"]] == ["KH", "VU"]


def test_an_empty_workshop_has_no_findings(app, signed_in):
    with app.app_context():
        empty = create_workshop()
    browser = signed_in(Role.FACILITATOR, empty)
    assert "The checks found nothing" in browser.get(f"/workshops/{empty.id}/findings").text


def test_thirty_plans_take_as_many_queries_as_three(app, signed_in, count_queries):
    counts = []
    for size in (3, 30):
        with app.app_context():
            workshop = create_workshop()
            for _ in range(size):
                create_entry(create_plan(create_delegation(workshop)), "threats", "T1", UNANSWERED)
        browser = signed_in(Role.FACILITATOR, workshop)
        with count_queries() as queries:
            assert browser.get(f"/workshops/{workshop.id}/findings").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 11
