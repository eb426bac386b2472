"""Limits: one account is slowed, a room full of people is not, and all processes count together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from roadmap import db
from roadmap.accounts import limits
from roadmap.accounts.limits import Limit, Subject
from roadmap.accounts.models import AttemptCount
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from tests.factories import PASSWORD, create_user

THREE = Limit("test", 3, timedelta(minutes=1))


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana@example.org")


def attempt(client, email="ana@example.org", password="wrong", address="192.0.2.1"):
    form = {"email": email, "password": password}
    return client.submit("/sign-in", form, environ_overrides={"REMOTE_ADDR": address})


def exhaust(app, **where):
    for _ in range(10):
        assert attempt(app.test_client(), **where).status_code == 200


def test_the_eleventh_wrong_password_within_a_minute_is_slowed_wherever_it_comes_from(app, ana):
    for number in range(10):
        assert attempt(app.test_client(), address=f"192.0.2.{number}").status_code == 200
    answer = attempt(app.test_client(), password=PASSWORD, address="198.51.100.7")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "tried this account too often" in answer.text


def test_an_account_that_does_not_exist_is_slowed_alike(app, ana):
    exhaust(app, email="nobody@example.org")
    exhaust(app)
    texts = {
        attempt(app.test_client(), email=e).text[-500:] for e in ("nobody@example.org", "ANA@example.org ")
    }
    assert len(texts) == 1


def test_an_account_opens_again_after_its_time(app, client, ana):
    exhaust(app)
    with app.app_context():
        db.session().execute(update(AttemptCount).values(ends_at=db.now()))
        db.session().commit()
    assert attempt(client, password=PASSWORD).status_code == 302


def test_the_right_password_clears_what_went_wrong_before(app, client, ana):
    for _ in range(9):
        attempt(app.test_client())
    assert attempt(client, password=PASSWORD).status_code == 302
    exhaust(app)


def test_a_room_behind_one_address_signs_in_while_one_account_is_attacked(app, ana):
    with app.app_context():
        people = [create_user() for _ in range(30)]
    for person in people:
        attempt(app.test_client())
        assert attempt(app.test_client(), person.email, PASSWORD).status_code == 302


def test_every_attempt_that_was_slowed_is_in_the_audit_log(app, ana):
    exhaust(app)
    attempt(app.test_client())
    with app.app_context():
        refused = select(func.count()).where(AuditEntry.event == Event.SIGN_IN_REFUSED)
        assert db.session().scalar(refused) == 11


def test_two_processes_never_give_the_same_attempt_twice(app):
    def take(_):
        with app.app_context():
            return limits.take(Subject(THREE, "ana"))

    with ThreadPoolExecutor(4) as threads:
        waits = list(threads.map(take, range(12)))
    assert waits.count(0) == 3


def test_the_table_names_nobody(app, ana):
    attempt(app.test_client())
    with app.app_context():
        keys = db.session().scalars(select(AttemptCount.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 32 and b"ana" not in key for key in keys)


def test_what_has_passed_is_forgotten_at_the_next_sign_in(app, client, ana):
    attempt(app.test_client(), email="nobody@example.org")
    with app.app_context():
        db.session().execute(update(AttemptCount).values(ends_at=db.now()))
        db.session().commit()
    attempt(client, password=PASSWORD)
    with app.app_context():
        assert db.session().scalars(select(AttemptCount)).all() == []
