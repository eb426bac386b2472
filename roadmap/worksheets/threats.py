"""The threat register: which AI-enabled crime, how likely, how grave, on what evidence."""

from roadmap.fields.choice import Choice, Option
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.scale import Scale
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.scales import IMPACT, LIKELIHOOD
from roadmap.worksheets.sources import cited_sources
from roadmap.worksheets.worksheet import Stage, Worksheet

TRENDS = (
    Option("rising", N_("Rising")),
    Option("stable", N_("Stable")),
    Option("falling", N_("Falling")),
    Option("unknown", N_("Unknown")),
)

THREATS = Worksheet(
    "threats",
    N_("Threats"),
    stage=Stage.UNDERSTAND,
    purpose=N_("The AI-enabled crimes that concern you, rated so that the worst come first."),
    prefix="T",
    row_name=N_("threat"),
    guidance=(
        N_("Likelihood: how often you expect it within the horizon. Impact: the harm of one case or wave."),
        N_("Score is likelihood times impact. A score of 12 or more asks for an action."),
        N_("Evidence can be a figure, a case or a judgement; say which, and name the source."),
    ),
    summary=("likelihood", "impact", "trend"),
    fields=(
        CatalogueEntry(
            "catalogue",
            N_("From the catalogue"),
            catalogue="threats",
            fills={"title": "title", "description": "description"},
        ),
        ShortText("title", N_("Threat"), required=True),
        LongText("description", N_("Description")),
        Scale("likelihood", N_("Likelihood"), steps=LIKELIHOOD, required=True),
        Scale("impact", N_("Impact"), steps=IMPACT, required=True),
        Choice("trend", N_("Trend"), options=TRENDS),
        LongText("evidence", N_("Evidence")),
        cited_sources(),
    ),
)
