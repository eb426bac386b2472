"""The sheet of cards: both standards, eight a page, and on each card what its person needs."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from roadmap.accounts.codes import in_groups, new_code
from roadmap.invitations.sheet import ON_A_PAGE, make_pdf
from tests.hostile.corpus import attacks
from tests.publish.conformance import assert_conformant

OPTIONS = {"paper": "a4", "language": "en", "made": "2026-11-22T10:00:00+00:00"}


def card(**changes: str) -> dict[str, str]:
    code = new_code()
    return {
        "workshop": "AI and Transnational Organized Crimes",
        "delegation": "Delegation of Vanuatu",
        "role": "Delegation lead",
        "name": "Ana Fale",
        "code": in_groups(code),
        "link": f"https://roadmap.example.org/join#{code}",
        "address": "roadmap.example.org/join",
        "until": "6 December 2026",
        **changes,
    }


def words(pdf: bytes) -> str:
    """Return the text of a PDF as one line, without the signs that only guide line breaks."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [1, 8, 9])
def test_the_sheet_meets_both_standards_and_holds_eight_cards_a_page(paper, count):
    pdf = make_pdf([card() for _ in range(count)], OPTIONS | {"paper": paper})
    assert_conformant(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == -(-count // ON_A_PAGE)


def test_a_card_says_what_its_person_needs():
    one = card()
    said = words(make_pdf([one], OPTIONS))
    for name in ("workshop", "delegation", "role", "name", "code", "address", "until"):
        assert one[name] in said


def test_a_card_without_a_name_is_headed_by_its_delegation():
    assert "Delegation of Vanuatu Delegation lead" in words(make_pdf([card(name="")], OPTIONS))


NAMES = [each for each in attacks() if each.where == "field:person-name" and isinstance(each.payload, str)]


@pytest.mark.slow
def test_whatever_a_name_says_every_card_keeps_its_place_and_its_end():
    cards = [card(name=each.payload[:100], delegation=each.payload[:200]) for each in NAMES]
    cards += [card(name="W" * 100, delegation="long " * 100, workshop="x" * 500)]
    pdf = make_pdf(cards, OPTIONS)
    assert_conformant(pdf)
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == -(-len(cards) // ON_A_PAGE)
    assert words(pdf).count("Good once, until 6 December 2026") == len(cards)


def test_the_same_cards_give_the_same_bytes():
    one = card()
    assert make_pdf([one], OPTIONS) == make_pdf([one], OPTIONS)


def test_a_sheet_of_a_whole_workshop_comes_from_the_page_with_the_codes(house):
    answer = house.ask(delegations=[str(house.fiji), str(house.vanuatu)], leads="1", drafters="4")
    codes = house.codes(answer)
    sheet = house.people["facilitator"].submit(f"{house.address}/sheet", {"codes": " ".join(codes)})
    assert (sheet.status_code, sheet.mimetype) == (200, "application/pdf")
    assert sheet.headers["Content-Disposition"] == "attachment; filename=invitations.pdf"
    said = words(sheet.data)
    assert all(in_groups(code) in said for code in codes)
    assert_conformant(sheet.data)


@pytest.mark.parametrize("codes", ["", "nonsense", "A" * 28, "é", "x " * 20_000])
def test_without_a_good_code_nothing_is_printed(house, codes):
    answer = house.people["facilitator"].submit(f"{house.address}/sheet", {"codes": codes})
    assert answer.location == house.address


def test_nobody_prints_a_card_beyond_their_reach(house):
    code = house.invited("Fiji, lead")
    assert house.people["lead"].submit(f"{house.address}/sheet", {"codes": code}).status_code == 302
    assert house.people["stranger"].submit(f"{house.address}/sheet", {"codes": code}).status_code == 404
    assert house.people["drafter"].submit(f"{house.address}/sheet", {"codes": code}).status_code == 403
