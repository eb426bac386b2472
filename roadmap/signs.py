"""Signs in place of characters that cannot be seen, or that turn the text around them, wherever text is read.

Joiners and soft hyphens stay as they are: Persian, Hindi and many emoji are written with them. Forms show the
text itself. Source: Unicode technical report 36, "Bidirectional text spoofing"; CVE-2021-42574.
"""

import re

from flask import Flask
from markupsafe import Markup, escape

NAMES = {
    "\u200b": "ZWSP",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}
UNSEEN = re.compile(
    "[\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)
SIGN = Markup('<span class="sign" title="{}">{}</span>')


def init_app(app: Flask) -> None:
    """Give the templates of `app` the filter `signs`."""
    app.add_template_filter(signs)


def signs(text: object) -> str | Markup:
    """Return text for a page, each character of the kinds above as a sign with its name.

    What was translated comes escaped; it is taken for the text it says.
    """
    typed = text.unescape() if isinstance(text, Markup) else str(text)
    if not UNSEEN.search(typed):
        return typed
    # Safe: all but our own signs is escaped.
    return Markup(UNSEEN.sub(lambda found: _sign(found[0]), str(escape(typed))))  # noqa: S704


def _sign(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return SIGN.format(code, NAMES.get(character, code))
