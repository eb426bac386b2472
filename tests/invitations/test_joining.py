"""Taking an invitation up: once, by whoever holds the code, and never by anything but a POST."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from roadmap.access import Role
from roadmap.accounts.codes import new_code
from roadmap.accounts.models import User
from roadmap.audit.models import AuditEntry
from roadmap.db import now, session
from roadmap.invitations.join_views import CODES_HERE
from roadmap.invitations.models import Invitation
from roadmap.workshops.models import Membership
from tests.conftest import make_config
from tests.factories import PASSWORD, create_user
from tests.hostile.corpus import attacks
from tests.invitations.conftest import NEW_PASSWORD

SAME = "This code opens nothing."


def held(app, email="new@example.org"):
    """Return the (role, workshop, delegation) that a person holds."""
    with app.app_context():
        wanted = select(Membership.role, Membership.workshop_id, Membership.delegation_id)
        return [tuple(row) for row in session().execute(wanted.join(User).where(User.email == email))]


def test_a_new_person_joins_and_is_signed_in(app, house, join):
    browser = app.test_client()
    answer = join(house.invited("Fiji, drafter"), browser=browser)
    assert answer.location == "/arrive"
    assert "Delegation of Fiji" in browser.get("/", follow_redirects=True).text
    assert held(app) == [(Role.DRAFTER, house.workshop_id, house.fiji)]


def test_they_sign_in_again_by_the_password_they_chose(app, house, join):
    join(house.invited("Fiji, drafter"))
    browser = app.test_client()
    answer = browser.submit("/sign-in", {"email": "NEW@example.org", "password": NEW_PASSWORD})
    assert answer.location == "/arrive"


def test_a_code_is_good_once(house, join):
    code = house.invited("Fiji, drafter")
    assert join(code).status_code == 302
    again = join(code, email="other@example.org")
    assert again.status_code == 422
    assert SAME in again.text


def test_of_many_who_try_one_code_at_the_same_moment_one_joins(app, house, join):
    code = house.invited("Fiji, drafter")
    browsers = [app.test_client() for _ in range(6)]
    for browser in browsers:
        assert browser.submit("/join", {"code": code}).status_code == 302

    def press(numbered):
        number, browser = numbered
        form = {"name": "X", "email": f"p{number}@example.org", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
        return browser.submit("/join/new", form).status_code

    with ThreadPoolExecutor(6) as threads:
        answers = sorted(threads.map(press, enumerate(browsers)))
    assert answers == [302, 422, 422, 422, 422, 422]
    with app.app_context():
        assert len(session().scalars(select(User).where(User.email.like("p_@example.org"))).all()) == 1


def spoil(app, **values):
    with app.app_context():
        session().execute(update(Invitation).values(**values))
        session().commit()


@pytest.mark.parametrize("state", ["made up", "empty", "used", "expired", "revoked"])
def test_every_code_that_is_not_good_gets_the_same_answer(app, house, join, state):
    code = house.invited("Fiji, drafter")
    if state == "used":
        join(code)
    if state == "expired":
        spoil(app, expires_at=now() - timedelta(seconds=1))
    if state == "revoked":
        spoil(app, revoked_at=now())
    typed = {"made up": new_code(), "empty": ""}.get(state, code)
    answer = app.test_client().submit("/join", {"code": typed})
    nonsense = app.test_client().submit("/join", {"code": "nonsense"})
    assert answer.status_code == nonsense.status_code == 422
    assert without_token(answer.text) == without_token(nonsense.text)


def without_token(text):
    return [line for line in text.splitlines() if "csrf_token" not in line]


def test_a_code_spoilt_between_two_pages_gets_that_answer_too(app, house):
    browser = app.test_client()
    browser.submit("/join", {"code": house.invited("Fiji, drafter")})
    spoil(app, revoked_at=now())
    assert SAME in browser.get("/join/accept").text
    browser.submit("/join", {"code": house.invited("Fiji, drafter")})
    spoil(app, revoked_at=now())
    form = {"name": "X", "email": "x@example.org", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert SAME in browser.submit("/join/new", form).text
    assert held(app, "x@example.org") == []


def test_a_code_is_good_until_the_second_it_ends(app, house, join):
    code = house.invited("Fiji, drafter")
    spoil(app, expires_at=now() + timedelta(seconds=5))
    assert join(code).status_code == 302


@pytest.mark.parametrize("lost", ["role", "account"])
def test_nobody_who_was_removed_comes_back_by_a_card_they_kept(app, house, join, lost):
    code = house.invited(", facilitator")
    with app.app_context():
        maker = house.people["facilitator"].person.id
        if lost == "role":
            session().execute(delete(Membership).where(Membership.user_id == maker))
        else:
            session().execute(update(User).where(User.id == maker).values(active=False))
        session().commit()
    assert SAME in join(code).text
    again = house.people["administrator"].submit(f"{house.address}/print-again", {"days": "7"})
    assert join(house.codes(again)[0]).status_code == 302


def test_a_refused_code_stands_in_the_audit_log_without_the_code(app, house):
    app.test_client().submit("/join", {"code": "SECRET"})
    with app.app_context():
        (entry,) = session().scalars(select(AuditEntry).where(AuditEntry.outcome == "refused"))
    assert entry.event == "invitation-used"
    assert "SECRET" not in json.dumps([entry.facts, entry.target])


def test_using_one_stands_there_with_who_joined(app, house, join):
    join(house.invited("Fiji, drafter"))
    with app.app_context():
        person = session().scalar(select(User.id).where(User.email == "new@example.org"))
        wanted = select(AuditEntry.event).where(AuditEntry.actor_id == person).order_by(AuditEntry.seq)
        events = session().scalars(wanted).all()
    assert events == ["invitation-used", "permission-changed", "sign-in"]


def test_looking_at_pages_uses_nothing_up(app, house, join):
    code = house.invited("Fiji, drafter")
    for _ in range(3):
        assert app.test_client().get("/join").status_code == 200
    browser = app.test_client()
    browser.submit("/join", {"code": code})
    assert browser.get("/join/accept").status_code == 200
    assert join(code).status_code == 302


def test_a_code_stands_in_no_address_and_no_log(app, house, join, caplog, capfd):
    code = house.invited("Fiji, drafter")
    browser = app.test_client()
    answer = browser.submit("/join", {"code": code})
    assert answer.location == "/join/accept"
    out = "".join(capfd.readouterr()) + caplog.text
    assert code not in out
    assert browser.get("/join/accept").headers["Referrer-Policy"] == "same-origin"


def test_nothing_is_asked_that_the_invitation_knows(app, house):
    browser = app.test_client()
    browser.submit("/join", {"code": house.invited("Fiji, drafter, Mere Vula, mere@example.org")})
    page = browser.get("/join/accept").text
    assert 'value="Mere Vula"' in page and 'value="mere@example.org"' in page


def test_somebody_signed_in_joins_as_themselves_and_keeps_their_roles(app, house):
    browser = house.people["stranger"]
    code = house.invited("Fiji, lead")
    assert browser.submit("/join", {"code": code}).location == "/join/accept"
    assert "Join as yourself" in browser.get("/join/accept").text
    browser.submit("/join/myself")
    page = browser.get("/").text
    assert "Another workshop" in page and "Delegation of Fiji" in page


def test_a_facilitator_of_one_workshop_and_lead_in_another_reaches_both_without_signing_out(app, house):
    browser = house.people["stranger"]
    browser.submit("/join", {"code": house.invited("Fiji, lead")})
    browser.submit("/join/myself")
    with app.app_context():
        person = browser.person.id
        other = session().scalar(
            select(Membership.workshop_id).where(
                Membership.user_id == person, Membership.role == Role.FACILITATOR
            )
        )
    for workshop in (other, house.workshop_id):
        assert browser.get(f"/workshops/{workshop}/people").status_code == 200
    assert "Administrator" not in browser.get(f"/workshops/{house.workshop_id}/people").text


def test_somebody_with_an_account_signs_in_first_and_comes_back(app, house):
    with app.app_context():
        email = create_user().email
    browser = app.test_client()
    browser.submit("/join", {"code": house.invited("Fiji, reader")})
    assert browser.get("/join/sign-in").location == "/sign-in"
    assert browser.submit("/sign-in", {"email": email, "password": PASSWORD}).location == "/arrive"
    page = browser.get("/arrive", follow_redirects=True)
    assert "Join as yourself" in page.text
    browser.submit("/join/myself")
    assert held(app, email) == [(Role.READER, house.workshop_id, house.fiji)]


def test_an_address_that_has_an_account_makes_no_second_one_and_uses_nothing_up(app, house, join):
    with app.app_context():
        email = create_user().email
    code = house.invited("Fiji, drafter")
    assert join(code, email=email.upper()).status_code == 422
    assert join(code, email="another@example.org").status_code == 302


def test_a_role_held_already_is_held_once(app, house):
    with app.app_context():
        email = house.people["lead"].person.email
    house.people["lead"].submit("/join", {"code": house.invited("Vanuatu, lead")})
    house.people["lead"].submit("/join/myself")
    assert held(app, email) == [(Role.LEAD, house.workshop_id, house.vanuatu)]


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "\u202e\u200b"},
        {"email": "a@gооgle.com"},
        {"email": "admınıstrator@example.org"},
        {"email": "a@ex.example\nBcc: b@evil.example, c@evil.example"},
        {"email": "a@ex.example, b@evil.example"},
        {"new": "short", "again": "short"},
        {"new": "password123", "again": "password123"},
        {"again": "something else"},
        {"new": "", "again": ""},
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_used_up(app, house, change):
    browser = app.test_client()
    browser.submit("/join", {"code": house.invited("Fiji, drafter")})
    good = {"name": "Mere", "email": "new@example.org", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = browser.submit("/join/new", good | change)
    assert answer.status_code == 422
    assert "aria-invalid" in answer.text
    assert NEW_PASSWORD not in answer.text
    assert house.stored()[0].used_at is None
    assert browser.submit("/join/new", good).status_code == 302


NAMES = [each for each in attacks() if each.where == "field:person-name"]


@pytest.mark.parametrize("entry", NAMES, ids=str)
def test_a_name_is_text_whatever_it_says(app, house, entry):
    browser = app.test_client()
    browser.submit("/join", {"code": house.invited("Fiji, drafter")})
    form = {"name": entry.payload, "email": "n@example.org", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert browser.submit("/join/new", form).status_code in (302, 422)
    assert browser.get("/", follow_redirects=True).status_code == 200


def test_a_room_of_three_hundred_joins_from_one_address(app, house):
    assert CODES_HERE.most >= 3 * 300


def test_codes_from_one_address_are_bounded(app, monkeypatch):
    monkeypatch.setattr(
        "roadmap.invitations.join_views.CODES_HERE", type(CODES_HERE)("x", 2, timedelta(minutes=1))
    )
    browser = app.test_client()
    answers = [browser.submit("/join", {"code": "x"}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


class TestSecondFactor:
    """Where facilitators must have a second factor, no invitation is a way around it."""

    @pytest.fixture
    def config(self, database_url, tmp_path):
        return make_config(database_url, tmp_path, second_factor_required=("facilitator",))

    def test_a_new_facilitator_sets_one_up_before_they_are_signed_in(self, app, house, join):
        browser = app.test_client()
        answer = join(house.invited(", facilitator"), browser=browser)
        assert answer.location == "/account/second-factor"
        assert browser.get("/").location == "/sign-in"

    def test_somebody_signed_in_without_one_signs_in_again(self, app, house):
        browser = house.people["drafter"]
        browser.submit("/join", {"code": house.invited(", facilitator")})
        assert browser.submit("/join/myself").location == "/sign-in"
        assert browser.get("/").location == "/sign-in"

    def test_a_drafter_needs_none(self, house, join):
        assert join(house.invited("Fiji, drafter")).location == "/arrive"
