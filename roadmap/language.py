"""The language of the interface: negotiated with the browser among the translations we have."""

from pathlib import Path

from babel import Locale
from flask import Flask, has_request_context, request
from flask_babel import Babel, get_babel, get_locale, gettext
from markupsafe import Markup

from roadmap.catalogue.load import catalogue

TRANSLATIONS = Path(__file__).parent / "translations"
SOURCE_LANGUAGE = "en_GB"
MARKUP_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;"}


def init_app(app: Flask) -> None:
    """Translate every sentence of `app` marked for it, and format dates and numbers accordingly."""
    Babel(
        app,
        default_locale=SOURCE_LANGUAGE,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=_negotiate,
    )
    # Flask-Babel takes every sentence for markup and a format; the label of a workshop's question is neither.
    app.add_template_global(_sentence, "gettext")
    app.add_template_global(_html_language, "html_language")
    app.add_template_global(_direction, "text_direction")
    app.add_template_global(country_name, "country_name")


def _sentence(message: str, **values: object) -> Markup:
    """Translate a text for a page: escaped, and a format only where `values` are given.

    Apostrophes stay as they are: attributes stand in double quotes.
    """
    said = str(gettext(message)) if message else ""
    for sign, reference in MARKUP_SIGNS.items():
        said = said.replace(sign, reference)
    text = Markup(said)  # noqa: S704 - escaped above
    return text % values if values else text


def _negotiate() -> str:
    if not has_request_context():
        return SOURCE_LANGUAGE
    known = {SOURCE_LANGUAGE, *(str(locale) for locale in get_babel().instance.list_translations())}
    chosen = request.accept_languages.best_match([tag.replace("_", "-") for tag in sorted(known)])
    return (chosen or SOURCE_LANGUAGE).replace("-", "_")


def _locale() -> Locale:
    return get_locale() or Locale.parse(SOURCE_LANGUAGE)


def _html_language() -> str:
    """Return the BCP 47 tag of the interface's language, for `<html lang>`."""
    return str(_locale()).replace("_", "-")


def _direction() -> str:
    """Return "rtl" or "ltr", for `<html dir>`."""
    return str(_locale().text_direction)


def country_name(code: str) -> str:
    """Return the name of a country (ISO 3166-1 alpha-2): the United Nations' in English, else Unicode's."""
    locale = _locale()
    if locale.language == "en":
        return catalogue().lists["countries"].get(code, code)
    return str(locale.territories.get(code, code))
