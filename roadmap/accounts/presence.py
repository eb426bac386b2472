"""When a person was last there: their own requests count, what a script does on its own does not."""

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from roadmap.accounts import sessions
from roadmap.db import SAFE_METHODS

BACKGROUND = "X-Background"  # a script sends it with what nobody asked for just now

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Prolong the sign-in of whoever uses `app`, after each answer is made: none depends on it."""
    app.after_request(note)


def note(response: Response) -> Response:
    """Prolong the sign-in this request belongs to, if it shows that the person is there."""
    row = g.get("sign_in")
    if row is not None and shows_presence():
        try:
            sessions.note_presence(row)
        except SQLAlchemyError as error:
            log.warning("a sign-in was not prolonged", exc_info=error)
    return response


def shows_presence() -> bool:
    """Whether a person did this: a page, a form, an answer typed; not what a script reads by itself."""
    reads_alone = request.headers.get("Sec-Fetch-Dest") == "empty" and request.method in SAFE_METHODS
    return not reads_alone and BACKGROUND not in request.headers
