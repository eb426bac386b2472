"""A plan document is looked over before it is taken in; a wrong one is explained and nothing is stored."""

import json
from io import BytesIO

import pytest

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans.models import Plan
from roadmap.worksheets.reading import read_document


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here."""
    return sqlite_url


def upload(person, desk, data, name="plan.json"):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    form = {"document": (BytesIO(data), name)}
    return person.submit(desk.address("import", ""), form, content_type="multipart/form-data")


def take(person, desk, document):
    return person.submit(desk.address("import", "take"), {"document": json.dumps(document)})


def small(**changes):
    document = {"format": "roadmap-plan/1", "country": "VU", "language": "bi", "tlp": "CLEAR"}
    return {**document, "threats": [{"key": "T1", "title": "Voice cloning"}], **changes}


def stored_plan(desk):
    with desk.app.app_context():
        return session().get(Plan, desk.plan.id)


def test_a_document_is_looked_over_without_storing_anything(desk, shared):
    path = shared / "cases" / "vu-vanuatu-small.yaml"
    page = upload(desk.person(), desk, path.read_bytes(), path.name)
    assert page.status_code == 200
    assert "5 new rows." in page.text
    assert "T1" not in desk.person().get(desk.address("threats", "")).text


def test_what_was_looked_over_is_taken_in(desk):
    assert take(desk.person(), desk, small()).status_code == 303
    assert desk.answers("threats", "T1") == {"title": "Voice cloning"}


def test_an_empty_plan_takes_the_documents_language(desk):
    take(desk.person(), desk, small())
    assert stored_plan(desk).language == "bi"


def test_a_filled_plan_keeps_its_language_and_the_rows_the_document_lacks(filled):
    take(filled.person(), filled, small())
    assert stored_plan(filled).language == "en"
    assert filled.answers("threats", "T1") == {"title": "Voice cloning", "tlp": "GREEN"}
    assert filled.answers("threats", "T2")["title"] == "Online scams on social media"


def test_no_marking_gets_wider(filled):
    person = filled.person(Role.LEAD)
    person.submit(filled.address("settings", ""), {"language": "en", "tlp": "AMBER"})
    take(person, filled, small(threats=[{"key": "T3", "title": "Ransomware"}, {"key": "T1", "tlp": "RED"}]))
    assert stored_plan(filled).tlp == "AMBER"
    assert filled.answers("threats", "T3")["tlp"] == "AMBER"
    assert filled.answers("threats", "T1")["tlp"] == "RED"


def test_a_stricter_document_makes_the_plan_stricter(desk):
    take(desk.person(), desk, small(tlp="AMBER+STRICT"))
    assert stored_plan(desk).tlp == "AMBER+STRICT"


def test_every_problem_of_a_document_is_named_with_its_place_and_nothing_is_stored(desk):
    document = small(threats=[{"key": "T1", "likelihood": 9}, {"key": "T1"}], extra=1)
    page = upload(desk.person(), desk, document)
    assert page.status_code == 422
    for place in ("threats[0].likelihood", "threats[1].key", "extra"):
        assert place in page.text
    assert take(desk.person(), desk, document).status_code == 422
    assert desk.person().get(desk.address("threats", "T1", "")).status_code == 404


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'{"format": "x"}', b"null"])
def test_what_is_no_plan_document_is_refused_in_words(desk, data):
    assert upload(desk.person(), desk, data).status_code == 422


def test_no_file_is_a_question_not_a_fault(desk):
    page = desk.person().submit(desk.address("import", ""), content_type="multipart/form-data")
    assert page.status_code == 422
    assert "No file was chosen" in page.text


def test_the_plan_of_another_country_is_refused(desk):
    page = upload(desk.person(), desk, small(country="FJ"))
    assert page.status_code == 422
    assert "the plan of FJ" in page.text


def test_a_plan_goes_out_and_comes_back_the_same(filled, shared):
    person = filled.person()
    exported = person.get(filled.address("plan.json"))
    document = read_document(exported.data)
    page = upload(person, filled, exported.data)
    assert "Nothing: the plan has all of it already." in page.text
    case = read_document((shared / "cases" / "vu-vanuatu-small.yaml").read_bytes(), "vu.yaml")
    assert [row["key"] for row in document["threats"]] == [row["key"] for row in case["threats"]]


def test_a_reader_imports_nothing(filled):
    reader = filled.person(Role.READER)
    assert reader.get(filled.address("import", "")).status_code == 403
    assert take(reader, filled, small()).status_code == 403
