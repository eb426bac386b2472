"""Taking a plan document in: first what it would change or what is wrong with it, then the taking."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.fields.problem import Problem, Refused, refuse
from roadmap.i18n import N_
from roadmap.plans import store
from roadmap.plans.arrival import arrivals, settled, tallies
from roadmap.plans.entrance import to_read, to_write
from roadmap.plans.opened import Opened
from roadmap.worksheets.document import canonical_bytes, load_plan
from roadmap.worksheets.fitting import fit
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.reading import read_document

blueprint = Blueprint("importing", __name__, url_prefix="/import")
MOST_SHOWN = 50


@blueprint.get("/")
@allow(Permission.EDIT_PLAN)
def choose(plan_id: str) -> str:
    """Ask for a plan document."""
    return render_template("plans/import.html", opened=to_read(plan_id, Permission.EDIT_PLAN))


@blueprint.post("/")
@allow(Permission.EDIT_PLAN)
def preview(plan_id: str) -> ResponseReturnValue:
    """Say what a document would change; nothing is stored. 422 with every problem and its place."""
    plan = to_write(plan_id)
    store.release()
    try:
        document = _uploaded()
        fitted = fit(document, plan.plan, catalogue())
        found = arrivals(plan.plan, fitted.plan)
    except Refused as refused:
        return _refused(plan, refused.problems)
    return render_template(
        "plans/import_preview.html",
        opened=plan,
        tallies=list(tallies(plan.plan, fitted.plan, found)),
        homeless=fitted.homeless,
        head=settled(plan.plan, fitted.plan),
        document=canonical_bytes(document).decode(),
    )


@blueprint.post("/take")
@allow(Permission.EDIT_PLAN)
def take(plan_id: str) -> ResponseReturnValue:
    """Store the document that was looked over; 422, and nothing stored, where it is not accepted."""
    plan = to_write(plan_id)
    try:
        data = request.form.get("document", "").encode()
        store.bring_in(plan.book, load_plan(read_document(data), catalogue()), current_user)
    except Refused as refused:
        store.release()
        return _refused(plan, refused.problems)
    flash(gettext("The document is in the plan."))
    return redirect(url_for("plans.open_plan", plan_id=plan_id), 303)


def _uploaded() -> Plan:
    """The plan in the uploaded file; raises Refused."""
    file = request.files.get("document")
    if file is None or not file.filename:
        raise refuse("", N_("No file was chosen; choose a plan document (.json or .yaml)."))
    return load_plan(read_document(file.read(), file.filename), catalogue())


def _refused(plan: Opened, problems: tuple[Problem, ...]) -> ResponseReturnValue:
    listed = [(problem.place, problem.sentence(gettext)) for problem in problems[:MOST_SHOWN]]
    more = max(0, len(problems) - MOST_SHOWN)
    return render_template("plans/import.html", opened=plan, problems=listed, more=more), 422
