"""Printing invitations: what stands on the cards, and the child process that sets them."""

import atexit
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import format_date, get_locale, gettext

from roadmap.accounts.codes import in_groups
from roadmap.db import now
from roadmap.invitations.letters import address, link
from roadmap.invitations.store import Made
from roadmap.publish.pool import Limits, RenderPool
from roadmap.workshops.reach import ROLE_NAMES

ENTRY = "roadmap.invitations.sheet:make_pdf"
# Saving comes first: a sheet is set with what the processor has left.
LIMITS = Limits(niceness=10)
POOL = "invitation-renderer"


@dataclass(frozen=True)
class Sheet:
    """A finished sheet and what its file is called; no name of a person or place stands in that."""

    data: bytes
    name: str = "invitations.pdf"


def init_app(app: Flask) -> None:
    """Give `app` its renderer of sheets: one child, started for the first sheet."""
    pool = RenderPool(1, LIMITS, ENTRY)
    app.extensions[POOL] = pool
    atexit.register(pool.close)


def printed(made: list[Made]) -> Sheet:
    """Set the cards of these invitations; raises RenderFailed."""
    options = {
        "paper": current_app.extensions["config"].paper,
        "language": str(get_locale() or "en").replace("_", "-"),
        "made": now().isoformat(timespec="seconds"),
    }
    request = {"plan": [_card(one) for one in made], "edition": options}
    return Sheet(current_app.extensions[POOL].render(request))


def _card(one: Made) -> dict[str, str]:
    invitation = one.invitation
    return {
        "workshop": invitation.workshop.title,
        "delegation": invitation.delegation.name if invitation.delegation else "",
        "role": gettext(ROLE_NAMES[invitation.role]),
        "name": invitation.name,
        "code": in_groups(one.code),
        "link": link(one.code),
        "address": address().partition("://")[2],
        "until": format_date(invitation.expires_at, "long"),
    }
