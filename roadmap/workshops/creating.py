"""Pages that make a workshop: from the template that ships, and from the workshop of last year."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from roadmap.access import Permission, allow
from roadmap.workshops import shaping
from roadmap.workshops.entrance import to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Workshop
from roadmap.workshops.questions import DETAILS, details_valid, of
from roadmap.workshops.template import Template, shipped

blueprint = Blueprint("creating", __name__, url_prefix="/workshops")


@blueprint.get("/new")
@allow(Permission.CREATE_WORKSHOP)
def ask() -> str:
    """Ask for what the template leaves open."""
    template = shipped()
    return _page(Asked(DETAILS, {"title": template.title, "languages": template.languages}), template)


@blueprint.post("/new")
@allow(Permission.CREATE_WORKSHOP)
def create() -> ResponseReturnValue:
    """Make a workshop; 422 with the form where an answer is not accepted."""
    asked, template = Asked(DETAILS, sent=request.form), shipped()
    if not details_valid(asked):
        return _page(asked, template), 422
    return _made(shaping.create(asked.answers, template, current_user))


@blueprint.get("/<string:workshop_id>/duplicate")
@allow(Permission.RUN_WORKSHOP)
def ask_again(workshop_id: str) -> str:
    """Ask for what differs from the workshop that is taken over."""
    old = to_run(workshop_id)
    return _page_again(Asked(DETAILS, _next_year(old)), old)


@blueprint.post("/<string:workshop_id>/duplicate")
@allow(Permission.RUN_WORKSHOP)
def duplicate(workshop_id: str) -> ResponseReturnValue:
    """Make a workshop like this one, on other days; 422 with the form where an answer is not accepted."""
    old, asked = to_run(workshop_id, writing=True), Asked(DETAILS, sent=request.form)
    if not details_valid(asked):
        return _page_again(asked, old), 422
    return _made(shaping.duplicate(old, asked.answers, current_user))


def _next_year(old: Workshop) -> dict[str, Any]:
    """The details of a workshop 52 weeks later, so that it begins on the same day of the week."""
    details, year = of(old, DETAILS), timedelta(weeks=52)
    return {**details, **{name: details[name] + year for name in ("start", "end") if details[name]}}


def _made(workshop: Workshop) -> ResponseReturnValue:
    flash(gettext("The workshop is there. Look over its programme, then add the delegations."))
    return redirect(url_for("workshops.overview", workshop_id=workshop.id), 303)


def _page(asked: Asked, template: Template) -> str:
    return render_template("workshops/new.html", asked=asked, template=template)


def _page_again(asked: Asked, old: Workshop) -> str:
    return render_template("workshops/duplicate.html", asked=asked, workshop=old)
