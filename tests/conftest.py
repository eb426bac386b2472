"""What every test can ask for: real databases, the application on them, and people who are signed in."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask, Response, g
from sqlalchemy import Engine, event

from roadmap import logs
from roadmap.access import Role
from roadmap.app import create_app
from roadmap.config import Config, PasswordCost
from roadmap.db import upgrade
from roadmap.workshops.models import Delegation, Workshop
from tests.client import CheckingClient
from tests.factories import create_member
from tests.postgres import PostgresServer

SECRET = "7d1f0c6e9ab2485c83d4e5f60718293a"
SALT = "c4e81b7f2d903a65f7e6d5c4b3a29180"
CHEAPEST = PasswordCost(memory=8, passes=1, lanes=1)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder beside the checkout that holds the cases, the hostile corpus and the scripts."""
    folder = Path(__file__).parents[2] / "shared"
    assert folder.is_dir(), f"{folder} is missing: the tests read the cases and the corpus there"
    return folder


@pytest.fixture(scope="session", autouse=True)
def server_logs() -> None:
    """Log as the server does: the library's own way prints every local variable, passwords among them."""
    logs.configure()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start one PostgreSQL for this test process."""
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_original(postgres: PostgresServer) -> str:
    """Return the name of a migrated PostgreSQL database, for copying."""
    upgrade(postgres.create("original"))
    return "original"


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_original: str) -> Iterator[str]:
    """Return the address of a fresh, migrated PostgreSQL database."""
    yield postgres.create("roadmap", postgres_original)
    postgres.drop("roadmap")


@pytest.fixture(scope="session")
def sqlite_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file, for copying."""
    path = tmp_path_factory.mktemp("sqlite") / "original.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_original: Path, tmp_path: Path) -> str:
    """Return the address of a fresh, migrated SQLite database."""
    return f"sqlite:///{shutil.copy(sqlite_original, tmp_path / 'roadmap.db')}"


@pytest.fixture(params=["sqlite_url", "postgres_url"], ids=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh, migrated database: the test runs once on each kind."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    """Return the settings of a test installation, where hashing a password costs next to nothing."""
    return make_config(database_url, tmp_path)


def make_config(database_url: str, folder: Path, **changes: object) -> Config:
    """Return the settings of a test installation that keeps its files in `folder`."""
    settings = {
        "secret_key": SECRET,
        "password_salt": SALT,
        "database_url": database_url,
        "exports": str(folder / "exports"),
        "password_cost": CHEAPEST,
        "testing": True,
    }
    return Config(**{**settings, **changes})


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """Return the application on a fresh database; an answer with a change left uncommitted fails the test."""
    application = create_app(config)
    application.test_client_class = CheckingClient
    application.after_request(no_change_is_lost)
    yield application
    application.extensions["engine"].dispose()


def no_change_is_lost(response: Response) -> Response:
    """Refuse an answer that says all went well while the session still holds what nobody committed."""
    if response.status_code < 400 and "session" in g:
        left = [*g.session.new, *g.session.dirty, *g.session.deleted]
        assert not left, f"answered {response.status_code} without committing {left}"
    return response


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Return a browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> Callable[..., CheckingClient]:
    """Return a function: the browser of a new person with a role in a given or new delegation or workshop."""

    def browser(
        role: Role = Role.LEAD, workshop: Workshop | None = None, delegation: Delegation | None = None
    ) -> CheckingClient:
        with app.app_context():
            person = create_member(role, workshop, delegation)
        return app.test_client().sign_in(person)

    return browser


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Return a context manager that lists the queries made inside it: `with count_queries() as queries:`."""
    return lambda: listed_queries(app.extensions["engine"])


@contextmanager
def listed_queries(engine: Engine) -> Iterator[list[str]]:
    """List every statement `engine` runs, but for what only opens a transaction."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
