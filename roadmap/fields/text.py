"""Text as people type it: one line or many, never markup.

Kept exactly as typed, outer spaces included, but for three rules that hold at every door: line ends become
one newline, a byte order mark at the start goes, and a text of nothing but white space is no answer. What a
browser submits may be pasted from other programs: there, control characters and code points that Unicode
gives to no character are dropped, and line ends in a text of one line become spaces; a document that has them
is refused. Source of the limits: plan document, version 1.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

from wtforms import StringField, TextAreaField
from wtforms.fields.core import UnboundField

from roadmap.fields.field import Field, expect
from roadmap.fields.problem import refuse
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
UNPAIRED = re.compile("[\ud800-\udfff]")
NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr((plane << 16) | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"}
# Letters without ink of their own category: Hangul fillers and the braille blank.
BLANK = re.compile("[\u115f\u1160\u3164\uffa0\u2800]")


def one_line_end(text: str) -> str:
    """Turn every line end into one newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_controls(text: str) -> str:
    """Drop the control characters and noncharacters that come with pasted text."""
    return NONCHARACTER.sub("", CONTROL.sub("", one_line_end(text)))


def plain(raw: object, place: str) -> str | None:
    """Load a text by the rules above; None when it is empty."""
    text = one_line_end(expect(str, raw, place, N_("%(value)s is not a text; write it in quotes.")))
    text = text.removeprefix("\ufeff")
    _refuse_unwritable(text, place)
    if not text.strip():
        return None
    if not any(map(_visible, text)):
        raise refuse(
            place, N_("looks filled but has nothing that can be seen; write a text or leave it empty.")
        )
    return text


def _refuse_unwritable(text: str, place: str) -> None:
    found = CONTROL.search(text) or UNPAIRED.search(text) or NONCHARACTER.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        raise refuse(place, N_("has the control character %(code)s; remove it."), code=code)


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in INVISIBLE and not BLANK.match(character)


@dataclass(frozen=True)
class ShortText(Field):
    """One line, up to `limit` characters."""

    _: KW_ONLY
    limit: int = 500
    autocomplete: str = ""
    one_line: ClassVar[bool] = True

    def load(self, raw: Any, place: str, scope: Scope) -> str | None:
        """Accept a text within the limit, on one line where the kind asks for it."""
        if raw is None:
            return None
        self._refuse_long(expect(str, raw, place, N_("%(value)s is not a text; write it in quotes.")), place)
        text = plain(raw, place)
        if text and self.one_line and "\n" in text:
            raise refuse(place, N_("has a line break; write it on one line."))
        return text

    def _refuse_long(self, text: str, place: str) -> None:
        if len(text) > self.limit:
            message = N_("has %(count)s characters; shorten it to %(limit)s.")
            raise refuse(place, message, count=len(text), limit=self.limit)

    def read(self, strings: Sequence[str], place: str) -> Any:
        """Clean up what was pasted before loading."""
        raw = super().read(strings, place)
        if raw is None:
            return None
        text = without_controls(raw)
        return text.replace("\n", " ") if self.one_line else text

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A line to type in."""
        extra = {"autocomplete": self.autocomplete} if self.autocomplete else {}
        return StringField(**self.control_options(scope), render_kw={"maxlength": self.limit, **extra})

    def schema(self) -> dict[str, Any]:
        """A string with a limit."""
        return {"type": "string", "maxLength": self.limit}


@dataclass(frozen=True)
class LongText(ShortText):
    """Paragraphs, up to `limit` characters."""

    _: KW_ONLY
    limit: int = 10_000
    one_line: ClassVar[bool] = False

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A box to write in. The browser counts a line end as two, so it is not given the limit."""
        return TextAreaField(**self.control_options(scope), render_kw={"rows": 4})
