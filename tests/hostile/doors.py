"""The doors by which a value gets into a plan: the form, the autosave, the import of a document."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from werkzeug.test import TestResponse

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans.models import Entry, Plan
from roadmap.worksheets.registry import WORKSHEETS
from tests.factories import create_delegation, create_entry, create_member, create_plan, create_workshop

SQLITE, POSTGRESQL = (
    pytest.mark.parametrize("hostile_database", [kind], indirect=True, scope="session")
    for kind in ("sqlite", "postgresql")
)
HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "GREEN"}


@dataclass(frozen=True)
class Question:
    """A field of a row, or a column of a table in it; the corpus names its kind."""

    worksheet: str
    field: str
    column: str = ""

    @property
    def row(self) -> str:
        """The key of the row that is asked."""
        sheet = WORKSHEETS[self.worksheet]
        return sheet.key if sheet.single else f"{sheet.prefix}1"

    def form(self, value: Any) -> dict[str, Any]:
        """What a browser sends."""
        return {f"{self.field}-0-{self.column}" if self.column else self.field: value}

    def raw(self, value: Any) -> Any:
        """What a document says."""
        return [{self.column: value}] if self.column else value

    def said(self, answers: dict[str, Any]) -> Any:
        """What the answers of a row hold."""
        answer = answers.get(self.field)
        return answer[0].get(self.column) if self.column and answer else answer


QUESTIONS = {
    "field:textarea": Question("threats", "description"),
    "field:person-name": Question("profile", "focal_points", "name"),
    "field:delegation-name": Question("profile", "delegation"),
    "field:email": Question("profile", "focal_points", "email"),
    "field:url": Question("sources", "url"),
    "field:number": Question("resources", "needed"),
    "field:date": Question("actions", "end"),
    "field:select": Question("threats", "trend"),
    "field:multi-select": Question("legal", "enables"),
    "field:tlp": Question("threats", "tlp"),
}


class House:
    """An installation with one plan, the people who may open it, and plans that are none of theirs."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            here, elsewhere = create_workshop(), create_workshop("Another")
            delegation = create_delegation(here)
            self.delegation_id = delegation.id
            self.plan_id = create_plan(delegation).id
            self.neighbour_id = create_plan(create_delegation(here, "PH", "Delegation of the Philippines")).id
            self.stranger_id = create_plan(create_delegation(elsewhere, "KH", "Delegation of Cambodia")).id
            roles = (Role.LEAD, Role.DRAFTER, Role.READER)
            people = [create_member(role, here, delegation) for role in roles]
            facilitator = create_member(Role.FACILITATOR, here)
        self.lead, self.drafter, self.reader = (app.test_client().sign_in(person) for person in people)
        self.facilitator = app.test_client().sign_in(facilitator)

    def clear(self) -> None:
        """Begin anew with an empty plan."""
        with self.app.app_context():
            session().execute(delete(Entry))
            session().execute(update(Plan).values(language="en", tlp="GREEN"))
            session().commit()
        with self.lead.session_transaction() as cookie:
            cookie.pop("_flashes", None)

    def address(self, question: Question, plan_id: str | None = None) -> str:
        """Where the row of a question lies open."""
        return f"/plans/{plan_id or self.plan_id}/{question.worksheet}/{question.row}/"

    def write_row(self, question: Question, plan_id: str | None = None, **answers: Any) -> None:
        """Store the row of a question."""
        with self.app.app_context():
            plan = session().get(Plan, plan_id or self.plan_id)
            assert plan is not None
            create_entry(plan, question.worksheet, question.row, answers)

    def rows(self, plan_id: str | None = None) -> dict[str, dict[str, Any]]:
        """Everything that is stored of a plan."""
        with self.app.app_context():
            found = session().scalars(select(Entry).where(Entry.plan_id == (plan_id or self.plan_id)))
            return {f"{entry.worksheet}/{entry.row_key}": entry.answers for entry in found}

    def head(self) -> tuple[str, str]:
        """The plan's language and marking."""
        with self.app.app_context():
            plan = session().get(Plan, self.plan_id)
            assert plan is not None
            return plan.language, plan.tlp

    def said(self, question: Question) -> Any:
        """What is stored as the answer to a question."""
        return question.said(self.rows().get(f"{question.worksheet}/{question.row}", {}))

    def exported(self, question: Question) -> Any:
        """What the plan document says."""
        document = json.loads(self.lead.get(f"/plans/{self.plan_id}/plan.json").data)
        found = document.get(question.worksheet, {})
        return question.said(found if isinstance(found, dict) else found[0])

    def by_form(self, question: Question, value: Any) -> TestResponse:
        """Save the row's form with this answer in it."""
        form = {"version": "1", "seen": "", **question.form(value)}
        return self.lead.submit(self.address(question), form)

    def by_autosave(self, question: Question, value: Any) -> TestResponse:
        """Save the answer as people type it."""
        body = json.dumps({"value": question.raw(value), "version": 1})
        return self.autosave(body.encode(), question)

    def autosave(self, body: bytes, question: Question, **more: Any) -> TestResponse:
        """Send a body to the address at which one answer is saved."""
        headers = {"X-CSRFToken": self.lead.csrf_token(), "Accept": "application/json"}
        options = {"content_type": "application/json", "headers": headers}
        return self.lead.post(f"{self.address(question)}{question.field}", data=body, **{**options, **more})

    def by_document(self, question: Question, value: Any) -> TestResponse:
        """Import a document with this answer in it, and take it in if it is accepted."""
        single = WORKSHEETS[question.worksheet].single
        row = {question.field: question.raw(value), **({} if single else {"key": question.row})}
        document = HEAD | {question.worksheet: row if single else [row]}
        return self.take(json.dumps(document).encode())

    def take(self, data: bytes, name: str = "plan.json") -> TestResponse:
        """Look over a document, then take it in."""
        looked = self.upload(data, name)
        if looked.status_code != 200:
            return looked
        page = html5lib.parse(looked.text, namespaceHTMLElements=False)
        text = "".join(page.find(".//textarea[@name='document']").itertext())
        return self.lead.submit(f"/plans/{self.plan_id}/import/take", {"document": text})

    def asking(self, path: str) -> TestResponse:
        """Fetch an address as it is written, wherever it leads."""
        return self.lead.get(path, follow_redirects=True)

    def upload(self, data: bytes, name: str = "plan.json") -> TestResponse:
        """Ask what a document would change."""
        form = {"document": (BytesIO(data), name)}
        answer = self.lead.submit(f"/plans/{self.plan_id}/import/", form, content_type="multipart/form-data")
        answer.request.environ["wsgi.input"].close()  # the test client keeps a large upload in a file
        return answer


Door = Callable[[House, Question, Any], TestResponse]
DOORS: dict[str, Door] = {
    "form": House.by_form,
    "autosave": House.by_autosave,
    "document": House.by_document,
}
