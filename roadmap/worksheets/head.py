"""What a plan document says beside its worksheets. Source: plan document format, version 1."""

import re

from roadmap.fields.choice import Choice, Option
from roadmap.fields.dates import Date
from roadmap.fields.field import Field
from roadmap.fields.places import Country, Language
from roadmap.fields.text import ShortText
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp

FORMAT = "roadmap-plan/1"
MOST_ROWS = 200
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
HEAD: tuple[Field, ...] = (
    Country("country", N_("Country"), required=True),
    Language("language", N_("Language"), required=True),
    Choice("tlp", N_("Marking"), options=tuple(Option(t.value, t.label) for t in Tlp), required=True),
)
WORKSHOP: tuple[Field, ...] = (
    ShortText("title", N_("Workshop")),
    ShortText("place", N_("Place")),
    Date("start", N_("First day")),
    Date("end", N_("Last day")),
)
