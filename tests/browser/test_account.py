"""A person's own account in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD, create_member


@pytest.fixture
def person(app):
    with app.app_context():
        return create_member()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_account_has_no_accessibility_fault_and_fits_the_screen(page, enter, person, axe, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    enter(person)
    page.goto("/account")
    page.get_by_label("Your password now").fill("wrong")
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password again").fill("shorter")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("alert")).to_contain_text("was not changed")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_person_changes_their_password(page, enter, person):
    enter(person)
    page.goto("/account")
    page.get_by_label("Your password now").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("four words nobody joins")
    page.get_by_label("New password again").fill("four words nobody joins")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
