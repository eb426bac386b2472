"""The autosave contract: one answer a request, strict, mergeable, repeatable."""

import pytest

from roadmap.access import Role
from tests.plans.conftest import autosave


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here."""
    return sqlite_url


@pytest.fixture
def title(filled):
    return filled.address("threats", "T1", "title")


def version_of(desk):
    return desk.row("threats", "T1").version


def test_an_answer_is_stored_and_the_row_has_a_new_version(filled, title):
    answer = autosave(filled.person(), title, "Voice cloning", 2)
    assert answer.status_code == 200
    assert answer.json["version"] == version_of(filled) == 3
    assert filled.answers("threats", "T1")["title"] == "Voice cloning"


def test_the_answer_brings_the_line_the_findings_and_the_state_of_the_worksheets(filled, title):
    answer = autosave(filled.person(), title, None, 2)
    assert "Open:" in answer.json["part"] or "Error:" in answer.json["part"]
    assert 'data-for="title"' in answer.json["part"]
    assert answer.json["chapters"]["threats"]["findings"]


@pytest.mark.parametrize(
    "field, typed, stored",
    [
        ("title", "a\r\nb".replace("\r\n", " "), "a b"),
        ("description", "one\r\ntwo\x07", "one\ntwo"),
        ("likelihood", "4", 4),
        ("likelihood", 5, 5),
        ("sources", ["s1", "s2"], ["s1", "s2"]),
        ("provisional", ["title"], ["title"]),
        ("tlp", "AMBER+STRICT", "AMBER+STRICT"),
    ],
)
def test_what_is_typed_is_read_as_a_form_would_read_it(filled, field, typed, stored):
    answer = autosave(filled.person(), filled.address("threats", "T1", field), typed, 2)
    assert answer.status_code == 200
    assert filled.answers("threats", "T1")[field] == stored


def test_digits_of_any_script_are_digits(filled):
    autosave(filled.person(), filled.address("resources", "R1", "needed"), "١٢٣", 2)
    assert filled.answers("resources", "R1")["needed"] == 123


def test_a_table_is_saved_whole_and_a_wrong_cell_is_named(filled):
    address = filled.address("actions", "A1", "milestones")
    person = filled.person()
    answer = autosave(person, address, [{"title": "Signed", "due": "soon"}], 2)
    assert answer.status_code == 422
    assert answer.json["errors"][0].startswith("Row 1, Due:")
    assert autosave(person, address, [{"title": "Signed", "due": None}], 2).status_code == 200
    assert filled.answers("actions", "A1")["milestones"] == [{"title": "Signed"}]


@pytest.mark.parametrize(
    "field, value",
    [
        ("likelihood", 9),
        ("likelihood", True),
        ("title", ["a"]),
        ("title", {"$ne": None}),
        ("title", "x" * 501),
        ("sources", "s1"),
        ("sources", ["s9"]),
        ("trend", "sideways"),
        ("tlp", "TLP:CLEAR"),
    ],
)
def test_what_is_not_accepted_is_said_in_words_and_not_stored(filled, field, value):
    before = filled.answers("threats", "T1")
    answer = autosave(filled.person(), filled.address("threats", "T1", field), value, 2)
    assert answer.status_code == 422
    assert answer.json["errors"]
    assert filled.answers("threats", "T1") == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"value": "x"}',
        b'{"value": "x", "version": "2"}',
        b'{"value": "x", "version": true}',
        b'{"value": "x", "version": -1}',
        b'{"value": "x", "version": 99}',
        b'{"value": "x", "version": 2, "row_id": 1}',
        b'{"value": "a", "value": "b", "version": 2}',
        b'{"value": NaN, "version": 2}',
        b'{"value": "x"',
        '{"value": "x", "version": 2}'.encode("utf-16"),
    ],
)
def test_a_body_that_is_not_the_contract_is_refused(filled, title, body):
    person, before = filled.person(), filled.answers("threats", "T1")
    headers = {
        "X-CSRFToken": person.csrf_token(),
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    answer = person.post(title, data=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json["error"]
    assert filled.answers("threats", "T1") == before


def test_a_form_is_not_json(filled, title):
    assert filled.person().submit(title, {"value": "x", "version": "2"}).status_code == 415


def test_without_the_token_nothing_is_saved(filled, title):
    filled.app.config["WTF_CSRF_ENABLED"] = True
    assert filled.person().post(title, json={"value": "x", "version": 2}).status_code == 400
    assert version_of(filled) == 2


def test_a_deleted_row_takes_nothing_more(filled, title):
    person = filled.person()
    person.submit(filled.address("threats", "T1", "delete"))
    assert autosave(person, title, "Late", 2).status_code == 410


def test_picking_a_catalogue_entry_fills_only_what_nobody_has_answered(desk):
    person = desk.person()
    person.submit(desk.address("threats", ""))
    autosave(person, desk.address("threats", "T1", "title"), "Our own words", 1)
    answer = autosave(person, desk.address("threats", "T1", "catalogue"), "genai-phishing", 2)
    assert answer.json["refilled"]
    answers = desk.answers("threats", "T1")
    assert answers["title"] == "Our own words"
    assert answers["description"].startswith("Fluent, personal messages")


@pytest.mark.parametrize(
    "place", [("threats", "T99", "title"), ("threats", "T1", "nothing"), ("nowhere", "T1", "title")]
)
def test_what_is_not_there_cannot_be_saved(filled, place):
    assert autosave(filled.person(), filled.address(*place), "x", 1).status_code == 404


def test_readers_and_strangers_cannot_save(filled, title, signed_in):
    assert autosave(filled.person(Role.READER), title, "x", 2).status_code == 403
    assert autosave(signed_in(Role.DRAFTER), title, "x", 2).status_code == 404
