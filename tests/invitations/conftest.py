"""People who invite, and what a browser does with an invitation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from roadmap.access import Role
from roadmap.accounts.codes import read_code
from roadmap.db import session
from roadmap.invitations.models import Invitation
from tests.client import CheckingClient
from tests.factories import create_delegation, create_member, create_workshop

NEW_PASSWORD = "four words nobody joins"


@dataclass
class House:
    """A workshop with two delegations, and one person of each role who may invite."""

    app: Flask
    workshop_id: str
    vanuatu: int
    fiji: int
    people: dict[str, CheckingClient] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"/workshops/{self.workshop_id}/invitations"

    def ask(self, who: str = "facilitator", **data: Any) -> TestResponse:
        """Send the form for inviting people; what is not said is as the page has it."""
        form = {"lines": "", "days": "14", "up_to": "GREEN", "batch": "", **data}
        return self.people[who].submit(f"{self.address}/new", form)

    def codes(self, answer: TestResponse) -> list[str]:
        """Return the codes that an answer shows, in the order of its table."""
        assert answer.status_code == 200, answer.text
        found = [part.partition("</code>")[0] for part in answer.text.split('translate="no">')[1:]]
        return [code for each in found if (code := read_code(each))]

    def invited(self, line: str, who: str = "facilitator") -> str:
        """Invite one person and return the code."""
        (code,) = self.codes(self.ask(who, lines=line))
        return code

    def stored(self) -> list[Invitation]:
        """Return every invitation the database holds, in the order they were made."""
        with self.app.app_context():
            return list(
                session().scalars(select(Invitation).order_by(Invitation.made_at, Invitation.position))
            )


def upload(text: bytes, name: str = "people.csv") -> tuple[BytesIO, str]:
    """Return a file as the test client sends it."""
    return BytesIO(text), name


@pytest.fixture
def house(app: Flask) -> House:
    """Return a workshop whose people are signed in."""
    with app.app_context():
        workshop = create_workshop()
        vanuatu = create_delegation(workshop, "VU", "Delegation of Vanuatu")
        fiji = create_delegation(workshop, "FJ", "Delegation of Fiji")
        people = {
            "facilitator": create_member(Role.FACILITATOR, workshop),
            "administrator": create_member(Role.ADMINISTRATOR, workshop),
            "lead": create_member(Role.LEAD, delegation=vanuatu),
            "drafter": create_member(Role.DRAFTER, delegation=vanuatu),
            "stranger": create_member(Role.FACILITATOR, create_workshop("Another workshop")),
        }
        made = House(app, workshop.id, vanuatu.id, fiji.id)
    made.people = {name: app.test_client().sign_in(person) for name, person in people.items()}
    return made


@pytest.fixture
def join(app: Flask) -> Callable[..., TestResponse]:
    """Return a function: somebody without an account joins by a code, as a browser does."""

    def joining(
        code: str, email: str = "new@example.org", name: str = "Sione Tau", browser=None
    ) -> TestResponse:
        browser = browser or app.test_client()
        shown = browser.submit("/join", {"code": code})
        if shown.status_code != 302:
            return shown
        assert browser.get(shown.location).status_code == 200
        form = {"name": name, "email": email, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
        return browser.submit("/join/new", form)

    return joining
