"""What a test of several steps asks of the two rows it works on."""

import json

from sqlalchemy import func, select

from roadmap.audit.models import AuditEntry
from roadmap.db import session
from tests.hostile.doors import House, Question

TITLE = Question("threats", "title")
BODY = json.dumps({"value": "Changed", "version": 1}).encode()
ROW_ACTIONS = ("", "move", "duplicate", "delete", "restore", "title")


def untouched(house: House) -> None:
    """Check that nothing changed in either plan."""
    assert house.rows() == {"threats/T1": {"title": "As it was"}}
    assert house.rows(house.neighbour_id) == {"threats/T1": {"title": "Of the neighbour"}}


def noted(house: House) -> int:
    """How many entries the audit log has."""
    with house.app.app_context():
        return session().scalar(select(func.count()).select_from(AuditEntry)) or 0
