"""What the statements of a plan rest on."""

from roadmap.fields.address import WebAddress
from roadmap.fields.dates import Date
from roadmap.fields.reference import References
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.worksheet import Stage, Worksheet

SOURCES = Worksheet(
    "sources",
    N_("Sources"),
    stage=Stage.UNDERSTAND,
    purpose=N_("Laws, strategies, statistics and reports that statements of the plan rest on."),
    prefix="s",
    row_name=N_("source"),
    guidance=(
        N_("Give each source once; rows of the other worksheets then point to it."),
        N_("A web address and a date let a reader find the same text again."),
    ),
    summary=("publisher", "date"),
    fields=(
        ShortText("title", N_("Title"), required=True),
        ShortText("publisher", N_("Publisher")),
        WebAddress("url", N_("Web address")),
        Date("date", N_("Date")),
        LongText("note", N_("Note"), hint=N_("What this source shows.")),
    ),
)


def cited_sources() -> References:
    """The field by which a row of another worksheet names its sources."""
    return References("sources", N_("Sources"), worksheet="sources")
