"""Drafting a plan in a real browser: what people type is saved, seen and never lost."""

import pytest
from playwright.sync_api import Page, expect

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.plans import store
from roadmap.plans.models import Entry
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.reading import read_document
from tests.factories import PASSWORD, create_delegation, create_member


class Plan:
    """The plan of Vanuatu, its lead, and what is stored of it."""

    def __init__(self, app, case):
        self.app = app
        with app.app_context():
            self.delegation = create_delegation(country="VU")
            record = store.create_plan(self.delegation, "en", Tlp.GREEN)
            store.bring_in(store.book_of(record), load_plan(case, catalogue()), None)
            self.id = record.id
            self.lead = create_member(Role.LEAD, delegation=self.delegation)

    def address(self, *parts):
        return "/".join(["/plans", self.id, *parts])

    def answers(self, worksheet, key):
        with self.app.app_context():
            return (
                session()
                .query(Entry)
                .filter_by(plan_id=self.id, worksheet=worksheet, row_key=key)
                .one()
                .answers
            )

    def colleague_writes(self, worksheet, key, **answers):
        """Let another drafter of the delegation save meanwhile."""
        with self.app.app_context():
            colleague = create_member(Role.DRAFTER, delegation=self.delegation)
            book = store.open_book(colleague, self.id)
            entry = next(e for e in book.entries if (e.worksheet, e.row_key) == (worksheet, key))
            store.save(book, entry, answers, colleague)
            return colleague.name


@pytest.fixture
def plan(app, shared):
    path = shared / "cases" / "vu-vanuatu-small.yaml"
    return Plan(app, read_document(path.read_bytes(), path.name))


@pytest.fixture
def desk(page, enter, plan) -> Page:
    """The lead's window."""
    enter(plan.lead)
    return page


def status(page):
    return page.locator("#save-status")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "parts",
    [("",), ("threats", ""), ("actions", "A1", ""), ("profile", ""), ("settings", ""), ("import", "")],
)
def test_the_pages_have_no_accessibility_fault_and_fit_the_screen(desk, plan, axe, parts, width, scheme):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(plan.address(*parts))
    axe(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_typed_is_saved_without_pressing_anything(desk, plan):
    desk.goto(plan.address("threats", "T1", ""))
    desk.get_by_label("Evidence", exact=True).fill("Two cases in 2025.")
    expect(status(desk)).to_contain_text("Saved")
    assert plan.answers("threats", "T1")["evidence"] == "Two cases in 2025."


def test_a_finding_goes_quiet_once_its_field_is_answered(desk, plan):
    desk.goto(plan.address("actions", "A1", ""))
    field = desk.locator("[data-field=funded_amount]")
    expect(field).to_contain_text("its gap cannot be shown")
    desk.get_by_label("Amount funded", exact=True).fill("200000")
    expect(field).not_to_contain_text("its gap cannot be shown")
    assert plan.answers("actions", "A1")["funded_amount"] == 200000


def test_a_refused_answer_is_explained_beside_its_field_and_stays_as_typed(desk, plan, axe):
    desk.goto(plan.address("actions", "A1", ""))
    cost = desk.get_by_label("Cost", exact=True)
    cost.fill("a million")
    expect(status(desk)).to_have_text("Not saved: see the marked field.")
    expect(desk.locator("#e-cost")).to_contain_text("is not a number")
    expect(cost).to_have_attribute("aria-invalid", "true")
    axe(desk)
    cost.fill("1000000")
    expect(status(desk)).to_contain_text("Saved")
    expect(desk.locator("#e-cost")).to_be_empty()


def test_rows_open_and_close_by_keyboard_alone(desk, plan):
    desk.goto(plan.address("threats", ""))
    first, second = (desk.locator(f"#row-{key} .row-link") for key in ("T1", "T2"))
    first.focus()
    desk.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Evidence", exact=True)).to_be_visible()
    assert desk.url.endswith("/threats/T2/")
    desk.keyboard.press("Escape")
    expect(desk.locator(".row-form")).to_have_count(0)
    expect(second).to_be_focused()
    assert desk.url.endswith("/threats/")


def test_closing_a_row_saves_it_first(desk, plan):
    desk.goto(plan.address("threats", ""))
    desk.locator("#row-T2 .row-link").click()
    desk.get_by_label("Threat*").fill("Scams in social media")
    desk.keyboard.press("Escape")
    expect(desk.locator("#line-T2")).to_contain_text("Scams in social media")
    assert plan.answers("threats", "T2")["title"] == "Scams in social media"


def test_saving_by_shortcut_saves_at_once_and_opens_no_dialogue(desk, plan):
    desk.goto(plan.address("threats", "T1", ""))
    desk.get_by_label("Evidence", exact=True).press_sequentially("x")
    desk.keyboard.press("Control+s")
    expect(status(desk)).to_contain_text("Saved", timeout=900)


def test_leaving_the_page_saves_what_was_just_typed(desk, plan):
    desk.goto(plan.address("threats", "T1", ""))
    desk.get_by_label("Evidence", exact=True).fill("Typed a moment ago.")
    desk.get_by_role("link", name="The plan at a glance").click()
    desk.wait_for_url(f"**{plan.address('')}")
    assert plan.answers("threats", "T1")["evidence"] == "Typed a moment ago."


def test_closing_the_window_sends_what_was_just_typed(desk, plan):
    desk.goto(plan.address("threats", "T1", ""))
    desk.get_by_label("Evidence", exact=True).fill("Typed at the last moment.")
    with desk.expect_request("**/T1/evidence") as request:
        desk.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert request.value.post_data_json["value"] == "Typed at the last moment."


def test_without_a_connection_the_text_is_kept_and_saved_when_it_is_back(desk, plan):
    desk.goto(plan.address("threats", "T1", ""))
    desk.context.set_offline(True)
    desk.get_by_label("Evidence", exact=True).fill("Written on a boat.")
    expect(status(desk)).to_contain_text("no connection")
    desk.context.set_offline(False)
    expect(status(desk)).to_contain_text("Saved")
    assert plan.answers("threats", "T1")["evidence"] == "Written on a boat."


@pytest.mark.parametrize(
    "button, kept", [("Keep mine", "Cloned voices"), ("Take this one", "Voice cloning of officials")]
)
def test_two_texts_for_one_field_are_shown_side_by_side(desk, plan, axe, button, kept):
    desk.goto(plan.address("threats", "T1", ""))
    name = plan.colleague_writes("threats", "T1", title="Voice cloning of officials")
    title = desk.get_by_label("Threat*")
    title.fill("Cloned voices")
    expect(desk.get_by_text(f"{name} changed this too: choose.").first).to_be_visible()
    expect(desk.locator("#line-T1")).to_contain_text("Voice cloning of officials")
    axe(desk)
    assert plan.answers("threats", "T1")["title"] == "Voice cloning of officials"
    desk.get_by_role("button", name=button).click()
    expect(status(desk)).to_contain_text("Saved")
    expect(title).to_have_value(kept)
    assert plan.answers("threats", "T1")["title"] == kept


def test_a_catalogue_entry_is_found_and_added_with_one_click(desk, plan):
    desk.goto(plan.address("threats", ""))
    desk.get_by_label("Filter the catalogue").fill("mule")
    desk.get_by_role("button", name="Money-mule account networks").click()
    expect(desk.get_by_label("Threat*")).to_have_value("Money-mule account networks")


def test_a_deleted_row_is_brought_back_with_one_click(desk, plan):
    desk.goto(plan.address("threats", "T2", ""))
    desk.get_by_role("button", name="Delete").click()
    expect(desk.locator("#row-T2")).to_have_count(0)
    desk.get_by_role("button", name="Undo: bring it back").click()
    expect(desk.locator("#row-T1 + #row-T2")).to_be_visible()


def test_a_milestone_is_added_and_taken_away(desk, plan):
    desk.goto(plan.address("actions", "A2", ""))
    milestones = desk.locator("[data-field=milestones]")
    before = len(plan.answers("actions", "A2").get("milestones", []))
    milestones.get_by_label(f"Milestone, row {before + 1}").fill("Agreement signed")
    expect(status(desk)).to_contain_text("Saved")
    milestones.get_by_role("button", name="Add a line").click()
    milestones.get_by_label(f"Milestone, row {before + 2}").fill("Agreement in force")
    milestones.get_by_role("button", name="Remove").nth(before).click()
    expect(status(desk)).to_contain_text("Saved")
    desk.reload()
    expect(milestones.get_by_label(f"Milestone, row {before + 1}")).to_have_value("Agreement in force")


def test_a_target_is_found_in_a_long_list_and_taken_away_again(desk, plan):
    desk.goto(plan.address("actions", "A2", ""))
    desk.get_by_label("SDG targets", exact=True).fill("16.4")
    desk.locator("[data-field=sdg_targets] .picks button").first.click()
    expect(status(desk)).to_contain_text("Saved")
    assert "16.4" in plan.answers("actions", "A2")["sdg_targets"]
    desk.get_by_role("button", name="Remove 16.4").click()
    expect(desk.get_by_role("button", name="Remove 16.4")).to_have_count(0)


def test_every_page_works_before_its_script_has_loaded(browser, live_server, plan):
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(plan.lead.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(plan.address("threats", ""))
    page.locator("#row-T2 .row-link").click()
    page.get_by_label("Evidence", exact=True).fill("Saved by a plain form.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("T2 is saved.")).to_be_visible()
    assert plan.answers("threats", "T2")["evidence"] == "Saved by a plain form."
    context.close()


def test_the_draft_is_made_while_nobody_types(desk, plan):
    desk.clock.install()
    desk.goto(plan.address("threats", "T1", ""))
    desk.get_by_label("Threat*").fill("Calls in a minister's voice")
    desk.clock.run_for(1500)
    expect(status(desk)).to_contain_text("Saved")
    with desk.expect_response("**/roadmap.pdf/ahead") as asked:
        desk.clock.run_for(10000)
    assert asked.value.status == 202
    plan.app.extensions["ahead"].wait()
    plan.app.extensions["renderer"].close()
