"""The way into a workshop for those who run it."""

from flask import abort
from flask_login import current_user

from roadmap.access import Permission, may
from roadmap.workshops import store
from roadmap.workshops.models import Deadline, Delegation, Session, Workshop


def to_run(workshop_id: str, *, writing: bool = False) -> Workshop:
    """Open a workshop for who runs it: 403 for who may only see it, 404 for all others."""
    standings = store.standings_of(current_user)
    if not may(standings, Permission.RUN_WORKSHOP, workshop_id):
        abort(403 if may(standings, Permission.SEE_WORKSHOP, workshop_id) else 404)
    return store.open_workshop(workshop_id, writing=writing) or abort(404)


def session_or_404(workshop: Workshop, session_id: str) -> Session:
    """The session of the programme at an address."""
    return next((one for one in workshop.sessions if one.id == session_id), None) or abort(404)


def deadline_or_404(workshop: Workshop, deadline_id: str) -> Deadline:
    """The deadline at an address."""
    return next((one for one in workshop.deadlines if one.id == deadline_id), None) or abort(404)


def delegation_or_404(workshop: Workshop, number: str) -> Delegation:
    """The delegation at an address; its number is nothing that a query is asked for."""
    return next((one for one in workshop.delegations if str(one.id) == number), None) or abort(404)
