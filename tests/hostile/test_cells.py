"""What a spreadsheet will hold of a text: the text itself, and the same text again when it is read back."""

import pytest

from roadmap.fields.scope import Scope
from roadmap.fields.text import LongText
from tests.hostile.corpus import Attack, attacks

NOTE = LongText("note", "Note")
CELLS = [each for each in attacks() if each.where.startswith("export:xlsx") and each.kind == "formula"]


@pytest.mark.parametrize("each", CELLS, ids=str)
def test_a_text_is_the_same_text_in_a_cell_and_back(each: Attack) -> None:
    cell = NOTE.cell(each.payload)
    assert cell == each.payload
    assert NOTE.load(NOTE.from_cell(cell), "note", Scope()) == each.payload
