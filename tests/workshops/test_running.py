"""Running a workshop: its programme, deadlines, delegations and settings, and who may do it."""

from datetime import date, time

import pytest

from roadmap.access import Role
from roadmap.db import session
from roadmap.workshops.models import Delegation, Membership
from tests.factories import create_delegation, create_member, create_plan
from tests.workshops.conftest import DETAILS

SESSION = {"title": "Field trip", "kind": "other", "day": "2026-09-16", "begins": "17:30", "minutes": "45"}
PAGES = (
    "", "settings", "drafting", "duplicate", "programme/", "deadlines/", "delegations/", "wall", "wall.json",
    "timer",
)  # fmt: skip


def programme(run, day=date(2026, 9, 15)):
    """The programme of a day: begin, length and title of each session."""
    with run.app.app_context():
        return [
            (s.begins.strftime("%H:%M"), s.minutes, s.title) for s in run.stored().sessions if s.day == day
        ]


def session_id(run, number=0):
    with run.app.app_context():
        return run.stored().sessions[number].id


@pytest.mark.parametrize("page", PAGES)
def test_who_runs_another_workshop_finds_nothing_here(run, signed_in, page):
    assert run.browser.get(run.address(page)).status_code == 200
    stranger = signed_in(Role.FACILITATOR)
    assert stranger.get(run.address(page)).status_code == 404
    assert stranger.get("/workshops/none/" + page).status_code == 404


@pytest.mark.parametrize("role", [Role.LEAD, Role.DRAFTER, Role.READER, Role.OFFICIAL])
@pytest.mark.parametrize("page", PAGES)
def test_others_in_the_workshop_do_not_run_it(run, signed_in, role, page):
    with run.app.app_context():
        workshop = run.stored()
    assert signed_in(role, workshop).get(run.address(page)).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["settings", "drafting/close", "drafting/reopen", "duplicate", "programme/", "deadlines/", "delegations/",
     "timer", "timer/stop"],
)  # fmt: skip
def test_a_stranger_changes_nothing(run, signed_in, path):
    sent = {**DETAILS, **SESSION, "countries": "FJ"}
    assert signed_in(Role.FACILITATOR).submit(run.address(path), sent).status_code == 404
    assert run.changes() == ["created"]


def test_an_official_here_who_runs_another_workshop_is_refused_by_name(app, run):
    with app.app_context():
        from roadmap.workshops import store

        person = create_member(Role.FACILITATOR)
        store.add_member(person, Role.OFFICIAL, run.stored())
    browser = app.test_client().sign_in(person)
    assert browser.get(run.address("")).status_code == 403


def test_a_session_is_shown_as_it_is_before_it_is_changed(run):
    page = run.browser.get(run.address("programme", session_id(run), "")).text
    for shown in ('value="2026-09-15"', 'value="09:00"', 'value="45"', 'selected value="other"'):
        assert shown in page


def test_a_session_is_added_changed_and_removed(run):
    answer = run.browser.submit(run.address("programme", ""), SESSION)
    added = answer.location.rsplit("#session-", 1)[-1]
    assert ("17:30", 45, "Field trip") in programme(run, date(2026, 9, 16))
    run.browser.submit(run.address("programme", added, ""), {**SESSION, "day": "2026-09-15", "title": "Walk"})
    assert programme(run)[-1] == ("17:30", 45, "Walk")
    assert "Remove this?" in run.browser.get(run.address("programme", added, "remove")).text
    run.browser.submit(run.address("programme", added, "remove"))
    assert len(programme(run)) == 4
    assert run.changes()[1:] == ["session added", "session changed", "session removed"]


def test_sessions_change_places_and_keep_their_lengths_and_the_time_they_had(run):
    before = programme(run)
    run.browser.submit(run.address("programme", session_id(run), "move"), {"to": "later"})
    assert [title for _, _, title in programme(run)[:2]] == [before[1][2], before[0][2]]
    assert [line[:2] for line in programme(run)[:2]] == [("09:00", 90), ("10:45", 45)]
    run.browser.submit(run.address("programme", session_id(run, 1), "move"), {"to": "earlier"})
    assert programme(run) == before


def test_the_first_session_of_a_day_does_not_move_earlier(run):
    before = programme(run)
    run.browser.submit(run.address("programme", session_id(run), "move"), {"to": "earlier"})
    assert programme(run) == before
    assert run.browser.submit(run.address("programme", session_id(run), "move"), {}).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "This is needed."),
        ({"begins": "5 pm"}, "is not a time"),
        ({"minutes": "0"}, "is below 5"),
        ({"minutes": "NaN"}, "is not a number"),
        ({"begins": "23:30"}, "after midnight"),
        ({"kind": "party"}, "is not in the list"),
        ({"day": "2026-02-30"}, "is not a date"),
    ],
)
def test_a_session_that_cannot_be_is_refused_in_words(run, wrong, words):
    for address in (run.address("programme", ""), run.address("programme", session_id(run), "")):
        answer = run.browser.submit(address, {**SESSION, **wrong})
        assert answer.status_code == 422
        assert words in answer.text
    assert run.changes() == ["created"]


def test_sessions_outside_the_days_of_the_workshop_are_pointed_out(run):
    assert "outside the days" not in run.browser.get(run.address("programme", "")).text
    run.browser.submit(run.address("settings"), {**DETAILS, "end": "2026-09-17"})
    for page in ("", "programme/"):
        assert "3 sessions lie outside the days" in run.browser.get(run.address(page)).text


def test_a_deadline_is_added_moved_and_removed(run):
    run.browser.submit(run.address("deadlines", ""), {"title": "Peer reading", "day": "2026-09-16"})
    with run.app.app_context():
        first = run.stored().deadlines[0]
    assert first.title == "Peer reading"
    run.browser.submit(run.address("deadlines", first.id, ""), {"title": "Peer reading", "day": "2026-12-01"})
    with run.app.app_context():
        assert run.stored().deadlines[-1].day == date(2026, 12, 1)
    run.browser.submit(run.address("deadlines", first.id, "remove"))
    assert run.changes()[1:] == ["deadline added", "deadline moved", "deadline removed"]
    with run.app.app_context():
        assert len(run.stored().deadlines) == 3


def test_a_session_of_another_workshop_is_not_found_here(run, app):
    answer = run.browser.submit("/workshops/new", DETAILS)
    other = answer.location.rstrip("/").rsplit("/", 1)[-1]
    for path in ("", "move", "remove"):
        address = f"/workshops/{other}/programme/{session_id(run)}/{path}"
        assert run.browser.submit(address, {**SESSION, "to": "later"}).status_code == 404


def test_several_countries_are_added_at_once(run):
    answer = run.browser.submit(run.address("delegations", ""), {"countries": ["FJ", "KH", "FJ"]})
    assert "2 delegations are added." in run.browser.get(answer.location).text
    with run.app.app_context():
        assert [d.name for d in run.stored().delegations] == ["Delegation of Cambodia", "Delegation of Fiji"]
    assert 'value="FJ"' not in run.browser.get(answer.location).text


def test_no_country_and_no_such_country_add_nothing(run):
    assert run.browser.submit(run.address("delegations", "")).status_code == 422
    assert run.browser.submit(run.address("delegations", ""), {"countries": ["FJ", "XX"]}).status_code == 400
    assert run.changes() == ["created"]


def test_what_was_picked_stays_picked_when_one_country_cannot_be_added(run):
    with run.app.app_context():
        create_delegation(run.stored(), "VU", "Delegation of Fiјi")
    answer = run.browser.submit(run.address("delegations", ""), {"countries": ["KH", "FJ"]})
    assert answer.status_code == 422
    assert "looks like the delegation" in answer.text
    for code in ("KH", "FJ"):
        assert f'value="{code}" checked' in answer.text
    assert run.changes() == ["created"]


def test_a_delegation_gets_its_local_name_but_not_a_neighbours_look(run):
    with run.app.app_context():
        fiji = create_delegation(run.stored(), "FJ", "Delegation of Fiji")
        create_delegation(run.stored(), "VU", "Delegation of Vanuatu")
    address = run.address("delegations", str(fiji.id), "")
    run.browser.submit(address, {"name": "Fiji", "name_local": "Viti"})
    refused = run.browser.submit(address, {"name": "Delegation of Vanuаtu", "name_local": ""})
    assert refused.status_code == 422
    assert "looks like the delegation" in refused.text
    with run.app.app_context():
        assert session().get(Delegation, fiji.id).name_local == "Viti"


def test_a_delegation_goes_only_while_it_has_no_plan(run):
    with run.app.app_context():
        fiji = create_delegation(run.stored(), "FJ", "Delegation of Fiji")
        vanuatu = create_delegation(run.stored(), "VU", "Delegation of Vanuatu")
        create_member(Role.LEAD, delegation=fiji)
        create_plan(vanuatu)
    assert "stays" in run.browser.get(run.address("delegations", str(vanuatu.id), "remove")).text
    assert run.browser.submit(run.address("delegations", str(vanuatu.id), "remove")).status_code == 422
    assert (
        "Remove the delegation?" in run.browser.get(run.address("delegations", str(fiji.id), "remove")).text
    )
    assert run.browser.submit(run.address("delegations", str(fiji.id), "remove")).status_code == 303
    with run.app.app_context():
        assert [d.name for d in run.stored().delegations] == ["Delegation of Vanuatu"]
        assert session().query(Membership).filter_by(delegation_id=fiji.id).count() == 0


def test_settings_move_the_programme_along_only_when_asked(run):
    later = {**DETAILS, "start": "2026-09-22", "end": "2026-09-25", "place": "Seogwipo"}
    run.browser.submit(run.address("settings"), later)
    assert len(programme(run, date(2026, 9, 15))) == 4
    run.browser.submit(run.address("settings"), {**DETAILS, "place": "Seogwipo"})
    run.browser.submit(run.address("settings"), {**later, "move": "yes"})
    assert len(programme(run, date(2026, 9, 22))) == 4
    with run.app.app_context():
        assert run.stored().deadlines[0].day == date(2026, 9, 24)
        assert run.stored().sessions[0].begins == time(9)


def test_the_log_says_which_settings_changed_and_nothing_of_what_they_say(run):
    from roadmap.audit.models import AuditEntry

    run.browser.submit(run.address("settings"), {**DETAILS, "title": "Secret title"})
    with run.app.app_context():
        last = session().query(AuditEntry).filter_by(event="workshop-changed").all()[-1]
    assert last.facts == {"change": "settings", "fields": "title"}


def test_the_page_takes_as_many_queries_for_many_delegations_as_for_one(run, count_queries):
    counts = []
    for size in (1, 6):
        with run.app.app_context():
            for _ in range(size):
                create_plan(create_delegation(run.stored()))
        with count_queries() as queries:
            run.browser.get(run.address(""))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7
