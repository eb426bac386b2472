"""A question of a workshop's own, asked beside those of a worksheet through one of the kinds of field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from roadmap.fields.address import Email, WebAddress
from roadmap.fields.choice import Choice, MultipleChoice, Option
from roadmap.fields.dates import Date
from roadmap.fields.field import Field
from roadmap.fields.number import Number
from roadmap.fields.places import Country
from roadmap.fields.scale import Scale
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.worksheet import EXTRA

KEY = re.compile(rf"{EXTRA}[a-z0-9_]{{1,38}}")


@dataclass(frozen=True)
class Question:
    """One question; `kind` is a name of KINDS. `options` are those of a choice, or the steps of a scale."""

    key: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()

    @property
    def field(self) -> Field:
        """The field that asks it."""
        return KINDS[self.kind].make(self)

    def dump(self) -> dict[str, Any]:
        """What JSON holds of it; what is empty is left out."""
        said = {"key": self.key, "kind": self.kind, "label": self.label, "hint": self.hint}
        options = [{"value": option.value, "title": option.title} for option in self.options]
        every = said | {"required": self.required, "options": options}
        return {key: value for key, value in every.items() if value}


@dataclass(frozen=True)
class Kind:
    """One way to ask: its name for people (a message id), its field, and how many options it wants."""

    title: str
    make: Callable[[Question], Field]
    fewest: int = 0
    most: int = 0
    value: re.Pattern[str] = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def _simple(kind: type[Field], **rest: Any) -> Callable[[Question], Field]:
    return lambda q: kind(q.key, q.label, hint=q.hint, required=q.required, **rest)


def _listed(kind: type[Choice] | type[MultipleChoice]) -> Callable[[Question], Field]:
    return lambda q: kind(q.key, q.label, hint=q.hint, required=q.required, options=q.options)


def _scale(question: Question) -> Field:
    steps = MappingProxyType({int(option.value): option.title for option in question.options})
    return Scale(question.key, question.label, hint=question.hint, required=question.required, steps=steps)


MOST_OPTIONS = 50
MOST_STEPS = 10
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "short-text": Kind(N_("Short text"), _simple(ShortText)),
        "long-text": Kind(N_("Long text"), _simple(LongText)),
        "choice": Kind(N_("One of a list"), _listed(Choice), 2, MOST_OPTIONS),
        "multiple-choice": Kind(N_("Several of a list"), _listed(MultipleChoice), 2, MOST_OPTIONS),
        "scale": Kind(N_("Scale"), _scale, 2, MOST_STEPS, re.compile(r"[1-9][0-9]?")),
        "number": Kind(N_("Number"), _simple(Number)),
        "date": Kind(N_("Date"), _simple(Date)),
        "country": Kind(N_("Country"), _simple(Country)),
        "e-mail": Kind(N_("E-mail address"), _simple(Email, autocomplete="off")),
        "web-address": Kind(N_("Web address"), _simple(WebAddress)),
    }
)
