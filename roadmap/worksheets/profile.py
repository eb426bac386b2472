"""Who plans, for what and until when."""

from roadmap.fields.address import Email
from roadmap.fields.dates import Date
from roadmap.fields.money import Currency
from roadmap.fields.table import Table
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.worksheet import Stage, Worksheet

PROFILE = Worksheet(
    "profile",
    N_("Profile"),
    stage=Stage.UNDERSTAND,
    purpose=N_("Who plans, for which scope, and the vision the roadmap serves."),
    row_name=N_("profile"),
    single=True,
    guidance=(
        N_("Write the vision in one or two sentences that a minister could read aloud."),
        N_("The horizon is the time the roadmap covers; two to three years are usual."),
        N_("Focal points answer questions after the workshop; signatories endorse the finished document."),
    ),
    fields=(
        ShortText("title", N_("Title of the roadmap"), required=True),
        ShortText("delegation", N_("Delegation"), required=True, autocomplete="organization"),
        ShortText("name_local", N_("Name in your own language and script")),
        ShortText("scope", N_("Scope"), hint=N_("National, a province, a city or an agency.")),
        LongText("vision", N_("Vision"), required=True),
        LongText("context", N_("Context"), hint=N_("Laws, strategies and institutions that exist already.")),
        Date("horizon_start", N_("Start of the horizon"), required=True),
        Date("horizon_end", N_("End of the horizon"), required=True),
        Currency("currency", N_("Reporting currency"), required=True),
        Table(
            "focal_points",
            N_("Focal points"),
            columns=(
                ShortText("name", N_("Name"), autocomplete="off"),
                ShortText("role", N_("Role")),
                ShortText("organisation", N_("Organisation")),
                Email("email", N_("E-mail"), autocomplete="off"),
            ),
        ),
        Table(
            "signatories",
            N_("Signatories"),
            columns=(
                ShortText("name", N_("Name"), autocomplete="off"),
                ShortText("role", N_("Role")),
                ShortText("organisation", N_("Organisation")),
            ),
        ),
    ),
)
