"""Closing drafting: the plans stay readable, nothing in them changes, and everybody is told whom to ask."""

import pytest

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans.models import Entry, Plan
from tests.factories import create_delegation, create_entry, create_plan
from tests.plans.conftest import autosave


@pytest.fixture
def plan(run):
    with run.app.app_context():
        plan = create_plan(create_delegation(run.stored(), "VU"))
        create_entry(plan, "profile", "profile", {})
        create_entry(plan, "threats", "T1", {"title": "As it was"})
        return plan


@pytest.fixture
def closed(run, plan):
    assert run.browser.submit(run.address("drafting", "close")).status_code == 303
    return plan


def title_of(run):
    with run.app.app_context():
        return session().query(Entry).filter_by(row_key="T1").one().answers["title"]


def test_it_asks_before_it_closes(run):
    assert "Close drafting?" in run.browser.get(run.address("drafting")).text
    assert run.changes() == ["created"]


def test_a_closed_plan_can_be_read_and_says_whom_to_ask(run, signed_in, closed):
    lead = signed_in(Role.LEAD, delegation=closed.delegation)
    for page in ("", "threats/", "threats/T1/", "profile/"):
        text = lead.get(f"/plans/{closed.id}/{page}").text
        assert "the plan can only be read" in text
        assert run.browser.person.name in text
    assert "As it was" in lead.get(f"/plans/{closed.id}/threats/").text


@pytest.mark.parametrize(
    "path", ["threats/", "threats/T1/", "threats/T1/move", "threats/T1/delete", "import/"]
)
def test_no_form_changes_a_closed_plan(run, signed_in, closed, path):
    lead = signed_in(Role.LEAD, delegation=closed.delegation)
    sent = {"title": "Changed", "version": "1", "language": "fr", "tlp": "CLEAR", "to": "up"}
    answer = lead.submit(f"/plans/{closed.id}/{path}", sent)
    assert answer.status_code == 423
    assert "Drafting is closed" in answer.text
    assert title_of(run) == "As it was"


def test_a_lead_makes_the_marking_of_a_closed_plan_stricter(app, signed_in, closed):
    lead = signed_in(Role.LEAD, delegation=closed.delegation)
    assert "You can still change its marking" in lead.get(f"/plans/{closed.id}/").text
    answer = lead.submit(f"/plans/{closed.id}/settings/", {"language": "en", "tlp": "AMBER+STRICT"})
    assert answer.status_code == 303
    with app.app_context():
        assert session().get(Plan, closed.id).tlp == "AMBER+STRICT"


def test_a_saving_script_is_told_in_words_that_drafting_is_closed(run, signed_in, closed):
    lead = signed_in(Role.LEAD, delegation=closed.delegation)
    answer = autosave(lead, f"/plans/{closed.id}/threats/T1/title", "Changed", 1)
    assert answer.status_code == 423
    assert answer.json["error"] == "Drafting is closed"
    assert title_of(run) == "As it was"


def test_reopened_it_goes_on(run, signed_in, closed):
    assert "Reopen drafting?" in run.browser.get(run.address("drafting")).text
    run.browser.submit(run.address("drafting", "reopen"))
    lead = signed_in(Role.LEAD, delegation=closed.delegation)
    assert autosave(lead, f"/plans/{closed.id}/threats/T1/title", "Changed", 1).status_code == 200
    assert title_of(run) == "Changed"
    assert run.changes() == ["created", "drafting closed", "drafting reopened"]


def test_closing_twice_is_one_change(run, closed):
    run.browser.submit(run.address("drafting", "close"))
    assert run.changes() == ["created", "drafting closed"]


def test_a_neighbouring_workshop_stays_open(run, closed, signed_in, app):
    with app.app_context():
        other = create_plan()
    assert (
        signed_in(Role.LEAD, delegation=other.delegation).submit(f"/plans/{other.id}/threats/").status_code
        == 303
    )
