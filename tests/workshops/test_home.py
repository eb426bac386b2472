"""The first page: a person's workshops, and in each what they may see."""

import json
from datetime import timedelta

import pytest

from roadmap.access import GRANTS, Permission, Role
from roadmap.db import now, session
from roadmap.workshops.models import Deadline, Workshop
from tests.factories import create_delegation, create_member, create_plan, create_user, create_workshop


@pytest.fixture
def workshop(app):
    with app.app_context():
        workshop = create_workshop()
        create_delegation(workshop, "FJ", "Delegation of Fiji")
        return workshop


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_who_may_see_the_workshop_sees_its_delegations(signed_in, workshop, role):
    page = signed_in(role, workshop).get("/").text
    assert "Delegation of Fiji" in page
    assert "16 September 2025 to 29 September 2025" in page


@pytest.mark.parametrize("role", [Role.LEAD, Role.DRAFTER, Role.READER])
def test_a_member_of_one_delegation_does_not_see_the_others(signed_in, workshop, role):
    page = signed_in(role, workshop).get("/").text
    assert "Delegation of Vanuatu" in page
    assert "Delegation of Fiji" not in page


@pytest.mark.parametrize("role", Role)
def test_the_deadlines_to_come_are_told_to_everybody_in_the_workshop(app, signed_in, workshop, role):
    today = now().date()
    with app.app_context():
        there = session().get(Workshop, workshop.id)
        there.deadlines = [
            Deadline(day=today + timedelta(days=days), title=title)
            for days, title in ((-2, "First draft"), (2, "Final draft"))
        ]
        session().commit()
    page = signed_in(role, workshop).get("/").text
    assert "Final draft" in page
    assert "First draft" not in page


@pytest.mark.parametrize("role", Role)
def test_whoever_may_invite_finds_the_people_and_whoever_runs_it_the_workshop(signed_in, workshop, role):
    page = signed_in(role, workshop).get("/").text
    assert ("People and invitations" in page) == (Permission.INVITE in GRANTS[role])
    assert ("Run the workshop" in page) == (Permission.RUN_WORKSHOP in GRANTS[role])
    assert ("New workshop" in page) == (Permission.CREATE_WORKSHOP in GRANTS[role])


def test_countries_are_called_as_the_united_nations_call_them(app, signed_in, workshop):
    with app.app_context():
        create_delegation(workshop, "KR", "Delegation")
    assert "Republic of Korea" in signed_in(Role.FACILITATOR, workshop).get("/").text


def test_somebody_in_no_workshop_is_told_whom_to_ask(app, client):
    with app.app_context():
        client.sign_in(create_user())
    assert "Ask the facilitator" in client.get("/").text


def test_the_page_takes_as_many_queries_for_many_delegations_as_for_one(app, signed_in, count_queries):
    counts = []
    for size in (1, 6):
        with app.app_context():
            workshop = create_workshop()
            for _ in range(size):
                create_plan(create_delegation(workshop))
            browser = app.test_client().sign_in(create_member(Role.OFFICIAL, workshop))
        with count_queries() as queries:
            browser.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5


def test_what_was_typed_is_shown_as_text_and_stands_alone(app, shared):
    lines = (shared / "hostile" / "corpus.jsonl").read_text().splitlines()
    payloads = [
        case["payload"]
        for case in map(json.loads, lines)
        if case["class"] in {"xss", "ssti", "names"} and len(case.get("payload") or "") in range(1, 400)
    ]
    with app.app_context():
        workshop = create_workshop("<b>Workshop</b>", "{{7*7}}")
        for payload in payloads:
            create_delegation(workshop, "VU", payload.replace("\x00", ""))
        browser = app.test_client().sign_in(create_member(Role.FACILITATOR, workshop))
    page = browser.get("/").text
    assert "<b>" not in page
    assert "{{7*7}}" in page
    assert len(payloads) > 20
