"""Refusals are noted: who was refused what, and never what was typed."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from roadmap.access import Role
from roadmap.audit import refusals
from roadmap.audit.lines import LONGEST_LINE, entry_line
from roadmap.audit.store import entries, verify
from roadmap.db import session
from roadmap.workshops.models import Membership
from tests.factories import PASSWORD, create_plan, create_user

WRONG = "not the pass phrase of anybody"


@pytest.fixture
def written(app):
    """Return a function that lists what the log says, without the sign-ins of the tests themselves."""

    def said():
        with app.app_context():
            assert list(verify(session())) == []
            return [one for one in entries(session(), 1000) if one.record.event != "sign-in"]

    return said


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana.fale@example.org")


def try_to_sign_in(client, email, password=WRONG):
    return client.submit("/sign-in", {"email": email, "password": password})


def test_a_sign_in_and_a_sign_out_are_noted(app, client, ana):
    try_to_sign_in(client, ana.email, PASSWORD)
    client.submit("/sign-out")
    with app.app_context():
        said = [(one.record.event, one.record.actor_id) for one in entries(session(), 9)]
    assert said == [("sign-in", ana.id), ("sign-out", ana.id)]


def test_a_refused_sign_in_names_the_account_and_nothing_that_was_typed(client, ana, written):
    try_to_sign_in(client, "Ana.Fale@example.org")
    [entry] = written()
    assert (entry.record.event, entry.record.outcome) == ("sign-in-refused", "refused")
    assert (entry.record.actor_id, entry.record.target) == (None, f"user:{ana.id}")
    assert WRONG not in entry_line(entry)
    assert "example.org" not in entry_line(entry).casefold()


@pytest.mark.parametrize("typed", ["nobody@example.org", "a pass phrase in the wrong field", ""])
def test_a_refused_sign_in_without_an_account_tells_nothing_of_what_was_typed(client, typed, written):
    try_to_sign_in(client, typed)
    [entry] = written()
    assert entry.record.target == "unknown account"
    assert not typed or typed not in entry_line(entry)


def test_what_the_corpus_types_as_a_name_stays_one_short_line(client, shared, written):
    with (shared / "hostile" / "corpus.jsonl").open(encoding="utf-8") as corpus:
        known = [json.loads(line) for line in corpus]
    tried = [entry["payload"] for entry in known if entry["class"] == "log"]
    assert tried
    for payload in tried:
        assert try_to_sign_in(client, payload).status_code < 500
    lines = [entry_line(entry) for entry in written()]
    assert len(lines) == len(tried)
    assert all(line.isascii() and line.isprintable() and len(line) <= LONGEST_LINE for line in lines)
    assert not any(payload[:20] in line for payload in tried for line in lines)


def test_a_request_that_only_opens_the_form_is_no_refusal(client, written):
    client.get("/sign-in")
    assert written() == []


def test_somebody_elses_plan_is_noted_with_who_asked_for_it(app, signed_in, written):
    stranger = signed_in(Role.DRAFTER)
    with app.app_context():
        plan = create_plan()
    assert stranger.get(f"/plans/{plan.id}/").status_code == 404
    [entry] = written()
    assert (entry.record.event, entry.record.outcome) == ("access-refused", "refused")
    assert entry.record.actor_id == stranger.person.id
    assert entry.record.target == f"plans.open_plan plan_id={plan.id}"
    assert entry.record.facts == {"status": 404}


def test_a_page_beyond_a_persons_role_is_noted(signed_in, written):
    assert signed_in(Role.LEAD).get("/audit-log").status_code == 403
    assert [(one.record.target, one.record.facts) for one in written()] == [("audit.log", {"status": 403})]


def test_what_stands_in_an_address_is_cut_and_escaped(signed_in, written):
    signed_in().get(f"/plans/{'x' * 3000}%0A%1B[31m/")
    signed_in().get("/plans/%0A%1B[31m/")
    lines = [entry_line(entry) for entry in written()]
    assert len(lines) == 2
    assert all(line.isprintable() and len(line) < 600 for line in lines)


def test_a_style_sheet_that_is_missing_is_no_refusal(signed_in, written):
    signed_in().get("/static/nowhere.css")
    assert written() == []


def test_a_refusal_stands_even_when_the_log_cannot_be_written(client, ana, monkeypatch, caplog):
    def full(*_, **__):
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    monkeypatch.setattr(refusals, "record_alone", full)
    assert try_to_sign_in(client, ana.email).status_code == 200
    assert "the audit log could not be written" in caplog.text


def test_members_stay_what_they_were(app, signed_in):
    """A refusal gives up what the request had begun, and nothing that was finished before."""
    browser = signed_in(Role.DRAFTER)
    browser.get("/plans/nowhere/")
    with app.app_context():
        assert session().scalars(select(Membership.user_id)).all() == [browser.person.id]
