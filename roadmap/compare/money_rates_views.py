"""The exchange rates of a workshop on a page: given, replaced and removed with plain forms."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import Permission, allow
from roadmap.compare import money_rates
from roadmap.fields.dates import Date
from roadmap.fields.field import Field
from roadmap.fields.money import Currency
from roadmap.fields.number import Number
from roadmap.fields.problem import Refused
from roadmap.fields.text import ShortText
from roadmap.i18n import N_
from roadmap.workshops.entrance import to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import ExchangeRate, Workshop

RATE: tuple[Field, ...] = (
    Currency("reference", N_("Reference currency"), required=True),
    Currency("currency", N_("Currency"), required=True),
    Number(
        "units",
        N_("Rate"),
        minimum=0,
        required=True,
        hint=N_("Units of the currency for one unit of the reference currency."),
    ),
    Date("day", N_("Day of the rate"), required=True),
    ShortText("source", N_("Where it was published")),
)

blueprint = Blueprint("rates", __name__, url_prefix="/workshops/<string:workshop_id>/rates")


@blueprint.get("/")
@allow(Permission.RUN_WORKSHOP)
def show(workshop_id: str) -> str:
    """Show the rates, and a form for one more."""
    return _page(to_run(workshop_id), Asked(RATE))


@blueprint.post("/")
@allow(Permission.RUN_WORKSHOP)
def give(workshop_id: str) -> ResponseReturnValue:
    """Store a rate; 422 with the form where an answer is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(RATE, sent=request.form)
    if not asked.valid():
        return _page(workshop, asked), 422
    try:
        money_rates.give_rate(workshop, asked.answers, current_user)
    except Refused as refused:
        asked.blame(refused)
        return _page(workshop, asked), 422
    flash(gettext("The rate is saved."))
    return _back(workshop)


@blueprint.get("/<string:rate_id>/remove")
@allow(Permission.RUN_WORKSHOP)
def ask_remove(workshop_id: str, rate_id: str) -> str:
    """Ask whether a rate is to go."""
    workshop = to_run(workshop_id)
    rate = _rate_or_404(workshop, rate_id)
    named = gettext("%(currency)s into %(reference)s", currency=rate.currency, reference=rate.reference)
    back = url_for("rates.show", workshop_id=workshop.id)
    return render_template("workshops/remove.html", workshop=workshop, named=named, back=back)


@blueprint.post("/<string:rate_id>/remove")
@allow(Permission.RUN_WORKSHOP)
def remove(workshop_id: str, rate_id: str) -> Response:
    """Take a rate away."""
    workshop = to_run(workshop_id, writing=True)
    money_rates.remove_rate(_rate_or_404(workshop, rate_id), current_user)
    flash(gettext("The rate is removed."))
    return _back(workshop)


def _rate_or_404(workshop: Workshop, rate_id: str) -> ExchangeRate:
    return next((one for one in money_rates.rates_of(workshop) if one.id == rate_id), None) or abort(404)


def _page(workshop: Workshop, asked: Asked) -> str:
    rates = money_rates.rates_of(workshop)
    return render_template("compare/rates.html", workshop=workshop, asked=asked, rates=rates)


def _back(workshop: Workshop) -> Response:
    return redirect(url_for("rates.show", workshop_id=workshop.id), 303)
