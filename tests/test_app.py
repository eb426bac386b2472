"""The application as a whole: health, error pages, hosts, and where its files lie."""

import pytest
from flask import abort, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from roadmap.access import allow
from roadmap.app import create_app
from tests.conftest import make_config

CODES = [400, 401, 403, 404, 405, 409, 413, 414, 415, 429, 500, 503]


@pytest.fixture
def database_url(sqlite_url):
    """Return one kind of database only: what is tested here is the same on the other."""
    return sqlite_url


def failing(app, error):
    """Add to `app` the public page /failing, which raises `error`."""

    def view():
        raise error

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/failing", "failing", allow.public(view))


def test_health_says_ok_while_the_database_answers(client):
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_health_says_503_when_the_database_is_away(tmp_path):
    nowhere = "postgresql://postgres@127.0.0.1:1/roadmap?connect_timeout=2"
    answer = create_app(make_config(nowhere, tmp_path)).test_client().get("/health")
    assert answer.status_code == 503


def test_a_page_says_503_when_the_database_is_away_and_when_to_come_back(tmp_path):
    app = create_app(make_config("postgresql://postgres@127.0.0.1:1/roadmap?connect_timeout=2", tmp_path))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": "somebody", "sign-in": "somewhen"})
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "What was saved before is safe" in answer.text


@pytest.mark.parametrize("code", CODES)
def test_every_error_has_a_page_that_says_what_to_do(app, client, code):
    app.add_url_rule("/failing", "failing", allow.public(lambda: abort(code)))
    answer = client.get("/failing")
    assert answer.status_code == code
    assert answer.text.count("<h1>") == 1


def test_a_failure_on_our_side_shows_its_number_and_nothing_else(app, client):
    failing(app, ZeroDivisionError("a secret of the program"))
    answer = client.get("/failing")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize("error", [OperationalError("SELECT 1", {}, Exception()), PoolTimeout()])
def test_a_database_that_went_away_is_503_and_not_500(app, client, error):
    failing(app, error)
    assert client.get("/failing").status_code == 503


def test_a_script_gets_its_error_as_json(client):
    answer = client.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.json["error"] == "There is no such page"
    assert answer.json["remedy"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example", "10.0.0.1", ""]
)
def test_a_host_name_that_is_not_ours_is_refused(client, host):
    assert client.get("/sign-in", headers={"Host": host}).status_code == 400


def test_a_proxy_is_believed_only_when_told_so(sqlite_url, tmp_path):
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"}
    seen = []
    for proxies in (0, 1):
        app = create_app(make_config(sqlite_url, tmp_path, proxies=proxies))
        app.add_url_rule("/seen", "seen", allow.public(_what_is_seen))
        seen.append(app.test_client().get("/seen", headers=forged).json)
        app.extensions["engine"].dispose()
    assert seen == [
        {"host": "localhost", "scheme": "http", "address": "127.0.0.1"},
        {"host": "localhost", "scheme": "https", "address": "1.2.3.4"},
    ]


def _what_is_seen():
    return {"host": request.host, "scheme": request.scheme, "address": request.remote_addr}


def test_there_is_no_debugger(client):
    assert client.get("/?__debugger__=yes&cmd=resource&f=debugger.js").status_code == 302
    assert client.get("/console").status_code == 404


def test_the_interface_says_its_language_and_direction(client):
    page = client.get("/sign-in", headers={"Accept-Language": "xx-invalid, ../../etc;q=0.5"}).text
    assert '<html lang="en-GB" dir="ltr">' in page
