"""Beginning a delegation's plan: its lead chooses the language and the marking, then the workbook opens."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.plans import store
from roadmap.plans.settings import SET_HERE
from roadmap.worksheets.marking import Tlp
from roadmap.workshops import store as workshops
from roadmap.workshops.desk import plan_of
from roadmap.workshops.entrance import delegation_or_404
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Delegation

blueprint = Blueprint(
    "beginning", __name__, url_prefix="/workshops/<string:workshop_id>/delegations/<string:number>/plan"
)


@blueprint.get("/")
@allow(Permission.SET_UP_PLAN)
def ask(workshop_id: str, number: str) -> ResponseReturnValue:
    """Ask for the language and the marking; where there is a plan already, open it."""
    delegation = _to_begin(workshop_id, number, writing=False)
    if plan_of(delegation):
        return _open(delegation)
    return _page(delegation, Asked(SET_HERE, {"language": next(iter(delegation.workshop.languages), None)}))


@blueprint.post("/")
@allow(Permission.SET_UP_PLAN)
def begin(workshop_id: str, number: str) -> ResponseReturnValue:
    """Begin the plan and open it: 422 with the form where an answer lacks, 423 when drafting is closed."""
    delegation, asked = _to_begin(workshop_id, number, writing=True), Asked(SET_HERE, sent=request.form)
    if plan_of(delegation):
        return _open(delegation)
    if delegation.workshop.closed_at:
        abort(423)
    if not asked.valid():
        return _page(delegation, asked), 422
    store.create_plan(delegation, asked.answers["language"], Tlp(asked.answers["tlp"]), current_user)
    return _open(delegation)


def _to_begin(workshop_id: str, number: str, *, writing: bool) -> Delegation:
    """The delegation whose plan the person may begin: 403 for its other members, 404 for everybody else."""
    workshop = workshops.open_workshop(workshop_id, writing=writing) or abort(404)
    delegation = delegation_or_404(workshop, number)
    if not workshops.may_on(current_user, Permission.READ_PLAN, delegation):
        abort(404)
    if not workshops.may_on(current_user, Permission.SET_UP_PLAN, delegation):
        abort(403)
    return delegation


def _page(delegation: Delegation, asked: Asked) -> str:
    asked["language"].choices = _languages(delegation)
    return render_template("plans/begin.html", delegation=delegation, asked=asked)


def _languages(delegation: Delegation) -> list[tuple[str, str]]:
    """Every language to choose from: those of the workshop first, then the country's own."""
    titles = catalogue().lists["languages"]
    country = catalogue().entries["countries"].get(delegation.country)
    own = [spoken["tag"] for spoken in (country and country.get("languages")) or ()]
    first = [tag for tag in (*delegation.workshop.languages, *own) if tag in titles]
    return [("", ""), *((tag, titles[tag]) for tag in dict.fromkeys((*first, *titles)))]


def _open(delegation: Delegation) -> Response:
    return redirect(url_for("plans.open_plan", plan_id=plan_of(delegation).id), 303)
