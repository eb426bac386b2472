"""Choices, scales, dates, addresses, places, references and tables accept what they say and no more."""

from datetime import date
from decimal import Decimal

import pytest

from roadmap.fields.address import Email, WebAddress
from roadmap.fields.choice import Choice, MultipleChoice, Option
from roadmap.fields.dates import Date
from roadmap.fields.places import Country, Language
from roadmap.fields.problem import Refused
from roadmap.fields.reference import Reference, References
from roadmap.fields.scale import Scale
from roadmap.fields.scope import Scope
from roadmap.fields.table import Table
from roadmap.fields.text import ShortText

SCOPE = Scope(
    lists={
        "countries": {"VU": "Vanuatu"},
        "iso-639": {"en": "English", "zh": "Chinese"},
        "sdg": {"16.4": "x", "16.10": "y"},
    },
    rows={"threats": {"T1": "Phishing", "T2": "Ransomware"}},
)
OPTIONS = (Option("yes", "Yes"), Option("no", "No"))
MILESTONES = Table(
    "milestones", "Milestones", columns=(ShortText("title", "Title"), Date("due", "Due")), limit=3
)

ACCEPTED = [
    (Choice("a", "A", options=OPTIONS), "no", "no"),
    (MultipleChoice("a", "A", options=OPTIONS), ["no", "yes"], ("no", "yes")),
    (MultipleChoice("a", "A", options=OPTIONS), [], None),
    (Scale("a", "A", steps={1: "rare", 2: "likely"}), 2, 2),
    (Date("a", "A"), "2024-02-29", date(2024, 2, 29)),
    (Email("a", "A"), "ana@example.org", "ana@example.org"),
    (WebAddress("a", "A"), "https://cert.gov.vu/a?b=c&d=e#f", "https://cert.gov.vu/a?b=c&d=e#f"),
    (Country("a", "A"), "VU", "VU"),
    (Language("a", "A"), "zh-Hans", "zh-Hans"),
    (Reference("a", "A", worksheet="threats"), "T1", "T1"),
    (References("a", "A", worksheet="threats"), ["T2", "T1"], ("T2", "T1")),
    (
        MILESTONES,
        [{"title": "Signed", "due": "2026-01-01"}, {}],
        ({"title": "Signed", "due": date(2026, 1, 1)},),
    ),
]
REFUSED = [
    (Choice("a", "A", options=OPTIONS), "maybe", "choose one of: yes, no"),
    (Choice("a", "A", options=OPTIONS), ["yes"], "not a name from the list"),
    (MultipleChoice("a", "A", options=OPTIONS), ["yes", "yes"], "twice"),
    (MultipleChoice("a", "A", options=OPTIONS), "yes", "not a list"),
    (Scale("a", "A", steps={1: "rare"}), 6, "choose one of 1"),
    (Scale("a", "A", steps={1: "rare"}), True, "not a whole number"),
    (Scale("a", "A", steps={1: "rare"}), "1", "not a whole number"),
    (Date("a", "A"), "2026-02-30", "year-month-day"),
    (Date("a", "A"), "01/02/2026", "year-month-day"),
    (Date("a", "A"), "0000-01-01", "year-month-day"),
    (Date("a", "A"), "9999-12-31", "year-month-day"),
    (Date("a", "A"), "٢٠٢٦-٠١-٠١", "year-month-day"),
    (Email("a", "A"), "ana@", "name@example.org"),
    (Email("a", "A"), "a@g\u043e\u043egle.com", "two alphabets"),
    (WebAddress("a", "A"), "javascript:alert(1)", "https://example.org"),
    (WebAddress("a", "A"), "file:///etc/hostname", "https://example.org"),
    (WebAddress("a", "A"), "https://a:b@example.org", "https://example.org"),
    (WebAddress("a", "A"), "http://[::1", "https://example.org"),
    (Country("a", "A"), "XX", "not in the list"),
    (Language("a", "A"), "../../etc", "en, km or zh-Hans"),
    (Language("a", "A"), "qq", "en, km or zh-Hans"),
    (Reference("a", "A", worksheet="threats"), "T9", "not the key of a row in threats"),
    (References("a", "A", worksheet="threats"), [["T1"]], "not the key of a row in threats"),
    (MILESTONES, [{"due": "soon"}], r"a\[0\].due"),
    (MILESTONES, [{"owner": "x"}], r"a\[0\].owner: is not a column"),
    (MILESTONES, [5], r"a\[0\]: 5 is not a row"),
    (MILESTONES, [{}] * 4, "at most 3"),
]


@pytest.mark.parametrize(("field", "raw", "value"), ACCEPTED)
def test_a_kind_accepts_what_it_says(field, raw, value):
    assert field.load(raw, "a", SCOPE) == value


@pytest.mark.parametrize(("field", "raw", "reason"), REFUSED)
def test_a_kind_refuses_anything_else_and_says_what_it_accepts(field, raw, reason):
    with pytest.raises(Refused, match=reason):
        field.load(raw, "a", SCOPE)


@pytest.mark.parametrize(("field", "raw", "value"), ACCEPTED)
def test_dumping_and_spreadsheet_cells_give_the_same_answer_back(field, raw, value):
    if value is None:
        return
    assert field.load(field.dump(value), "a", SCOPE) == value
    assert field.load(field.from_cell(field.cell(value)), "a", SCOPE) == value


@pytest.mark.parametrize(("field", "raw", "value"), ACCEPTED)
def test_nothing_is_no_answer_for_every_kind(field, raw, value):
    assert field.load(None, "a", SCOPE) is None
    assert field.text(None, SCOPE) == ""
    assert field.cell(None) is None
    assert field.from_cell(field.cell(None)) is None


def test_an_sdg_target_written_as_a_number_keeps_its_digits():
    field = MultipleChoice("sdg", "SDG", catalogue="sdg")
    assert field.load([Decimal("16.10"), "16.4"], "sdg", SCOPE) == ("16.10", "16.4")


def test_a_difference_names_the_words_that_went_and_came():
    old, new = "The police lead alone", "The police lead together"
    parts = ShortText("a", "A").difference(old, new, SCOPE)
    assert "".join(p.text for p in parts if p.change != "added") == old
    assert "".join(p.text for p in parts if p.change != "removed") == new
    assert [p.text for p in parts if p.change == "added"] == ["together"]


def test_a_list_in_another_order_is_no_difference():
    field = References("a", "A", worksheet="threats")
    assert field.difference(("T1", "T2"), ("T2", "T1"), SCOPE) == ()
    assert [p.text for p in field.difference(("T1",), ("T2",), SCOPE)] == ["T1 Phishing", "T2 Ransomware"]
