"""Whom a person may invite, looked up from an address: what is not theirs is as good as none."""

from flask import abort

from roadmap.workshops.models import Delegation
from roadmap.workshops.people_views import reach_or_404
from roadmap.workshops.reach import EVERY, Reach


def reach_to_invite(workshop_id: str) -> Reach:
    """Return how far the person may invite; people are invited to one workshop, never to all together."""
    if workshop_id == EVERY:
        abort(404)
    return reach_or_404(workshop_id)


def delegation_or_404(reach: Reach, number: str) -> Delegation | None:
    """Return the delegation with this number, None when none is asked for."""
    if not number:
        return None
    return next((each for each in reach.delegations if str(each.id) == number), None) or abort(404)
