"""Partnerships, public-private above all: who helps whom with what."""

from roadmap.fields.choice import Choice, Option
from roadmap.fields.dates import Date
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.reference import References
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.sources import cited_sources
from roadmap.worksheets.worksheet import Stage, Worksheet

DIRECTIONS = (
    Option("need", N_("Need")),
    Option("offer", N_("Offer")),
    Option("mutual", N_("Both ways")),
)

PARTNERSHIPS = Worksheet(
    "partnerships",
    N_("Partnerships"),
    stage=Stage.COOPERATE,
    purpose=N_("Companies, agencies and networks you work with: what you need from them and what you offer."),
    prefix="P",
    heading="organisation",
    row_name=N_("partnership"),
    guidance=(
        N_("Say whether you need, offer or exchange; facilitators match needs with offers of others."),
        N_("Name what data may be shared, on what legal ground, and what must not be shared."),
        N_("Listing an organisation does not mean that it has agreed. Statuses start at idea."),
    ),
    summary=("kind", "direction", "status"),
    fields=(
        CatalogueEntry(
            "partner",
            N_("From the catalogue"),
            catalogue="partners",
            fills={"organisation": "title", "kind": "kind"},
        ),
        ShortText("organisation", N_("Organisation"), required=True),
        Choice("kind", N_("Kind"), catalogue="partner-kinds"),
        ShortText("role", N_("Role")),
        LongText("contribution", N_("Contribution"), hint=N_("What is given or done.")),
        Choice("offer_kind", N_("Kind of help"), catalogue="offer-kinds"),
        Choice("direction", N_("Need or offer"), options=DIRECTIONS),
        Choice("status", N_("Status"), catalogue="partner-statuses"),
        LongText("data_sharing", N_("Data sharing")),
        References("threats", N_("Threats"), worksheet="threats"),
        ShortText("lead", N_("Lead")),
        Date("due", N_("Due")),
        cited_sources(),
    ),
)
