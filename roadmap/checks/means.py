"""Rules on what a plan works with: resources and defence measures."""

from collections.abc import Iterator
from decimal import Decimal

from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, NOTE, WARNING, Spot, at, rule
from roadmap.i18n import N_
from roadmap.worksheets.plan import Row

QUANTITIES = ("resources.needed", "resources.available", "resources.direction")


@rule(
    "resource-gap-without-source",
    WARNING,
    N_("%(gap)s are missing, and nobody is named to pay for them."),
    N_("Choose the funding source, even where it is only sought."),
    reads=(*QUANTITIES, "resources.funding_source"),
)
def resource_gap_without_source(index: Index) -> Iterator[Spot]:
    """What is missing has to be paid for."""
    for row in index.rows("resources"):
        if _gap(row) > 0 and row["funding_source"] is None:
            yield at(row, "funding_source", gap=_gap(row))


@rule(
    "resource-gap-without-cost",
    WARNING,
    N_("%(gap)s are missing at an unknown cost, so the budget leaves them out."),
    N_("Estimate the cost of one unit and mark it as provisional."),
    reads=(*QUANTITIES, "resources.unit_cost"),
)
def resource_gap_without_cost(index: Index) -> Iterator[Spot]:
    """What is missing has a price."""
    for row in index.rows("resources"):
        if _gap(row) > 0 and row["unit_cost"] is None:
            yield at(row, "unit_cost", gap=_gap(row))


@rule(
    "resource-without-quantity",
    WARNING,
    N_("Nothing says how much of this is needed."),
    N_("Give the number of units; mark it as provisional if it is an estimate."),
    reads=QUANTITIES,
)
def resource_without_quantity(index: Index) -> Iterator[Spot]:
    """An offer is counted by what is available."""
    for row in index.rows("resources"):
        if row["needed"] is None and row["direction"] != "offer":
            yield at(row, "needed")


@rule(
    "measure-not-named",
    ERROR,
    N_("Nothing says which measure this is."),
    N_("Pick it from the catalogue, or write its title."),
    reads=("defence.measure", "defence.title"),
)
def measure_not_named(index: Index) -> Iterator[Spot]:
    """The catalogue's entry is a name too."""
    for row in index.rows("defence"):
        if row["measure"] is None and row["title"] is None:
            yield at(row, "title")


@rule(
    "measure-without-safeguard",
    ERROR,
    N_("This measure has no safeguard."),
    N_("Choose at least one; every measure that uses AI or personal data needs several."),
    reads=("defence.safeguards",),
)
def measure_without_safeguard(index: Index) -> Iterator[Spot]:
    """Source: the workshop cites the call to pause high-risk uses of AI until safeguards exist."""
    return (at(row, "safeguards") for row in index.rows("defence") if not row["safeguards"])


@rule(
    "measure-without-lead",
    WARNING,
    N_("Nobody leads this measure."),
    N_("Name who puts it in place."),
    reads=("defence.lead",),
)
def measure_without_lead(index: Index) -> Iterator[Spot]:
    """A measure is somebody's work."""
    return (at(row, "lead") for row in index.rows("defence") if row["lead"] is None)


@rule(
    "measure-unused",
    NOTE,
    N_("No action puts this measure in place."),
    N_("Name it in the action that does, or add one."),
    reads=("defence", "actions.defence"),
)
def measure_unused(index: Index) -> Iterator[Spot]:
    """A measure without an action stays a wish."""
    return (at(row) for row in index.rows("defence") if not index.citing(row, "actions"))


def _gap(row: Row) -> Decimal:
    """What is needed and not there; an offer has no gap."""
    if row["direction"] == "offer" or row["needed"] is None:
        return Decimal(0)
    return Decimal(row["needed"] - (row["available"] or 0))
