"""A real Chromium looking at a real server: for what only a browser can tell."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from roadmap.accounts.models import User
from roadmap.app import create_app
from roadmap.config import Config
from tests.conftest import make_config
from tests.factories import PASSWORD

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves them out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> Config:
    """Return the settings of the test installation; browsers see it on SQLite only."""
    return make_config(sqlite_url, tmp_path)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """Return the application the server serves."""
    application = create_app(config)
    yield application
    application.extensions["engine"].dispose()


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """Serve `app` on a free port and return its address, without a slash at the end."""
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving(app: Flask, port: int = 0) -> Iterator[int]:
    """Serve `app` on `port` of this machine, or on a free one, and return which it is."""
    server = make_server("127.0.0.1", port, _whole(app), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def free_port() -> int:
    """Return a port of this machine that nobody listens on: for an address known before its server starts."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _whole(app: Flask) -> Callable[..., list[bytes]]:
    """Have answers read before they are sent: Werkzeug's server leaves a file open when its reader goes."""

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as parts:
            return [b"".join(parts)]

    return answer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once for this test process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[Page]:
    """Open a window on the server; a script error or a refused load fails the test."""
    context = browser.new_context(base_url=live_server, viewport={"width": 1280, "height": 800})
    window = context.new_page()
    trouble: list[str] = []
    window.on("pageerror", lambda error: trouble.append(str(error)))
    window.on("console", lambda message: trouble.append(message.text) if _is_refusal(message.text) else None)
    yield window
    context.close()
    assert not trouble, "\n".join(trouble)


def _is_refusal(text: str) -> bool:
    return "Content Security Policy" in text


@pytest.fixture
def enter(page: Page) -> Callable[[User], Page]:
    """Return a function: sign `user` in through the form, as people do, and return the window."""

    def sign_in(user: User) -> Page:
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a function that fails on any accessibility fault axe finds on the page as it stands."""

    def check(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
