"""Rows are added, duplicated, moved, deleted and brought back with plain forms."""

import pytest

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans import store
from roadmap.plans.models import Entry
from roadmap.worksheets.head import MOST_ROWS


def keys(desk, worksheet):
    with desk.app.app_context():
        entries = session().query(Entry).filter_by(plan_id=desk.plan.id, worksheet=worksheet, deleted_at=None)
        return [entry.row_key for entry in entries.order_by(Entry.position)]


def test_a_blank_row_is_added_and_opened(desk):
    answer = desk.person().submit(desk.address("threats", ""), follow_redirects=True)
    assert answer.request.path == desk.address("threats", "T1", "")
    assert desk.answers("threats", "T1") == {}


def test_a_catalogue_entry_makes_a_filled_row(desk):
    desk.person().submit(desk.address("threats", ""), {"entry": "genai-phishing"})
    answers = desk.answers("threats", "T1")
    assert answers["catalogue"] == "genai-phishing"
    assert answers["title"] == "Generative-AI phishing at scale"
    assert answers["description"].startswith("Fluent, personal messages")


@pytest.mark.parametrize("worksheet, entry", [("threats", "no-such-entry"), ("risks", "genai-phishing")])
def test_an_entry_that_the_catalogue_lacks_is_refused(desk, worksheet, entry):
    assert desk.person().submit(desk.address(worksheet, ""), {"entry": entry}).status_code == 400
    assert keys(desk, worksheet) == []


def test_a_key_is_never_used_twice_even_after_a_deletion(filled):
    person = filled.person()
    person.submit(filled.address("threats", "T5", "delete"))
    person.submit(filled.address("threats", ""))
    assert keys(filled, "threats")[-1] == "T6"


def test_a_copy_stands_right_after_its_original(filled):
    filled.person().submit(filled.address("threats", "T2", "duplicate"))
    assert keys(filled, "threats") == ["T1", "T2", "T6", "T3", "T4", "T5"]
    assert filled.answers("threats", "T6") == filled.answers("threats", "T2")


@pytest.mark.parametrize(
    "key, to, order",
    [
        ("T3", "up", ["T1", "T3", "T2", "T4", "T5"]),
        ("T3", "down", ["T1", "T2", "T4", "T3", "T5"]),
        ("T1", "up", ["T1", "T2", "T3", "T4", "T5"]),
        ("T5", "down", ["T1", "T2", "T3", "T4", "T5"]),
    ],
)
def test_a_row_moves_past_its_neighbour(filled, key, to, order):
    filled.person().submit(filled.address("threats", key, "move"), {"to": to})
    assert keys(filled, "threats") == order


def test_a_row_moves_past_a_deleted_neighbour_as_if_it_were_not_there(filled):
    person = filled.person()
    person.submit(filled.address("threats", "T3", "delete"))
    person.submit(filled.address("threats", "T4", "move"), {"to": "up"})
    assert keys(filled, "threats") == ["T1", "T4", "T2", "T5"]


def test_a_row_moves_nowhere_else(filled):
    answer = filled.person().submit(filled.address("threats", "T3", "move"), {"to": "sideways"})
    assert answer.status_code == 400


def test_a_deleted_row_is_offered_back_and_returns_to_its_place_with_its_answers(filled):
    person, before = filled.person(), filled.answers("threats", "T2")
    register = person.submit(filled.address("threats", "T2", "delete"), follow_redirects=True)
    assert "T2 is deleted." in register.text
    assert keys(filled, "threats") == ["T1", "T3", "T4", "T5"]
    person.submit(filled.address("threats", "T2", "restore"))
    assert keys(filled, "threats") == ["T1", "T2", "T3", "T4", "T5"]
    assert filled.answers("threats", "T2") == before


def test_a_reference_to_a_deleted_row_is_not_shown_and_comes_back_with_the_row(filled):
    person = filled.person()
    action = filled.address("actions", "A1", "")
    ticked = 'name="threats" value="T1" checked'
    assert ticked in person.get(action).text
    person.submit(filled.address("threats", "T1", "delete"))
    assert 'name="threats" value="T1"' not in person.get(action).text
    person.submit(filled.address("threats", "T1", "restore"))
    assert ticked in person.get(action).text


def test_a_deleted_row_has_no_page(filled):
    person = filled.person()
    person.submit(filled.address("threats", "T2", "delete"))
    assert person.get(filled.address("threats", "T2", "")).status_code == 404


def test_a_full_worksheet_takes_no_more_rows(desk):
    with desk.app.app_context():
        session().add_all(
            store._entry(desk.plan, store.WORKSHEETS["risks"], f"K{n}", n) for n in range(MOST_ROWS)
        )
        session().commit()
    answer = desk.person().submit(desk.address("risks", ""), follow_redirects=True)
    assert "at most 200 rows" in answer.text
    assert len(keys(desk, "risks")) == MOST_ROWS


@pytest.mark.parametrize("action", ["duplicate", "move", "delete"])
def test_the_one_row_of_the_profile_stays_what_it_is(desk, action):
    answer = desk.person().submit(desk.address("profile", "profile", action), {"to": "up"})
    assert answer.status_code == 404


def test_a_reader_sees_the_register_and_the_answers_but_nothing_to_change_them_with(filled):
    reader = filled.person(Role.READER)
    page = reader.get(filled.address("threats", "T1", ""))
    assert "Phishing and business email compromise" in page.text
    assert "row-form" not in page.text
    assert reader.submit(filled.address("threats", "")).status_code == 403
    assert reader.submit(filled.address("threats", "T1", "delete")).status_code == 403
