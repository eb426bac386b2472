"""The exchange rates that a workshop gives: every read and write, each change told to the audit log."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from roadmap.accounts.models import User
from roadmap.compare.money import Rate, Rates
from roadmap.db import session
from roadmap.fields.problem import refuse
from roadmap.i18n import N_
from roadmap.workshops.models import ExchangeRate, Workshop
from roadmap.workshops.noting import note

MOST_RATES = 200


def rates_of(workshop: Workshop) -> Sequence[ExchangeRate]:
    """Return the rates of a workshop, by reference and currency; one query."""
    wanted = select(ExchangeRate).where(ExchangeRate.workshop_id == workshop.id)
    return session().scalars(wanted.order_by(ExchangeRate.reference, ExchangeRate.currency)).all()


def into(reference: str, given: Sequence[ExchangeRate]) -> Rates:
    """The rates into one reference currency; none for a currency that no rate leads into."""
    chosen = tuple(
        Rate(each.currency, Decimal(each.units), each.day, each.source)
        for each in given
        if each.reference == reference
    )
    return Rates(reference, chosen) if chosen else Rates()


def give_rate(workshop: Workshop, answers: Mapping[str, Any], by: User) -> None:
    """Add a rate, in the place of an earlier one between the two currencies.

    Raises Refused for a rate of nothing, of a currency into itself, or too many.
    """
    _refuse_impossible(answers)
    standing = rates_of(workshop)
    pair = answers["currency"], answers["reference"]
    found = next((each for each in standing if (each.currency, each.reference) == pair), None)
    if found is None and len(standing) >= MOST_RATES:
        raise refuse("currency", N_("There are %(count)s rates already; remove one first."), count=MOST_RATES)
    rate = found or ExchangeRate(workshop=workshop, currency=pair[0], reference=pair[1])
    rate.units, rate.day = format(answers["units"], "f"), answers["day"]
    rate.source = answers["source"] or ""
    session().add(rate)
    note(workshop, "exchange rate given", by)
    session().commit()


def remove_rate(rate: ExchangeRate, by: User) -> None:
    """Take a rate away."""
    note(rate.workshop, "exchange rate removed", by)
    session().delete(rate)
    session().commit()


def _refuse_impossible(answers: Mapping[str, Any]) -> None:
    if answers["currency"] == answers["reference"]:
        raise refuse("reference", N_("A currency needs no rate into itself; choose another."))
    if not answers["units"]:
        raise refuse("units", N_("A rate is more than zero."))
