"""Actions: who does what by when, at what cost, against which threats."""

from roadmap.fields.choice import Choice, MultipleChoice, Option
from roadmap.fields.dates import Date
from roadmap.fields.money import Currency, Money
from roadmap.fields.reference import Reference, References
from roadmap.fields.table import Table
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.pillar import PILLARS
from roadmap.worksheets.sources import cited_sources
from roadmap.worksheets.worksheet import Stage, Worksheet

FUNDED = (
    Option("yes", N_("Yes")),
    Option("partly", N_("Partly")),
    Option("no", N_("No")),
)

ACTIONS = Worksheet(
    "actions",
    N_("Actions"),
    stage=Stage.ACT,
    purpose=N_("What will be done: a lead agency, dates, milestones, cost, and the threats it answers."),
    prefix="A",
    row_name=N_("action"),
    guidance=(
        N_("One lead agency answers for an action, even where many take part."),
        N_("A milestone is a fact that can be checked on a day, such as a signed agreement."),
        N_("Say what is funded already; the gap is shown for each currency."),
    ),
    summary=("lead", "start", "end"),
    fields=(
        Reference("objective", N_("Objective"), worksheet="objectives", required=True),
        ShortText("title", N_("Action"), required=True),
        LongText("description", N_("Description")),
        Choice("pillar", N_("Pillar"), options=PILLARS),
        ShortText("lead", N_("Lead agency"), required=True),
        References("threats", N_("Threats answered"), worksheet="threats"),
        References("partnerships", N_("Partnerships used"), worksheet="partnerships"),
        References("legal", N_("Legal cooperation used"), worksheet="legal"),
        References("resources", N_("Resources used"), worksheet="resources"),
        References("defence", N_("Defence measures used"), worksheet="defence"),
        Date("start", N_("Start"), required=True),
        Date("end", N_("End"), required=True),
        Table(
            "milestones",
            N_("Milestones"),
            columns=(
                ShortText("title", N_("Milestone"), required=True),
                Date("due", N_("Due")),
            ),
        ),
        Money("cost", N_("Cost")),
        Currency("currency", N_("Currency")),
        Choice("funded", N_("Funded"), options=FUNDED),
        Money("funded_amount", N_("Amount funded")),
        MultipleChoice("sdg_targets", N_("SDG targets"), catalogue="sdg-targets"),
        MultipleChoice("safeguards", N_("Safeguards"), catalogue="safeguards"),
        cited_sources(),
    ),
)
