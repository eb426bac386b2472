"""Numbers, days, choices, addresses: what is none is refused in words, kept on the page, never stored."""

from typing import Any

import pytest

from tests.hostile.corpus import Attack, attack, covers, through
from tests.hostile.doors import DOORS, QUESTIONS, SQLITE, House
from tests.hostile.expectations import accepted, documented, never_5xx, refused_in_words, says, within

REFUSED, EITHER = "clear 4xx error", "stored as text or clear 4xx error, never 5xx"
KINDS = (
    "field:url",
    "field:number",
    "field:date",
    "field:select",
    "field:multi-select",
    "field:tlp",
    "field:email",
    "field:textarea",
)
NO_ANSWER = "number-022"  # a draft may leave every answer out: see the test of its own
REFUSALS = [each for each in through(*KINDS, expect={REFUSED}) if each.id != NO_ANSWER]
EITHERS = through(*KINDS, expect={EITHER})
VALUES = {
    "number-001": 0,
    "number-010": "1.005",
    "number-011": "0.1",
    "number-016": 123,
    "date-008": "2024-02-29",
}
MORE = {
    "field:number": [
        "Infinity",
        "-inf",
        "1e400",
        "1e99999999999999999999",
        "5.",
        ".5",
        "٣٫٥",
        "½",
        "Ⅷ",
        "五",
        "1.0000001",
    ],
    "field:date": [
        "2026-13-01",
        "2026-1-1",
        "2026-W01-1",
        "+2026-01-01",
        "٢٠٢٦-٠١-٠١",
        "2026-01-01T00:00",
        "today",
    ],
    "field:url": [
        "//evil.example",
        "http:evil.example",
        "http://a@evil.example/",
        "vbscript:x",
        "http://[::1",
        "HTTPS:\\\\x",
    ],
    "field:email": [
        "a@b@example.org",
        "a@ex.example\nBcc: b@evil.example",
        "a@ex.example, b@evil.example",
        "Ana <a@b.org>",
    ],
    "field:select": ["rising ", "RISING", "None", "0", "\u200brising"],
    "field:tlp": ["Red", "RED ", "AMBER_STRICT", "TLP:RED", "WHITE"],
}


def refuse(house: House, where: str, value: Any, seconds: float = 10) -> None:
    """Check that every door refuses a value in words, in time, storing nothing; the form keeps it."""
    question = QUESTIONS[where]
    for name, door in DOORS.items():
        house.clear()
        house.write_row(question)
        with within(seconds):
            answer = door(house, question, value)
        refused_in_words(answer)
        assert house.said(question) is None, f"stored by {name}"
        if name == "form" and isinstance(value, str) and answer.status_code == 422 and where in TYPED_IN:
            says(answer, value)


TYPED_IN = {"field:number", "field:date", "field:url", "field:email"}


@SQLITE
@pytest.mark.parametrize("each", REFUSALS, ids=str)
def test_what_is_no_answer_is_refused_in_words(house: House, each: Attack) -> None:
    refuse(house, each.where, each.payload, each.seconds)


@SQLITE
@pytest.mark.parametrize(
    ("where", "value"), [(where, value) for where, values in MORE.items() for value in values]
)
def test_more_of_the_same_kind_is_refused_in_words(house: House, where: str, value: str) -> None:
    refuse(house, where, value)


@SQLITE
@pytest.mark.parametrize("each", EITHERS, ids=str)
def test_what_may_be_an_answer_is_stored_or_refused_in_words(house: House, each: Attack) -> None:
    question, value = QUESTIONS[each.where], each.payload
    for door in DOORS.values():
        house.clear()
        house.write_row(question)
        with within(each.seconds):
            answer = door(house, question, value)
        never_5xx(answer)
        if answer.status_code >= 400:
            refused_in_words(answer)
            assert house.said(question) is None
        else:
            assert house.said(question) == (documented(value) or None)


@covers(*VALUES)
@pytest.mark.parametrize("identifier", VALUES)
def test_an_answer_has_its_documented_value(house: House, identifier: str) -> None:
    each = attack(identifier)
    question = QUESTIONS[each.where]
    for name, door in DOORS.items():
        house.clear()
        house.write_row(question)
        answer = door(house, question, each.payload)
        if name == "document" and answer.status_code == 422:
            assert not each.payload.isascii(), (
                "a document is written in ASCII digits; nothing else may be refused"
            )
            continue
        accepted(answer)
        assert house.said(question) == VALUES[identifier]
        assert house.exported(question) == VALUES[identifier]


@SQLITE
@covers(NO_ANSWER)
def test_no_answer_to_a_number_is_no_zero_and_is_found_by_the_checks(house: House) -> None:
    question = QUESTIONS["field:number"]
    house.write_row(question, title="Boats", needed=3)
    accepted(house.by_form(question, attack(NO_ANSWER).payload))
    assert house.said(question) is None
    assert "needed" not in str(house.exported(question))


@SQLITE
@pytest.mark.parametrize(
    "sent", [each.payload for each in through("field:tlp")] + [["RED", "CLEAR"], ["CLEAR", "RED"], ""]
)
def test_a_plan_is_marked_with_one_of_the_five_labels_or_stays_as_it_is(house: House, sent: Any) -> None:
    answer = house.lead.submit(f"/plans/{house.plan_id}/settings/", {"language": "en", "tlp": sent})
    refused_in_words(answer)
    assert house.head() == ("en", "GREEN")
