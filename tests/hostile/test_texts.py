"""What people type is text, through every door, on both databases: stored, shown and given back as it is."""

from dataclasses import replace
from io import StringIO

import pytest
from markupsafe import escape

from roadmap.fields.scope import Scope
from roadmap.fields.text import ShortText
from roadmap.plans.open_row import OpenRow
from roadmap.worksheets.forms import RowForm
from roadmap.worksheets.plan import Row
from roadmap.worksheets.registry import WORKSHEETS
from tests.hostile.corpus import Attack, attack, covers, through
from tests.hostile.doors import DOORS, POSTGRESQL, QUESTIONS, SQLITE, House
from tests.hostile.expectations import (
    accepted,
    documented,
    isolated,
    log_safe,
    refused_in_words,
    says,
    skeleton,
    visible,
)

KEPT = {
    "stored and shown as text",
    "stored and shown as text after documented normalisation",
    "no outbound request and no file read",
    "escaped in PDF",
}
TYPED = through("field:textarea", "field:person-name", "field:delegation-name", expect=KEPT)
MARKUP = [each for each in TYPED if each.kind in ("xss", "ssti", "pdf-ssrf", "pdf-markup", "honest-text")]
UNWRITABLE = ["a\x00b", "a\x1bb", "\ud800", "a\udfffb", "\ufffe", "a\U0001ffff", "\ufdd0"]


def wanted(each: Attack) -> str:
    """What must be stored: the text itself, or what the documented rule makes of it."""
    if "normalisation" not in each.expect:
        return str(each.payload)
    cleaned = documented(each.payload)
    return cleaned if each.where == "field:textarea" else cleaned.replace("\n", " ")


@SQLITE
@pytest.mark.parametrize("each", TYPED, ids=str)
def test_a_text_is_stored_and_shown_as_text(house: House, each: Attack) -> None:
    keep(house, each)


@POSTGRESQL
@pytest.mark.parametrize("each", [each for each in TYPED if each.kind in ("unicode", "honest-text")], ids=str)
def test_the_other_database_keeps_the_same_characters(house: House, each: Attack) -> None:
    keep(house, each)


def keep(house: House, each: Attack) -> None:
    """Check that every door keeps a text and that every page shows it."""
    question, text = QUESTIONS[each.where], wanted(each)
    # A document is strict where a browser's paste is cleaned up.
    doors = [name for name in DOORS if name != "document" or text == each.payload]
    for name in doors:
        house.clear()
        house.write_row(question)
        accepted(DOORS[name](house, question, each.payload))
        assert house.said(question) == text, f"by {name}"
    assert house.exported(question) == text
    says(house.lead.get(house.address(question)), text)
    page = house.reader.get(house.address(question))
    says(page, text)
    if "isolated" in each.also:
        isolated(page, text)
    if "visible" in each.also:
        visible(page, text)


@SQLITE
@pytest.mark.parametrize("each", MARKUP, ids=str)
def test_no_text_adds_an_element_to_a_page(house: House, each: Attack) -> None:
    question = QUESTIONS[each.where]
    house.write_row(question, **{question.field: "Text without guile" + ", TBC" * ("TBC" in each.payload)})
    before = [skeleton(client.get(house.address(question)).text) for client in (house.lead, house.reader)]
    house.clear()
    house.write_row(question, **{question.field: wanted(each)})
    after = [skeleton(client.get(house.address(question)).text) for client in (house.lead, house.reader)]
    assert after == before


@SQLITE
def test_a_document_with_what_a_browser_would_clean_up_is_refused_or_cleaned_the_same(house: House) -> None:
    for each in (each for each in TYPED if wanted(each) != each.payload):
        question = QUESTIONS[each.where]
        house.clear()
        answer = house.by_document(question, each.payload)
        if answer.status_code < 400:
            assert house.said(question) == wanted(each), each.id
        else:
            refused_in_words(answer)
            assert house.rows() == {}, each.id


@pytest.mark.parametrize("text", UNWRITABLE, ids=ascii)
def test_what_no_text_may_hold_is_never_stored(house: House, text: str) -> None:
    for where in ("field:textarea", "field:person-name"):
        for name, door in DOORS.items():
            house.clear()
            house.write_row(QUESTIONS[where])
            answer = door(
                house, QUESTIONS[where], text.encode("utf-8", "surrogatepass") if name == "form" else text
            )
            said = house.said(QUESTIONS[where])
            assert answer.status_code < 500
            assert said is None or not set(said) & set(text) - set("ab"), f"{said!r} by {name}"


@SQLITE
@covers("xss-020")
def test_a_hint_is_text(house: House) -> None:
    hint = attack("xss-020").payload
    sheet = replace(WORKSHEETS["sources"], fields=(ShortText("title", "Title", hint=hint),))
    row = Row("sources", "S1")
    with house.app.test_request_context():
        open_row = OpenRow(sheet, row, RowForm(sheet, Scope(), row), 1, "", ())
        ask = house.app.jinja_env.get_template("plans/_fields.html").module.ask
        shown = str(ask(sheet.fields[0], open_row, "en"))
    assert escape(hint) in shown
    assert "<img" not in shown


@SQLITE
@pytest.mark.parametrize("each", [each for each in TYPED if "log-safe" in each.also], ids=str)
def test_what_is_typed_is_not_logged(house: House, each: Attack, logged: StringIO) -> None:
    question = QUESTIONS[each.where]
    house.write_row(question)
    for door in DOORS.values():
        door(house, question, each.payload)
    log_safe(logged.getvalue(), each.payload)


@SQLITE
def test_a_refused_text_is_not_logged(house: House, logged: StringIO) -> None:
    for question in QUESTIONS.values():
        house.write_row(question)
        for door in DOORS.values():
            door(house, question, "Secret\x1b[31m informant ‮" * 1000)
            house.clear()
    log_safe(logged.getvalue(), "informant")
