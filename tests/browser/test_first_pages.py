"""Signing in and the first page, in a real browser."""

import pytest
from playwright.sync_api import expect

from roadmap.access import Role
from tests.factories import create_delegation, create_member, create_workshop


@pytest.fixture
def facilitator(app):
    with app.app_context():
        workshop = create_workshop()
        create_delegation(workshop, "VU", "Delegation of Vanuatu", "Ripablik blong Vanuatu")
        create_delegation(workshop, "PK", "Delegation of Pakistan", "پاکستان کا وفد")
        return create_member(Role.FACILITATOR, workshop)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_pages_have_no_accessibility_fault_and_fit_the_screen(
    page, enter, facilitator, axe, width, scheme
):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/sign-in")
    axe(page)
    enter(facilitator)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wrong_password_is_answered_in_words(page, enter, facilitator, axe):
    facilitator.email = "somebody.else@example.org"
    enter(facilitator)
    expect(page.get_by_role("alert")).to_contain_text("is not right")
    axe(page)


def test_signing_out_leads_back_to_the_form_and_closes_the_pages(page, enter, facilitator):
    enter(facilitator)
    page.get_by_text(facilitator.name).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_everything_on_the_first_page_can_be_reached_by_keyboard(page, enter, facilitator):
    enter(facilitator)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
