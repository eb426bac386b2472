"""A workshop made from the template that ships, and another made from it a year later."""

from datetime import date, time

import pytest

from roadmap.access import Role
from roadmap.workshops import store, template
from roadmap.workshops.models import Kind
from roadmap.workshops.template import BrokenTemplate, shipped
from tests.factories import create_delegation, create_member, create_plan
from tests.workshops.conftest import DETAILS


def test_the_template_that_ships_is_the_seed_workshop():
    kinds = [one.kind for one in shipped().sessions]
    assert shipped().days == 4
    assert kinds.count(Kind.LECTURE) == 6
    assert Kind.ACTION_PLANNING in kinds and Kind.CASE_SHARING in kinds


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ({"days": 0}, "days"),
        ({"title": None}, "template"),
        ({"sessions": []}, "sessions"),
        ({"sessions": [{"day": 1}]}, r"sessions\[0\]"),
        ({"deadlines": [{"day": "soon", "title": "Draft"}]}, r"deadlines\[0\].day"),
        ({"days": 3}, "after the last of 3 days"),
    ],
)
def test_a_broken_template_is_refused_by_its_place(broken, place):
    document = template.yaml.safe_load(template.FILE.read_bytes())
    with pytest.raises(BrokenTemplate, match=place):
        template.make({**document, **broken})


def test_the_programme_is_laid_on_the_dates(run):
    with run.app.app_context():
        workshop = run.stored()
        assert (workshop.sessions[0].day, workshop.sessions[0].begins) == (date(2026, 9, 15), time(9))
        assert workshop.sessions[-1].day == date(2026, 9, 18)
        assert workshop.deadlines[0].day == date(2026, 9, 17)
        assert (workshop.zone, workshop.languages) == ("Asia/Seoul", ["en", "ko"])


def test_whoever_makes_a_workshop_runs_it(run):
    assert run.browser.get(run.address("")).status_code == 200
    assert run.changes() == ["created"]


def test_an_administrator_of_every_workshop_gets_no_role_in_it(app, client):
    with app.app_context():
        admin = create_member(Role.OFFICIAL)
        store.administer_all(admin)
        client.sign_in(admin)
    answer = client.submit("/workshops/new", DETAILS)
    assert client.get(answer.location).status_code == 200
    with app.app_context():
        assert len(store.standings_of(admin)) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "This is needed."),
        ({"start": "16.9.2026"}, "is not a date"),
        ({"end": "2026-09-14"}, "lies before the first"),
        ({"zone": "Mars/Olympus"}, "is not in the list"),
        ({"languages": ["tlh-Klingon"]}, "is not in the list"),
    ],
)
def test_a_wrong_answer_is_named_beside_its_question_and_nothing_typed_is_lost(run, wrong, words):
    answer = run.browser.submit("/workshops/new", {**DETAILS, "place": "A place typed", **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert "A place typed" in answer.text


@pytest.mark.parametrize("role", [Role.LEAD, Role.DRAFTER, Role.READER, Role.OFFICIAL])
def test_others_make_no_workshop(signed_in, role):
    assert signed_in(role).submit("/workshops/new", DETAILS).status_code == 403


def test_next_years_workshop_has_the_delegations_without_people_and_plans(run):
    with run.app.app_context():
        fiji = create_delegation(run.stored(), "FJ", "Delegation of Fiji", "Viti")
        create_member(Role.LEAD, delegation=fiji)
        create_plan(fiji)
    assert "2027-09-14" in run.browser.get(run.address("duplicate")).text
    answer = run.browser.submit(
        run.address("duplicate"),
        {**DETAILS, "title": "Next year", "start": "2027-09-14", "end": "2027-09-17"},
    )
    new = type(run)(run.app, run.browser, answer.location.rstrip("/").rsplit("/", 1)[-1])
    with run.app.app_context():
        old, made = run.stored(), new.stored()
        assert [(one.name, one.name_local, one.plan) for one in made.delegations] == [
            ("Delegation of Fiji", "Viti", None)
        ]
        assert {(b.day - a.day).days for a, b in zip(old.sessions, made.sessions, strict=True)} == {364}
        assert {(b.day - a.day).days for a, b in zip(old.deadlines, made.deadlines, strict=True)} == {364}
    assert new.changes() == ["duplicated"]
