"""Signing in and out: real, quiet about who exists, and safe to arrive from."""

import json
from datetime import timedelta

import pytest
from flask import session as cookie
from sqlalchemy import select, update

from roadmap import db
from roadmap.access import allow
from roadmap.accounts import sessions
from roadmap.accounts.models import User, UserSession
from tests.factories import PASSWORD, create_user


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("Ana.Fale@example.org")


def sign_in(client, email="ana.fale@example.org", password=PASSWORD, **more):
    return client.submit("/sign-in", {"email": email, "password": password, **more})


def redirect_payloads(shared):
    lines = (shared / "hostile" / "corpus.jsonl").read_text().splitlines()
    return [case["payload"] for case in map(json.loads, lines) if case["class"] == "redirect"]


def test_the_right_password_leads_to_the_first_page(client, ana):
    answer = sign_in(client)
    assert answer.location == "/arrive"
    assert client.get("/arrive").location == "/"
    assert client.get("/").status_code == 200


def test_the_page_asked_for_before_signing_in_is_reached_after(app, client, ana):
    app.add_url_rule("/wanted", "wanted", allow.signed_in(lambda: ("here", {"Content-Type": "text/plain"})))
    client.get("/wanted?row=T1")
    sign_in(client)
    assert client.get("/arrive").location == "/wanted?row=T1"
    assert client.get("/arrive").location == "/"


@pytest.mark.parametrize("email", ["ana.fale@example.org", "ANA.FALE@EXAMPLE.ORG", " ana.fale@example.org "])
def test_the_case_of_an_address_does_not_matter(client, ana, email):
    assert sign_in(client, email).status_code == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ana.fale@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("ana.fale@example.org", ""),
        ("", PASSWORD),
        ("not an address", PASSWORD),
        ("ana.fale@example.org", "a" * 5000),
        ("user\x1b[2J@example.org", PASSWORD),
        ("{{7*7}}@example.org", PASSWORD),
    ],
)
def test_every_failure_has_the_same_answer(client, ana, email, password):
    answer = sign_in(client, email, password)
    assert answer.status_code == 200
    assert answer.text.count("The e-mail address or the password is not right") == 1
    assert "does not exist" not in answer.text
    assert client.get("/").location == "/sign-in"


def test_a_disabled_account_is_answered_like_a_wrong_password(app, client, ana):
    with app.app_context():
        db.session().execute(update(User).values(active=False))
        db.session().commit()
    answer = sign_in(client)
    assert answer.status_code == 200
    assert "The e-mail address or the password is not right" in answer.text


def test_a_password_is_kept_as_argon2id_only(app, ana):
    with app.app_context():
        stored = db.session().scalars(select(User.password)).one()
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app, client, ana):
    sign_in(client)
    copy = client.get_cookie("session").value
    answer = client.submit("/sign-out")
    assert answer.location == "/sign-in"
    thief = app.test_client()
    thief.set_cookie("session", copy, domain="localhost")
    assert thief.get("/").location == "/sign-in"


def test_signing_out_of_one_device_leaves_the_other(app, client, ana):
    other = app.test_client()
    sign_in(client)
    sign_in(other)
    client.submit("/sign-out")
    assert other.get("/").status_code == 200


def test_a_link_cannot_sign_anybody_out(client, ana):
    sign_in(client)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert client.get("/").status_code == 200


def test_a_disabled_person_is_out_at_once(app, client, ana):
    sign_in(client)
    with app.app_context():
        db.session().execute(update(User).values(active=False))
        db.session().commit()
    assert client.get("/").location == "/sign-in"


def test_a_sign_in_ends_after_its_time(app, client, ana):
    sign_in(client)
    with app.app_context():
        db.session().execute(update(UserSession).values(expires_at=db.now() - timedelta(seconds=1)))
        db.session().commit()
    assert client.get("/").location == "/sign-in"


def test_ended_sign_ins_are_forgotten_at_the_next_one(app, client, ana):
    with app.app_context():
        sessions.open_session(ana, timedelta(seconds=-1))
    sign_in(client)
    with app.app_context():
        assert len(db.session().scalars(select(UserSession)).all()) == 1


def test_the_database_never_holds_what_the_cookie_holds(app, client, ana):
    with client:
        sign_in(client)
        token = cookie["sign-in"]
    with app.app_context():
        assert token.encode() not in db.session().scalars(select(UserSession.token_hash)).one()


def test_every_sign_in_gets_a_new_secret_and_a_new_csrf_token(client, ana):
    before = client.csrf_token()
    with client:
        sign_in(client)
        first = cookie["sign-in"]
    assert client.post("/sign-out", data={"csrf_token": before}).status_code == 400
    client.submit("/sign-out")
    with client:
        sign_in(client)
        assert cookie["sign-in"] != first


def test_a_form_without_the_csrf_token_is_refused(client, ana):
    answer = client.post("/sign-in", data={"email": ana.email, "password": PASSWORD})
    assert answer.status_code == 400
    assert client.get("/").location == "/sign-in"


def test_nobody_can_ask_to_be_remembered_or_for_a_token_of_their_own(client, ana):
    answer = sign_in(client, remember="y")
    assert not [value for name, value in answer.headers if name == "Set-Cookie" and "remember" in value]
    asked = client.post("/sign-in?include_auth_token", json={"email": ana.email, "password": PASSWORD})
    assert asked.status_code == 400


def test_where_one_arrives_is_never_told_from_outside(app, ana, shared):
    for payload in redirect_payloads(shared):
        client = app.test_client()
        answer = client.get("/sign-in", query_string={"next": payload})
        assert answer.status_code == 200
        token = client.csrf_token()
        form = {"email": ana.email, "password": PASSWORD, "csrf_token": token, "next": payload}
        answer = client.post("/sign-in", query_string={"next": payload}, data=form)
        assert answer.location in (None, "/arrive"), payload


def test_a_page_of_somebody_signed_in_asks_once_who_they_are(client, ana, count_queries):
    sign_in(client)
    with count_queries() as queries:
        client.get("/")
    assert len([query for query in queries if "user_session" in query]) == 1
    with count_queries() as queries:
        client.get("/static/style.css")
    assert queries == []


def test_a_sign_in_that_fails_leaves_the_database_to_others(client, ana, count_queries):
    with count_queries() as queries:
        sign_in(client, password="wrong")
    written = [query for query in queries if query.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert all("audit_" in query or "attempt_count" in query for query in written)


def test_an_address_belongs_to_one_person(app, ana):
    with app.app_context(), pytest.raises(Exception, match=r"(?i)unique"):
        create_user("ANA.fale@example.org")
