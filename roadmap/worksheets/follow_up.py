"""Follow-up: what happens three, six and twelve months after the workshop."""

from types import MappingProxyType

from roadmap.fields.dates import Date
from roadmap.fields.scale import Scale
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.worksheet import Stage, Worksheet

MONTHS = MappingProxyType({3: N_("months"), 6: N_("months"), 12: N_("months")})

FOLLOW_UP = Worksheet(
    "follow_up",
    N_("Follow-up"),
    stage=Stage.ACT,
    purpose=N_("What you commit to three, six and twelve months after the workshop."),
    prefix="F",
    heading="commitment",
    row_name=N_("commitment"),
    guidance=(
        N_("Three months: the text is before the authority at home. Six: first actions run. Twelve: review."),
    ),
    summary=("months", "responsible", "due"),
    fields=(
        Scale("months", N_("After"), steps=MONTHS, required=True),
        LongText("commitment", N_("Commitment"), required=True),
        ShortText("responsible", N_("Responsible")),
        Date("due", N_("Due")),
    ),
)
