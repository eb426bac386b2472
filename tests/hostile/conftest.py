"""Two installations for all hostile tests, one on each database; each test begins with an empty plan."""

import logging
import shutil
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from flask import Flask

from roadmap import logs
from roadmap.app import create_app
from tests.client import CheckingClient
from tests.conftest import make_config, no_change_is_lost
from tests.hostile.doors import House
from tests.hostile.rows import TITLE


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def hostile_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of a migrated database for all hostile tests of this process."""
    if request.param == "sqlite":
        original = request.getfixturevalue("sqlite_original")
        yield f"sqlite:///{shutil.copy(original, tmp_path_factory.mktemp('hostile') / 'roadmap.db')}"
        return
    server = request.getfixturevalue("postgres")
    yield server.create("hostile", request.getfixturevalue("postgres_original"))
    server.drop("hostile")


@pytest.fixture(scope="session")
def hostile_app(hostile_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the application on that database."""
    app = create_app(make_config(hostile_database, tmp_path_factory.mktemp("files")))
    app.test_client_class = CheckingClient
    app.after_request(no_change_is_lost)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="session")
def built(hostile_app: Flask) -> House:
    """Return the installation with its people and plans."""
    return House(hostile_app)


@pytest.fixture
def house(built: House) -> House:
    """Return the installation with an empty plan."""
    built.clear()
    return built


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """Log as the server does, into what is returned."""
    before, level = logging.root.handlers[:], logging.root.level
    stream = StringIO()
    structlog.contextvars.clear_contextvars()
    logs.configure(stream)
    yield stream
    logging.root.handlers[:] = before
    logging.root.setLevel(level)


@pytest.fixture
def row(house: House) -> House:
    """An installation where two delegations have one threat each."""
    house.write_row(TITLE, title="As it was")
    house.write_row(TITLE, house.neighbour_id, title="Of the neighbour")
    return house
