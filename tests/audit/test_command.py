"""`roadmap audit`, as somebody types it."""

import json

import pytest
from click.testing import CliRunner

from roadmap.audit.events import Event
from roadmap.cli import main
from tests.conftest import SALT, SECRET

HASH = "0123456789abcdef"


@pytest.fixture
def roadmap(database_url, tmp_path):
    """Return a function that runs a command of an installation on the test's database."""
    environment = {
        "ROADMAP_SECRET_KEY": SECRET,
        "ROADMAP_PASSWORD_SALT": SALT,
        "ROADMAP_DATABASE_URL": database_url,
        "ROADMAP_INSTANCE": str(tmp_path / "instance"),
    }
    return lambda *arguments: CliRunner().invoke(main, ["audit", *map(str, arguments)], env=environment)


@pytest.fixture
def log(logged):
    """Write three entries."""
    for event in (Event.SIGN_IN, Event.DOWNLOAD, Event.SIGN_OUT):
        logged(event, actor_id=4)


@pytest.fixture
def exported(roadmap, log, tmp_path):
    path = tmp_path / "log.jsonl"
    assert roadmap("export", "-o", path).exit_code == 0
    return path


def test_a_whole_log_is_called_whole_with_the_hash_to_keep(roadmap, log):
    done = roadmap("verify")
    assert done.exit_code == 0
    assert "3 entries" in done.output
    assert len(done.output.split()[-1]) == 64


def test_a_broken_entry_is_named_with_exit_status_1(roadmap, log, tamper):
    tamper("UPDATE audit_entry SET actor_id = 9 WHERE seq = 2")
    done = roadmap("verify")
    assert done.exit_code == 1
    assert "Entry 2 does not match its hash" in done.output
    assert "Entry 3" not in done.output


def test_an_exported_file_holds_every_entry_and_is_for_its_owner_alone(exported):
    head, *entries = [json.loads(line) for line in exported.read_text("ascii").splitlines()]
    assert head["head"]["seq"] == 3
    assert [entry["event"] for entry in entries] == ["sign-in", "download", "sign-out"]
    assert exported.stat().st_mode & 0o777 == 0o600


def test_an_exported_file_is_whole_wherever_it_is_verified(roadmap, exported):
    done = roadmap("verify", exported)
    assert (done.exit_code, "3 entries" in done.output) == (0, True)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            lambda lines: [*lines[:2], lines[2].replace("download", "sign-out"), lines[3]],
            "Entry 2 does not match",
        ),
        (lambda lines: lines[:3], "The log ends with entry 2"),
        (lambda lines: [lines[0], *lines[2:]], "Entry 2 stands where entry 1 belongs"),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], "Entry 2 stands where entry 1 belongs"),
        (lambda lines: [*lines, "\x1b[31m\u202e"], "Entry 4 cannot be read"),
        (lambda lines: lines[1:], "does not begin with the line"),
        (lambda lines: [], "does not begin with the line"),
    ],
    ids=["changed", "cut off", "removed", "moved", "added", "headless", "empty"],
)
def test_a_changed_file_is_told_in_words_with_exit_status_1(roadmap, exported, change, complaint):
    lines = change(exported.read_text("ascii").splitlines())
    exported.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    done = roadmap("verify", exported)
    assert done.exit_code == 1
    assert complaint in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
def test_a_log_with_an_entry_that_cannot_be_read_is_still_exported(roadmap, log, tamper, tmp_path):
    tamper("UPDATE audit_entry SET facts = '{' WHERE seq = 2")
    path = tmp_path / "log.jsonl"
    assert roadmap("export", "-o", path).exit_code == 1
    assert len(path.read_text("ascii").splitlines()) == 3


def test_a_database_without_tables_is_told_in_words(tmp_path):
    environment = {
        "ROADMAP_SECRET_KEY": SECRET,
        "ROADMAP_PASSWORD_SALT": SALT,
        "ROADMAP_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}",
    }
    done = CliRunner().invoke(main, ["audit", "verify"], env=environment)
    assert done.exit_code == 1
    assert "audit_head" in done.output
