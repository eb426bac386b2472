"""The test client's own eye: every fault it looks for, it finds."""

import pytest

from tests.markup import faults

GOOD = (
    '<!doctype html><html lang="en" dir="ltr"><head><title>T</title></head>'
    '<body><h1>T</h1><form><label for="a">A</label><input id="a" name="a">{}</form></body></html>'
)


def test_a_good_page_has_no_fault():
    assert faults(GOOD.format("")) == []


@pytest.mark.parametrize(
    ("piece", "found"),
    [
        ("<p><div></p>", "invalid HTML"),
        ('<b id="a">twice</b>', "used 2 times"),
        ('<input name="b">', "no label"),
        ('<select name="c"></select>', "no label"),
        ('<b class="x" style="color: red">x</b>', "inline style"),
        ("<b onclick='x()'>x</b>", "has onclick"),
        ('<script>alert("x")</script>', "inline script"),
        ('<label for="nothing">x</label>', "points nowhere"),
        ('<b aria-describedby="nothing">x</b>', "points nowhere"),
        ("<h1>Another</h1>", "2 first headings"),
    ],
)
def test_a_fault_is_found(piece, found):
    assert any(found in fault for fault in faults(GOOD.format(piece)))


def test_a_page_without_title_language_or_direction_is_faulty():
    bare = GOOD.format("").replace("<title>T", "<title>").replace(' lang="en" dir="ltr"', "")
    assert len(faults(bare)) == 2
