"""An audit log on a real database, and ways to reach behind its back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from roadmap.audit import store
from roadmap.audit.events import Event
from roadmap.db import session

TRIGGERS = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")


@pytest.fixture
def logged(app: Flask) -> Iterator[Callable[..., None]]:
    """Return a function that writes one entry, inside an application context."""
    with app.app_context():

        def write(event: Event = Event.SIGN_IN, **what: Any) -> None:
            store.record(session(), event, **what)
            session().commit()

        yield write


@pytest.fixture
def tamper(app: Flask) -> Callable[..., None]:
    """Return a function that runs a statement as an intruder does who can switch the triggers off."""

    def run(statement: str, **values: Any) -> None:
        with app.extensions["engine"].begin() as connection, without_triggers(connection):
            connection.execute(text(statement), values)

    return run


@contextmanager
def without_triggers(connection: Any) -> Iterator[None]:
    """Let `connection` change the audit log."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        return
    triggers = connection.execute(TRIGGERS).all()
    for name, _ in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, sql in triggers:
        connection.exec_driver_sql(sql)
