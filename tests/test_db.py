"""Transactions: nothing acknowledged is lost, and reading cannot write."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from roadmap import db
from roadmap.config import ConfigError
from roadmap.engines import make_engine
from roadmap.workshops.models import Workshop
from tests.factories import create_plan, create_workshop


def test_a_page_that_is_only_read_cannot_write(app):
    with app.app_context():
        workshop = create_workshop()
    with app.test_request_context("/"), pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        db.session().execute(text("UPDATE workshop SET title = 'changed'"))
    with app.app_context():
        assert db.session().get(Workshop, workshop.id).title == workshop.title


def test_a_form_that_is_sent_can_write(app):
    with app.app_context():
        create_workshop()
    with app.test_request_context("/", method="POST"):
        db.session().execute(text("UPDATE workshop SET title = 'changed'"))
        db.session().commit()
    with app.app_context():
        assert db.session().scalars(select(Workshop.title)).all() == ["changed"]


def test_reading_never_spoils_the_next_writing_on_the_same_connection(app):
    for _ in range(3):
        with app.test_request_context("/"):
            db.session().execute(text("SELECT 1"))
        with app.app_context():
            create_workshop()


def test_what_was_changed_before_asking_to_write_is_not_dropped_in_silence(app):
    with app.app_context():
        db.session().add(Workshop(title="A", place="B"))
        with pytest.raises(RuntimeError, match="before the first change"):
            db.session().begin_writing()


def test_of_many_who_count_at_once_on_sqlite_nobody_is_lost(sqlite_url):
    engine = make_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (value INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))

    def count(_turn):
        with engine.begin() as connection:
            value = connection.execute(text("SELECT value FROM counter")).scalar_one()
            connection.execute(text("UPDATE counter SET value = :next"), {"next": value + 1})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(60)))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT value FROM counter")).scalar_one() == 60
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000)],
)
def test_sqlite_keeps_what_it_acknowledged(sqlite_url, pragma, value):
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    engine.dispose()


def test_the_folder_of_a_new_sqlite_database_is_made(tmp_path):
    db.upgrade(f"sqlite:///{tmp_path / 'not' / 'there' / 'roadmap.db'}")
    assert (tmp_path / "not" / "there" / "roadmap.db").exists()


def test_another_kind_of_database_is_refused_by_name():
    with pytest.raises(ConfigError, match="mysql"):
        make_engine("mysql+pymysql://localhost/roadmap")


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(app):
    noon_in_seoul = datetime(2025, 9, 16, 12, tzinfo=timezone(timedelta(hours=9)))
    with app.app_context():
        plan = create_plan()
        plan.changed_at = noon_in_seoul
        db.session().commit()
        db.session().refresh(plan)
        assert plan.changed_at == noon_in_seoul
        assert plan.changed_at.tzinfo == UTC


def test_a_moment_without_a_zone_is_refused(app):
    with app.app_context():
        plan = create_plan()
        plan.changed_at = datetime(2025, 9, 16)  # noqa: DTZ001 - the naive value is what is tested
        with pytest.raises(StatementError, match="no time zone"):
            db.session().commit()


def test_addresses_nobody_can_guess_carry_128_bits():
    tokens = {db.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) == 22 for token in tokens)
