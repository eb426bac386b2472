"""The markup is well-formed, says every text as text, and gives structure to those who listen."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from roadmap.catalogue.load import catalogue
from roadmap.publish import markup
from roadmap.publish.markup import to_markup
from roadmap.publish.wording import Wording
from roadmap.worksheets.document import load_plan
from tests.publish.plans import CASES, case, document, plan
from tests.strategies import documents

HOSTILE = "<script>alert(1)</script>&nbsp;\"'\u202e{{ 7*7 }}]]>"
HEADINGS = ("h1", "h2", "h3", "h4", "h5")


def tree(of, **options):
    return ET.fromstring(to_markup(document(of, **options)))


def words(element):
    return "".join(element.itertext())


@pytest.fixture(scope="module", params=sorted(CASES))
def page(request):
    """The parsed markup of each case."""
    return tree(case(request.param), address="https://roadmap.example.org/v/1")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_plan_becomes_well_formed_markup(raw):
    raw = raw | {"tlp": "GREEN"}
    assert tree(load_plan(raw, catalogue())).tag == "html"


def test_headings_begin_with_one_h1_and_leave_no_level_out(page):
    levels = [int(element.tag[1]) for element in page.iter() if element.tag in HEADINGS]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_says_what_its_heads_are_for(page):
    for table in page.iter("table"):
        assert all(head.get("scope") in ("col", "row") for head in table.iter("th"))
        columns = len(table.find("colgroup"))
        for row in table.iter("tr"):
            assert sum(int(cell.get("colspan", 1)) for cell in row) == columns, words(row)


def test_only_maps_and_fact_sheets_have_row_heads(page):
    """A stretch of a long table on one page that holds more heads than cells is read as shredded."""
    for table in page.iter("table"):
        if table.get("class") not in ("heat", "facts", "imprint"):
            assert not [head for head in table.iter("th") if head.get("scope") == "row"]


def test_pictures_have_words(page):
    drawings = list(page.iter("{http://www.w3.org/2000/svg}svg"))
    assert drawings
    for drawing in drawings:
        assert words(drawing.find("{http://www.w3.org/2000/svg}title"))


def test_anchors_are_unique_and_the_contents_lead_to_them(page):
    anchors = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(set(anchors)) == len(anchors)
    assert all(link.get("href")[1:] in anchors for link in page.iter("a"))


def test_no_style_stands_in_the_markup(page):
    assert not [element for element in page.iter() if element.get("style") or element.tag == "style"]


def test_the_marking_runs_in_head_and_foot(page):
    for place in ("running head-marking", "running foot-marking"):
        (label,) = [words(element) for element in page.iter("div") if element.get("class") == place]
        assert label.startswith("TLP:")


def test_hostile_text_is_shown_as_text_and_isolated():
    texts = {"title": HOSTILE, "description": HOSTILE, "evidence": HOSTILE, "likelihood": 1, "impact": 1}
    page = tree(plan(profile={"title": HOSTILE, "vision": HOSTILE}, threats=[{"key": "T1", **texts}]))
    assert not list(page.iter("script"))
    isolated = [words(e) for e in page.iter() if e.tag == "bdi" or e.get("class", "").startswith("long")]
    shown = [text for text in isolated if "alert(1)" in text]
    assert len(shown) >= 5
    assert all("{{ 7*7 }}" in text and "[RLO]" in text for text in shown)


def test_a_plan_that_reads_from_the_right_turns_the_whole_page():
    page = tree(case("pk"))
    assert page.get("dir") == "rtl"
    assert page.get("lang") == "en"
    assert any(e.get("lang") == "ur" and "dir" not in e.attrib for e in page.iter("bdi"))


def test_own_sentences_keep_their_direction_on_a_turned_page():
    heads = [head for head in tree(case("pk")).iter("th") if words(head) == "Threat"]
    assert heads
    assert all(head.find("bdi").get("dir") == "ltr" for head in heads)


def test_a_row_in_another_language_says_which():
    rows = [{"key": "T1", "title": "Hameçonnage", "lang": "fr"}, {"key": "T2", "title": "Phishing"}]
    page = tree(plan(threats=rows))
    languages = {words(e): e.get("lang") for e in page.iter("bdi") if words(e) in ("Hameçonnage", "Phishing")}
    assert languages == {"Hameçonnage": "fr", "Phishing": None}


def test_what_the_capital_has_not_confirmed_carries_a_sign_and_the_sign_is_explained():
    row = {"key": "T1", "title": "Phishing", "likelihood": 4, "impact": 4, "provisional": ["likelihood"]}
    page = tree(plan(threats=[row]))
    cells = [words(cell) for cell in page.iter("td") if cell.get("class") == "n"]
    assert "4*" in cells and "4" in cells
    assert "Not yet confirmed by the capital." in words(page)
    assert "*" not in words(tree(plan(threats=[{**row, "provisional": []}])))


def test_a_row_stricter_than_the_plan_shows_its_marking():
    page = tree(
        plan(threats=[{"key": "T1", "title": "Secret", "tlp": "AMBER"}, {"key": "T2", "title": "Open"}])
    )
    secret, open_ = (words(cell) for cell in page.iter("td") if words(cell).startswith(("T1", "T2")))
    assert "TLP:AMBER" in secret
    assert "TLP" not in open_


def test_withheld_rows_are_counted_and_leave_no_word_behind():
    rows = [{"key": "T1", "title": "Secret", "tlp": "AMBER"}, {"key": "T2", "title": "Open"}]
    page = words(tree(plan(threats=rows), audience="GREEN"))
    assert "One entry is withheld under its marking." in page
    assert "Secret" not in page


def test_a_draft_bears_a_watermark_and_an_endorsed_edition_does_not():
    def watermarks(page):
        return [element for element in page.iter("div") if element.get("class") == "running watermark"]

    assert watermarks(tree(case("vu")))
    assert not watermarks(tree(case("vu"), status="endorsed", number=1))


def test_amounts_say_their_currency_and_group_their_digits():
    page = words(tree(case("kh")))
    assert "KHR\N{NO-BREAK SPACE}3,360,000,000" in page


def test_every_sentence_of_its_own_goes_through_the_translation(monkeypatch):
    spoken = Wording("en", "en", lambda message: f"«{message}»")
    monkeypatch.setattr(markup, "_words", lambda context: spoken)
    page = tree(case("vu"), address="https://roadmap.example.org/v/1")
    untranslated = [
        words(element)
        for tag in ("h2", "h3", "th", "caption")
        for element in page.iter(tag)
        if "«" not in words(element)
    ]
    assert not [text for text in untranslated if not any(c.isdigit() for c in text)]
