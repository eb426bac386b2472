"""Rules on amounts, currencies and who pays."""

from collections.abc import Iterator
from decimal import Decimal

from babel.numbers import get_currency_precision

from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, WARNING, Spot, at, rule
from roadmap.fields.money import Money
from roadmap.i18n import N_
from roadmap.worksheets.plan import Row


@rule(
    "amount-without-currency",
    ERROR,
    N_("%(amount)s of which currency?"),
    N_("Choose the currency in which it will be paid; nothing is converted silently."),
)
def amount_without_currency(index: Index) -> Iterator[Spot]:
    """Wherever money is asked for; an amount of nothing needs no currency."""
    for row, field in _money(index):
        if row[field.key] and row[field.currency] is None:
            yield at(row, field.currency, amount=row[field.key])


@rule(
    "amount-too-fine",
    WARNING,
    N_("%(amount)s has more decimals than %(currency)s is counted in."),
    N_("Round the amount, or check whether another currency is meant."),
)
def amount_too_fine(index: Index) -> Iterator[Spot]:
    """A tell-tale of a mixed-up currency; the decimals of each are those of Unicode CLDR."""
    for row, field in _money(index):
        amount, currency = row[field.key], row[field.currency]
        if amount is not None and currency and _decimals(amount) > get_currency_precision(currency):
            yield at(row, field.key, amount=amount, currency=currency)


@rule(
    "cost-without-funding",
    WARNING,
    N_("Nobody has said whether the cost is funded."),
    N_("Answer yes, partly or no; the gap is shown for each currency."),
    reads=("actions.cost", "actions.funded"),
)
def cost_without_funding(index: Index) -> Iterator[Spot]:
    """The funding gap follows from this answer."""
    for row in index.rows("actions"):
        if row["cost"] and row["funded"] is None:
            yield at(row, "funded")


@rule(
    "cost-missing",
    WARNING,
    N_("The action has no cost, so the budget leaves it out."),
    N_("Give an estimate and mark it as provisional; write 0 if it needs no money of its own."),
    reads=("actions.cost",),
)
def cost_missing(index: Index) -> Iterator[Spot]:
    """Zero is an answer."""
    return (at(row, "cost") for row in index.rows("actions") if row["cost"] is None)


@rule(
    "funded-amount-missing",
    WARNING,
    N_("The action is partly funded, but not by how much; its gap cannot be shown."),
    N_("Give the amount that is funded already."),
    reads=("actions.funded", "actions.funded_amount"),
)
def funded_amount_missing(index: Index) -> Iterator[Spot]:
    """Partly needs a figure."""
    for row in index.rows("actions"):
        if row["funded"] == "partly" and row["funded_amount"] is None:
            yield at(row, "funded_amount")


@rule(
    "funded-above-cost",
    ERROR,
    N_("%(funded)s is funded, more than the cost of %(cost)s."),
    N_("Correct the cost or the amount funded."),
    reads=("actions.cost", "actions.funded_amount"),
)
def funded_above_cost(index: Index) -> Iterator[Spot]:
    """Nobody funds more than a thing costs."""
    for row in index.rows("actions"):
        cost, funded = row["cost"], row["funded_amount"]
        if cost is not None and funded is not None and funded > cost:
            yield at(row, "funded_amount", cost=cost, funded=funded)


@rule(
    "funding-contradicts-amount",
    ERROR,
    N_("The answer to “Funded” and the amount funded contradict each other."),
    N_("Yes means the whole cost, no means nothing, partly means something in between."),
    reads=("actions.cost", "actions.funded", "actions.funded_amount"),
)
def funding_contradicts_amount(index: Index) -> Iterator[Spot]:
    """Where both are given they agree."""
    return (at(row, "funded") for row in index.rows("actions") if _contradicts(row))


def _contradicts(row: Row) -> bool:
    cost, funded, amount = row["cost"], row["funded"], row["funded_amount"]
    if cost is None or amount is None or amount > cost:
        return False
    agrees = {"yes": amount == cost, "no": amount == 0, "partly": amount < cost}
    return not agrees.get(funded, True)


def _money(index: Index) -> Iterator[tuple[Row, Money]]:
    for worksheet in index.plan.registry.values():
        fields = [field for field in worksheet.fields if isinstance(field, Money)]
        yield from ((row, field) for row in index.rows(worksheet.key) for field in fields)


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
