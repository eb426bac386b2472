"""What is refused before any view sees it: unreadable text, endless forms, other sites' requests."""

from typing import Any
from urllib.parse import unquote_to_bytes

import structlog
from flask import Flask, abort, current_app, request

from roadmap.db import SAFE_METHODS

LARGEST_REQUEST = 2 * 1024 * 1024
MOST_FIELDS = 2000
LONGEST_ADDRESS = 8000
MOST_COOKIES = 6000  # characters, our own cookie not counted: what it says is checked where it is read

log = structlog.get_logger()


def init_app(app: Flask, public_base_url: str) -> None:
    """Check every request to `app`, which browsers know as `public_base_url`."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS

    def refuse_other_sites() -> None:
        if request.method in SAFE_METHODS:
            return
        origin = request.headers.get("Origin")
        elsewhere = origin not in (None, public_base_url.rstrip("/"), request.host_url.rstrip("/"))
        if elsewhere or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            log.warning("refused", why="the request came from another site", endpoint=request.endpoint)
            abort(400)

    app.wsgi_app = _with_lower_host(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(refuse_unreadable)
    app.before_request(refuse_many_cookies)
    app.before_request(refuse_other_sites)


def _with_lower_host(wsgi: Any) -> Any:
    """Write the host that a request names as we do: its case means nothing."""

    def call(environ: dict[str, Any], start: Any) -> Any:
        environ["HTTP_HOST"] = environ.get("HTTP_HOST", "").lower()
        return wsgi(environ, start)

    return call


def refuse_unreadable() -> None:
    """Answer 400 to text that is not UTF-8 or holds NUL, which a database would refuse or store altered.

    A path with NUL leads nowhere, like any other that is made up.
    """
    _address_is_readable()
    if request.mimetype == "application/x-www-form-urlencoded":
        _form_is_readable(request.get_data())
    elif request.mimetype == "multipart/form-data":
        _check_parts([text for name, values in request.form.lists() for text in (name, *values)])


def refuse_many_cookies() -> None:
    """Answer 431 to more cookies than any page of ours could have set."""
    own = request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], "")
    if len(request.headers.get("Cookie", "")) - len(own) > MOST_COOKIES:
        abort(431)


def _address_is_readable() -> None:
    # WSGI hands the path over as bytes dressed up as Latin-1.
    path = request.environ.get("PATH_INFO", "").encode("latin-1", "replace")
    if len(path) + len(request.query_string) > LONGEST_ADDRESS:
        abort(414)
    if "\x00" in _text(path):
        abort(404)
    _check(_text(unquote_to_bytes(request.query_string)))


def _form_is_readable(body: bytes) -> None:
    if body.count(b"&") >= MOST_FIELDS:
        abort(413)
    _check(_text(unquote_to_bytes(body)))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        abort(400, "The request holds text that is not valid UTF-8.")


def _check_parts(texts: list[str | None]) -> None:
    # Werkzeug gives a part whose name it cannot read the name None.
    _check("\n".join(abort(400) if text is None else text for text in texts))


def _check(text: str) -> None:
    if "\x00" in text:
        abort(400, "The request holds a NUL character, which no text has.")
