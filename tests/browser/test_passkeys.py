"""Passkeys in a real browser, with an authenticator that Chromium plays."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port, serving
from tests.conftest import make_config
from tests.factories import create_member


@pytest.fixture
def config(sqlite_url, tmp_path):
    """Return settings with a public address by name: browsers make no passkeys for a number."""
    return make_config(sqlite_url, tmp_path, public_base_url=f"http://localhost:{free_port()}")


@pytest.fixture
def live_server(app, config):
    with serving(app, int(config.public_base_url.rpartition(":")[2])):
        yield config.public_base_url


@pytest.fixture
def person(app):
    with app.app_context():
        return create_member()


@pytest.fixture
def authenticator(page):
    """Give the browser an authenticator, and return a function: whether its person confirms from now on."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def confirms(yes):
        state = {"authenticatorId": made["authenticatorId"], "isUserVerified": yes}
        devtools.send("WebAuthn.setUserVerified", state)

    return confirms


def add(page, name="Laptop of the office"):
    page.goto("/account/passkeys")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the device that keeps it").fill(name)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("The passkey is kept")).to_be_visible()


def sign_out(page, person):
    page.goto("/")
    page.get_by_text(person.name).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_passkey_is_made_used_and_removed(page, enter, person, authenticator, axe, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    enter(person)
    page.goto("/account/passkeys")
    axe(page)
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_label("Name of the device that keeps it")).to_have_value("Chrome, Linux")
    axe(page)
    add(page)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    sign_out(page, person)
    axe(page)
    enter(person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your passkey")
    axe(page)
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")

    page.goto("/account/passkeys")
    page.get_by_role("link", name="Remove").click()
    axe(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("You have none yet")).to_be_visible()


def test_a_passkey_signs_in_alone(page, enter, person, authenticator):
    enter(person)
    add(page)
    sign_out(page, person)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")


def test_who_does_not_confirm_is_told_what_to_do(page, enter, person, authenticator, axe):
    enter(person)
    add(page)
    sign_out(page, person)
    authenticator(False)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_text("Nothing was confirmed")).to_be_visible()
    axe(page)


def test_the_owner_of_a_slowed_account_gets_in(page, enter, person, authenticator, axe):
    enter(person)
    add(page)
    sign_out(page, person)
    for _ in range(11):
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(person.email)
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("too often")
    axe(page)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")


def test_a_passkey_confirms_in_place_of_the_password(page, enter, person, authenticator, axe):
    enter(person)
    add(page)
    page.goto("/account/confirm")
    axe(page)
    page.get_by_role("button", name="Confirm with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")


def test_one_device_makes_one_passkey(page, enter, person, authenticator):
    enter(person)
    add(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("status").get_by_text("holds a passkey for this account already")).to_be_visible()


def test_at_another_address_the_page_says_where_passkeys_work(page, person, config):
    page.goto(f"{config.public_base_url.replace('localhost', '127.0.0.1')}/sign-in")
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_text(f"Passkeys work at {config.public_base_url} only")).to_be_visible()


def test_without_scripts_the_page_says_what_else_there_is(browser, live_server):
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Use a passkey instead")).to_be_hidden()
    context.close()
