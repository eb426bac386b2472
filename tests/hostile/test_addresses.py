"""What stands in addresses and headers: never a failure, never echoed, never a way round a permission."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from roadmap.app import create_app
from roadmap.audit.models import AuditEntry
from roadmap.db import session
from roadmap.fields.problem import Refused
from roadmap.workshops.models import Delegation
from tests.client import CheckingClient
from tests.conftest import make_config
from tests.factories import PASSWORD, create_delegation, create_user, create_workshop
from tests.hostile.corpus import Attack, attacks, covers, through
from tests.hostile.doors import SQLITE, House
from tests.hostile.expectations import log_safe, never_5xx, refused_in_words, same, within

QUERIES = [each for each in attacks() if each.where.startswith("query:") and each.where != "query:next"]
through(*{each.where for each in QUERIES})
IGNORED = "ignored: response same as without it"
HEADERS = [
    each for each in attacks() if each.where.startswith("header:") and each.where not in ("header:Host",)
]
SAME = [each for each in HEADERS if each.expect == IGNORED]
HOSTS = {"clear 4xx error": {400}, "accepted with the documented value": {200}}


@pytest.fixture(scope="module")
def pages(built: House) -> list[str]:
    """Every address that a lead can fetch."""
    plan = f"/plans/{built.plan_id}"
    return ["/", f"{plan}/", f"{plan}/threats/", f"{plan}/profile/", f"{plan}/import/", f"{plan}/plan.json"]


@pytest.fixture
def named(sqlite_url: str, tmp_path) -> Iterator[Flask]:
    """An installation that people reach as https://app.example."""
    app = create_app(make_config(sqlite_url, tmp_path, public_base_url="https://app.example"))
    app.test_client_class = CheckingClient
    yield app
    app.extensions["engine"].dispose()


def refusals(house: House) -> int:
    """How many refusals the audit log tells of."""
    with house.app.app_context():
        return session().scalar(select(func.count()).select_from(AuditEntry)) or 0


@SQLITE
@pytest.mark.parametrize("each", QUERIES, ids=str)
def test_a_query_nobody_asked_for_changes_nothing(house: House, pages: list[str], each: Attack) -> None:
    name = each.where.partition(":")[2]
    for page in pages:
        with within(each.seconds * 2):  # the test looks over the page as well
            answer = house.lead.get(page, query_string={name: each.payload})
        never_5xx(answer)
        assert same(answer, house.lead.get(page))


@pytest.mark.parametrize("each", through("path:plan_id"), ids=str)
def test_a_made_up_plan_is_not_there_and_its_refusal_is_noted(house: House, each: Attack) -> None:
    before = refusals(house)
    for page in ("", "threats/", "profile/profile/", "plan.json") if "/" not in each.payload else ("",):
        answer = house.asking(f"/plans/{each.payload}/{page}")
        assert answer.status_code == 404
        assert house.plan_id not in answer.text
    assert refusals(house) > before


@SQLITE
@pytest.mark.parametrize("each", through("path:404", "path:raw"), ids=str)
def test_a_path_is_not_echoed(house: House, each: Attack) -> None:
    with within(each.seconds):
        first, last = (fetch("/" + each.payload.lstrip("/")) for fetch in (house.lead.get, house.asking))
    refused_in_words(last)
    for answer in (first, last):
        assert each.payload not in answer.text
        assert "<script>" not in answer.text


@SQLITE
@pytest.mark.parametrize("each", through(*(a.where for a in SAME), expect={IGNORED}), ids=str)
def test_a_header_that_is_not_for_us_changes_nothing(house: House, pages: list[str], each: Attack) -> None:
    headers = {"HTTP_" + each.where.partition(":")[2].upper().replace("-", "_"): each.payload}
    for page in [*pages, "/sign-in", "/no-such-page"]:
        assert same(house.lead.get(page, environ_overrides=headers), house.lead.get(page))


@SQLITE
@pytest.mark.parametrize("each", through("header:Range"), ids=str)
def test_ranges_of_a_private_file_are_no_failure(house: House, each: Attack) -> None:
    for wanted in (
        each.payload,
        "bytes=-1",
        "bytes=5-1",
        "bytes=" + "0-0," * 500,
        "lines=1",
        "bytes=9999999-",
    ):
        answer = house.lead.get(f"/plans/{house.plan_id}/plan.json", headers={"Range": wanted})
        assert answer.status_code in (200, 206, 416)


@SQLITE
@pytest.mark.parametrize("each", through("header:Cookie"), ids=str)
def test_more_cookies_than_ours_are_refused(house: House, each: Attack) -> None:
    browser = house.app.test_client(use_cookies=False)
    with within(each.seconds):
        refused_in_words(browser.get("/sign-in", headers={"Cookie": each.payload}))


@SQLITE
@covers("auth-009")
@pytest.mark.parametrize("cookie", ["x" * 100_000, "\xe9\xff\x01", "half"], ids=["long", "bytes", "half"])
def test_a_cookie_that_cannot_be_read_is_no_sign_in(house: House, cookie: str) -> None:
    if cookie == "half":
        whole = house.lead.get_cookie("session").value
        cookie = whole[: len(whole) // 2]
    browser = house.app.test_client(use_cookies=False)
    for page in ("/", f"/plans/{house.plan_id}/", "/sign-in", "/health"):
        answer = browser.get(page, environ_overrides={"HTTP_COOKIE": f"session={cookie}"})
        assert (answer.status_code, answer.location) == _without(browser.get(page))


def _without(answer: TestResponse) -> tuple[int, str | None]:
    return answer.status_code, answer.location


@pytest.mark.parametrize("each", through("header:Host"), ids=str)
def test_only_our_own_host_is_answered(named: Flask, each: Attack) -> None:
    answer = named.test_client().get(
        "/sign-in", base_url="https://app.example", environ_overrides={"HTTP_HOST": each.payload}
    )
    never_5xx(answer)
    assert answer.status_code in HOSTS.get(each.expect, {200, 400})
    assert "evil" not in f"{answer.text}{answer.headers}"


@SQLITE
@pytest.mark.parametrize("each", through("query:next"), ids=str)
def test_signing_in_leads_nowhere_else(house: House, each: Attack) -> None:
    with house.app.app_context():
        email = create_user().email
    for query, form in (({"next": each.payload}, {}), ({}, {"next": each.payload})):
        browser = house.app.test_client()
        for page in ("/sign-in", "/", "/arrive"):
            at_home(browser.get(page, query_string=query))
        answer = browser.submit(
            "/sign-in", {"email": email, "password": PASSWORD, **form}, query_string=query
        )
        at_home(answer)
        at_home(browser.get("/arrive", query_string=query))


def at_home(answer: TestResponse) -> None:
    """Check that an answer leads nowhere but to a page of this site."""
    never_5xx(answer)
    if answer.location is not None:
        parts = urlsplit(answer.location)
        assert (parts.scheme, parts.netloc) in (("", ""), ("http", "localhost"))
        assert answer.location.isprintable()
        assert not re.match(r"/[/\\]", answer.location)


@pytest.mark.parametrize("each", through("field:login-name", expect={IGNORED}), ids=str)
def test_a_made_up_name_signs_in_like_any_wrong_one(house: House, each: Attack, logged) -> None:
    answers = [
        house.app.test_client().submit("/sign-in", {"email": email, "password": "wrong"})
        for email in (each.payload, "nobody@example.org")
    ]
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        assert answer.text.count("The e-mail address or the password is not right") == 1
    log_safe(logged.getvalue(), each.payload)


STANDING = ("France", "Libya", "Italy", "Germany", "Cuba", "Republic of France")


@SQLITE
@pytest.mark.parametrize("each", through("field:delegation-name", expect={"clear 4xx error"}), ids=str)
def test_a_delegation_takes_no_name_that_looks_like_anothers(house: House, each: Attack) -> None:
    with house.app.app_context():
        workshop = create_workshop()
        for name in STANDING:
            create_delegation(workshop, name=name)
        with pytest.raises(Refused, match="looks like the delegation"):
            create_delegation(workshop, name=each.payload)
        names = session().scalars(select(Delegation.name).where(Delegation.workshop_id == workshop.id))
        assert sorted(names) == sorted(STANDING)
