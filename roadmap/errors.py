"""Error pages in plain words: what happened, and what the person can do now."""

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError, ServiceUnavailable

from roadmap.i18n import N_

RETRY_SECONDS = "5"
UNREADABLE = (
    N_("This request could not be read"),
    N_("Go back, reload the page and try again. What you typed is still in the form of the page before."),
)
EXPIRED = (
    N_("This page was open for too long"),
    N_("Go back, reload the page and send it again. If it happens again, allow cookies for this site."),
)
SENTENCES = {
    400: UNREADABLE,
    401: (N_("You are signed out"), N_("Sign in again, then repeat what you were doing.")),
    403: (
        N_("You may not open this page"),
        N_("Your role does not include it. Ask the facilitator of your workshop if it should."),
    ),
    404: (
        N_("There is no such page"),
        N_(
            "Check the address. A plan opens only for its own delegation and for the workshop's facilitators."
        ),
    ),
    405: (N_("This page cannot be used in that way"), N_("Go back to the page before and use its buttons.")),
    409: (
        N_("Somebody else changed this at the same time"),
        N_("Nothing was overwritten. Go back, reload the page and compare before you send it again."),
    ),
    413: (N_("That is too much at once"), N_("Send less than 2 MB, or fewer rows at a time.")),
    414: (N_("The address is too long"), N_("Follow the links of the site instead.")),
    415: (N_("This kind of file is not read here"), N_("The page before says which kinds are.")),
    423: (
        N_("Drafting is closed"),
        N_(
            "Nothing was changed: plans can only be read at present. Go back, keep what you typed, and ask "
            "the facilitator of your workshop to reopen drafting."
        ),
    ),
    429: (N_("Too many attempts"), N_("Wait a few minutes, then try again.")),
    431: (
        N_("Your browser sends too many cookies"),
        N_("Delete the cookies that it keeps for this site, then sign in again."),
    ),
    500: (
        N_("Something went wrong on our side"),
        N_("What was saved before is safe. Try again; if it happens again, tell us the number below."),
    ),
    503: (
        N_("The service is busy or restarting"),
        N_("What was saved before is safe. Wait a few seconds, then try again."),
    ),
}

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Answer every error of `app` with a page, or with JSON for a script that asked for it."""
    app.register_error_handler(HTTPException, explain)
    app.register_error_handler(SecurityError, _host_is_not_ours)
    app.register_error_handler(OperationalError, _database_is_away)
    app.register_error_handler(PoolTimeout, _database_is_away)


def explain(error: HTTPException) -> Response:
    """Return the page for `error`; one without a code of its own, such as a redirect, is its own answer."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    if error.code >= 500:
        g.without_database = True
    known = EXPIRED if isinstance(error, CSRFError) else SENTENCES.get(error.code, UNREADABLE)
    title, remedy = (gettext(sentence) for sentence in known)
    response = make_response(_body(error.code, title, remedy), error.code)
    if isinstance(error, ServiceUnavailable):
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _body(code: int, title: str, remedy: str) -> Response | str:
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(error=title, remedy=remedy)
    return render_template("errors/error.html", code=code, title=title, remedy=remedy)


def _host_is_not_ours(_error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """Answer without a page: its links would be addresses on the host that was made up."""
    return (
        "This site does not answer to that host name.\n",
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
    )


def _database_is_away(error: Exception) -> Response:
    log.error("database unavailable", exc_info=error, endpoint=request.endpoint)
    return explain(ServiceUnavailable())
