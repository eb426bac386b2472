"""Resources: what is needed, what is there, what it costs and who pays."""

from roadmap.fields.choice import Choice, Option
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.money import Currency, Money
from roadmap.fields.number import Number
from roadmap.fields.text import ShortText
from roadmap.i18n import N_
from roadmap.worksheets.sources import cited_sources
from roadmap.worksheets.worksheet import Stage, Worksheet

FUNDING_STATUSES = (
    Option("secured", N_("Secured")),
    Option("pledged", N_("Pledged")),
    Option("sought", N_("Sought")),
)
NEED_OR_OFFER = (
    Option("need", N_("Need")),
    Option("offer", N_("Offer")),
)

RESOURCES = Worksheet(
    "resources",
    N_("Resources"),
    stage=Stage.COOPERATE,
    purpose=N_("People, training, equipment and money: needed, available, and the gap between them."),
    prefix="R",
    row_name=N_("resource"),
    guidance=(
        N_("Give the unit cost in the currency in which it will be paid; nothing is converted silently."),
        N_("Years is how long the resource is paid for; a recurrent cost returns every year."),
        N_("What you can lend others is an offer; what has no answer is a need."),
    ),
    summary=("needed", "available", "funding_source"),
    fields=(
        CatalogueEntry(
            "item",
            N_("From the catalogue"),
            catalogue="resources",
            fills={"title": "title", "category": "category", "unit": "unit"},
        ),
        ShortText("title", N_("Resource"), required=True),
        Choice("category", N_("Category"), catalogue="resource-categories"),
        ShortText("unit", N_("Unit")),
        Number("needed", N_("Needed"), minimum=0),
        Number("available", N_("Available"), minimum=0),
        Money("unit_cost", N_("Cost of one unit")),
        Currency("currency", N_("Currency")),
        Number("years", N_("Years"), whole=True, minimum=1, maximum=50),
        Choice("funding_source", N_("Funding source"), catalogue="funding-sources"),
        Choice("funding_status", N_("Funding status"), options=FUNDING_STATUSES),
        Choice("direction", N_("Need or offer"), options=NEED_OR_OFFER),
        cited_sources(),
    ),
)
