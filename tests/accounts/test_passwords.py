"""Passwords: long rather than complicated, none that everybody tries, and changed by their owner only."""

import pytest

from roadmap.accounts.models import User
from roadmap.accounts.passwords import COMMON, GUESSABLE, LONGEST, TOO_LONG, TOO_SHORT, fault
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from roadmap.db import session
from tests.factories import PASSWORD, create_user

NEW = "four words nobody joins"


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana@example.org")


def change(client, current=PASSWORD, new=NEW, again=None):
    form = {"current": current, "new": new, "again": new if again is None else again}
    return client.submit("/account/password", form)


@pytest.mark.parametrize(
    ("password", "wanted"),
    [
        ("1234567", TOO_SHORT),
        ("password", COMMON),
        ("PassWord", COMMON),
        ("trustno1", COMMON),
        ("zzzzzzzzzzzzzzzzzz", COMMON),
        ("anafale2026!", GUESSABLE),
        ("ana@example.org", GUESSABLE),
        ("Roadmap2026", GUESSABLE),
        ("x1" * LONGEST, TOO_LONG),
        ("lowercase only", None),
        ("93718264", None),
        ("密码不容易猜到的八", None),
        ("a b" * 300, None),
    ],
)
def test_a_new_password_is_judged_by_length_and_by_who_would_guess_it(password, wanted):
    assert fault(password, ("Ana Fale", "ana@example.org")) == wanted


def test_a_changed_password_is_the_one_that_counts(app, client, ana):
    client.sign_in(ana)
    assert change(client).status_code == 302
    assert client.get("/account").status_code == 200
    for password, status in ((PASSWORD, 200), (NEW, 302)):
        form = {"email": ana.email, "password": password}
        assert app.test_client().submit("/sign-in", form).status_code == status


def test_no_character_of_a_long_password_is_cut_off(app, client, ana):
    client.sign_in(ana)
    long = "x1" * (LONGEST // 2)
    assert change(client, new=long).status_code == 302
    form = {"email": ana.email, "password": long[:-1]}
    assert app.test_client().submit("/sign-in", form).status_code == 200


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"current": "wrong"}, "not the password you signed in with"),
        ({"new": "password"}, "tried first"),
        ({"new": "short"}, "at least 8"),
        ({"again": "another"}, "not the new password"),
        ({"new": PASSWORD}, "the password you have"),
        ({"current": "", "new": ""}, "Give a new password"),
    ],
)
def test_a_password_that_is_not_changed_says_why(app, client, ana, given, words):
    client.sign_in(ana)
    answer = change(client, **given)
    assert answer.status_code == 422
    assert words in answer.text
    with app.app_context():
        assert session().get(User, ana.id).password == ana.password


def test_changing_it_signs_every_other_device_out_and_is_noted(app, client, ana):
    other = app.test_client().sign_in(ana)
    client.sign_in(ana)
    change(client)
    assert other.get("/").location == "/sign-in"
    assert client.get("/").status_code == 200
    with app.app_context():
        noted = session().query(AuditEntry).filter_by(event=Event.PASSWORD_CHANGED).one()
    assert (noted.actor_id, noted.facts) == (ana.id, {"sessions": 1})


def test_guessing_it_at_an_unlocked_device_is_slowed(client, ana):
    client.sign_in(ana)
    assert [change(client, current="wrong").status_code for _ in range(11)] == [422] * 10 + [429]


def test_how_a_keyboard_composes_a_letter_does_not_matter(app, client):
    with app.app_context():
        user = create_user(password="cafe\N{COMBINING ACUTE ACCENT} au lait")
    form = {"email": user.email, "password": "caf\N{LATIN SMALL LETTER E WITH ACUTE} au lait"}
    assert client.submit("/sign-in", form).status_code == 302
