"""Bodies that are no answer: refused whole, in words, in time, and nothing of them stored."""

import json
import re

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.publish.naming import file_stem
from roadmap.worksheets.audience import for_audience
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.marking import Tlp
from tests.hostile.corpus import Attack, through
from tests.hostile.doors import HEAD, QUESTIONS, SQLITE, House, Question
from tests.hostile.expectations import never_5xx, refused_in_words, within

TITLE = Question("threats", "title")
DOCUMENTS = through("upload:json")
FOREIGN_FILES = through("upload:xlsx", "upload:pdf")
OWN_WORDS = {'"schema":"plan/1"': json.dumps(HEAD)[1:-1], '"rows"': '"threats"'}
MORE_BODIES = [
    b'{"value":1e99999999999999999999,"version":1}',
    b'{"value":-0.0,"version":1}',
    b'{"value":true,"version":1}',
    b'{"value":"x","version":true}',
    b'{"value":"x","version":-1}',
    b'{"value":"x","version":1.0}',
    b'{"value":"x","version":99999999999999999999}',
    b'{"\\ud800":"x","value":"x","version":1}',
    b'{"value":"' + b'\\"' * 900_000,
    b'\xef\xbb\xbf\xef\xbb\xbf{"value":"x","version":1}',
    b'{"value":"x","version":1}{}',
    b'{"value":"\xed\xa0\x80","version":1}',
    b"",
]


@pytest.fixture
def row(house: House) -> House:
    """An installation whose plan has one threat."""
    house.write_row(TITLE, title="As it was")
    return house


@pytest.mark.parametrize("each", through("body:autosave"), ids=str)
def test_a_body_that_is_no_answer_is_refused_and_stores_nothing(row: House, each: Attack) -> None:
    body = each.payload if isinstance(each.payload, bytes) else each.payload.encode()
    with within(each.seconds):
        answer = row.autosave(body, TITLE)
    refused_in_words(answer)
    assert answer.is_json
    assert row.rows() == {"threats/T1": {"title": "As it was"}}


@SQLITE
@pytest.mark.parametrize("body", MORE_BODIES, ids=lambda body: ascii(body[:40]))
def test_more_bodies_of_the_same_kind_are_refused(row: House, body: bytes) -> None:
    refused_in_words(row.autosave(body, TITLE))
    assert row.said(TITLE) == "As it was"


@SQLITE
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_an_answer_in_another_wrapping_is_refused(row: House, kind: str) -> None:
    refused_in_words(row.autosave(b'{"value":"x","version":1}', TITLE, content_type=kind))
    assert row.said(TITLE) == "As it was"


@SQLITE
@pytest.mark.parametrize("each", through("body:form", "body:multipart"), ids=str)
def test_an_endless_form_is_refused(row: House, each: Attack) -> None:
    multipart = each.where == "body:multipart"
    kind = "multipart/form-data; boundary=B0UNDARY" if multipart else "application/x-www-form-urlencoded"
    body = each.payload
    for path in (row.address(TITLE), f"/plans/{row.plan_id}/import/", f"/plans/{row.plan_id}/settings/"):
        with within(each.seconds):
            answer = row.lead.post(path, data=body, content_type=kind)
        refused_in_words(answer)
    assert row.said(TITLE) == "As it was"


@pytest.mark.parametrize("each", DOCUMENTS, ids=str)
def test_a_document_with_a_fault_is_refused_whole(house: House, each: Attack) -> None:
    foreign, own = each.payload, each.payload
    for theirs, ours in OWN_WORDS.items():
        own = own.replace(theirs, ours)
    refused_in_words(house.take(foreign.encode()))
    for name in ("plan.json", "plan.yaml"):
        answer = house.take(own.encode(), name)
        if each.expect == "accepted with the documented value":
            assert answer.status_code == 303
        elif name == "plan.json" or "rows" in own:
            refused_in_words(answer)
        never_5xx(answer)
    assert house.rows() == {}
    assert house.head() == ("en", "GREEN")


@SQLITE
@pytest.mark.parametrize("each", FOREIGN_FILES, ids=str)
def test_a_file_that_is_no_plan_document_is_refused_in_words(house: House, each: Attack) -> None:
    data = each.payload
    for name in ("plan.xlsx", "plan.pdf", "plan.json", "plan.yaml"):
        with within(each.seconds):
            refused_in_words(house.upload(data, name))
    assert house.rows() == {}


@SQLITE
@pytest.mark.parametrize("each", through("upload:filename"), ids=str)
def test_the_name_of_a_file_is_no_path_and_no_markup(house: House, each: Attack) -> None:
    good = json.dumps(HEAD | {"threats": [{"key": "T1", "title": "From a file"}]}).encode()
    for data in (good, b"not a document"):
        answer = house.upload(data, each.payload)
        never_5xx(answer)
        assert each.payload not in answer.text
    assert house.rows() == {}


@SQLITE
@pytest.mark.parametrize("each", through("export:filename"), ids=str)
def test_the_name_of_a_download_is_ours(house: House, each: Attack) -> None:
    for question in (QUESTIONS["field:delegation-name"], Question("profile", "title")):
        house.clear()
        house.write_row(question, **{question.field: each.payload.replace("\r\n", " ")})
        answer = house.lead.get(f"/plans/{house.plan_id}/plan.json")
        assert answer.headers["Content-Disposition"] == "attachment; filename=VU-roadmap-TLP-GREEN.json"


@pytest.mark.parametrize("each", through("export:filename"), ids=str)
def test_the_name_of_a_pdf_is_plain_and_short(each: Attack) -> None:
    profile = {"title": each.payload.replace("\r\n", " "), "delegation": "Delegation"}
    plan = load_plan(HEAD | {"profile": profile}, catalogue())
    assert re.fullmatch("VU-[a-z0-9-]{1,40}-TLP-GREEN", file_stem(for_audience(plan, Tlp.AMBER_STRICT)))


@SQLITE
@pytest.mark.parametrize("each", through("rows:table"), ids=str)
def test_more_rows_than_a_worksheet_holds_are_refused(house: House, each: Attack) -> None:
    for rows in (each.payload, [{"key": f"S{n}", "title": row["c0"]} for n, row in enumerate(each.payload)]):
        refused_in_words(house.take(json.dumps(HEAD | {"sources": rows}).encode()))
        people = [{"name": row["c0"]} for row in rows if "c0" in row]
        if people:
            refused_in_words(house.take(json.dumps(HEAD | {"profile": {"focal_points": people}}).encode()))
    assert house.rows() == {}
