"""The roadmap PDF of every case: conformant, marked on every page, and carrying its plan."""

import re
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from roadmap.fields.problem import Refused
from roadmap.publish.roadmap_pdf import build, make_pdf
from roadmap.publish.verification import ATTACHMENT
from tests.publish.conformance import assert_conformant
from tests.publish.plans import CASES, TODAY, case, case_document, document, edition, plan

ISSUED = {"date": TODAY, "number": 1, "status": "endorsed", "address": "https://roadmap.example.org/v/8F3K2"}
# The unfinished case is printed as a draft, the others as issued.
OPTIONS = {country: {"date": TODAY} if country == "fj" else ISSUED for country in CASES}
LABEL = re.compile(r"TLP:[A-Z]+(?:\+[A-Z]+)?")
SMALL = plan(profile={"title": "A small plan"}, threats=[{"key": "T1", "title": "Phishing"}])


@cache
def pdf(country: str) -> bytes:
    """The PDF of a case; made once for the tests that one process runs."""
    return make_pdf(case_document(country), OPTIONS[country])


@cache
def reader(country: str) -> PdfReader:
    """The PDF of a case, opened."""
    return PdfReader(BytesIO(pdf(country)))


@cache
def pages(country: str) -> list[str]:
    """The text of every page of a case."""
    return [page.extract_text() for page in reader(country).pages]


def test_each_case_conforms_to_both_standards(case_of):
    assert_conformant(pdf(case_of))


def test_each_page_bears_the_marking_of_the_whole_in_head_and_foot(case_of):
    whole = document(case(case_of), **OPTIONS[case_of]).cover.marking.label
    for number, text in enumerate(pages(case_of), 1):
        assert LABEL.findall(text).count(whole) >= 2, f"page {number}"


def test_the_second_page_is_the_roadmap_on_a_page_and_fits_there(case_of):
    shown = pages(case_of)
    assert "The roadmap on a page" in shown[1]
    assert re.search("Contents|Scope and context", shown[2])


def test_the_roadmap_on_a_page_fits_the_shorter_letter_sheet_too():
    letter = PdfReader(BytesIO(build(case("kh"), edition(paper="letter"))))
    assert "The roadmap on a page" in letter.pages[1].extract_text()
    assert "Contents" in letter.pages[2].extract_text()


def test_every_character_of_the_case_has_a_glyph(case_of):
    assert "[U+" not in "".join(pages(case_of))


def test_the_plan_travels_inside(case_of):
    (attached,) = reader(case_of).attachments[ATTACHMENT]
    assert attached == document(case(case_of), **OPTIONS[case_of]).verification.content


def test_the_bookmarks_name_every_section(case_of):
    titles = " ".join(entry.title for entry in _flat(reader(case_of).outline))
    for section in document(case(case_of), **OPTIONS[case_of]).sections:
        assert section.title in titles


@pytest.fixture(params=sorted(CASES))
def case_of(request):
    """The two letters of each case."""
    return request.param


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_a_short_plan_stays_within_twelve_pages():
    assert 8 <= len(pages("vu")) <= 12


def test_the_same_plan_and_edition_give_the_same_bytes():
    assert build(SMALL, edition()) == build(SMALL, edition())


def test_another_edition_gives_another_file():
    assert build(SMALL, edition(number=1)) != build(SMALL, edition(number=2))


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_sheet_is_the_one_asked_for(paper, size):
    box = PdfReader(BytesIO(build(SMALL, edition(paper=paper)))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_the_contents_give_the_page_of_each_section():
    contents = pages("vu")[2]
    number = int(re.search(r"Timeline[ .]*(\d+)", contents)[1])
    assert "Actions from start to end" in pages("vu")[number - 1]


def test_rows_withheld_from_an_audience_are_not_in_the_file():
    kept = plan(threats=[{"key": "T1", "title": "Open"}, {"key": "T2", "title": "Secret", "tlp": "AMBER"}])
    reader = PdfReader(BytesIO(build(kept, edition(audience="GREEN"))))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Open" in text
    assert "Secret" not in text
    assert b"Secret" not in reader.attachments[ATTACHMENT][0]


def test_a_plan_that_is_not_accepted_is_refused_before_anything_is_set():
    with pytest.raises(Refused, match="country"):
        make_pdf({"format": "roadmap-plan/1"}, {"date": TODAY})
