"""The workbook's pages: what they show, and what they cost."""

import pytest

from roadmap.worksheets.registry import WORKSHEETS


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
