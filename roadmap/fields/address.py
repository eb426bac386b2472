"""Where somebody or something is reached: e-mail and web addresses."""

import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.widgets import EmailInput, URLInput

from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.fields.text import ShortText
from roadmap.i18n import N_

UNSAFE_IN_ADDRESS = re.compile(r"[\s\\<>\"{}|^`]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Email(ShortText):
    """An e-mail address, checked for form and not for delivery."""

    _: KW_ONLY
    limit: int = 254
    autocomplete: str = "email"

    def load(self, raw: Any, place: str, scope: Scope) -> str | None:
        """Accept a well-formed address whose domain does not mix scripts."""
        text = super().load(raw, place, scope)
        if text is None:
            return None
        try:
            validate_email(text, check_deliverability=False, globally_deliverable=False)
        except EmailNotValidError as error:
            message = N_("%(value)s is not an e-mail address; write it like name@example.org.")
            raise refuse(place, message, value=shown(text)) from error
        _refuse_mixed_scripts(text.rpartition("@")[2], place)
        return text

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A line that brings up the @ key."""
        keys = {"maxlength": self.limit, "autocomplete": self.autocomplete}
        return StringField(**self.control_options(scope), widget=EmailInput(), render_kw=keys)

    def schema(self) -> dict[str, Any]:
        """An e-mail string."""
        return {**super().schema(), "format": "idn-email"}


@dataclass(frozen=True)
class WebAddress(ShortText):
    """An http or https address."""

    _: KW_ONLY
    limit: int = 2000
    autocomplete: str = "off"

    def load(self, raw: Any, place: str, scope: Scope) -> str | None:
        """Accept an absolute address of the web; no other scheme, no password inside."""
        text = super().load(raw, place, scope)
        if text is not None and not _on_the_web(text):
            message = N_("%(value)s is not a web address; write it like https://example.org/page.")
            raise refuse(place, message, value=shown(text))
        return text

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A line that brings up the slash key."""
        return StringField(
            **self.control_options(scope), widget=URLInput(), render_kw={"maxlength": self.limit}
        )

    def schema(self) -> dict[str, Any]:
        """An http or https address."""
        return {**super().schema(), "pattern": "^https?://"}


def _on_the_web(text: str) -> bool:
    if UNSAFE_IN_ADDRESS.search(text):
        return False
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 (reading it checks it)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _refuse_mixed_scripts(domain: str, place: str) -> None:
    """A Cyrillic о among Latin letters makes a look-alike domain (UTS 39)."""
    for label in domain.split("."):
        scripts = {unicodedata.name(c, "?").split()[0] for c in label if c.isalpha()}
        if len(scripts) > 1:
            raise refuse(
                place,
                N_("%(value)s mixes letters of two alphabets; write the real domain."),
                value=shown(label),
            )
