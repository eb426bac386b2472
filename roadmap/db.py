"""What every model and store stands on: the declarative base, column types, and this request's session."""

import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import JSON, Date, DateTime, Dialect, Engine, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from roadmap.engines import make_engine

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, aware on both databases; a naive one is refused because nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; use datetime.now(UTC)")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def new_token() -> str:
    """Return 22 address-safe characters carrying 127 random bits or more: an address nobody can guess.

    None begins with a hyphen, which a command line would take for an option.
    """
    token = secrets.token_urlsafe(16)
    return token if not token.startswith("-") else new_token()


Token = Annotated[str, mapped_column(String(22), primary_key=True, default=new_token)]
Number = Annotated[int, mapped_column(primary_key=True)]
Line = Annotated[str, mapped_column(String(500))]
Code = Annotated[str, mapped_column(String(40))]
Document = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Base(DeclarativeBase):
    """The base of every model; its constraints have predictable names, which migrations speak of."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this attribute from the class and copies it
        datetime: Instant,
        date: Date,
        dict[str, Any]: Document,
        list[str]: Document,
    }


class WorkSession(Session):
    """A session whose transactions cannot write at all, or hold SQLite's write lock from their first query.

    A lock taken late, after reading, fails or loses what others wrote in between.
    """

    def __init__(self, engine: Engine, *, writing: bool) -> None:
        super().__init__(expire_on_commit=False)
        self.writing = writing
        self._writer = engine
        self._reader = engine.execution_options(reading=True, postgresql_readonly=True)

    def get_bind(self, *_: Any, **__: Any) -> Engine:
        return self._writer if self.writing else self._reader

    def begin_reading(self) -> None:
        """Let the transactions from here on only read, until `begin_writing`."""
        self.rollback()
        self.writing = False

    def begin_writing(self) -> None:
        """Leave a transaction that only reads; the next query begins one that may write."""
        if self.new or self.dirty or self.deleted:
            raise RuntimeError("begin_writing() comes before the first change, which would be lost here")
        self.rollback()
        self.writing = True


def init_app(app: Flask, url: str) -> None:
    """Give `app` the database at `url`; each application context gets its own session."""
    app.extensions["engine"] = make_engine(url)
    app.teardown_appcontext(_close)


def session() -> WorkSession:
    """Return this context's session: a GET request's cannot write, anything else may.

    Only a `store` module commits.
    """
    if "session" not in g:
        reading = has_request_context() and request.method in SAFE_METHODS
        g.session = WorkSession(current_app.extensions["engine"], writing=not reading)
    current: WorkSession = g.session
    return current


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`, making an SQLite file's folder when it is not there."""
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            command.upgrade(migrations(connection), revision)
    finally:
        engine.dispose()


def migrations(connection: Any) -> AlembicConfig:
    """Return Alembic's settings for working on `connection`, which the caller commits."""
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.attributes["connection"] = connection
    return settings


def _close(_error: BaseException | None) -> None:
    if (open_session := g.pop("session", None)) is not None:
        open_session.close()
