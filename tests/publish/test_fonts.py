"""Every language of the region has its typeface and direction, by name and not by luck."""

from xml.etree import ElementTree as ET

import cssselect2
import pytest
import tinycss2

from roadmap.publish import fonts
from tests.publish.samples import LANGUAGES


def test_every_sample_language_runs_the_way_its_readers_expect() -> None:
    assert {tag: fonts.direction(tag) for tag in LANGUAGES} == {
        tag: each["dir"] for tag, each in LANGUAGES.items()
    }


@pytest.mark.parametrize(
    ("lang", "script", "family"),
    [
        ("ur", "Aran", "Noto Nastaliq Urdu"),
        ("fa-AF", "Arab", "Noto Sans Arabic"),
        ("ms", "Latn", "Noto Sans"),
        ("ms-Arab", "Arab", "Noto Sans Arabic"),
        ("mn-Mong", "Mong", "Noto Sans Mongolian"),
        ("dz", "Tibt", "Noto Serif Tibetan"),
        ("zh", "Hans", "Noto Sans CJK SC"),
        ("zh-TW", "Hant", "Noto Sans CJK TC"),
        ("ja", "Jpan", "Noto Sans CJK JP"),
        ("ko", "Kore", "Noto Sans CJK KR"),
        ("tet", "Latn", "Noto Sans"),
        ("xx", "Latn", "Noto Sans"),
    ],
)
def test_a_language_is_set_in_its_own_typeface(lang: str, script: str, family: str) -> None:
    assert fonts.script(lang) == script
    assert fonts.family(lang)[0] == family


def test_the_one_stylesheet_agrees_with_the_table() -> None:
    assert {tag: _chosen(tag) for tag in LANGUAGES} == {tag: fonts.family(tag)[0] for tag in LANGUAGES}
    assert _chosen("zh-HK") == "Noto Sans CJK TC"
    assert _chosen("pa-Arab") == "Noto Sans Arabic"


def test_every_script_has_its_typeface_where_the_tests_run() -> None:
    assert {each.family for each in fonts.missing()} <= {"Noto Color Emoji"}


def test_a_missing_typeface_names_the_package_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fonts, "TYPEFACES", (*fonts.TYPEFACES, fonts.Typeface("Xsux", "No Such Family", "fonts-x"))
    )
    assert ("No Such Family", "fonts-x") in [(each.family, each.package) for each in fonts.missing()]


def _chosen(lang: str) -> str:
    """Give the first family the stylesheet ends up with for an element in a language."""
    matcher = cssselect2.Matcher()
    for rule in tinycss2.parse_stylesheet(fonts.stylesheet(), skip_whitespace=True):
        for selector in cssselect2.compile_selector_list(rule.prelude):
            matcher.add_selector(selector, tinycss2.serialize(rule.content))
    root = cssselect2.ElementWrapper.from_html_root(ET.Element("html", {"lang": lang}))
    *_, (_, _, _, declarations) = sorted(matcher.match(root), key=lambda match: match[:2])
    return declarations.split('"')[1]
