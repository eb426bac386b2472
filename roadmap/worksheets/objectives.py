"""Objectives: what shall be true at the end of the horizon."""

from roadmap.fields.choice import Choice
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.pillar import PILLARS
from roadmap.worksheets.sources import cited_sources
from roadmap.worksheets.worksheet import Stage, Worksheet

OBJECTIVES = Worksheet(
    "objectives",
    N_("Objectives"),
    stage=Stage.ACT,
    purpose=N_("What shall be true at the end of the horizon, under each of the three pillars."),
    prefix="O",
    row_name=N_("objective"),
    guidance=(
        N_("Three to seven objectives are enough. Each needs at least one action."),
        N_("Write a result, not an activity: who can do what that they cannot do today?"),
    ),
    summary=("pillar",),
    fields=(
        ShortText("title", N_("Objective"), required=True),
        Choice("pillar", N_("Pillar"), options=PILLARS, required=True),
        LongText("description", N_("Description")),
        cited_sources(),
    ),
)
