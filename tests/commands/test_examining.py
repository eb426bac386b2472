"""`roadmap doctor`: what is missing, and the command that mends it."""

import pytest

from roadmap import db
from roadmap import doctor as looking
from roadmap.commands.application import installed
from roadmap.instance import Instance


@pytest.fixture
def sound_machine(monkeypatch):
    """Look at the installation only; the machine has tests of its own."""
    monkeypatch.setattr(looking, "examine_machine", lambda: [looking.Finding("Python", True, "3.11")])


def test_settings_that_are_missing_are_named_with_what_mends_them(roadmap, sound_machine):
    result = roadmap("doctor")
    assert result.exit_code == 1
    assert "missing settings: ROADMAP_SECRET_KEY is not set." in result.stdout
    assert "        make run\n" in result.stdout


def test_an_installation_that_lacks_nothing_ends_with_status_0(roadmap, installation, sound_machine):
    Instance.from_env().write_secrets()
    (installation / "exports").mkdir()
    db.upgrade(installed().database_url)
    result = roadmap("doctor")
    assert result.exit_code == 0, result.stdout
    assert "missing" not in result.stdout


def test_looking_makes_no_database(roadmap, sound_machine):
    Instance.from_env().write_secrets()
    assert roadmap("doctor").exit_code == 1
    assert not list(Instance.from_env().folder.glob("roadmap.db*"))
