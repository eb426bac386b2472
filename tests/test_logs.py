"""The logs: one bounded line per event, which nothing a user typed can forge."""

import json
import logging
from io import StringIO

import pytest
import structlog

from roadmap import logs


@pytest.fixture
def database_url(sqlite_url):
    """Return one kind of database only: what is tested here is the same on the other."""
    return sqlite_url


@pytest.fixture
def written():
    """Configure the logs as the server does and return a function that reads what was written so far."""
    before, level = logging.root.handlers[:], logging.root.level
    stream = StringIO()
    structlog.contextvars.clear_contextvars()
    logs.configure(stream)
    yield stream.getvalue
    logging.root.handlers[:] = before
    logging.root.setLevel(level)


@pytest.mark.parametrize("text", ["a\nb", "a\r\nfaked=1", "user\x1b[2J", "a\u2028b", "\u202eabc", "خطة"])
def test_typed_text_stays_inside_its_line(written, text):
    structlog.get_logger().warning("refused", email=text)
    line = written()
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["email"] == text


def test_a_long_text_is_cut(written):
    structlog.get_logger().warning("refused", email="a" * 100_000)
    assert len(written()) < 600


def test_events_of_libraries_are_lines_of_the_same_kind(written):
    logging.getLogger("some.library").error("it broke: %s", "a\nb")
    assert json.loads(written())["event"] == "it broke: a\nb"


def test_a_failure_is_one_line_with_its_trace(written):
    try:
        raise ValueError("no")
    except ValueError:
        structlog.get_logger().exception("failed")
    line = written()
    assert len(line.splitlines()) == 1
    assert "ValueError: no" in json.loads(line)["exception"]


def test_a_request_is_logged_without_what_was_typed(client, written):
    client.submit("/sign-in", {"email": "ana@example.org", "password": "my own secret"})
    lines = [json.loads(line) for line in written().splitlines()]
    posted = next(line for line in lines if line.get("method") == "POST")
    assert (posted["endpoint"], posted["status"]) == ("security.login", 200)
    assert posted["request"]
    assert not any("secret" in json.dumps(line) or "ana@" in json.dumps(line) for line in lines)
