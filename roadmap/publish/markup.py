"""Document in, well-formed XHTML out: what people typed is text, escaped, prepared for paper and isolated."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

import roadmap
from roadmap.i18n import N_
from roadmap.publish.breaks import SOFT_BREAK, prepare
from roadmap.publish.document import Document
from roadmap.publish.entry import Answer, Mention
from roadmap.publish.fonts import direction
from roadmap.publish.glossary import glossary
from roadmap.publish.wording import Wording

TEMPLATES = Path(roadmap.__file__).parent.parent / "templates"
UNANSWERED = Markup('<span class="none">–</span>')
# What the capital has not confirmed carries this sign; the running foot and the summary explain it.
PROVISIONAL = Markup('<sup class="provisional">*</sup>')
MANY_LINE_ENDS = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


def to_markup(document: Document) -> str:
    """Write a document as XHTML without namespace or named entities."""
    template = environment().get_template("document/document.html")
    terms = glossary(section.name for section in document.sections)
    return template.render(document=document, terms=terms, words=document.wording)


@cache
def environment() -> Environment:
    """The templates of documents and the filters that say an answer."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["_"] = _sentence
    found.filters |= FILTERS
    return found


def _words(context: Context) -> Wording:
    words: Wording = context["words"]
    return words


@pass_context
def _sentence(context: Context, message: str, **values: object) -> str:
    """Say one of the document's own sentences, in its own direction on a page that runs the other way."""
    words = _words(context)
    said = words.say(message, **values)
    own = direction(words.language)
    if own == direction(words.people):
        return said
    return Markup('<bdi dir="{}">{}</bdi>').format(own, said)


@pass_context
def say(context: Context, answer: Answer | None) -> Markup:
    """Show any answer inside a line, with the sign of what is provisional."""
    if answer is None or answer.value in (None, ()):
        return UNANSWERED
    shown = _shown(_words(context), answer)
    return shown + PROVISIONAL if answer.provisional else shown


@pass_context
def paragraph(context: Context, answer: Answer | None, style: str = "") -> Markup:
    """Show a text that may have lines and paragraphs as a block of its own; nothing for no answer."""
    if answer is None:
        return Markup("")
    words = _words(context)
    text = MANY_LINE_ENDS.sub("\n\n", answer.value.strip("\n"))
    attributes = _attributes(words, text, answer.lang)
    sign = PROVISIONAL if answer.provisional else Markup("")
    prepared = escape(prepare(text, answer.lang or words.language))
    return Markup('<p class="long {}"{}>{}{}</p>').format(style, attributes, prepared, sign)


@pass_context
def plain(context: Context, answer: Answer | str | None) -> str:
    """Give a text for an attribute or a title: on one line, without markup and soft breaks."""
    text = answer.value if isinstance(answer, Answer) else answer or ""
    if isinstance(text, Markup):
        text = text.striptags()
    return " ".join(prepare(text, _words(context).language).replace(SOFT_BREAK, "").split())


@pass_context
def day(context: Context, value: date | None) -> Markup:
    """Show a date as the plan's language writes it."""
    return UNANSWERED if value is None else _day(_words(context), value)


@pass_context
def number(context: Context, value: Decimal | int) -> Markup:
    """Show a number in groups of three, left to right in every script."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(_words(context).number(Decimal(value)))


@pass_context
def money(context: Context, amount: Decimal, currency: str | None) -> Markup:
    """Show an amount with its currency; one without says so."""
    words = _words(context)
    if not currency:
        return Markup('<bdi dir="ltr">{}</bdi> {}').format(
            words.number(amount), words.say(N_("(no currency)"))
        )
    return Markup('<bdi dir="ltr">{}</bdi>').format(words.money(currency, amount))


def keys(mentions: tuple[Mention, ...] | tuple[str, ...]) -> Markup:
    """Show the keys of other rows, separated by commas."""
    names = (each.key if isinstance(each, Mention) else each for each in mentions)
    return Markup(", ").join(Markup('<bdi class="key">{}</bdi>').format(name) for name in names)


def _shown(words: Wording, answer: Answer) -> Markup:
    value = answer.value
    if isinstance(value, str):
        return _text(words, value, answer.lang)
    if isinstance(value, date):
        return _day(words, value)
    if isinstance(value, Decimal | int):
        return Markup('<bdi dir="ltr">{}</bdi>').format(words.number(Decimal(value)))
    if isinstance(value[0], Mention):
        return keys(value)
    return Markup("").join(
        Markup('<span class="item">{}</span>').format(_text(words, each, None)) for each in value
    )


def _text(words: Wording, text: str, lang: str | None) -> Markup:
    prepared = escape(prepare(text, lang or words.language))
    return Markup("<bdi{}>{}</bdi>").format(_attributes(words, text, lang), prepared)


def _day(words: Wording, value: date) -> Markup:
    said = words.day(value)
    lang = None if said.isascii() else words.people
    return Markup('<bdi class="day"{}>{}</bdi>').format(_attributes(words, said, lang), said)


def _attributes(words: Wording, text: str, lang: str | None) -> Markup:
    """The language of a text where it is not the document's, and its direction where it is not the page's."""
    named = Markup(' lang="{}"').format(lang) if lang and lang != words.language else Markup("")
    own = _direction(text) or direction(words.people)
    turned = Markup(' dir="{}"').format(own) if own != direction(words.people) else Markup("")
    return named + turned


def _direction(text: str) -> str | None:
    """The direction of the first letter that has one."""
    for character in text:
        strong = unicodedata.bidirectional(character)
        if strong in STRONG:
            return STRONG[strong]
    return None


STRONG: Mapping[str, str] = {"L": "ltr", "R": "rtl", "AL": "rtl"}

# What templates of charts need, on screen too; they read how to speak from `words` in their context.
FILTERS = {
    "say": say,
    "paragraph": paragraph,
    "plain": plain,
    "day": day,
    "number": number,
    "money": money,
    "keys": keys,
}
