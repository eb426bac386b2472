"""The way in for those who compare the plans of a workshop."""

from flask import abort
from flask_login import current_user

from roadmap.access import Permission, may
from roadmap.workshops import store
from roadmap.workshops.models import Workshop


def to_compare(workshop_id: str) -> Workshop:
    """Open a workshop for who compares its plans: 403 for who may only see it, 404 for all others."""
    standings = store.standings_of(current_user)
    if not may(standings, Permission.COMPARE, workshop_id):
        abort(403 if may(standings, Permission.SEE_WORKSHOP, workshop_id) else 404)
    return store.open_workshop(workshop_id) or abort(404)
