"""A workshop made from the template that ships, and the browser of who made it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from roadmap.access import Role
from roadmap.audit.models import AuditEntry
from roadmap.db import session
from roadmap.workshops.models import Workshop
from tests.client import CheckingClient

DETAILS = {
    "title": "AI and Transnational Organized Crimes",
    "place": "Jeju",
    "start": "2026-09-15",
    "end": "2026-09-18",
    "zone": "Asia/Seoul",
    "languages": ["en", "ko"],
}


@dataclass
class Run:
    """A workshop in a test, and the browser of the person who runs it."""

    app: Flask
    browser: CheckingClient
    id: str

    def address(self, *parts: str) -> str:
        """The address of a page of the workshop."""
        return "/".join(["/workshops", self.id, *parts])

    def stored(self) -> Workshop:
        """The workshop as it is stored now; wants an application context."""
        return session().scalars(select(Workshop).where(Workshop.id == self.id)).one()

    def changes(self) -> list[str]:
        """What the audit log says was changed in this workshop, in order."""
        wanted = (
            select(AuditEntry)
            .where(AuditEntry.workshop_id == self.id, AuditEntry.event == "workshop-changed")
            .order_by(AuditEntry.seq)
        )
        with self.app.app_context():
            return [entry.facts["change"] for entry in session().scalars(wanted)]


@pytest.fixture
def run(app: Flask, signed_in: Callable[..., CheckingClient]) -> Run:
    """A workshop in Jeju that somebody who runs another one made from the template."""
    browser = signed_in(Role.FACILITATOR)
    answer = browser.submit("/workshops/new", DETAILS)
    assert answer.status_code == 303
    return Run(app, browser, answer.location.rstrip("/").rsplit("/", 1)[-1])
