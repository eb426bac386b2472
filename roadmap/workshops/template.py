"""The workshop that ships, told in days since its first; checked when it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from roadmap.catalogue.load import catalogue
from roadmap.fields.choice import Choice, MultipleChoice, Option
from roadmap.fields.field import Field
from roadmap.fields.number import Number
from roadmap.fields.problem import Refused
from roadmap.fields.scope import Scope
from roadmap.fields.text import ShortText
from roadmap.workshops.clock import TimeOfDay
from roadmap.workshops.models import KINDS, Deadline, Kind, Session
from roadmap.workshops.questions import LONGEST_SESSION

FILE = Path(__file__).parent / "template.yaml"
DAY = Number("day", "", whole=True, minimum=1, maximum=400)
TITLE = ShortText("title", "")
HEAD = (
    TITLE,
    Number("days", "", whole=True, minimum=1, maximum=60),
    MultipleChoice("languages", "", catalogue="languages"),
)
SESSION = (
    DAY,
    TimeOfDay("begins", ""),
    Number("minutes", "", whole=True, minimum=5, maximum=LONGEST_SESSION),
    TITLE,
    Choice("kind", "", options=tuple(Option(kind.value, title) for kind, title in KINDS.items())),
)
DEADLINE = (DAY, TITLE)


class BrokenTemplate(ValueError):
    """Raised for a template that is not as it must be; names the place."""


@dataclass(frozen=True)
class Planned:
    """One session of a template; day 1 is the workshop's first."""

    day: int
    begins: time
    minutes: int
    title: str
    kind: Kind


@dataclass(frozen=True)
class Due:
    """One deadline of a template; day 1 is the workshop's first."""

    day: int
    title: str


@dataclass(frozen=True)
class Template:
    """A workshop without place and dates."""

    title: str
    days: int
    languages: tuple[str, ...]
    sessions: tuple[Planned, ...]
    deadlines: tuple[Due, ...]

    def sessions_from(self, start: date) -> list[Session]:
        """The programme of a workshop that begins on `start`."""
        return [
            Session(day=_on(start, p.day), begins=p.begins, minutes=p.minutes, title=p.title, kind=p.kind)
            for p in self.sessions
        ]

    def deadlines_from(self, start: date) -> list[Deadline]:
        """The deadlines of a workshop that begins on `start`."""
        return [Deadline(day=_on(start, due.day), title=due.title) for due in self.deadlines]


@cache
def shipped() -> Template:
    """Return the template that ships."""
    return make(yaml.safe_load(FILE.read_bytes()))


def make(document: Mapping[str, Any]) -> Template:
    """Make a template out of a parsed document; raises BrokenTemplate where it is not as it must be."""
    lists = {name: document.get(name) for name in ("sessions", "deadlines")}
    head = _load(HEAD, {name: value for name, value in document.items() if name not in lists}, "template")
    template = Template(
        head["title"],
        int(head["days"]),
        head["languages"],
        tuple(_planned(answers) for answers in _each(SESSION, lists["sessions"], "sessions")),
        tuple(Due(int(a["day"]), a["title"]) for a in _each(DEADLINE, lists["deadlines"], "deadlines")),
    )
    if late := [planned.title for planned in template.sessions if planned.day > template.days]:
        raise BrokenTemplate(f"sessions: {late[0]!r} lies after the last of {template.days} days")
    return template


def _planned(answers: Mapping[str, Any]) -> Planned:
    return Planned(
        int(answers["day"]),
        answers["begins"],
        int(answers["minutes"]),
        answers["title"],
        Kind(answers["kind"]),
    )


def _each(fields: Sequence[Field], rows: Any, place: str) -> list[dict[str, Any]]:
    if not isinstance(rows, list) or not rows:
        raise BrokenTemplate(f"{place} is no list, or an empty one")
    return [_load(fields, row, f"{place}[{number}]") for number, row in enumerate(rows)]


def _load(fields: Sequence[Field], row: Any, place: str) -> dict[str, Any]:
    keys = {field.key for field in fields}
    if not isinstance(row, dict) or row.keys() != keys or None in row.values():
        raise BrokenTemplate(f"{place} must say exactly {', '.join(field.key for field in fields)}")
    scope = Scope(catalogue().lists)
    try:
        return {field.key: field.load(row[field.key], f"{place}.{field.key}", scope) for field in fields}
    except Refused as refused:
        raise BrokenTemplate(str(refused)) from refused


def _on(start: date, day: int) -> date:
    return start + timedelta(days=day - 1)
