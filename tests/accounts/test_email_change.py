"""Changing the address one signs in with: after the password, at once or by letter, to no one else's."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from roadmap.access import Role
from roadmap.accounts.models import EmailChange, User
from roadmap.audit.models import AuditEntry
from roadmap.db import now, session
from roadmap.mail import AWAY
from tests.factories import PASSWORD, create_user
from tests.invitations.post_office import PostOffice, serving

NEW = "new@example.org"


@pytest.fixture
def person(app, signed_in):
    """Return the browser of somebody who gave their password just now."""
    browser = signed_in(Role.DRAFTER)
    browser.submit("/account/confirm", {"password": PASSWORD})
    return browser


@pytest.fixture
def office(app):
    """Return a mail server that the installation sends its letters to."""
    office = PostOffice()
    with serving(office) as port:
        app.extensions["config"] = replace(
            app.extensions["config"],
            smtp_url=f"smtp+plain://127.0.0.1:{port}",
            mail_from="roadmap@example.org",
        )
        yield office


def address(browser):
    with browser.application.app_context():
        return session().get(User, browser.person.id).email


def code_of(letter):
    return re.search(r"#(\w+)", letter.get_content())[1]


def test_who_gave_no_password_lately_is_asked_for_it_first(signed_in):
    browser = signed_in(Role.DRAFTER)
    assert browser.get("/account/email").location == "/account/confirm"
    assert browser.submit("/account/email", {"email": NEW}).location == "/account/confirm"
    assert address(browser) != NEW
    confirmed = browser.submit("/account/confirm", {"password": PASSWORD})
    assert browser.get(confirmed.location).location == "/account/email"


def test_without_letters_it_changes_at_once_and_other_devices_are_signed_out(app, person):
    other = app.test_client().sign_in(person.person)
    assert person.submit("/account/email", {"email": "NEW@Example.org"}).location == "/account"
    assert address(person) == NEW
    assert person.get("/").status_code == 200
    assert other.get("/").location == "/sign-in"
    signed = app.test_client().submit("/sign-in", {"email": NEW, "password": PASSWORD})
    assert signed.location == "/arrive"


def test_it_stands_in_the_audit_log_without_the_address(app, person):
    person.submit("/account/email", {"email": NEW})
    with app.app_context():
        (entry,) = session().scalars(select(AuditEntry).where(AuditEntry.event == "email-changed"))
    assert entry.actor_id == person.person.id
    assert NEW not in repr((entry.facts, entry.target))


@pytest.mark.parametrize(
    "email",
    ["", "x", "a@b@c.org", "a@gооgle.com", "a@ex.example, b@evil.example", "x" * 300 + "@example.org"],
)
def test_what_is_no_address_is_refused_beside_the_field(person, email):
    answer = person.submit("/account/email", {"email": email})
    assert answer.status_code == 422
    assert "aria-invalid" in answer.text


def test_an_address_that_somebody_has_is_refused_without_saying_so(app, person):
    with app.app_context():
        taken = create_user().email
    answer = person.submit("/account/email", {"email": taken})
    assert answer.status_code == 422
    assert "This address cannot be used" in answer.text
    assert address(person) != taken


def test_of_two_who_want_one_address_at_the_same_moment_one_gets_it(app, signed_in):
    browsers = [signed_in(Role.DRAFTER) for _ in range(3)]
    for browser in browsers:
        browser.submit("/account/confirm", {"password": PASSWORD})
    with ThreadPoolExecutor(3) as threads:
        answers = threads.map(lambda browser: browser.submit("/account/email", {"email": NEW}), browsers)
        assert sorted(answer.status_code for answer in answers) == [302, 422, 422]


def test_with_letters_it_changes_when_the_code_comes_back(app, person, office):
    before = address(person)
    person.submit("/account/email", {"email": NEW})
    assert address(person) == before
    (letter,) = office.letters
    assert letter["To"] == NEW
    code = code_of(letter)
    assert app.test_client().get("/account/email/confirm").status_code == 200
    assert address(person) == before
    assert app.test_client().submit("/account/email/confirm", {"code": code}).status_code == 302
    assert address(person) == NEW
    assert person.get("/").location == "/sign-in"
    assert office.letters[1]["To"] == before
    assert NEW not in office.letters[1].get_content()


def test_the_device_that_confirms_stays_signed_in(person, office):
    person.submit("/account/email", {"email": NEW})
    person.submit("/account/email/confirm", {"code": code_of(office.letters[0])})
    assert person.get("/").status_code == 200


def test_a_code_is_good_once_for_a_day_and_only_the_last_one(app, person, office):
    person.submit("/account/email", {"email": NEW})
    person.submit("/account/email", {"email": "newer@example.org"})
    old, last = map(code_of, office.letters)
    confirm = app.test_client().submit
    assert confirm("/account/email/confirm", {"code": old}).status_code == 422
    with app.app_context():
        session().execute(update(EmailChange).values(expires_at=now()))
        session().commit()
    assert confirm("/account/email/confirm", {"code": last}).status_code == 422
    person.submit("/account/email", {"email": NEW})
    code = code_of(office.letters[2])
    assert confirm("/account/email/confirm", {"code": code}).status_code == 302
    assert confirm("/account/email/confirm", {"code": code}).status_code == 422


@pytest.mark.parametrize("code", ["", "x", "A" * 28, "é" * 28, "' OR 1=1--"])
def test_a_code_that_is_none_changes_nothing(app, code):
    assert app.test_client().submit("/account/email/confirm", {"code": code}).status_code == 422


def test_with_letters_nobody_learns_who_has_an_address(app, person, office):
    with app.app_context():
        taken = create_user().email
    answers = [person.submit("/account/email", {"email": email}) for email in (taken, NEW)]
    assert [answer.location for answer in answers] == ["/account", "/account"]
    assert [letter["To"] for letter in office.letters] == [taken, NEW]
    assert "#" not in office.letters[0].get_content()


def test_an_address_taken_between_letter_and_answer_stays_with_who_has_it(app, person, office):
    person.submit("/account/email", {"email": NEW})
    with app.app_context():
        create_user(NEW)
    assert person.submit("/account/email/confirm", {"code": code_of(office.letters[0])}).status_code == 422
    assert address(person) != NEW


def test_a_mail_server_that_is_away_is_told(app, person):
    app.extensions["config"] = replace(
        app.extensions["config"], smtp_url="smtp://127.0.0.1:1", mail_from="roadmap@example.org"
    )
    answer = person.submit("/account/email", {"email": NEW})
    assert answer.status_code == 422
    assert AWAY in answer.text


def test_changes_are_bounded(person):
    answers = [person.submit("/account/email", {"email": "x"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
