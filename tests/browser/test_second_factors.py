"""Setting up and using a second factor in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.accounts.test_second_factors import code_before, code_of
from tests.factories import PASSWORD, create_member


@pytest.fixture
def person(app):
    with app.app_context():
        return create_member()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_an_authenticator_is_set_up_used_and_recovered(page, enter, person, axe, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    enter(person)
    page.goto("/account/second-factor")
    axe(page)
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".qr-code svg")).to_be_visible()
    axe(page)
    key = page.locator(".totp-key").inner_text()
    page.get_by_label("The six digits it shows now").fill(code_before(key))
    page.get_by_role("button", name="Use this authenticator").click()
    expect(page.get_by_text("Your authenticator is in use")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Recovery codes").click()
    page.get_by_role("button", name="Make recovery codes").click()
    codes = page.locator(".recovery-codes code")
    expect(codes).to_have_count(10)
    axe(page)
    code = codes.first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    sign_out(page, person)
    enter(person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your one-time code")
    axe(page)
    page.get_by_label("The six digits your authenticator shows now").fill(code_of(key))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")

    sign_out(page, person)
    enter(person)
    page.get_by_role("link", name="Use a recovery code instead").click()
    axe(page)
    page.get_by_label("One of the codes you wrote down").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")


def test_a_slowed_owner_finds_the_way_past(page, enter, person, axe):
    for _ in range(11):
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(person.email)
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("too often")
    expect(page.get_by_label("One-time code or recovery code")).to_be_visible()
    axe(page)


def test_the_password_is_asked_again_in_words(page, enter, person, axe):
    enter(person)
    page.goto("/account/confirm")
    axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")


def sign_out(page, person):
    page.goto("/")
    page.get_by_text(person.name).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
