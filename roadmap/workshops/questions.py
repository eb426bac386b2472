"""What the pages of a workshop ask, each question once."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext

from roadmap.fields.choice import Choice, MultipleChoice, Option
from roadmap.fields.dates import Date
from roadmap.fields.field import Field
from roadmap.fields.number import Number
from roadmap.fields.text import ShortText
from roadmap.i18n import N_
from roadmap.workshops.clock import TimeOfDay
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import KINDS

CONTINENTS = (
    "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"
)  # fmt: skip
LONGEST_SESSION = 12 * 60  # minutes
ZONES = ("UTC", *sorted(zone for zone in available_timezones() if zone.startswith(CONTINENTS)))

DETAILS: tuple[Field, ...] = (
    ShortText("title", N_("Title"), required=True),
    ShortText("place", N_("Place"), required=True),
    Date("start", N_("First day"), required=True),
    Date("end", N_("Last day"), required=True),
    Choice(
        "zone",
        N_("Time zone of the place"),
        options=tuple(Option(zone, zone) for zone in ZONES),
        hint=N_("The programme and the session timer follow its clocks."),
        required=True,
    ),
    MultipleChoice(
        "languages",
        N_("Languages offered for plans"),
        catalogue="languages",
        hint=N_("They stand first when a delegation begins its plan; the others can still be chosen."),
    ),
)
SESSION: tuple[Field, ...] = (
    ShortText("title", N_("Title"), required=True),
    Choice(
        "kind",
        N_("Kind"),
        options=tuple(Option(kind.value, title) for kind, title in KINDS.items()),
        required=True,
    ),
    Date("day", N_("Day"), required=True),
    TimeOfDay("begins", N_("Begins at"), required=True),
    Number("minutes", N_("Minutes"), whole=True, minimum=5, maximum=LONGEST_SESSION, required=True),
)
DEADLINE: tuple[Field, ...] = (
    ShortText("title", N_("What is to be ready"), required=True),
    Date("day", N_("Day"), required=True),
)
NAMES: tuple[Field, ...] = (
    ShortText("name", N_("Name"), required=True),
    ShortText("name_local", N_("Name in its own language")),
)
TIMER: tuple[Field, ...] = (
    ShortText("title", N_("What the time is for"), limit=100, required=True),
    Number("minutes", N_("Minutes"), whole=True, minimum=1, maximum=LONGEST_SESSION, required=True),
)


def details_valid(asked: Asked) -> bool:
    """Whether the details of a workshop are accepted; its last day may not lie before its first."""
    if not asked.valid():
        return False
    if asked.answers["end"] < asked.answers["start"]:
        asked.refuse("end", gettext("The last day lies before the first. Correct one of the two."))
    return not asked.form.errors


def session_valid(asked: Asked) -> bool:
    """Whether a session is accepted; it ends on the day on which it begins."""
    if not asked.valid():
        return False
    answers = asked.answers
    begins = datetime.combine(answers["day"], answers["begins"])
    if (begins + timedelta(minutes=int(answers["minutes"]))).date() != answers["day"]:
        asked.refuse("minutes", gettext("The session would go on after midnight. Make it shorter."))
    return not asked.form.errors


def of(record: Any, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return what `record` holds for these questions, to show it in a form."""
    held = {field.key: getattr(record, field.key) for field in fields}
    return {key: Decimal(value) if isinstance(value, int) else value for key, value in held.items()}
