"""The invitation sheet: one card a person, eight a page, to be cut apart and handed over.

The worker's entry: plain data in, a PDF out; no database and no secret but the codes on the cards.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import roadmap
from roadmap.publish import fonts
from roadmap.publish.breaks import prepare
from roadmap.publish.markup import environment
from roadmap.publish.pdf import to_pdf
from roadmap.publish.verification import qr_code
from roadmap.publish.wording import wording

STYLES = Path(roadmap.__file__).parent.parent / "static" / "invitations" / "sheet.css"
ON_A_PAGE = 8
LONGEST_SHOWN = 80  # characters; a card has no room for more
# A page of paper, and a quarter of its height inside the margins.
PAPER = {"a4": ("A4", "69mm"), "letter": ("letter", "64.5mm")}
Card = Mapping[str, str]


def make_pdf(cards: Sequence[Card], options: Mapping[str, str]) -> bytes:
    """Set cards as a PDF that is PDF/A-3a and PDF/UA-1.

    A card has "workshop", "delegation", "role", "name", "code" (in groups), "link", "address" and "until";
    `options` are "paper" (a4 or letter), "language" (BCP 47) and "made" (ISO 8601).
    """
    words = wording(options["language"])
    pages = [cards[start : start + ON_A_PAGE] for start in range(0, len(cards), ON_A_PAGE)]
    markup = (
        environment()
        .get_template("invitations/sheet.html")
        .render(
            pages=[[_shown(card) for card in page] for page in pages],
            words=words,
            direction=fonts.direction(words.language),
            made=options["made"],
        )
    )
    # The file's name for itself tells nothing of the codes in it.
    identifier = sha256("\n".join(card["code"] for card in cards).encode()).digest()
    return to_pdf(markup, stylesheet=stylesheet(options["paper"]), identifier=identifier)


@cache
def stylesheet(paper: str) -> str:
    """The whole stylesheet of the cards for one size of paper."""
    size, height = PAPER[paper]
    page = f"@page {{ size: {size} }}\n.card {{ height: {height} }}\n"
    return fonts.stylesheet() + page + STYLES.read_text("utf-8")


def _shown(card: Card) -> dict[str, Any]:
    typed = {name: _fitting(card[name]) for name in ("workshop", "delegation", "name")}
    return {**card, **typed, "qr": qr_code(card["link"])}


def _fitting(text: str) -> str:
    """A typed text as a card can hold it; what is left out is on the person's own page after joining."""
    shown = prepare(" ".join(text.split()))
    return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"
