"""What happens to a whole plan is in the log, with its marking and fingerprint and without its words."""

import json

import pytest

from roadmap.access import Role
from roadmap.audit.lines import entry_line
from roadmap.audit.store import entries
from roadmap.db import session
from roadmap.plans.exchange import export_plan
from tests.factories import create_entry, create_plan

WORDS = "Deepfake fraud against older people"
LATER = ("plan-set-up", "import", "export")


@pytest.fixture
def plan(app):
    with app.app_context():
        plan = create_plan(tlp="GREEN")
        create_entry(plan, "threats", "T1", {"title": WORDS})
        return plan


@pytest.fixture
def lead(signed_in, plan):
    return signed_in(Role.LEAD, delegation=plan.delegation)


def written(app):
    with app.app_context():
        found = [entry for entry in entries(session(), 1000) if entry.record.event in LATER]
    assert not any(WORDS in entry_line(entry) for entry in found)
    return [entry.record for entry in found]


def test_a_new_marking_is_noted_with_the_old_one(app, lead, plan):
    lead.submit(f"/plans/{plan.id}/settings/", {"language": "fr", "tlp": "AMBER"})
    [said] = written(app)
    assert (said.event, said.actor_id, said.plan_id) == ("plan-set-up", lead.person.id, plan.id)
    assert said.facts == {"language": "fr", "tlp": "AMBER", "tlp_before": "GREEN"}


def test_a_marking_that_is_refused_is_not_noted(app, lead, plan):
    lead.submit(f"/plans/{plan.id}/settings/", {"language": "fr", "tlp": "PURPLE"})
    assert written(app) == []


def test_what_leaves_and_comes_back_has_the_same_fingerprint(app, lead, plan):
    document = lead.get(f"/plans/{plan.id}/plan.json").text
    lead.submit(f"/plans/{plan.id}/import/take", {"document": document})
    left, came = written(app)
    assert (left.event, came.event) == ("export", "import")
    assert left.facts["sha256"] == came.facts["sha256"]
    assert {said.actor_id for said in (left, came)} == {lead.person.id}
    assert left.workshop_id == plan.delegation.workshop_id


def test_an_import_that_is_refused_is_not_noted(app, lead, plan):
    lead.submit(f"/plans/{plan.id}/import/take", {"document": json.dumps({"threats": WORDS})})
    assert written(app) == []


def test_the_command_line_is_noted_without_a_person(app, plan):
    with app.app_context():
        export_plan(plan.id)
    [said] = written(app)
    assert (said.event, said.actor_id, said.plan_id) == ("export", None, plan.id)
