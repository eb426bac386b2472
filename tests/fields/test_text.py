"""Text is kept as typed, by the documented rules, and nothing unwritable gets in."""

import pytest

from roadmap.fields.problem import Refused
from roadmap.fields.scope import Scope
from roadmap.fields.text import LongText, ShortText

LONG, SHORT = LongText("note", "Note"), ShortText("title", "Title")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  outer spaces stay  ", "  outer spaces stay  "),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\ufeffafter a mark", "after a mark"),
        ("approved \u202edesrever\u202c", "approved \u202edesrever\u202c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301 is not é", "e\u0301 is not é"),
        (" \n\t ", None),
        ("", None),
    ],
)
def test_a_text_is_kept_as_typed_but_for_the_documented_rules(typed, kept):
    assert LONG.load(typed, "note", Scope()) == kept


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (5, "is not a text"),
        (True, "is not a text"),
        (["a"], "is not a text"),
        ("a\x00b", "U+0000"),
        ("a\x1b[31m", "U+001B"),
        ("\ud800", "U+D800"),
        ("a\ufffe", "U+FFFE"),
        ("\u200b", "nothing that can be seen"),
        ("\u3164\u2060", "nothing that can be seen"),
        ("x" * 10_001, "shorten it to 10000"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(raw, reason):
    with pytest.raises(Refused, match="note: ") as refused:
        LONG.load(raw, "note", Scope())
    assert reason in str(refused.value)


def test_a_short_text_has_one_line():
    with pytest.raises(Refused, match="one line"):
        SHORT.load("a\nb", "title", Scope())


def test_controls_pasted_into_a_browser_are_dropped_and_the_rest_is_kept():
    assert SHORT.read(["a\x01\x0bb\x7f"], "title") == "ab"


def test_a_value_sent_twice_is_refused():
    with pytest.raises(Refused, match="2 times"):
        SHORT.read(["one", "two"], "title")


def test_the_refusal_quotes_a_long_value_on_one_bounded_line():
    with pytest.raises(Refused) as refused:
        SHORT.load(["x\n" * 10_000], "title", Scope())
    assert len(str(refused.value)) < 200
    assert "\n" not in str(refused.value)
