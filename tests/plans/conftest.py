"""A plan to draft, and the people around it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.plans import store
from roadmap.plans.models import Entry, Plan
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.reading import read_document
from tests.client import CheckingClient
from tests.factories import create_delegation


@dataclass
class Desk:
    """One delegation's plan in a test: who works on it, and what is stored of it."""

    app: Flask
    plan: Plan
    signed_in: Callable[..., CheckingClient]

    def person(self, role: Role = Role.DRAFTER) -> CheckingClient:
        """Let another member of the delegation in."""
        return self.signed_in(role, delegation=self.plan.delegation)

    def address(self, *parts: str) -> str:
        """The address of a page of the plan."""
        return "/".join(["/plans", self.plan.id, *parts])

    def row(self, worksheet: str, key: str) -> Entry:
        """A row as it is stored now."""
        with self.app.app_context():
            return (
                session().query(Entry).filter_by(plan_id=self.plan.id, worksheet=worksheet, row_key=key).one()
            )

    def answers(self, worksheet: str, key: str) -> dict[str, Any]:
        """The stored answers of a row."""
        return self.row(worksheet, key).answers


@pytest.fixture
def desk(app: Flask, signed_in: Callable[..., CheckingClient]) -> Desk:
    """A plan of Vanuatu with nothing in it but an empty profile."""
    with app.app_context():
        plan = store.create_plan(create_delegation(country="VU"), "en", Tlp.GREEN)
    return Desk(app, plan, signed_in)


@pytest.fixture
def filled(desk: Desk, shared: Path) -> Desk:
    """The same plan with a real one taken in: five threats, two of them cited by actions."""
    take_case(desk, shared / "cases" / "vu-vanuatu-small.yaml")
    return desk


def take_case(desk: Desk, path: Path) -> None:
    """Take the document at `path` into the plan, whatever its country."""
    document = {**read_document(path.read_bytes(), path.name), "country": desk.plan.delegation.country}
    with desk.app.app_context():
        book = store.book_of(session().merge(desk.plan))
        store.bring_in(book, load_plan(document, catalogue()), None)


def autosave(person: CheckingClient, address: str, value: object, version: object) -> TestResponse:
    """Save one answer as the page's script does."""
    token = person.csrf_token()
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    return person.post(address, json={"value": value, "version": version}, headers=headers)
