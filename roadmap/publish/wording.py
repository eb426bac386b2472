"""The document's own words: sentences in its language, dates and numbers as the plan's readers write them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import Translations

TRANSLATIONS = Path(__file__).parent.parent / "translations"
SOURCE_LANGUAGE = "en"
# English of the United Nations writes 1 April 2026.
REGION = {"en": "en_GB"}


@dataclass(frozen=True)
class Wording:
    """How one document speaks.

    `language` is the tag of the document's own sentences, `people` that of the plan; `translate` turns a
    message id into a sentence of `language`.
    """

    language: str
    people: str
    translate: Callable[[str], str] = str

    def say(self, message: str, **values: object) -> str:
        """One sentence, with its values put in."""
        return self.translate(message) % values if values else self.translate(message)

    def day(self, day: date) -> str:
        """A date as the plan's language writes it."""
        return format_date(day, "medium", locale=babel_locale(self.people))

    def own_day(self, day: date) -> str:
        """A date inside one of the document's own sentences."""
        return format_date(day, "long", locale=babel_locale(self.language))

    def number(self, value: Decimal) -> str:
        """A number with its digits in groups."""
        return format_decimal(value, locale=babel_locale(self.people), decimal_quantization=False)

    def money(self, currency: str, amount: Decimal) -> str:
        """An amount behind the ISO 4217 code of its currency, on one line."""
        return f"{currency}\N{NO-BREAK SPACE}{self.number(amount)}"


def wording(people: str, locale: str | None = None) -> Wording:
    """How a document speaks about a plan in the language `people`; English where nothing is translated."""
    language = locale or people
    translations = _translations(language)
    if translations is None:
        return Wording(SOURCE_LANGUAGE, people)
    return Wording(language, people, translations.gettext)


@lru_cache(maxsize=64)
def _translations(language: str) -> Translations | None:
    locale = babel_locale(language)
    if locale.language != language.split("-")[0]:
        return None
    found = Translations.load(str(TRANSLATIONS), [str(locale)])
    return found if isinstance(found, Translations) else None


@lru_cache(maxsize=256)
def babel_locale(tag: str) -> Locale:
    """The locale of a language tag, or of the one above it; English for a language that CLDR lacks."""
    for known in (REGION.get(tag, tag), tag.split("-")[0]):
        try:
            return Locale.parse(known.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(REGION[SOURCE_LANGUAGE])
