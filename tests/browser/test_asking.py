"""A workshop asks what it wants: set in the browser, answered in the browser, found in the PDF."""

import re
from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import expect

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.plans import store
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.reading import read_document
from roadmap.workshops.asking import ask
from tests.factories import create_delegation, create_member, create_workshop
from tests.workshops.test_asking import GHOSTS

SCALE = {"key": "x_trust", "kind": "scale", "label": "How far can <i>evidence</i> be trusted in court, 100%?"}
SCALE |= {
    "hint": "Ask the prosecutor.",
    "options": [{"value": "1", "title": "Not"}, {"value": "2", "title": "Fully"}],
}
LONG = {"key": "x_long", "kind": "multiple-choice", "label": "Un" + "breakable" * 30, "required": True}
LONG |= {"options": [{"value": "a", "title": "Ω" * 200}, {"value": "b", "title": "ب"}]}
SAID = {"questions": {"threats": [SCALE, LONG]}, "entries": {"threats": [{"id": "own-ghosts", **GHOSTS}]}}


@pytest.fixture
def plan(app, shared):
    """The plan of Vanuatu's delegation; the server's renderer is ended with the test."""
    path = shared / "cases" / "vu-vanuatu-small.yaml"
    document = load_plan(read_document(path.read_bytes(), path.name), catalogue())
    with app.app_context():
        made = store.create_plan(create_delegation(create_workshop(), "VU"), "en", document.tlp)
        store.bring_in(store.book_of(made), document, None)
        session().commit()
    yield made
    app.extensions["renderer"].close()


def member(app, plan, role):
    """A person of the plan's delegation, or of its workshop."""
    with app.app_context():
        if role is Role.FACILITATOR:
            return create_member(role, workshop=plan.delegation.workshop)
        return create_member(role, delegation=plan.delegation)


def test_a_facilitator_asks_the_lead_answers_and_the_pdf_holds_both(app, enter, plan):
    page = enter(member(app, plan, Role.FACILITATOR))
    page.goto(f"/workshops/{plan.delegation.workshop_id}/questionnaire")
    page.get_by_role("link", name=re.compile("Add a question.*Threats")).click()
    page.get_by_label("Question", exact=True).fill("Cases seen in 2025")
    page.get_by_label("Kind of answer").select_option("Number")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_role("status").first).to_contain_text("The question is asked")
    page.locator("main").get_by_role("link", name="Threats", exact=True).click()
    page.get_by_label("Title").fill(GHOSTS["title"])
    page.get_by_label("Description").fill(GHOSTS["description"])
    page.get_by_role("button", name="Add the entry").click()
    expect(page.locator("main")).to_contain_text("Ghost ships")
    page.context.clear_cookies()

    page = enter(member(app, plan, Role.LEAD))
    page.goto(f"/plans/{plan.id}/threats/")
    page.get_by_role("button", name="Ghost ships").click()
    page.get_by_role("textbox", name="Cases seen in 2025").fill("4711")
    expect(page.locator("#save-status")).to_contain_text("Saved")
    page.get_by_role("link", name="The plan at a glance").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as PDF").click()
    pages = pypdf.PdfReader(BytesIO(download.value.path().read_bytes())).pages
    text = " ".join("".join(each.extract_text() for each in pages).split())
    assert "Ghost ships" in text
    assert "Cases seen in 2025 4,711" in text


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_has_no_accessibility_fault_and_fits_the_screen(app, enter, axe, plan, width):
    with app.app_context():
        facilitator = member(app, plan, Role.FACILITATOR)
        workshop = session().merge(plan.delegation.workshop)
        ask(workshop, SAID, "questions", facilitator)
    page = enter(facilitator)
    page.set_viewport_size({"width": width, "height": 800})
    here = f"/workshops/{plan.delegation.workshop_id}/questionnaire"
    for name in (
        "", "/questions/threats/", "/questions/threats/x_trust/", "/questions/threats/x_trust/remove",
        "/entries/threats/", "/entries/instruments/", "/entries/threats/own-ghosts/",
        "/entries/threats/own-ghosts/remove",
    ):  # fmt: skip
        page.goto(here + name)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("width", [360, 1280])
def test_the_workshops_own_questions_look_like_all_others_to_the_delegation(app, enter, axe, plan, width):
    with app.app_context():
        facilitator = member(app, plan, Role.FACILITATOR)
        ask(session().merge(plan.delegation.workshop), SAID, "questions", facilitator)
    page = enter(member(app, plan, Role.LEAD))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/plans/{plan.id}/threats/T1/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("group", name=SCALE["label"]).get_by_text("2 Fully").click()
    expect(page.locator("#save-status")).to_contain_text("Saved")
    page.reload()
    expect(page.get_by_role("radio", name="2 Fully")).to_be_checked()
