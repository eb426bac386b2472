"""Indicators: how anyone will know that an action or objective worked."""

from roadmap.fields.choice import Choice, Option
from roadmap.fields.dates import Date
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.number import Number
from roadmap.fields.reference import Reference
from roadmap.fields.text import ShortText
from roadmap.i18n import N_
from roadmap.worksheets.worksheet import Stage, Worksheet

DIRECTIONS = (
    Option("increase", N_("Increase")),
    Option("decrease", N_("Decrease")),
    Option("maintain", N_("Maintain")),
    Option("monitor", N_("Monitor")),
)

INDICATORS = Worksheet(
    "indicators",
    N_("Indicators"),
    stage=Stage.ACT,
    purpose=N_("The results framework: baseline, target, and where the figure comes from."),
    prefix="I",
    row_name=N_("indicator"),
    guidance=(
        N_("A baseline is today's value with its date; zero is a good baseline for something new."),
        N_("Reported crime can rise because reporting improves. Say so beside the target."),
        N_("Verification names the register, survey or report in which anyone can look the figure up."),
    ),
    summary=("baseline", "target", "target_date"),
    fields=(
        CatalogueEntry(
            "catalogue",
            N_("From the catalogue"),
            catalogue="indicators",
            fills={
                "title": "title",
                "unit": "unit",
                "direction": "direction",
                "verification": "verification",
            },
        ),
        ShortText("title", N_("Indicator"), required=True),
        Reference("action", N_("Action"), worksheet="actions"),
        Reference("objective", N_("Objective"), worksheet="objectives"),
        ShortText("unit", N_("Unit")),
        Choice("direction", N_("Direction"), options=DIRECTIONS),
        Number("baseline", N_("Baseline")),
        Date("baseline_date", N_("Date of the baseline")),
        Number("target", N_("Target")),
        Date("target_date", N_("Date of the target")),
        ShortText("verification", N_("Source of verification")),
        ShortText("responsible", N_("Responsible")),
    ),
)
