"""Loads the parts of what a workshop asks: one question of its own, one entry of its own."""

import re
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Entry
from roadmap.fields.choice import Choice, Option
from roadmap.fields.field import Field
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.fields.text import LongText, ShortText
from roadmap.i18n import N_
from roadmap.worksheets.gathering import Gathering
from roadmap.worksheets.question import KEY, KINDS, Kind, Question

MOST_QUESTIONS = 20  # of one worksheet
MOST_ENTRIES = 200  # of all lists together
SLUG = re.compile(r"own-[a-z0-9][a-z0-9-]{0,59}")
QUESTION: tuple[Field, ...] = (
    Choice(
        "kind",
        N_("Kind of answer"),
        options=tuple(Option(name, kind.title) for name, kind in KINDS.items()),
        required=True,
    ),
    ShortText("label", N_("Question"), required=True),
    ShortText("hint", N_("Hint"), hint=N_("Stands below the question.")),
)
OPTION: tuple[Field, ...] = (ShortText("title", N_("Option"), required=True),)
# A plan document holds every entry of its workshop, and stays well below its 5 MB.
ENTRY: tuple[Field, ...] = (
    ShortText("title", N_("Title"), required=True),
    LongText("description", N_("Description"), limit=2_000),
)
NOT_A_LIST = N_("%(value)s is not a list.")
TOO_MANY = N_("has %(count)s items; at most %(limit)s.")
BAD_KEY = N_("%(value)s is not the key of an own question; write x_ and small letters, digits, underscores.")
BAD_SLUG = N_("%(value)s is not the slug of an own entry; write own- and small letters, digits, hyphens.")
BAD_VALUE = N_("%(value)s is not a value for an option; write small letters or, for a scale, a number.")
TWICE = N_("%(value)s stands there twice; give each option a value of its own.")
OPTIONS_WANTED = N_("needs %(fewest)s to %(most)s options.")
NO_OPTIONS = N_("belongs to questions that choose from a list, and to scales.")
NOT_TRUE = N_("%(value)s is not true or false.")


class Parts(Gathering):
    """Loads parts, and gathers what is wrong with them."""

    unknown = N_("is not part of what a workshop asks.")
    missing = N_("is missing.")

    def question(self, raw: object, place: str) -> Question | None:
        """Load one question; None where anything in it was refused."""
        before = len(self.problems)
        content = self.named_values(raw, place)
        self.refuse_unknown(content, ("key", "kind", "label", "hint", "required", "options"), f"{place}.")
        said = self.answers(QUESTION, content, f"{place}.", Scope())
        key = self._matching(content.get("key"), KEY, f"{place}.key", BAD_KEY)
        required = self._truth(content.get("required"), f"{place}.required")
        kind = KINDS.get(said.get("kind") or "")
        options = self._options(content.get("options"), kind, f"{place}.options") if kind else ()
        if len(self.problems) > before:
            return None
        return Question(key, said["kind"], said["label"], said["hint"] or "", required, options)

    def entry(self, raw: object, place: str) -> Entry | None:
        """Load one entry; None where anything in it was refused."""
        before = len(self.problems)
        content = self.named_values(raw, place)
        self.refuse_unknown(content, ("id", "title", "description"), f"{place}.")
        said = self.answers(ENTRY, content, f"{place}.", Scope())
        slug = self._matching(content.get("id"), SLUG, f"{place}.id", BAD_SLUG)
        if len(self.problems) > before:
            return None
        description = {"description": said["description"]} if said["description"] else {}
        return Entry(slug, said["title"], MappingProxyType(description), is_own=True)

    def items(self, raw: object, place: str, most: int) -> list[Any]:
        """Take a list of at most `most` items."""
        return self.listed(raw, place, most, NOT_A_LIST, TOO_MANY)

    def _options(self, raw: object, kind: Kind, place: str) -> tuple[Option, ...]:
        if not kind.most:
            if raw:
                self.add(refuse(place, NO_OPTIONS))
            return ()
        listed = self.items(raw if raw is not None else [], place, kind.most)
        if len(listed) < kind.fewest:
            self.add(refuse(place, OPTIONS_WANTED, fewest=kind.fewest, most=kind.most))
        seen: set[str] = set()
        return tuple(self._option(item, kind, f"{place}[{n}]", seen) for n, item in enumerate(listed))

    def _option(self, raw: object, kind: Kind, place: str, seen: set[str]) -> Option:
        content = self.named_values(raw, place)
        self.refuse_unknown(content, ("value", "title"), f"{place}.")
        value = self._matching(content.get("value"), kind.value, f"{place}.value", BAD_VALUE)
        if value in seen:
            self.add(refuse(f"{place}.value", TWICE, value=shown(value)))
        seen.add(value)
        return Option(value, self.answers(OPTION, content, f"{place}.", Scope()).get("title") or "")

    def _matching(self, raw: object, pattern: re.Pattern[str], place: str, message: str) -> str:
        if isinstance(raw, str) and pattern.fullmatch(raw):
            return raw
        self.add(refuse(place, message, value=shown(raw)))
        return ""

    def _truth(self, raw: object, place: str) -> bool:
        if raw is not None and not isinstance(raw, bool):
            self.add(refuse(place, NOT_TRUE, value=shown(raw)))
        return raw is True
