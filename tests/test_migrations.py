"""Migrations are code too: they end at the models, and they can be undone with data in the tables."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select

from roadmap import db
from roadmap.accounts.models import UserSession
from roadmap.app import create_app
from roadmap.db import session
from roadmap.engines import make_engine
from roadmap.migrations.tables import every_table
from roadmap.plans.models import Entry
from tests.conftest import make_config
from tests.factories import create_entry, create_member, create_plan


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """Return the address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    name = f"migrations_{request.node.name.split('[')[0]}"
    return request.getfixturevalue("postgres").create(name[:60])


def fill(url, folder):
    """Put something into every table that a plan in progress touches."""
    app = create_app(make_config(url, folder))
    with app.app_context():
        plan = create_plan()
        user = create_member(delegation=plan.delegation)
        create_entry(plan, "threats", "T1", {"title": "Deepfake fraud", "likelihood": 4})
        session().add(UserSession(token_hash=b"x" * 32, user_id=user.id, expires_at=db.now()))
        session().commit()
    app.extensions["engine"].dispose()


def test_the_last_revision_is_what_the_models_say(empty_url):
    db.upgrade(empty_url)
    engine = make_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, every_table()) == []
    engine.dispose()


def test_there_is_one_line_of_revisions():
    script = ScriptDirectory.from_config(db.migrations(None))
    assert len(script.get_heads()) == 1


def test_every_revision_can_be_undone_and_done_again_with_data_in_the_tables(empty_url, tmp_path):
    db.upgrade(empty_url)
    fill(empty_url, tmp_path)
    engine = make_engine(empty_url)
    with engine.begin() as connection:
        command.downgrade(db.migrations(connection), "base")
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    engine.dispose()
    db.upgrade(empty_url)
    fill(empty_url, tmp_path)


def test_upgrading_what_is_up_to_date_changes_nothing(empty_url, tmp_path):
    db.upgrade(empty_url)
    fill(empty_url, tmp_path)
    db.upgrade(empty_url)
    engine = make_engine(empty_url)
    with engine.connect() as connection:
        assert connection.scalars(select(Entry.row_key)).all() == ["T1"]
    engine.dispose()
