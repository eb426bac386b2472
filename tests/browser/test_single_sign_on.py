"""Single sign-on in a real browser, through a real provider program on this machine."""

import json
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from roadmap import db
from roadmap.accounts.models import User
from roadmap.config import Provider
from tests.browser.conftest import free_port, serving
from tests.conftest import make_config
from tests.factories import create_user

PEOPLE = [
    {"sub": "ana", "email": "ana@example.org", "email_verified": True, "name": "Ana Fale"},
    {"sub": "eve", "email": "eve@example.org", "email_verified": True, "name": "Eve"},
    {"sub": "unverified", "email": "ana@example.org", "email_verified": False, "name": "Ana Fale"},
]


@pytest.fixture
def provider(request):
    """Run the program oidc-provider-mock, with more options where a test gives them."""
    people = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    port, more = free_port(), getattr(request, "param", ())
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *people, *more]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/.well-known/openid-configuration")
    yield SimpleNamespace(address=address, stop=lambda: stop(program))
    stop(program)


def stop(program):
    program.terminate()
    program.wait(timeout=10)


def wait_for(address):
    for _ in range(200):
        try:
            urlopen(address, timeout=5).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")


@pytest.fixture
def config(sqlite_url, tmp_path, provider):
    ours = Provider(provider.address, "roadmap", "a secret", "Ministry of Justice")
    return make_config(sqlite_url, tmp_path, public_base_url=f"http://127.0.0.1:{free_port()}", provider=ours)


@pytest.fixture
def live_server(app, config):
    with serving(app, int(config.public_base_url.rpartition(":")[2])):
        yield config.public_base_url


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana@example.org")


def go(page, who):
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in through Ministry of Justice").click()
    page.get_by_role("button", name=who, exact=True).click()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_person_signs_in_through_the_provider(page, ana, axe, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/sign-in")
    axe(page)
    go(page, "ana")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workshops")


def test_a_stranger_is_told_whom_to_ask(page, ana, axe):
    go(page, "eve")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    expect(page.get_by_text("Ask the facilitator of your workshop")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    axe(page)


def test_an_unverified_address_opens_no_account(page, ana):
    go(page, "unverified")
    expect(page.get_by_text("does not vouch for your e-mail address")).to_be_visible()


def test_a_disabled_person_is_refused(app, page, ana):
    with app.app_context():
        db.session().execute(update(User).values(active=False))
        db.session().commit()
    go(page, "ana")
    expect(page.get_by_text("no open account here")).to_be_visible()


def test_who_denies_it_there_is_back_here(page, ana):
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in through Ministry of Justice").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_text("did not sign you in")).to_be_visible()


@pytest.mark.parametrize("provider", [("--token-max-age", "-300")], indirect=True)
def test_a_token_that_is_over_counts_for_nothing(page, ana):
    go(page, "ana")
    expect(page.get_by_text("counts for nothing")).to_be_visible()


def test_a_provider_that_is_down_is_said_to_be(page, ana, provider):
    page.goto("/sign-in")
    provider.stop()
    page.get_by_role("link", name="Sign in through Ministry of Justice").click()
    expect(page.get_by_text("cannot be reached")).to_be_visible()
