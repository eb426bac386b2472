"""Writing the log: with the change it tells of, one chain whoever writes, and nothing ever changed."""

import subprocess
import sys
from itertools import pairwise

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from roadmap.accounts.models import User
from roadmap.audit import store
from roadmap.audit.chain import Head
from roadmap.audit.events import Event, Outcome
from roadmap.audit.models import AuditEntry
from roadmap.db import WorkSession, session

APPEND = """
import sys
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.db import WorkSession
from roadmap.engines import make_engine

engine = make_engine(sys.argv[1])
for _ in range(int(sys.argv[2])):
    with WorkSession(engine, writing=True) as work:
        record(work, Event.DOWNLOAD, actor_id=int(sys.argv[3]))
        record(work, Event.EXPORT, actor_id=int(sys.argv[3]), format="json")
        work.commit()
"""
CHANGES = {
    "change": "UPDATE audit_entry SET actor_id = 9 WHERE seq = 2",
    "removal": "DELETE FROM audit_entry WHERE seq = 2",
    "head turned back": "UPDATE audit_head SET seq = 1",
    "head removed": "DELETE FROM audit_head",
}
REPLACEMENTS = {
    "sqlite": (
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 2",
        "REPLACE INTO audit_head SELECT * FROM audit_head",
        "UPDATE OR REPLACE audit_entry SET seq = 1 WHERE seq = 2",
    ),
    "postgresql": (
        "TRUNCATE audit_entry",
        "TRUNCATE audit_head",
        "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE seq = 2"
        " ON CONFLICT (seq) DO UPDATE SET actor_id = 9",
    ),
}
TAMPERING = {
    "seq": "UPDATE audit_entry SET seq = 7 WHERE seq = 2",
    "at": "UPDATE audit_entry SET at = '2001-01-01 00:00:00.000000' WHERE seq = 2",
    "event": "UPDATE audit_entry SET event = 'sign-out' WHERE seq = 2",
    "outcome": "UPDATE audit_entry SET outcome = 'failed' WHERE seq = 2",
    "actor_id": "UPDATE audit_entry SET actor_id = 9 WHERE seq = 2",
    "workshop_id": "UPDATE audit_entry SET workshop_id = 'w2' WHERE seq = 2",
    "delegation_id": "UPDATE audit_entry SET delegation_id = NULL WHERE seq = 2",
    "plan_id": "UPDATE audit_entry SET plan_id = 'p2' WHERE seq = 2",
    "target": "UPDATE audit_entry SET target = 'user:9' WHERE seq = 2",
    "facts": """UPDATE audit_entry SET facts = '{"format": "yaml"}' WHERE seq = 2""",
    "hash": "UPDATE audit_entry SET hash = '00' WHERE seq = 2",
}
# SQLite lets one transaction write at a time; PostgreSQL stores nothing that its columns do not declare.
on_postgresql = pytest.mark.parametrize("database_url", ["postgres_url"], indirect=True)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)


def faults():
    return [one.seq for one in store.verify(session())]


@pytest.fixture
def three(logged):
    """Write three entries, the second with something in every column."""
    logged()
    where = store.Where("w1", 1, "p1")
    logged(Event.IMPORT, actor_id=1, where=where, target="user:1", format="json")
    logged(Event.SIGN_OUT)


def test_entries_are_numbered_and_chained(three, app):
    assert [entry.seq for entry in store.entries(session(), 3)] == [1, 2, 3]
    assert store.head(session()).seq == 3
    assert faults() == []


def test_an_entry_is_written_with_what_it_tells_of_or_not_at_all(app):
    with app.app_context():
        session().add(User(email="a@example.org", name="Ana", password="x"))
        store.record(session(), Event.PERMISSION_CHANGED, role="lead")
        session().rollback()
        store.record(session(), Event.SIGN_IN)
        session().commit()
        assert session().scalars(select(AuditEntry.event)).all() == ["sign-in"]
        assert session().scalars(select(User)).unique().all() == []


def test_what_was_given_up_before_anything_was_asked_of_the_database_is_not_written_later(app):
    with app.app_context():
        store.record(session(), Event.SIGN_IN)
        session().begin_writing()
        session().commit()
        assert store.head(session()) == Head()


def test_a_session_that_only_reads_says_what_to_call_instead(app):
    with app.app_context():
        session().begin_reading()
        with pytest.raises(RuntimeError, match="record_alone"):
            store.record(session(), Event.DOWNLOAD)


def test_a_savepoint_is_no_place_for_an_entry(app):
    with app.app_context(), session().begin_nested(), pytest.raises(RuntimeError, match="savepoint"):
        store.record(session(), Event.DOWNLOAD)


def test_what_changes_nothing_is_written_by_itself_while_the_page_goes_on_reading(app):
    with app.test_request_context("/"):
        assert not session().writing
        user = session().scalars(select(User)).first()
        store.record_alone(Event.DOWNLOAD, format="pdf")
        assert user is None
        assert not session().writing
    with app.app_context():
        assert [entry.record.event for entry in store.entries(session(), 9)] == ["download"]


def test_a_refusal_gives_up_what_the_request_had_begun(app):
    with app.test_request_context("/", method="POST"):
        session().add(User(email="a@example.org", name="Ana", password="x"))
        session().flush()
        store.record_alone(Event.ACCESS_REFUSED, outcome=Outcome.REFUSED)
        assert session().scalars(select(User)).unique().all() == []
        assert store.head(session()).seq == 1


def test_processes_that_write_at_once_keep_one_chain(app, database_url):
    writers = [
        subprocess.Popen([sys.executable, "-c", APPEND, database_url, "15", str(number)])
        for number in (1, 2, 3)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    with app.app_context():
        assert faults() == []
        entries = [entry.record for entry in store.entries(session(), 1000)]
    assert len(entries) == 90
    assert {entry.actor_id for entry in entries} == {1, 2, 3}
    together = [pair for pair in pairwise(entries) if pair[0].event == "download"]
    assert all(first.actor_id == second.actor_id for first, second in together), "one transaction, one piece"


@on_postgresql
def test_two_transactions_that_have_something_to_tell_do_not_wait_for_each_other_to_work(app):
    """The end of the log is locked at the commit alone; held longer, it would be one half of a deadlock."""
    engine = app.extensions["engine"]
    with WorkSession(engine, writing=True) as first, WorkSession(engine, writing=True) as second:
        for work in (first, second):
            work.execute(text("SET lock_timeout = '2s'"))
            store.record(work, Event.PERMISSION_CHANGED)
        second.commit()
        first.commit()
    with app.app_context():
        assert faults() == []


@pytest.mark.parametrize("statement", CHANGES.values(), ids=list(CHANGES))
def test_the_database_refuses_to_change_the_log(three, statement):
    with pytest.raises(DBAPIError, match="only ever added to"):
        session().execute(text(statement))
    session().rollback()
    assert faults() == []


def test_the_database_refuses_the_ways_around_its_own_refusals(three, app):
    for statement in REPLACEMENTS[app.extensions["engine"].dialect.name]:
        with pytest.raises(DBAPIError, match="only ever added to"):
            session().execute(text(statement))
        session().rollback()
    assert faults() == []


def test_every_column_is_tried():
    assert set(TAMPERING) == set(AuditEntry.__table__.columns.keys())


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=list(TAMPERING))
def test_whoever_switches_the_triggers_off_is_found_out(three, tamper, statement):
    session().commit()
    tamper(statement)
    assert faults(), "a change behind the back of the log must be found"


def test_entries_removed_from_the_end_are_missed(three, tamper):
    session().commit()
    tamper("DELETE FROM audit_entry WHERE seq > 1")
    assert faults() == [1]


@pytest.mark.parametrize("seq", [-4, 0, 4])
def test_an_entry_put_in_beside_the_log_is_found(three, tamper, seq):
    session().commit()
    tamper(
        "INSERT INTO audit_entry SELECT :seq, at, event, outcome, actor_id, workshop_id, delegation_id,"
        " plan_id, target, facts, hash FROM audit_entry WHERE seq = 3",
        seq=seq,
    )
    assert seq in faults()


@pytest.mark.parametrize(
    "change",
    [
        "at = 'never'",
        "facts = '{'",
        "facts = CAST(x'ff' AS TEXT)",
        "target = CAST(x'ff' AS TEXT)",
        "hash = x'ff'",
    ],
)
@on_sqlite
def test_an_entry_that_no_longer_makes_sense_is_named(three, tamper, change):
    session().commit()
    tamper(f"UPDATE audit_entry SET {change} WHERE seq = 2")
    assert faults()[0] == 2
