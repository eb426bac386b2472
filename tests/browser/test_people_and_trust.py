"""A workshop from nothing: each of its people reaches what the table grants, and a RED row stays at home."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from roadmap.accounts.models import User
from roadmap.app import create_app
from roadmap.config import Config
from roadmap.workshops.store import administer_all
from tests.accounts.test_second_factors import code_before
from tests.conftest import make_config
from tests.factories import PASSWORD, create_user

OWN = "four words nobody joins"
SECRET = "The officer inside the compound"
CODE = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}")
PEOPLE = """, facilitator, Mina Park
Vanuatu, lead, Ana Fale
Fiji, lead, Sione Tau
, official, Jean Marc"""


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> Config:
    """Return the settings of an installation where whoever runs a workshop needs a second factor."""
    return make_config(sqlite_url, tmp_path, second_factor_required=("administrator", "facilitator"))


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """Return the application, and end its renderer with the test."""
    application = create_app(config)
    yield application
    application.extensions["renderer"].close()
    application.extensions["engine"].dispose()


@pytest.fixture
def administrator(app: Flask) -> User:
    """Return the first administrator, as the command line makes one."""
    with app.app_context():
        user = create_user(name="Site Administrator")
        administer_all(user)
        return user


@pytest.fixture
def window(browser: Browser, live_server: str) -> Iterator[Callable[[], Page]]:
    """Return a function: a browser of another person."""
    contexts = []

    def opened() -> Page:
        contexts.append(browser.new_context(base_url=live_server, viewport={"width": 1280, "height": 800}))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def set_up_second_factor(page: Page) -> None:
    page.get_by_role("button", name="Set it up").click()
    page.get_by_label("The six digits it shows now").fill(code_before(page.locator(".totp-key").inner_text()))
    page.get_by_role("button", name="Use this authenticator").click()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def join(page: Page, code: str, name: str, email: str) -> None:
    page.goto(f"/join#{code.replace('-', '')}")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Choose a password").fill(OWN)
    page.get_by_label("The password again").fill(OWN)
    page.get_by_role("button", name="Join").click()


def make_workshop(page: Page) -> None:
    page.get_by_role("link", name="New workshop").click()
    page.get_by_label("Place", exact=True).fill("Port Vila")
    page.get_by_label("First day").fill("2027-03-01")
    page.get_by_label("Last day").fill("2027-03-04")
    page.get_by_label("Time zone of the place").select_option("Pacific/Efate")
    page.get_by_role("button", name="Create the workshop").click()


def invite(page: Page, folder: Path) -> dict[str, str]:
    """Invite everybody, print the sheet, and return the code on the card of each."""
    page.get_by_role("link", name="People and invitations").click()
    page.get_by_role("link", name="Invite people").click()
    page.get_by_label("Paste lines").fill(PEOPLE)
    page.get_by_role("button", name="Make the invitations").click()
    names = [line.split(", ")[2] for line in PEOPLE.splitlines()]
    codes = {name: page.get_by_role("row", name=name).locator("code").inner_text() for name in names}
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Print the sheet").click()
    waiting.value.save_as(folder / "sheet.pdf")
    assert set(CODE.findall(PdfReader(folder / "sheet.pdf").pages[0].extract_text())) == set(codes.values())
    return codes


def draft(page: Page) -> str:
    """Begin the plan, write one threat that is RED and one that is not, and return the plan's address."""
    page.get_by_role("link", name="Begin the plan").click()
    page.locator("select[name=tlp]").select_option("GREEN")
    page.get_by_role("button", name="Begin the plan").click()
    page.wait_for_url("**/plans/*/")
    plan = page.url.split("/plans/")[1].split("/")[0]
    for title, marking in (("Cloned voices of ministers", ""), (SECRET, "RED")):
        page.goto(f"/plans/{plan}/threats/")
        page.get_by_role("button", name="Add a row").click()
        page.get_by_label("Threat*").fill(title)
        if marking:
            page.locator("details:has([name=tlp]) > summary").click()
            page.locator("[name=tlp]").select_option(marking)
        page.get_by_label("Threat*").press("Tab")
        expect(page.locator("#save-status")).to_contain_text("Saved")
        page.wait_for_timeout(300)
    return f"/plans/{plan}/"


def said_by_pdf(page: Page, plan: str) -> str:
    """Everything a draft says and carries."""
    page.goto(plan)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as PDF").click()
    reader = PdfReader(BytesIO(waiting.value.path().read_bytes()))
    attached = b"".join(data for files in reader.attachments.values() for data in files)
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split()) + attached.decode()


def test_everyone_reaches_what_the_table_grants_and_a_red_row_stays_home(window, administrator, tmp_path):
    admin = window()
    sign_in(admin, administrator.email, PASSWORD)
    set_up_second_factor(admin)
    admin.goto("/")
    make_workshop(admin)
    codes = invite(admin, tmp_path)

    ana, sione, official, mina = window(), window(), window(), window()
    for page, name, email in (
        (ana, "Ana Fale", "ana@example.org"),
        (sione, "Sione Tau", "sione@example.org"),
        (official, "Jean Marc", "jean@example.org"),
        (mina, "Mina Park", "mina@example.org"),
    ):
        join(page, codes[name], name, email)
    expect(mina.get_by_role("button", name="Set it up")).to_be_visible()
    set_up_second_factor(mina)

    plan = draft(ana)
    ana.goto(f"{plan}threats/")
    expect(ana.get_by_text(SECRET)).to_be_visible()
    mina.goto(f"{plan}threats/")
    expect(mina.get_by_text("Cloned voices of ministers")).to_be_visible()
    assert SECRET not in mina.content()
    for person in (sione, official, admin):
        answer = person.goto(plan)
        assert answer is not None
        assert answer.status in (403, 404)
    for person in (ana, mina):
        said = said_by_pdf(person, plan)
        assert "Cloned voices of ministers" in said
        assert SECRET not in said
    admin.goto("/who-may-do-what")
    expect(admin.get_by_role("rowheader", name="Ana Fale")).to_be_visible()
    admin.goto("/audit-log")
    assert SECRET not in admin.content()
