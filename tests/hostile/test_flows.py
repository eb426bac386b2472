"""Attacks in several steps: requests of other sites, other people's plans, and two hands on one row."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import delete, func, select, update
from werkzeug.test import TestResponse

from roadmap.accounts.models import User
from roadmap.audit.models import AuditEntry
from roadmap.db import session
from roadmap.workshops.models import Membership
from tests.client import CheckingClient
from tests.hostile.corpus import covers
from tests.hostile.doors import HEAD, SQLITE, House, Question
from tests.hostile.expectations import accepted, refused_in_words, same

TITLE = Question("threats", "title")
BODY = json.dumps({"value": "Changed", "version": 1}).encode()
# A PDF being set has no address of its own: it is asked for at its plan's.
PAGES = ("", "threats/", "threats/T1/", "profile/", "plan.json", "roadmap.pdf", "import/", "settings/")
ROW_ACTIONS = ("", "move", "duplicate", "delete", "restore", "title")


@pytest.fixture
def row(house: House) -> House:
    """An installation where two delegations have one threat each."""
    house.write_row(TITLE, title="As it was")
    house.write_row(TITLE, house.neighbour_id, title="Of the neighbour")
    return house


def untouched(house: House) -> None:
    """Check that nothing changed in either plan."""
    assert house.rows() == {"threats/T1": {"title": "As it was"}}
    assert house.rows(house.neighbour_id) == {"threats/T1": {"title": "Of the neighbour"}}


def noted(house: House) -> int:
    """How many entries the audit log has."""
    with house.app.app_context():
        return session().scalar(select(func.count()).select_from(AuditEntry)) or 0


@SQLITE
@covers("csrf-001", "csrf-002", "csrf-003", "csrf-004", "csrf-006", "csrf-007")
@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({}, "application/json"),
        ({}, "text/plain"),
        ({}, "application/x-www-form-urlencoded"),
        ({"X-CSRFToken": "of another person"}, "application/json"),
        ({"X-CSRFToken": "ours", "Origin": "https://evil.example"}, "application/json"),
        ({"X-CSRFToken": "ours", "Origin": "null"}, "application/json"),
        ({"X-CSRFToken": "ours", "Sec-Fetch-Site": "cross-site"}, "application/json"),
        ({"X-CSRFToken": "ours"}, "text/plain"),
    ],
)
def test_another_site_changes_nothing(row: House, headers: dict[str, str], kind: str) -> None:
    tokens = {"ours": row.lead.csrf_token(), "of another person": row.drafter.csrf_token()}
    sent = {name: tokens.get(value, value) for name, value in headers.items()}
    refused_in_words(row.autosave(BODY, TITLE, content_type=kind, headers=sent))
    untouched(row)


@covers("csrf-005")
def test_a_token_from_before_signing_in_again_is_worth_nothing(row: House) -> None:
    browser = row.app.test_client()
    before = browser.csrf_token()
    with browser.session_transaction() as cookie:
        cookie.clear()
    browser.sign_in(row.lead.person)
    browser.get("/")
    address = f"{row.address(TITLE)}title"
    headers = {"X-CSRFToken": before}
    refused_in_words(browser.post(address, data=BODY, content_type="application/json", headers=headers))
    untouched(row)


@covers("csrf-009")
def test_the_token_of_a_form_lasts_as_long_as_its_session(
    row: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = int(time.time()) - 11 * 60 * 60
    assert row.lead.csrf_token()
    with row.lead.session_transaction() as cookie:
        secret = cookie["csrf_token"]
    with monkeypatch.context() as earlier:
        earlier.setattr(TimestampSigner, "get_timestamp", lambda _: long_ago)
        token = URLSafeTimedSerializer(row.app.secret_key, salt="wtf-csrf-token").dumps(secret)
    accepted(row.autosave(BODY, TITLE, headers={"X-CSRFToken": token}))


@SQLITE
@covers("csrf-010")
def test_following_a_link_changes_nothing(row: House) -> None:
    for action in ROW_ACTIONS[1:5]:
        answer = row.lead.get(f"{row.address(TITLE)}{action}")
        assert answer.status_code in (404, 405)
    assert row.lead.get("/sign-out").status_code == 405
    untouched(row)


@SQLITE
@covers("csrf-011")
def test_a_method_cannot_be_smuggled_in(row: House) -> None:
    address = row.address(TITLE)
    refused_in_words(row.lead.submit(address, {"version": "1", "_method": "DELETE"}))
    answer = row.lead.submit(address, {"version": "1"}, headers={"X-HTTP-Method-Override": "DELETE"})
    accepted(answer)
    untouched(row)


@SQLITE
@covers("csrf-013")
def test_nobody_elsewhere_may_call_us(row: House) -> None:
    answer = row.lead.options(f"{row.address(TITLE)}title", headers={"Origin": "https://evil.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@SQLITE
@covers("idor-001", "idor-006", "idor-008")
@pytest.mark.parametrize("plan", ["neighbour_id", "stranger_id"])
@pytest.mark.parametrize(
    "page", ["", "threats/", "threats/T1/", "profile/", "plan.json", "import/", "settings/"]
)
def test_another_delegations_plan_is_not_there(row: House, plan: str, page: str) -> None:
    before, foreign = noted(row), getattr(row, plan)
    answer = row.lead.get(f"/plans/{foreign}/{page}")
    missing = row.lead.get(f"/plans/aaaaaaaaaaaaaaaaaaaaaa/{page}")
    assert (answer.status_code, missing.status_code) == (404, 404)
    assert same(answer, missing)
    assert "neighbour" not in answer.text
    assert noted(row) == before + 2
    if plan == "stranger_id" and page != "import/":
        assert row.facilitator.get(f"/plans/{foreign}/{page}").status_code in (403, 404)


@covers("idor-002", "idor-003")
@pytest.mark.parametrize("action", ROW_ACTIONS)
def test_another_delegations_row_cannot_be_reached(row: House, action: str) -> None:
    before = noted(row)
    foreign = row.address(TITLE, row.neighbour_id)
    own_plan_other_row = row.address(TITLE).replace("/T1/", "/T2/")
    for address in (foreign, own_plan_other_row):
        if action == "title":
            headers = {"X-CSRFToken": row.lead.csrf_token()}
            answer = row.lead.post(
                f"{address}title", data=BODY, content_type="application/json", headers=headers
            )
        else:
            answer = row.lead.submit(f"{address}{action}", {"version": "1", "title": "Changed", "to": "up"})
        assert answer.status_code == 404
    untouched(row)
    assert noted(row) == before + 2


@SQLITE
@covers("idor-009")
def test_files_are_served_through_a_check_only(house: House) -> None:
    browser = house.app.test_client()
    for path in (
        "/static/../setup.cfg",
        "/static/..%2fsetup.cfg",
        "/static//etc/passwd",
        "/files/x.pdf",
        "/exports/x.pdf",
    ):
        assert browser.get(path, follow_redirects=True).status_code == 404
    assert browser.get(f"/plans/{house.plan_id}/plan.json").location == "/sign-in"


@covers("idor-012")
def test_who_left_the_delegation_saves_nothing_more(row: House) -> None:
    with row.app.app_context():
        left = row.drafter.person
        (role,) = session().scalars(select(Membership).where(Membership.user_id == left.id))
        kept = {column.name: getattr(role, column.name) for column in Membership.__table__.columns}
        session().execute(delete(Membership).where(Membership.user_id == left.id))
        session().commit()
    try:
        for answer in _tries(row, row.drafter):
            assert answer.status_code in (403, 404)
        untouched(row)
    finally:
        with row.app.app_context():
            session().add(Membership(**kept))
            session().commit()


@covers("idor-013")
def test_who_was_disabled_saves_nothing_more(row: House) -> None:
    _set_active(row, active=False)
    try:
        for answer in _tries(row, row.drafter):
            assert answer.status_code in (302, 401)
        untouched(row)
    finally:
        _set_active(row, active=True)


def _set_active(house: House, *, active: bool) -> None:
    with house.app.app_context():
        session().execute(update(User).where(User.id == house.drafter.person.id).values(active=active))
        session().commit()


def _tries(house: House, client: CheckingClient) -> list[TestResponse]:
    """An open tab that goes on: a page, a form, an autosave."""
    headers = {"X-CSRFToken": client.csrf_token()}
    address = house.address(TITLE)
    return [
        client.get(address),
        client.submit(address, {"version": "1", "title": "Changed"}),
        client.post(f"{address}title", data=BODY, content_type="application/json", headers=headers),
    ]


@covers("auth-002")
def test_a_disabled_account_signs_in_like_a_wrong_password(house: House) -> None:
    _set_active(house, active=False)
    try:
        email = house.drafter.person.email
        answers = [
            house.app.test_client().submit("/sign-in", {"email": email, "password": password})
            for password in ("a long enough pass phrase", "wrong")
        ]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert same(*answers)
    finally:
        _set_active(house, active=True)


@SQLITE
@covers("cache-001", "cache-003")
def test_nothing_private_is_kept_by_a_browser_or_a_proxy(row: House) -> None:
    for page in ("/", f"/plans/{row.plan_id}/", row.address(TITLE), f"/plans/{row.plan_id}/plan.json"):
        answer = row.lead.get(page)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "ETag" not in answer.headers


@covers("fault-002")
def test_the_same_save_twice_is_one_save(row: House) -> None:
    answers = [row.autosave(BODY, TITLE) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json["version"] == answers[1].json["version"] == 2


@pytest.mark.parametrize("value", [None, "", " "])
def test_nothing_saved_in_a_profile_that_is_not_stored_yet_is_no_failure(
    house: House, value: str | None
) -> None:
    answer = house.by_autosave(Question("profile", "vision"), value)
    assert (answer.status_code, answer.json["version"]) == (200, 1)
    assert house.rows() == {}


@covers("fault-003")
def test_a_save_that_arrives_late_is_not_lost_and_overwrites_nothing(row: House) -> None:
    accepted(row.autosave(b'{"value":"Seventh","version":1}', TITLE))
    headers = {"X-CSRFToken": row.drafter.csrf_token()}
    late = row.drafter.post(
        f"{row.address(TITLE)}title",
        data=b'{"value":"Fifth","version":1}',
        content_type="application/json",
        headers=headers,
    )
    assert late.status_code == 409
    assert (late.json["conflict"]["mine"], late.json["conflict"]["theirs"]) == ("Fifth", "Seventh")
    assert row.said(TITLE) == "Seventh"


@covers("fault-011")
def test_typing_in_a_row_that_was_deleted_is_kept_and_can_be_put_back(row: House) -> None:
    accepted(row.drafter.submit(f"{row.address(TITLE)}delete"))
    assert row.autosave(BODY, TITLE).status_code == 410
    answer = row.by_form(TITLE, "What I was typing")
    assert answer.status_code == 409
    assert "What I was typing" in answer.text
    accepted(
        row.lead.submit(row.address(TITLE), {"version": "2", "title": "What I was typing", "restore": "1"})
    )
    assert row.said(TITLE) == "What I was typing"


@covers("fault-012")
def test_two_imports_at_the_same_second_are_each_all_or_nothing(house: House) -> None:
    rows = [{"key": f"S{n}", "title": f"Source {n}"} for n in range(1, 41)]
    document = json.dumps(HEAD | {"sources": rows})
    address = f"/plans/{house.plan_id}/import/take"

    def take(client: CheckingClient) -> int:
        token = client.csrf_token()
        return client.post(address, data={"document": document, "csrf_token": token}).status_code

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(take, (house.lead, house.drafter))) == [303, 303]
    assert len(house.rows()) == 40
