"""The options of an edition are loaded strictly."""

from datetime import date

import pytest

from roadmap.fields.problem import Refused
from roadmap.publish.edition import Edition, Paper, Status
from roadmap.worksheets.marking import Tlp

WHOLE = {
    "date": "2026-11-22",
    "number": 3,
    "status": "endorsed",
    "audience": "GREEN",
    "paper": "letter",
    "address": "https://roadmap.example.org/v/8F3K2",
    "locale": "en",
    "state_withheld": False,
}


def test_options_left_out_make_a_draft_on_a4_for_everyone_but_red():
    edition = Edition.from_dict({"date": "2026-11-22"})
    assert (edition.date, edition.number, edition.status) == (date(2026, 11, 22), None, Status.DRAFT)
    assert (edition.paper, edition.audience, edition.address) == (Paper.A4, Tlp.AMBER_STRICT, None)


def test_options_survive_their_dictionary():
    edition = Edition.from_dict(WHOLE)
    assert Edition.from_dict(edition.to_dict()) == edition
    assert edition.to_dict() == WHOLE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date", "22 November 2026"),
        ("date", 20261122),
        ("number", 0),
        ("number", True),
        ("number", "3"),
        ("status", "final"),
        ("audience", "TLP:GREEN"),
        ("audience", ["GREEN"]),
        ("paper", "a5"),
        ("address", "javascript:alert(1)"),
        ("address", "https://example.org/" + "x" * 300),
        ("locale", "../en"),
        ("state_withheld", "no"),
        ("colour", "blue"),
    ],
)
def test_an_option_that_is_not_accepted_is_named(name, value):
    with pytest.raises(Refused, match=f"edition.{name}"):
        Edition.from_dict(WHOLE | {name: value})


def test_an_edition_without_a_date_is_refused_because_nothing_reads_the_clock():
    with pytest.raises(Refused, match=r"edition\.date"):
        Edition.from_dict({"number": 1})
