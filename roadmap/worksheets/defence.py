"""Asymmetric defence: measures that make crime dearer for the offender than prevention is for the State."""

from roadmap.fields.choice import MultipleChoice
from roadmap.fields.dates import Date
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.reference import References
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.sources import cited_sources
from roadmap.worksheets.worksheet import Stage, Worksheet

DEFENCE = Worksheet(
    "defence",
    N_("Asymmetric defence"),
    stage=Stage.COOPERATE,
    purpose=N_("Measures of low cost and high leverage against the threats of your register."),
    prefix="D",
    row_name=N_("measure"),
    guidance=(
        N_("Every measure that uses AI or personal data needs a safeguard; most need several."),
        N_(
            "Do not deploy AI that cannot meet human-rights law; pause high-risk uses until safeguards exist."
        ),
    ),
    summary=("lead", "start"),
    fields=(
        CatalogueEntry(
            "measure",
            N_("From the catalogue"),
            catalogue="defence",
            fills={"title": "title", "description": "description", "safeguards": "safeguards"},
        ),
        ShortText("title", N_("Measure")),
        LongText("description", N_("Description")),
        References("threats", N_("Threats"), worksheet="threats"),
        ShortText("lead", N_("Lead")),
        MultipleChoice("safeguards", N_("Safeguards"), catalogue="safeguards"),
        Date("start", N_("Start")),
        cited_sources(),
    ),
)
