"""Says whether this installation can serve: for load balancers and whoever is on call."""

import structlog
from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from roadmap.access import allow
from roadmap.db import session

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}

blueprint = Blueprint("health", __name__)
log = structlog.get_logger()


@blueprint.get("/health")
@allow.public
def health() -> tuple[str, int, dict[str, str]]:
    """Answer 200 "ok" when the database answers, 503 otherwise."""
    try:
        session().execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        log.error("database unreachable", error=type(error).__name__)
        return "the database does not answer\n", 503, PLAIN
    return "ok\n", 200, PLAIN
