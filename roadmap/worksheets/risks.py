"""Risks to the plan itself."""

from roadmap.fields.reference import References
from roadmap.fields.scale import Scale
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.scales import IMPACT, LIKELIHOOD
from roadmap.worksheets.worksheet import Stage, Worksheet

RISKS = Worksheet(
    "risks",
    N_("Risks"),
    stage=Stage.ACT,
    purpose=N_("What could keep the plan from working, and what you do about it."),
    prefix="K",
    row_name=N_("risk"),
    guidance=(
        N_("These are risks to the plan, such as funding or staff; crimes belong in the threat register."),
        N_("A mitigation is something somebody does; name the owner."),
    ),
    summary=("likelihood", "impact", "owner"),
    fields=(
        ShortText("title", N_("Risk"), required=True),
        References("actions", N_("Actions"), worksheet="actions"),
        Scale("likelihood", N_("Likelihood"), steps=LIKELIHOOD),
        Scale("impact", N_("Impact"), steps=IMPACT),
        LongText("mitigation", N_("Mitigation")),
        ShortText("owner", N_("Owner")),
    ),
)
