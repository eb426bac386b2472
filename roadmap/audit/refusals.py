"""Notes every refusal in the audit log: wrong passwords, and pages that a person may not open."""

import structlog
from flask import Flask, Response, current_app, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from roadmap.access import Audience, rule_of
from roadmap.accounts.store import user_by_email
from roadmap.audit.events import Event, Outcome
from roadmap.audit.store import record_alone

SIGN_IN = "security.login"
FORM_AGAIN = (200, 429)
REFUSED = (403, 404)  # what another delegation owns answers like what does not exist

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Note what `app` refuses, after the answer is made: no refusal depends on the log."""
    app.after_request(note)


def note(response: Response) -> Response:
    """Write the refusal that `response` is, if it is one, into the log."""
    try:
        if _refuses_sign_in(response):
            record_alone(
                Event.SIGN_IN_REFUSED, outcome=Outcome.REFUSED, target=_account(request.form.get("email", ""))
            )
        elif _refuses_access(response):
            record_alone(
                Event.ACCESS_REFUSED,
                outcome=Outcome.REFUSED,
                actor_id=current_user.id if current_user.is_authenticated else None,
                target=_asked_for(),
                status=response.status_code,
            )
    except SQLAlchemyError as error:
        log.error("the audit log could not be written", exc_info=error, endpoint=request.endpoint)
    return response


def _refuses_sign_in(response: Response) -> bool:
    tried = request.endpoint == SIGN_IN and request.method == "POST"
    return tried and response.status_code in FORM_AGAIN and not current_user.is_authenticated


def _refuses_access(response: Response) -> bool:
    if response.status_code not in REFUSED or request.endpoint is None:
        return False
    return rule_of(current_app, request.endpoint) is not Audience.EVERYONE


def _account(email: str) -> str:
    """Return whose account was tried; what was typed stays out, it may be a password in the wrong field."""
    try:
        user = user_by_email(email)
    except ValueError:
        user = None
    return f"user:{user.id}" if user else "unknown account"


def _asked_for() -> str:
    named = " ".join(f"{name}={value}" for name, value in (request.view_args or {}).items())
    return f"{request.endpoint} {named}".strip()
