"""The workbook's pages: what they show, and what they cost."""

import re

import pytest

from roadmap.worksheets.registry import WORKSHEETS

COUNT = re.compile("[1-9][0-9]* finding")


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here."""
    return sqlite_url


@pytest.mark.parametrize("worksheet", WORKSHEETS)
def test_every_worksheet_has_its_page(filled, worksheet):
    page = filled.person().get(filled.address(worksheet, ""))
    assert page.status_code == 200
    assert WORKSHEETS[worksheet].title in page.text


def test_the_overview_suggests_where_to_go_on(desk):
    page = desk.person().get(desk.address(""))
    assert "What to do next" in page.text


def test_a_row_opens_at_its_own_address(filled):
    page = filled.person().get(filled.address("threats", "T1", ""))
    assert 'name="title"' in page.text


def test_no_worksheet_and_no_field_has_the_address_of_something_else():
    assert not WORKSHEETS.keys() & {"settings", "import"}
    fields = {key for worksheet in WORKSHEETS.values() for key in worksheet.by_key}
    assert not fields & {"duplicate", "move", "delete", "restore"}


def test_a_finding_stands_at_its_row_its_field_and_in_the_spine(filled):
    page = filled.person().get(filled.address("actions", "A1", "")).text
    assert COUNT.search(page.partition('data-chapter="actions"')[2].partition("</li>")[0])
    assert COUNT.search(page.partition('id="line-A1"')[2].partition("<form")[0])
    field = page.partition('data-field="funded_amount"')[2].partition("data-field")[0]
    assert "its gap cannot be shown" in field


def test_what_people_typed_is_shown_as_text(filled):
    person = filled.person()
    hostile = "</textarea><script>alert(1)</script>"
    form = {"version": "2", "title": hostile, "description": hostile}
    person.submit(filled.address("threats", "T1", ""), form)
    page = person.get(filled.address("threats", "T1", "")).text
    assert "<script>alert" not in page
    assert page.count("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
