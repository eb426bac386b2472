"""Money in a plan: what actions cost and who pays, what resources are missing, by currency and by year.

Amounts of different currencies are never added or converted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roadmap.worksheets.plan import Plan, Row

NOTHING = Decimal(0)
NO_CURRENCY = ""  # an amount whose currency the plan does not say


@dataclass(frozen=True)
class Funding:
    """What actions cost in one currency: `cost` = `funded` + `unfunded` + `unknown`.

    `unknown` is the cost of actions that do not say, or not how much, is funded; `open_actions` counts them.
    """

    currency: str
    cost: Decimal = NOTHING
    funded: Decimal = NOTHING
    unfunded: Decimal = NOTHING
    unknown: Decimal = NOTHING
    open_actions: int = 0
    provisional: bool = False

    def __add__(self, other: "Funding") -> "Funding":
        return Funding(
            self.currency,
            self.cost + other.cost,
            self.funded + other.funded,
            self.unfunded + other.unfunded,
            self.unknown + other.unknown,
            self.open_actions + other.open_actions,
            self.provisional or other.provisional,
        )

    def share(self, part: Decimal) -> int:
        """A part of the cost in whole hundredths, 0 to 100."""
        return round(100 * part / self.cost) if self.cost else 0


def funding(actions: Iterable[Row], reporting_currency: str | None = None) -> tuple[Funding, ...]:
    """Cost and funding of actions for each currency, the reporting currency first."""
    totals: dict[str, Funding] = {}
    for row in actions:
        if row["cost"] is not None:
            one = _funding_of(row)
            totals[one.currency] = totals[one.currency] + one if one.currency in totals else one
    return tuple(totals[code] for code in in_order(totals, reporting_currency))


def in_order(currencies: Iterable[str], reporting_currency: str | None) -> list[str]:
    """The reporting currency, the others by code, and amounts without a currency last."""
    return sorted(currencies, key=lambda code: (code != reporting_currency, code == NO_CURRENCY, code))


def _funding_of(row: Row) -> Funding:
    cost, currency = row["cost"], row["currency"] or NO_CURRENCY
    funded = _funded_part(row)
    provisional = bool({"cost", "funded", "funded_amount"} & set(row.provisional))
    if funded is None:
        return Funding(currency, cost, unknown=cost, open_actions=1, provisional=provisional)
    return Funding(currency, cost, funded, cost - funded, provisional=provisional)


def _funded_part(row: Row) -> Decimal | None:
    """How much of an action's cost is funded; None where the plan does not say."""
    cost: Decimal = row["cost"]
    amount: Decimal | None = row["funded_amount"]
    if cost == NOTHING or row["funded"] == "yes":
        return cost
    if amount is not None:
        return min(amount, cost)
    return NOTHING if row["funded"] == "no" else None


@dataclass(frozen=True)
class Need:
    """What closing one resource gap costs: the same amount in each of `years` years."""

    row: Row
    gap: Decimal
    currency: str
    a_year: Decimal
    years: int

    @property
    def total(self) -> Decimal:
        """The cost of all years."""
        return self.a_year * self.years


@dataclass(frozen=True)
class Year:
    """What the gaps of one currency cost in one year of the plan; `share` of the dearest year, 0 to 100."""

    number: int
    starts: date | None
    amount: Decimal
    share: int


@dataclass(frozen=True)
class CurrencyNeed:
    """What the resource gaps of one currency cost, in all and by year."""

    currency: str
    total: Decimal
    years: tuple[Year, ...]


def gap(row: Row) -> Decimal | None:
    """Needed less available, never below zero; None while it is not known what is needed."""
    needed: Decimal | None = row["needed"]
    return None if needed is None else max(needed - (row["available"] or NOTHING), NOTHING)


def needs(plan: Plan) -> tuple[Need, ...]:
    """The resource gaps whose cost is known; offers are no gaps."""
    return tuple(_needs(plan.rows("resources")))


def _needs(rows: Iterable[Row]) -> Iterator[Need]:
    for row in rows:
        missing = gap(row)
        if row["direction"] == "offer" or missing is None or row["unit_cost"] is None:
            continue
        currency, years = row["currency"] or NO_CURRENCY, int(row["years"] or 1)
        yield Need(row, missing, currency, missing * row["unit_cost"], years)


def by_year(plan: Plan) -> tuple[CurrencyNeed, ...]:
    """What the gaps cost from the start of the horizon, for each currency and year."""
    found = needs(plan)
    codes = in_order({need.currency for need in found}, plan.profile["currency"])
    return tuple(_by_year(plan, code, [need for need in found if need.currency == code]) for code in codes)


def _by_year(plan: Plan, currency: str, found: list[Need]) -> CurrencyNeed:
    last = max(need.years for need in found)
    amounts = [sum((n.a_year for n in found if n.years > year), NOTHING) for year in range(last)]
    dearest = max(amounts)
    years = (
        Year(index + 1, _starts(plan, index), amount, round(100 * amount / dearest) if dearest else 0)
        for index, amount in enumerate(amounts)
    )
    return CurrencyNeed(currency, sum(amounts, NOTHING), tuple(years))


def _starts(plan: Plan, index: int) -> date | None:
    """The first day of a year of the plan; a plan that starts on 29 February goes on from the 28th."""
    start: date | None = plan.profile["horizon_start"]
    if start is None:
        return None
    leap_day = (start.month, start.day) == (2, 29)
    return start.replace(year=start.year + index, day=28 if leap_day and index else start.day)
