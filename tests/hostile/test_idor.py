"""Other people's plans and rows, and people who are no longer there."""

import pytest
from sqlalchemy import delete, select, update
from werkzeug.test import TestResponse

from roadmap.accounts.models import User
from roadmap.db import session
from roadmap.workshops.models import Membership
from tests.client import CheckingClient
from tests.hostile.corpus import covers
from tests.hostile.doors import SQLITE, House
from tests.hostile.expectations import same
from tests.hostile.rows import BODY, ROW_ACTIONS, TITLE, noted, untouched


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
