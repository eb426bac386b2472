"""Which delegations come, on a page: countries picked, names set, one without a plan removed."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.fields.problem import Refused
from roadmap.language import country_name
from roadmap.workshops import attendance
from roadmap.workshops.entrance import delegation_or_404, to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Delegation, Workshop
from roadmap.workshops.questions import NAMES, of

blueprint = Blueprint("delegations", __name__, url_prefix="/workshops/<string:workshop_id>/delegations")


@blueprint.get("/")
@allow(Permission.RUN_WORKSHOP)
def show(workshop_id: str) -> str:
    """Show the delegations, and the countries that may be added."""
    return _page(to_run(workshop_id))


@blueprint.post("/")
@allow(Permission.RUN_WORKSHOP)
def add(workshop_id: str) -> ResponseReturnValue:
    """Add a delegation for each country picked, all or none; 422 where one cannot be added."""
    workshop = to_run(workshop_id, writing=True)
    countries = list(dict.fromkeys(request.form.getlist("countries")))
    if not set(countries) <= catalogue().entries["countries"].keys():
        abort(400)
    if not countries:
        return _page(workshop, gettext("Pick at least one country.")), 422
    try:
        added = attendance.add_delegations(
            workshop, [(code, _named(code)) for code in countries], current_user
        )
    except Refused as refused:
        return _page(workshop, refused.problems[0].sentence(gettext)), 422
    flash(ngettext("%(num)s delegation is added.", "%(num)s delegations are added.", len(added)))
    return _back(workshop)


@blueprint.get("/<string:number>/")
@allow(Permission.RUN_WORKSHOP)
def edit(workshop_id: str, number: str) -> str:
    """Ask for a delegation's names."""
    workshop = to_run(workshop_id)
    one = delegation_or_404(workshop, number)
    return _names_page(workshop, one, Asked(NAMES, of(one, NAMES)))


@blueprint.post("/<string:number>/")
@allow(Permission.RUN_WORKSHOP)
def change(workshop_id: str, number: str) -> ResponseReturnValue:
    """Store a delegation's names; 422 with the form where one is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(NAMES, sent=request.form)
    one = delegation_or_404(workshop, number)
    if not asked.valid():
        return _names_page(workshop, one, asked), 422
    try:
        attendance.rename(one, asked.answers["name"], asked.answers["name_local"], current_user)
    except Refused as refused:
        asked.blame(refused)
        return _names_page(workshop, one, asked), 422
    flash(gettext("The names are saved."))
    return _back(workshop)


@blueprint.get("/<string:number>/remove")
@allow(Permission.RUN_WORKSHOP)
def ask_remove(workshop_id: str, number: str) -> str:
    """Ask whether a delegation is to go; one that has begun its plan stays."""
    workshop = to_run(workshop_id)
    one = delegation_or_404(workshop, number)
    return render_template("workshops/remove_delegation.html", workshop=workshop, one=one)


@blueprint.post("/<string:number>/remove")
@allow(Permission.RUN_WORKSHOP)
def remove(workshop_id: str, number: str) -> ResponseReturnValue:
    """Take a delegation out of the workshop; 422 when it has begun its plan."""
    workshop = to_run(workshop_id, writing=True)
    one = delegation_or_404(workshop, number)
    try:
        attendance.remove(one, current_user)
    except Refused:
        return render_template("workshops/remove_delegation.html", workshop=workshop, one=one), 422
    flash(gettext("The delegation is removed."))
    return _back(workshop)


def _named(country: str) -> str:
    return str(gettext("Delegation of %(country)s", country=country_name(country)))


def _page(workshop: Workshop, trouble: str = "") -> str:
    here = {delegation.country for delegation in workshop.delegations}
    codes = [code for code in catalogue().entries["countries"] if code not in here]
    countries = sorted((country_name(code), code) for code in codes)
    region = {code for code in codes if catalogue().entries["countries"][code].get("subregion")}
    return render_template(
        "workshops/delegations.html", workshop=workshop, countries=countries, region=region, trouble=trouble
    )


def _names_page(workshop: Workshop, one: Delegation, asked: Asked) -> str:
    return render_template("workshops/delegation.html", workshop=workshop, one=one, asked=asked)


def _back(workshop: Workshop) -> Response:
    return redirect(url_for("workshops.delegations.show", workshop_id=workshop.id), 303)
