"""From the facilitator's form by the printed card to a new person's first page, in a real browser."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from roadmap.access import Role
from roadmap.accounts.models import User
from roadmap.workshops.store import standings_of
from tests.factories import create_delegation, create_member, create_workshop

NEW_PASSWORD = "four words nobody joins"


@pytest.fixture
def facilitator(app: Flask) -> User:
    """Return the facilitator of a workshop with one delegation."""
    with app.app_context():
        workshop = create_workshop()
        create_delegation(workshop, "VU", "Delegation of Vanuatu")
        return create_member(Role.FACILITATOR, workshop)


@pytest.fixture
def inviting(app: Flask, facilitator: User, enter: Callable[[User], Page]) -> Page:
    """Return the window of the facilitator on the page where people are invited."""
    page = enter(facilitator)
    with app.app_context():
        address = next(iter(facilitator_workshops(facilitator)))
    page.goto(f"/workshops/{address}/invitations/new")
    return page


def facilitator_workshops(person: User) -> list[str]:
    return [standing.workshop for standing in standings_of(person) if standing.workshop]


def card(page: Page, folder: Path) -> str:
    """Press the button that prints the sheet, and return the code on its first card."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Print the sheet").click()
    waiting.value.save_as(folder / "sheet.pdf")
    text = PdfReader(BytesIO((folder / "sheet.pdf").read_bytes())).pages[0].extract_text()
    found = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", text)
    assert found, text
    return found[0]


def test_from_the_list_by_the_card_to_the_first_page(
    inviting: Page, live_server: str, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    axe(inviting)
    inviting.get_by_label("Paste lines").fill("Vanuatu, drafter, Ana Fale\nVanuatu, lead")
    inviting.get_by_role("button", name="Make the invitations").click()
    expect(inviting.get_by_role("heading", level=1)).to_have_text("2 invitations are ready")
    axe(inviting)
    code = card(inviting, tmp_path)
    inviting.get_by_role("link", name="All invitations").click()
    expect(inviting.get_by_role("cell", name="Ana Fale", exact=True)).to_be_visible()
    axe(inviting)

    inviting.context.clear_cookies()
    inviting.goto(f"/join#{code.replace('-', '')}")
    expect(inviting.get_by_label("Code of the invitation")).to_have_value(code)
    assert inviting.url == f"{live_server}/join"
    axe(inviting)
    inviting.get_by_role("button", name="Go on").click()
    expect(inviting.get_by_text("Delegation of Vanuatu")).to_be_visible()
    axe(inviting)
    inviting.get_by_label("Your name").fill("Ana Fale")
    inviting.get_by_label("Your e-mail address").fill("ana@example.org")
    inviting.get_by_label("Choose a password").fill(NEW_PASSWORD)
    inviting.get_by_label("The password again").fill(NEW_PASSWORD)
    inviting.get_by_role("button", name="Join").click()
    expect(inviting.get_by_role("heading", level=1)).to_have_text("Your workshops")
    expect(inviting.get_by_text("Welcome. You have joined.")).to_be_visible()
    expect(inviting.get_by_text("Delegation of Vanuatu")).to_be_visible()


def test_the_code_can_be_typed_where_scripts_do_not_run(
    app: Flask, inviting: Page, live_server: str, tmp_path: Path
) -> None:
    inviting.get_by_label("Paste lines").fill("Vanuatu, drafter")
    inviting.get_by_role("button", name="Make the invitations").click()
    code = card(inviting, tmp_path)
    browser = inviting.context.browser
    assert browser
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/join")
    page.get_by_label("Code of the invitation").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your invitation")
    context.close()


def test_the_pages_of_people_and_of_taking_back_are_accessible(
    inviting: Page, axe: Callable[[Page], None]
) -> None:
    inviting.get_by_label("Paste lines").fill("Atlantis, king\nVanuatu, lead, Ana")
    inviting.get_by_role("button", name="Make the invitations").click()
    expect(inviting.get_by_role("alert")).to_contain_text("Line 1:")
    axe(inviting)
    inviting.get_by_label("Paste lines").fill("Vanuatu, lead, Ana")
    inviting.get_by_role("button", name="Make the invitations").click()
    inviting.get_by_role("link", name="All invitations").click()
    for link in ("Revoke Ana", "Revoke all", "Print again", "People"):
        inviting.get_by_role("link", name=link, exact=True).click()
        axe(inviting)
        inviting.go_back()
    inviting.get_by_role("link", name="People", exact=True).click()
    inviting.get_by_role("main").get_by_role("link", name="Change").first.click()
    axe(inviting)
    inviting.get_by_role("link", name="Take the role away").click()
    axe(inviting)


def test_changing_ones_address_is_accessible(
    facilitator: User, enter: Callable[[User], Page], axe: Callable[[Page], None]
) -> None:
    page = enter(facilitator)
    page.goto("/account/email")
    axe(page)
    page.get_by_label("New e-mail address").fill("new@example.org")
    page.get_by_role("button", name="Change the address").click()
    expect(page.get_by_text("Your address is changed.")).to_be_visible()
    page.goto("/account/email/confirm")
    axe(page)
