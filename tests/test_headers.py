"""The headers, to the letter: a change here is a decision."""

from gzip import decompress

import pytest

from roadmap.app import create_app
from tests.conftest import make_config

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS = "https://roadmap.example.org"


@pytest.fixture
def database_url(sqlite_url):
    """Return one kind of database only: what is tested here is the same on the other."""
    return sqlite_url


@pytest.fixture
def https_app(sqlite_url, tmp_path):
    app = create_app(make_config(sqlite_url, tmp_path, public_base_url=HTTPS))
    yield app
    app.extensions["engine"].dispose()


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/health", "/nowhere", "/static/style.css", "/static/nothing"]
)
def test_every_answer_carries_the_headers(app, path):
    answer = app.test_client().get(path)
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "Strict-Transport-Security" not in answer.headers
    assert "Server" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/sign-in", "/health", "/nowhere", "/static/nothing"])
def test_no_answer_but_a_static_file_is_kept_by_anyone(app, path):
    assert app.test_client().get(path).headers["Cache-Control"] == "no-store, private"


def test_a_page_of_somebody_signed_in_is_kept_by_nobody(signed_in):
    answer = signed_in().get("/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_over_https_browsers_are_told_to_insist_on_it(https_app):
    answer = https_app.test_client().get("/sign-in", base_url=HTTPS)
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_over_https_the_cookie_cannot_be_read_planted_or_sent_elsewhere(https_app):
    cookie = https_app.test_client().get("/sign-in", base_url=HTTPS).headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_static_file_asked_for_by_its_content_is_kept_for_a_year(client):
    page = client.get("/sign-in").text
    address = page.split('rel="stylesheet" href="')[2].split('"')[0]
    assert address.startswith("/static/style.css?v=")
    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_static_file_asked_for_by_name_is_asked_for_again(client):
    answer = client.get("/static/style.css")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert (
        client.get("/static/style.css", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


def test_static_text_travels_compressed_and_pages_do_not(client):
    gzip = {"Accept-Encoding": "gzip"}
    small = client.get("/bootstrap/static/css/bootstrap.min.css", headers=gzip)
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < 40_000
    plain = client.get("/bootstrap/static/css/bootstrap.min.css")
    assert "Content-Encoding" not in plain.headers
    assert decompress(small.data) == plain.data
    assert "Content-Encoding" not in client.get("/sign-in", headers=gzip).headers
