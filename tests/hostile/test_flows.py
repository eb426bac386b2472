"""Attacks in several steps: requests of other sites, other people's plans, and two hands on one row."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from tests.client import CheckingClient
from tests.hostile.corpus import covers
from tests.hostile.doors import HEAD, SQLITE, House, Question
from tests.hostile.expectations import accepted, refused_in_words
from tests.hostile.rows import BODY, ROW_ACTIONS, TITLE, untouched

# A PDF being set has no address of its own: it is asked for at its plan's.
PAGES = ("", "threats/", "threats/T1/", "profile/", "plan.json", "roadmap.pdf", "import/", "settings/")


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
