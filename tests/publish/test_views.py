"""People of a delegation download their plan as a PDF; nobody else learns that there is one."""

import io
from functools import partial
from threading import Event

import pypdf
import pytest

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.plans import store
from roadmap.publish.pool import TOO_LONG, RenderFailed
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.marking import Tlp
from tests.factories import create_delegation

DOCUMENT = {
    "format": "roadmap-plan/1",
    "country": "VU",
    "language": "en",
    "tlp": "GREEN",
    "profile": {"title": "Strategic roadmap: Vanuatu"},
    "threats": [
        {"key": "T1", "title": "Phishing of small firms"},
        {"key": "T2", "title": "The undercover officer", "tlp": "RED"},
    ],
}


@pytest.fixture
def plan(app):
    with app.app_context():
        record = store.create_plan(create_delegation(country="VU"), "en", Tlp(DOCUMENT["tlp"]))
        store.bring_in(store.book_of(session().merge(record)), load_plan(DOCUMENT, catalogue()), None)
    yield record
    app.extensions["renderer"].close()


def address(plan):
    return f"/plans/{plan.id}/roadmap.pdf"


def test_a_drafter_downloads_the_draft(plan, signed_in):
    answer = signed_in(Role.DRAFTER, delegation=plan.delegation).get(address(plan))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == "attachment; filename=VU-strategic-roadmap-TLP-GREEN.pdf"
    assert answer.headers["Cache-Control"] == "no-store, private"
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Phishing of small firms" in text
    attached = b"".join(data for files in reader.attachments.values() for data in files)
    assert b"Phishing of small firms" in attached
    assert "undercover" not in text
    assert b"undercover" not in attached


def test_a_plan_that_is_red_as_a_whole_is_not_made_and_says_why(plan, signed_in, app):
    with app.app_context():
        record = session().merge(plan)
        record.tlp = "RED"
        session().commit()
    answer = signed_in(Role.LEAD, delegation=plan.delegation).get(address(plan))
    assert answer.status_code == 422
    assert "TLP:RED is never put into a document" in answer.text


def test_a_document_that_takes_too_long_costs_a_sentence(plan, signed_in, app):
    class Slow:
        def render(self, request):
            raise RenderFailed(TOO_LONG, {"seconds": "60"}, "killed")

        def close(self):
            """Nothing was started."""

    app.extensions["renderer"] = Slow()
    answer = signed_in(Role.LEAD, delegation=plan.delegation).get(address(plan))
    assert answer.status_code == 422
    assert "took longer than 60 seconds" in answer.text
    assert "saved and unchanged" in answer.text


def test_a_member_of_another_delegation_learns_nothing(plan, signed_in, app):
    with app.app_context():
        other = create_delegation(country="FJ")
    assert signed_in(Role.LEAD, delegation=other).get(address(plan)).status_code == 404


def test_a_draft_made_ahead_is_there_when_it_is_asked_for(plan, signed_in, app, monkeypatch):
    drafter = signed_in(Role.DRAFTER, delegation=plan.delegation)
    assert drafter.submit(f"{address(plan)}/ahead").status_code == 202
    app.extensions["ahead"].wait()
    monkeypatch.setattr(app.extensions["renderer"], "render", pytest.fail)
    assert drafter.get(address(plan)).data.startswith(b"%PDF-1.7")


def test_what_is_asked_for_again_while_it_waits_is_made_once(app):
    ahead, begun, go_on, made = app.extensions["ahead"], Event(), Event(), []
    ahead.ask("another", lambda: (begun.set(), go_on.wait()))
    begun.wait()
    for version in range(3):
        ahead.ask("plan", partial(made.append, version))
    go_on.set()
    ahead.wait()
    assert made == [2]


def test_a_draft_that_cannot_be_made_ahead_stops_nothing(app):
    ahead, made = app.extensions["ahead"], []
    ahead.ask("broken", lambda: 1 / 0)
    ahead.ask("whole", lambda: made.append(1))
    ahead.wait()
    assert made == [1]


def test_nobody_has_the_draft_of_others_made(plan, signed_in):
    assert signed_in(Role.LEAD).submit(f"{address(plan)}/ahead").status_code == 404
