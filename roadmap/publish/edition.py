"""What is decided about a document beside its plan: which edition, for whom, on what paper."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp

ADDRESS = re.compile(r"https?://[!-~]{1,190}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
MOST_EDITIONS = 9999


class Status(StrEnum):
    """How binding the text is."""

    DRAFT = "draft"
    ENDORSED = "endorsed"


class Paper(StrEnum):
    """The sheet it is printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True)
class Edition:
    """The options of one document; every date is passed in, so that the same input gives the same bytes.

    `number` is None for a draft that is no edition yet; `audience` is the strictest marking its readers may
    see; `address` is the short address at which an edition can be checked; `locale` is the language of the
    document's own sentences (the plan's language where it is translated, English otherwise);
    `state_withheld` is whether it says how many entries its audience may not see.
    """

    date: date
    number: int | None = None
    status: Status = Status.DRAFT
    audience: Tlp = Tlp.AMBER_STRICT
    paper: Paper = Paper.A4
    address: str | None = None
    locale: str | None = None
    state_withheld: bool = True

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> "Edition":
        """Load options strictly; raises Refused naming the option, the value and what is accepted."""
        known = {field.name for field in fields(cls)}
        for name in raw:
            if name not in known:
                raise refuse(f"edition.{name}", N_("is not an option of an edition."))
        answered = {name: value for name, value in raw.items() if value is not None}
        loaded = {name: LOADERS[name](value, f"edition.{name}") for name, value in answered.items()}
        if "date" not in loaded:
            raise refuse("edition.date", N_("is missing; every edition names its date."))
        return cls(**loaded)

    def to_dict(self) -> dict[str, Any]:
        """Options as JSON can hold them; `from_dict` gives the same edition back."""
        return asdict(self) | {"date": self.date.isoformat()}


def _date(raw: object, place: str) -> date:
    try:
        return date.fromisoformat(raw if isinstance(raw, str) and len(raw) == 10 else "")
    except ValueError:
        message = N_("%(value)s is not a date; write year-month-day, such as 2026-04-01.")
        raise refuse(place, message, value=shown(raw)) from None


def _number(raw: object, place: str) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= MOST_EDITIONS:
        return raw
    raise refuse(place, N_("%(value)s is not the number of an edition."), value=shown(raw))


def _one_of(kind: type[StrEnum], raw: object, place: str) -> Any:
    if isinstance(raw, str) and raw in list(kind):
        return kind(raw)
    message = N_("%(value)s is not in the list; choose one of: %(accepted)s.")
    raise refuse(place, message, value=shown(raw), accepted=", ".join(kind))


def _yes_or_no(raw: object, place: str) -> bool:
    if isinstance(raw, bool):
        return raw
    raise refuse(place, N_("%(value)s is neither true nor false."), value=shown(raw))


def _matching(pattern: re.Pattern[str], message: str, raw: object, place: str) -> str:
    if isinstance(raw, str) and pattern.fullmatch(raw):
        return raw
    raise refuse(place, message, value=shown(raw))


NOT_AN_ADDRESS = N_("%(value)s is not a web address of at most 200 characters.")
NOT_A_LANGUAGE = N_("%(value)s is not a language tag, such as en or zh-Hant.")
LOADERS: Mapping[str, Callable[[object, str], Any]] = {
    "date": _date,
    "number": _number,
    "status": lambda raw, place: _one_of(Status, raw, place),
    "audience": lambda raw, place: _one_of(Tlp, raw, place),
    "paper": lambda raw, place: _one_of(Paper, raw, place),
    "address": lambda raw, place: _matching(ADDRESS, NOT_AN_ADDRESS, raw, place),
    "state_withheld": lambda raw, place: _yes_or_no(raw, place),
    "locale": lambda raw, place: _matching(LANGUAGE, NOT_A_LANGUAGE, raw, place),
}
