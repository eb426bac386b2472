"""Text is prepared for paper without losing a word, whatever was typed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap.publish.breaks import LONGEST_RUN, MOST_MARKS, SOFT_BREAK, prepare

SAMPLES = {
    "km": "មនុស្សទាំងអស់កើតមកមានសេរីភាព",
    "lo": "ມະນຸດເກີດມາມີສິດເສລີພາບ",
    "my": "လူတိုင်းသည်တူညီလွတ်လပ်သော",
}


@pytest.mark.parametrize("lang", SAMPLES)
def test_words_of_unspaced_scripts_get_places_to_break(lang: str) -> None:
    prepared = prepare(SAMPLES[lang], lang)
    assert SOFT_BREAK in prepared
    assert prepared.replace(SOFT_BREAK, "") == SAMPLES[lang]


@pytest.mark.parametrize(
    "text", ["Mutual legal assistance.", "协同行动计划", "แผนปฏิบัติการแห่งชาติเพื่อต่อต้านอาชญากรรมข้ามชาติ", "می‌خواهم"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert prepare(text) == text


@pytest.mark.parametrize("unit", ["A", "a\u00a0", "\u00a0", "ᄀ", "é", "👩\u200d", "\u2060x"])
def test_a_long_run_without_a_break_gets_soft_ones(unit: str) -> None:
    text = unit * 5000
    prepared = prepare(text)
    assert prepared.replace(SOFT_BREAK, "") == text
    assert max(map(len, prepared.split(SOFT_BREAK))) <= LONGEST_RUN


def test_a_soft_break_never_parts_a_letter_from_its_accent() -> None:
    assert not re.search(f"{SOFT_BREAK}\u0301", prepare("e\u0301" * 500))


def test_accents_beyond_the_twelfth_are_counted_instead_of_drawn() -> None:
    assert prepare("e" + "\u0301" * 100_000 + "f") == "e" + "\u0301" * MOST_MARKS + "[+99988]f"


def test_overrides_of_direction_are_shown() -> None:
    assert prepare("approved \u202edevorppa ton\u202c") == "approved [RLO]devorppa ton[PDF]"


def test_characters_no_typeface_has_are_shown_by_their_code() -> None:
    assert prepare("\ue000 \U000f0000 \ufffe \ud800") == "[U+E000] [U+F0000] [U+FFFE] [U+D800]"


def test_no_line_begins_with_a_closing_sign() -> None:
    assert prepare("Qui décide ? अधिकार है ।") == "Qui décide\u00a0? अधिकार है\u00a0।"


def test_control_characters_are_left_out_and_line_ends_are_one() -> None:
    assert prepare("a\x01\x1b\x7fb\r\nc\rd\u2028e\x85f\tg") == "ab\nc\nd\ne\nf\tg"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_stand_in_xml_and_breaks_often_enough(text: str) -> None:
    prepared = prepare(text)
    prepared.encode()  # no lone surrogate is left
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", prepared)
    assert prepare(prepared) == prepared
