"""The page on which administrators read the audit log."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from roadmap.access import GRANTS, Permission, allow, may_anywhere
from roadmap.audit.events import EVENTS, OUTCOMES, Event, Outcome
from roadmap.audit.forms import entry_number, filter_form
from roadmap.audit.search import Page, Workshops, search, workshops_named
from roadmap.workshops.store import standings_of

blueprint = Blueprint("audit", __name__)


@blueprint.get("/audit-log")
@allow(Permission.SEE_AUDIT_LOG)
def log() -> str:
    """Show the entries that concern the person's workshops, newest first, fifty at a time."""
    workshops = _workshops_open()
    form = filter_form(request.args, workshops_named(workshops))
    wanted = form.wanted(entry_number(request.args.get("before", "")))
    page = search(wanted, workshops) if form.validate() else Page((), {}, None)
    filters = {field.name: field.raw_data[0] for field in form if field.raw_data and field.raw_data[0]}
    return render_template("audit/log.html", form=form, page=page, filters=filters, newest=_asks_for_newest())


@blueprint.app_template_global("may_see_audit_log")
def may_see_audit_log() -> bool:
    """Whether to offer the page to whoever is signed in."""
    return may_anywhere(standings_of(current_user), Permission.SEE_AUDIT_LOG)


@blueprint.app_template_filter("event_label")
def event_label(event: str) -> str:
    """Return the message id for an event's name on the page; an unknown event is its own name."""
    return EVENTS[Event(event)].label if event in set(Event) else event


@blueprint.app_template_filter("outcome_label")
def outcome_label(outcome: str) -> str:
    """Return the message id for an outcome's name on the page; an unknown one is its own name."""
    return OUTCOMES[Outcome(outcome)] if outcome in set(Outcome) else outcome


def _workshops_open() -> Workshops:
    granting = [s for s in standings_of(current_user) if Permission.SEE_AUDIT_LOG in GRANTS[s.role]]
    if any(standing.workshop is None for standing in granting):
        return None
    return sorted({standing.workshop for standing in granting if standing.workshop})


def _asks_for_newest() -> bool:
    return "before" not in request.args
