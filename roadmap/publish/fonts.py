"""Which typeface each language is set in, and which way it runs.

A family is named for every script, because leaving the choice to the system mixes Japanese shapes into
Chinese text and sets Urdu in Kufi.  All families are Debian packages (Noto, SIL Open Font Licence).  Where
the one for emoji is not installed, a document shows their codes instead.
"""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import icu

CORE = "fonts-noto-core"
CJK = "fonts-noto-cjk"


@dataclass(frozen=True)
class Typeface:
    """One script's family: ISO 15924 code, family name, Debian package, and the line height it needs."""

    script: str
    family: str
    package: str = CORE
    leading: str = ""


LATIN = Typeface("Latn", "Noto Sans")
NASTALIQ = Typeface("Aran", "Noto Nastaliq Urdu", leading="2.1")
# Languages of the Arabic script that are read in Nastaliq.
READ_IN_NASTALIQ = frozenset({"ur", "ks", "pnb", "skr"})

TYPEFACES = (
    LATIN,
    Typeface("Cyrl", "Noto Sans"),
    Typeface("Grek", "Noto Sans"),
    Typeface("Arab", "Noto Sans Arabic", leading="1.6"),
    NASTALIQ,
    Typeface("Hebr", "Noto Sans Hebrew"),
    Typeface("Thaa", "Noto Sans Thaana", leading="1.6"),
    Typeface("Syrc", "Noto Sans Syriac"),
    Typeface("Nkoo", "Noto Sans NKo"),
    Typeface("Armn", "Noto Sans Armenian"),
    Typeface("Geor", "Noto Sans Georgian"),
    Typeface("Ethi", "Noto Sans Ethiopic"),
    Typeface("Deva", "Noto Sans Devanagari", leading="1.5"),
    Typeface("Beng", "Noto Sans Bengali", leading="1.5"),
    Typeface("Guru", "Noto Sans Gurmukhi", leading="1.5"),
    Typeface("Gujr", "Noto Sans Gujarati", leading="1.5"),
    Typeface("Orya", "Noto Sans Oriya", leading="1.5"),
    Typeface("Taml", "Noto Sans Tamil", leading="1.5"),
    Typeface("Telu", "Noto Sans Telugu", leading="1.5"),
    Typeface("Knda", "Noto Sans Kannada", leading="1.5"),
    Typeface("Mlym", "Noto Sans Malayalam", leading="1.5"),
    Typeface("Sinh", "Noto Sans Sinhala", leading="1.5"),
    Typeface("Thai", "Noto Sans Thai", leading="1.5"),
    Typeface("Laoo", "Noto Sans Lao", leading="1.5"),
    Typeface("Khmr", "Noto Sans Khmer", leading="1.7"),
    Typeface("Mymr", "Noto Sans Myanmar", leading="1.8"),
    Typeface("Tibt", "Noto Serif Tibetan", leading="1.6"),
    Typeface("Mong", "Noto Sans Mongolian"),
    Typeface("Olck", "Noto Sans Ol Chiki"),
    Typeface("Mtei", "Noto Sans Meetei Mayek"),
    Typeface("Cakm", "Noto Sans Chakma"),
    Typeface("Java", "Noto Sans Javanese"),
    Typeface("Bali", "Noto Serif Balinese"),
    Typeface("Tfng", "Noto Sans Tifinagh"),
    Typeface("Cher", "Noto Sans Cherokee"),
    Typeface("Cans", "Noto Sans Canadian Aboriginal"),
    Typeface("Yiii", "Noto Sans Yi"),
    Typeface("Hans", "Noto Sans CJK SC", CJK),
    Typeface("Hant", "Noto Sans CJK TC", CJK),
    Typeface("Jpan", "Noto Sans CJK JP", CJK),
    Typeface("Kore", "Noto Sans CJK KR", CJK),
    Typeface("Zsym", "Noto Sans Symbols"),
    Typeface("Zsye", "Noto Sans Symbols2"),
    Typeface("Zmth", "Noto Sans Math"),
    Typeface("Zemo", "Noto Color Emoji", "fonts-noto-color-emoji"),
)
# The typeface of emoji is not among them: fontconfig finds it for emoji, but where a sheet names it, it
# takes over digits and spaces too, which it has no shapes for.
# What a word of another script without a language of its own falls back to, in this order.
FALLBACKS = ("Latn", "Arab", "Hebr", "Deva", "Beng", "Thai", "Khmr", "Laoo", "Mymr", "Hans")
SYMBOLS = ("Zsym", "Zsye", "Zmth")
BY_SCRIPT = {typeface.script: typeface for typeface in TYPEFACES}


@cache
def script(lang: str) -> str:
    """Give the ISO 15924 code of the script a language tag (BCP 47) is written in; Latn when unknown."""
    locale = icu.Locale.forLanguageTag(lang)
    locale.addLikelySubtags()
    if locale.getScript() == "Arab" and locale.getLanguage() in READ_IN_NASTALIQ:
        return NASTALIQ.script
    return locale.getScript() or LATIN.script


def direction(lang: str) -> str:
    """Give "rtl" or "ltr", the direction a language's script runs in."""
    written = "Arab" if script(lang) == NASTALIQ.script else script(lang)
    (code,) = icu.Script.getCode(written)
    return "rtl" if icu.Script(code).isRightToLeft() else "ltr"


def typeface(lang: str) -> Typeface:
    """Give the typeface of a language; Noto Sans for a script without one of its own."""
    return BY_SCRIPT.get(script(lang), LATIN)


def family(lang: str) -> tuple[str, ...]:
    """Give the font families of a language, its own first, then the same fallbacks everywhere."""
    return _families(typeface(lang))


def _families(face: Typeface) -> tuple[str, ...]:
    others = (BY_SCRIPT[each].family for each in (*FALLBACKS, *SYMBOLS))
    return tuple(dict.fromkeys((face.family, *others)))


@cache
def stylesheet() -> str:
    """Give the CSS that sets every element with a `lang` in its own typeface and line height.

    One sheet serves all languages, so it is parsed once.  A sheet that wants another line height for the
    body of the text says so on `html`, not on `body`: a script's need outranks the first, not the second.
    """
    languages = [tag for tag in icu.Locale.getISOLanguages() if typeface(tag) is not LATIN]
    exceptions = [f"{language}-{subtag}" for language, subtag in SUBTAGS]
    return "\n".join((_rule("html, [lang]", LATIN), *_rules(languages), *_rules(exceptions)))


def _rules(tags: Iterable[str]) -> Iterator[str]:
    grouped: dict[Typeface, list[str]] = {}
    for tag in tags:
        grouped.setdefault(typeface(tag), []).append(f'[lang|="{tag}"]')
    for face, selectors in grouped.items():
        yield _rule(", ".join(selectors), face)


def _rule(selector: str, face: Typeface) -> str:
    families = ", ".join(f'"{name}"' for name in _families(face))
    leading = f" line-height: {face.leading};" if face.leading else ""
    return f"{selector} {{ font-family: {families};{leading} }}"


# Subtags that choose another script than the language's usual one.
SUBTAGS = (
    ("zh", "Hans"),
    ("zh", "Hant"),
    ("zh", "TW"),
    ("zh", "HK"),
    ("zh", "MO"),
    ("mn", "Mong"),
    ("mn", "Cyrl"),
    ("ms", "Arab"),
    ("pa", "Arab"),
    ("pa", "Guru"),
    ("az", "Arab"),
    ("az", "Cyrl"),
    ("uz", "Arab"),
    ("uz", "Cyrl"),
    ("uz", "Latn"),
    ("kk", "Arab"),
    ("ky", "Arab"),
    ("tg", "Arab"),
    ("tk", "Cyrl"),
    ("ku", "Arab"),
    ("sd", "Deva"),
    ("ks", "Deva"),
    ("ug", "Cyrl"),
)


def missing() -> list[Typeface]:
    """Give the typefaces that this machine does not have, each naming the Debian package that brings it."""
    listing = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)  # noqa: S607 - on PATH with Pango
    installed = {name for line in listing.stdout.splitlines() for name in line.split(",")}
    return [face for face in TYPEFACES if face.family not in installed]
