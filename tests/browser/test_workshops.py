"""Running a workshop in a real browser: each page at two widths, the programme by keyboard, a live wall."""

import pytest
from playwright.sync_api import expect

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans import store as plans
from roadmap.worksheets.marking import Tlp
from roadmap.workshops import shaping
from roadmap.workshops.models import Workshop
from roadmap.workshops.questions import DETAILS, of
from roadmap.workshops.template import shipped
from tests.factories import create_delegation, create_entry, create_member, create_workshop

PAGES = ("", "delegations/", "programme/", "deadlines/", "settings", "drafting", "duplicate", "wall", "timer")


@pytest.fixture
def facilitator(app):
    """Who runs a workshop made from the template, with two delegations, one of them drafting."""
    with app.app_context():
        person = create_member(Role.FACILITATOR)
        details = {**of(create_workshop(), DETAILS), "zone": "Asia/Seoul", "languages": ("en", "ko")}
        workshop = shaping.create(details, shipped(), person)
        create_delegation(workshop, "FJ", "Delegation of Fiji", "Viti")
        plan = plans.create_plan(
            create_delegation(workshop, "PK", "Delegation of Pakistan", "پاکستان"), "en", Tlp.GREEN
        )
        create_entry(plan, "threats", "T1", {"title": "Deepfake fraud", "likelihood": 4, "impact": 3})
        person.workshop_id = workshop.id
        return person


@pytest.fixture
def inside(page, enter, facilitator):
    """The browser of the facilitator, and the address of the workshop's pages."""
    enter(facilitator)
    return f"/workshops/{facilitator.workshop_id}/"


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_has_no_accessibility_fault_and_fits_the_screen(
    page, inside, axe, app, facilitator, width
):
    page.set_viewport_size({"width": width, "height": 800})
    with app.app_context():
        workshop = session().get(Workshop, facilitator.workshop_id)
        session_id, deadline_id = workshop.sessions[0].id, workshop.deadlines[0].id
        number = workshop.delegations[0].id
    details = (
        f"programme/{session_id}/", f"programme/{session_id}/remove", f"deadlines/{deadline_id}/",
        f"deadlines/{deadline_id}/remove", f"delegations/{number}/", f"delegations/{number}/remove",
    )  # fmt: skip
    for address in ("/", "/workshops/new", *(inside + name for name in (*PAGES, *details))):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_workshop_is_made_from_the_template(page, inside):
    page.goto("/")
    page.get_by_role("link", name="New workshop").click()
    page.get_by_label("Place", exact=True).fill("Apia")
    page.get_by_label("First day").fill("2027-03-01")
    page.get_by_label("Last day").fill("2027-03-04")
    page.get_by_label("Time zone of the place").select_option("Pacific/Apia")
    page.get_by_role("button", name="Create the workshop").click()
    expect(page.get_by_text("The workshop is there.")).to_be_visible()
    expect(page.get_by_role("heading", name="Monday, 1 March 2027")).to_be_visible()


def test_the_programme_is_changed_by_keyboard_alone(page, inside):
    page.goto(f"{inside}programme/")
    first_day = page.locator("ol.programme").first
    second = first_day.locator("li").nth(1)
    title = second.locator(".programme-title").inner_text()
    second.get_by_role("button", name="Earlier").focus()
    page.keyboard.press("Enter")
    expect(first_day.locator("li").first.locator(".programme-title")).to_have_text(title, use_inner_text=True)
    page.get_by_label("Title").focus()
    page.keyboard.type("Evening talk")
    page.keyboard.press("Tab")
    page.keyboard.type("Oth")
    page.get_by_label("Day", exact=True).fill("2025-09-17")
    page.get_by_label("Begins at").fill("20:00")
    page.get_by_label("Minutes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The session is in the programme.")).to_be_visible()
    added = page.locator("li", has_text="Evening talk")
    expect(added).to_contain_text("20:00–21:30")
    added.get_by_role("link", name="Remove").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The session is removed.")).to_be_visible()


def test_the_wall_counts_down_and_changes_by_itself(page, inside, app, facilitator):
    page.goto(f"{inside}timer")
    page.get_by_label("What the time is for").fill("Group work")
    page.get_by_label("Minutes").fill("10")
    page.get_by_role("button", name="Start the timer").click()
    digits = page.get_by_role("timer")
    expect(digits).to_contain_text("09:5")
    expect(page.locator("#timer-said")).to_have_text("10 minutes left")
    with app.app_context():
        workshop = session().get(Workshop, facilitator.workshop_id)
        fiji = next(one for one in workshop.delegations if one.country == "FJ")
        plans.create_plan(fiji, "en", Tlp.GREEN)
    row = page.get_by_role("row", name="Delegation of Fiji")
    expect(row).to_contain_text("No plan yet")
    expect(row).to_contain_text("0%", timeout=15_000)
    page.reload()
    expect(digits).to_contain_text("09:")


def test_a_lead_begins_the_plan_from_the_first_page(page, enter, app, facilitator, axe):
    with app.app_context():
        workshop = session().get(Workshop, facilitator.workshop_id)
        fiji = next(one for one in workshop.delegations if one.country == "FJ")
        lead = create_member(Role.LEAD, delegation=fiji)
    enter(lead)
    page.get_by_role("link", name="Begin the plan").click()
    axe(page)
    page.get_by_label("Marking").select_option("AMBER")
    page.get_by_role("button", name="Begin the plan").click()
    expect(page.get_by_text("What to do next")).to_be_visible()


def test_what_is_typed_while_drafting_closes_stays_and_is_saved_once_it_reopens(
    page, enter, app, facilitator, axe
):
    with app.app_context():
        workshop = session().get(Workshop, facilitator.workshop_id)
        pakistan = next(one for one in workshop.delegations if one.country == "PK")
        lead, plan_id = create_member(Role.LEAD, delegation=pakistan), pakistan.plan.id
    enter(lead)
    page.goto(f"/plans/{plan_id}/threats/T1/")
    with app.app_context():
        shaping.close(session().get(Workshop, facilitator.workshop_id), facilitator)
    page.get_by_role("textbox", name="Threat").fill("Typed too late")
    expect(page.locator("#save-status")).to_contain_text("drafting is closed", timeout=10_000)
    expect(page.get_by_role("textbox", name="Threat")).to_have_value("Typed too late")
    with app.app_context():
        shaping.reopen(session().get(Workshop, facilitator.workshop_id), facilitator)
    expect(page.locator("#save-status")).to_contain_text("Saved", timeout=20_000)
    with app.app_context():
        shaping.close(session().get(Workshop, facilitator.workshop_id), facilitator)
    page.reload()
    expect(page.get_by_text("so the plan can only be read")).to_be_visible()
    axe(page)
