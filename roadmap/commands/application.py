"""The application as commands use it: with its database, outside of any request."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from roadmap.app import create_app
from roadmap.commands.outcome import Failure
from roadmap.config import Config
from roadmap.instance import Instance


def installed() -> Config:
    """The settings of this installation: the environment's, then its own folder's. Raises ConfigError."""
    return Config.from_env(Instance.from_env().environment())


@contextmanager
def opened(config: Config) -> Iterator[None]:
    """Let the stores be used; a database that does not answer, or has no tables yet, becomes a Failure."""
    app = create_app(config)
    try:
        with app.app_context():
            yield
    except (OperationalError, ProgrammingError) as error:
        raise Failure(f"{_without_password(config)}: {_reason(error)} `roadmap doctor` says more.") from error
    finally:
        app.extensions["engine"].dispose()


def _without_password(config: Config) -> str:
    return make_url(config.database_url).render_as_string(hide_password=True)


def _reason(error: OperationalError | ProgrammingError) -> str:
    """The driver's own first line."""
    return f"the database refuses: {str(error.orig).strip().splitlines()[0]}."
