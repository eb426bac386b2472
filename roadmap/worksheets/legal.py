"""Legal cooperation: the instruments, how far participation has come, and the next step."""

from roadmap.fields.choice import Choice, MultipleChoice
from roadmap.fields.dates import Date
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.sources import cited_sources
from roadmap.worksheets.worksheet import Stage, Worksheet

LEGAL = Worksheet(
    "legal",
    N_("Legal cooperation"),
    stage=Stage.COOPERATE,
    purpose=N_("Treaties, networks and arrangements that let you extradite, assist and exchange evidence."),
    prefix="L",
    row_name=N_("instrument"),
    guidance=(
        N_("The status climbs a ladder that depends on the kind of instrument."),
        N_("A gap is what keeps you from the next step. Name the step, who takes it and by when."),
        N_("Check participation on the depositary's page before you print it."),
    ),
    summary=("status", "lead", "due"),
    compared=("status", "gap", "next_step", "due"),
    fields=(
        CatalogueEntry(
            "instrument",
            N_("From the catalogue"),
            catalogue="instruments",
            fills={"title": "title", "enables": "enables"},
        ),
        ShortText("title", N_("Title"), hint=N_("Needed where the instrument is not in the catalogue.")),
        ShortText("counterpart", N_("Counterpart")),
        MultipleChoice("countries", N_("Countries"), catalogue="countries"),
        MultipleChoice("enables", N_("Makes possible"), catalogue="cooperation-kinds"),
        Choice("status", N_("Status"), catalogue="ladder", required=True),
        LongText("gap", N_("Gap")),
        LongText("next_step", N_("Next step")),
        ShortText("lead", N_("Lead")),
        Date("due", N_("Due")),
        cited_sources(),
    ),
)
