"""Beginning a plan in the browser: by the delegation's lead, once, and not while drafting is closed."""

import pytest

from roadmap.access import Role
from roadmap.workshops import shaping
from tests.factories import create_delegation, create_plan, create_user
from tests.workshops.conftest import Run

ANSWERS = {"language": "bi", "tlp": "AMBER"}


@pytest.fixture
def delegation(run):
    with run.app.app_context():
        return create_delegation(run.stored(), "VU", "Delegation of Vanuatu")


def address(delegation):
    return f"/workshops/{delegation.workshop_id}/delegations/{delegation.id}/plan/"


def plan_of(run: Run):
    with run.app.app_context():
        return run.stored().delegations[0].plan


def test_a_lead_begins_the_plan_and_lands_in_the_workbook(run, signed_in, delegation):
    lead = signed_in(Role.LEAD, delegation=delegation)
    assert address(delegation) in lead.get("/").text
    answer = lead.submit(address(delegation), ANSWERS)
    assert answer.status_code == 303
    assert lead.get(answer.location).status_code == 200
    assert (plan_of(run).language, plan_of(run).tlp) == ("bi", "AMBER")


def test_the_languages_of_the_workshop_stand_first_then_those_of_the_country(run, signed_in, delegation):
    page = signed_in(Role.LEAD, delegation=delegation).get(address(delegation)).text
    places = [page.index(f'value="{tag}"') for tag in ("en", "ko", "bi", "km")]
    assert places == sorted(places)


@pytest.mark.parametrize("missing", ANSWERS)
def test_a_plan_needs_a_language_and_a_marking(run, signed_in, delegation, missing):
    answer = signed_in(Role.LEAD, delegation=delegation).submit(address(delegation), {**ANSWERS, missing: ""})
    assert answer.status_code == 422
    assert "This is needed." in answer.text
    assert plan_of(run) is None


def test_whoever_comes_second_finds_the_plan_of_the_first(run, signed_in, delegation):
    first, second = (signed_in(Role.LEAD, delegation=delegation) for _ in range(2))
    location = first.submit(address(delegation), ANSWERS).location
    assert second.get(address(delegation)).location == location
    assert second.submit(address(delegation), {"language": "fr", "tlp": "CLEAR"}).location == location
    assert plan_of(run).tlp == "AMBER"


def test_who_cannot_begin_is_told_who_can(run, signed_in, delegation):
    drafter = signed_in(Role.DRAFTER, delegation=delegation)
    assert "waits for a lead" in drafter.get("/").text
    lead = signed_in(Role.LEAD, delegation=delegation)
    page = drafter.get("/").text
    assert "It is begun by:" in page and lead.person.name in page
    assert drafter.submit(address(delegation), ANSWERS).status_code == 403
    assert plan_of(run) is None


def test_nobody_else_learns_that_there_is_something_to_begin(run, signed_in, delegation):
    for stranger in (signed_in(Role.LEAD), signed_in(Role.LEAD, workshop=delegation.workshop)):
        assert stranger.get(address(delegation)).status_code == 404
        assert stranger.submit(address(delegation), ANSWERS).status_code == 404
    lead = signed_in(Role.LEAD, delegation=delegation)
    for wrong in ("99999999999999999999", "0", "x"):
        assert lead.get(f"/workshops/{delegation.workshop_id}/delegations/{wrong}/plan/").status_code == 404


def test_no_plan_is_begun_while_drafting_is_closed(run, signed_in, delegation):
    with run.app.app_context():
        shaping.close(run.stored(), create_user())
    lead = signed_in(Role.LEAD, delegation=delegation)
    assert "drafting is closed" in lead.get("/").text
    assert "so no plan can be begun" in lead.get(address(delegation)).text
    assert lead.submit(address(delegation), ANSWERS).status_code == 423
    assert plan_of(run) is None


def test_the_names_of_leads_take_one_query_however_many_plans_are_missing(app, signed_in, count_queries):
    from tests.factories import create_workshop

    counts = []
    for size in (1, 6):
        with app.app_context():
            workshop = create_workshop()
            for _ in range(size):
                create_delegation(workshop)
            create_plan(create_delegation(workshop))
        facilitator = signed_in(Role.FACILITATOR, workshop)
        with count_queries() as queries:
            facilitator.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
