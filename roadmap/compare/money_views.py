"""The money of all plans on a page: what the region needs, has and lacks.

`GET /workshops/WORKSHOP/money.json?year=YEAR&pillar=PILLAR&in=CODE` gives `region`, `by_delegation`,
`by_pillar` and `by_year`: lists of `heading` (a delegation's number, a pillar, a year, or null), `currency`,
`needed`, `funded`, `gap`, `unsaid` as decimal strings, and the same as `converted` (null without a rate into
the currency asked for); `rates` are the rates used, each with its day.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from markupsafe import Markup

from roadmap.access import Permission, allow
from roadmap.compare.compared import Compared
from roadmap.compare.entrance import to_compare
from roadmap.compare.kept import compared
from roadmap.compare.money import Line, Money, Rates, money, together
from roadmap.compare.money_rates import into, rates_of
from roadmap.compare.money_shares import Amounts
from roadmap.publish.pillars import NO_PILLAR
from roadmap.worksheets.pillar import PILLARS
from roadmap.workshops.models import Workshop

PILLAR_TITLES = {pillar.value: pillar.title for pillar in PILLARS}

blueprint = Blueprint("money", __name__, url_prefix="/workshops/<string:workshop_id>")


@blueprint.app_template_filter("exact")
def exact(amount: Decimal) -> Markup:
    """Show a number with all its digits, in groups, left to right in every script."""
    written = format_decimal(amount, locale=get_locale(), decimal_quantization=False)
    return Markup('<bdi dir="ltr">{}</bdi>').format(written)


@blueprint.get("/money")
@allow(Permission.COMPARE)
def show(workshop_id: str) -> str:
    """Show what the region needs, has and lacks, in each currency and together."""
    workshop = to_compare(workshop_id)
    everybody, references, rates = _read(workshop)
    found = _asked(everybody, rates)
    return render_template(
        "compare/money.html",
        workshop=workshop,
        money=found,
        rates=rates,
        references=references,
        together=together,
        year=_year(),
        pillar=_pillar(),
        **_options(found, references),
        **_rows(found, everybody),
        kept_back=[each for each in everybody if each.kept_back],
    )


@blueprint.get("/money.json")
@allow(Permission.COMPARE)
def show_json(workshop_id: str) -> ResponseReturnValue:
    """Give the same as JSON; the contract stands at the head of this module."""
    everybody, _, rates = _read(to_compare(workshop_id))
    found = _asked(everybody, rates)
    tables = {"region": found.region, "by_delegation": found.by_delegation}
    tables |= {"by_pillar": found.by_pillar, "by_year": found.by_year}
    used = [
        {"currency": rate.currency, "units": format(rate.units, "f"), "day": rate.day.isoformat()}
        for rate in rates.rates
    ]
    return jsonify(
        reference=rates.reference or None,
        rates=used,
        **{name: [_line(line) for line in table.lines] for name, table in tables.items()},
    )


def _options(found: Money, references: list[str]) -> dict[str, list[tuple[Any, str]]]:
    return {
        "year_options": [(year, str(year)) for year in found.years],
        "pillar_options": [(value, gettext(title)) for value, title in PILLAR_TITLES.items()],
        "reference_options": [(code, code) for code in references],
    }


def _rows(found: Money, everybody: tuple[Compared, ...]) -> dict[str, list[tuple[Any, Sequence[Line]]]]:
    """The tables as a heading with its lines; delegations in the reader's order."""
    years = dict.fromkeys(line.heading for line in found.by_year.lines)
    pillars = dict.fromkeys(line.heading for line in found.by_pillar.lines)
    titles = {value: gettext(title) for value, title in PILLAR_TITLES.items()}
    return {
        "by_year": [(year or gettext("Without a date"), found.by_year.under(year)) for year in years],
        "by_pillar": [
            (titles.get(str(each), gettext(NO_PILLAR)), found.by_pillar.under(each)) for each in pillars
        ],
        "by_delegation": [(each.name, found.by_delegation.under(each.number)) for each in everybody],
    }


def _read(workshop: Workshop) -> tuple[tuple[Compared, ...], list[str], Rates]:
    """The delegations, the currencies that rates lead into, and the rates into the one asked for."""
    given = rates_of(workshop)
    references = list(dict.fromkeys(each.reference for each in given))
    wanted = request.args.get("in", references[0] if references else "")
    return compared(workshop), references, into(wanted, given)


def _asked(everybody: tuple[Compared, ...], rates: Rates) -> Money:
    return money(everybody, rates, _year(), _pillar())


def _year() -> int | None:
    said = request.args.get("year", "")
    return int(said) if len(said) == 4 and said.isascii() and said.isdecimal() else None


def _pillar() -> str:
    said = request.args.get("pillar", "")
    return said if said in PILLAR_TITLES else ""


def _line(line: Line) -> dict[str, Any]:
    converted = _amounts(line.converted) if line.converted else None
    return {
        "heading": line.heading,
        "currency": line.currency,
        **_amounts(line.amounts),
        "converted": converted,
    }


def _amounts(amounts: Amounts) -> dict[str, str]:
    parts = {"needed": amounts.needed, "funded": amounts.funded, "gap": amounts.gap, "unsaid": amounts.unsaid}
    return {name: format(amount, "f") for name, amount in parts.items()}
