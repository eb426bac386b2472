"""Loads what a workshop asks strictly: either the whole questionnaire, or every problem with its place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue, Entries, Entry
from roadmap.fields.choice import MultipleChoice, Option
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_
from roadmap.worksheets.asking_parts import MOST_ENTRIES, MOST_QUESTIONS, TOO_MANY, Parts
from roadmap.worksheets.question import Question
from roadmap.worksheets.questionnaire import Questionnaire
from roadmap.worksheets.registry import WORKSHEETS, Registry

ALWAYS = "profile"  # the worksheet that no plan is without
SAID = ("worksheets", "questions", "entries", "offered")
TWICE = N_("%(value)s stands there twice; name each once.")


def load_questionnaire(
    raw: object, catalogue: Catalogue, registry: Registry = WORKSHEETS, place: str = "questionnaire"
) -> Questionnaire:
    """Make a questionnaire of parsed JSON; raises Refused with every problem, each with its place."""
    return _Asking(catalogue, registry, place).questionnaire(raw)


def lists_of(registry: Registry) -> tuple[str, ...]:
    """The lists of the catalogue from which rows are added: those that a workshop may change."""
    return tuple(sheet.picks_from.catalogue for sheet in registry.values() if sheet.picks_from)


class _Asking(Parts):
    """One questionnaire being loaded."""

    def __init__(self, catalogue: Catalogue, registry: Registry, place: str) -> None:
        super().__init__()
        self.entries, self.registry, self.place = catalogue.entries, registry, place

    def questionnaire(self, raw: object) -> Questionnaire:
        """Load all of it; raises Refused."""
        content = self.named_values(raw, self.place)
        self.refuse_unknown(content, SAID, f"{self.place}.")
        worksheets = self._worksheets(content.get("worksheets"))
        questions = dict(self._questions(content))
        own = dict(self._own(content))
        offered = dict(self._offered(content, own))
        self.refuse_problems()
        return Questionnaire(
            worksheets, MappingProxyType(questions), MappingProxyType(own), MappingProxyType(offered)
        )

    def _worksheets(self, raw: object) -> tuple[str, ...] | None:
        options = tuple(Option(key, sheet.title) for key, sheet in self.registry.items())
        asked = MultipleChoice("worksheets", N_("Worksheets"), options=options)
        chosen = self.answers((asked,), {"worksheets": raw}, f"{self.place}.", Scope()).get("worksheets")
        if raw is None:
            return None
        kept = tuple(key for key in self.registry if key == ALWAYS or key in (chosen or ()))
        return None if kept == tuple(self.registry) else kept

    def _questions(self, content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Question, ...]]]:
        for worksheet, items, place in self._lists_in(content, "questions", self.registry, MOST_QUESTIONS):
            found = [self.question(item, f"{place}[{n}]") for n, item in enumerate(items)]
            asked = tuple(question for question in found if question)
            self._refuse_twice((question.key for question in asked), place)
            if asked:
                yield worksheet, asked

    def _own(self, content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        left = MOST_ENTRIES
        for name, items, place in self._lists_in(content, "entries", lists_of(self.registry), MOST_ENTRIES):
            found = [self.entry(item, f"{place}[{n}]") for n, item in enumerate(items)]
            own = tuple(entry for entry in found if entry)
            self._refuse_twice((entry.id for entry in own), place)
            left -= len(items)
            if left < 0:
                self.add(refuse(place, TOO_MANY, count=MOST_ENTRIES - left, limit=MOST_ENTRIES))
            if own:
                yield name, own

    def _offered(
        self, content: Mapping[str, Any], own: Mapping[str, tuple[Entry, ...]]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        most = MOST_ENTRIES + max(map(len, self.entries.values()))
        for name, items, place in self._lists_in(content, "offered", lists_of(self.registry), most):
            entries: Entries = {**self.entries[name], **{entry.id: entry for entry in own.get(name, ())}}
            listed = MultipleChoice(name, "", options=tuple(Option(s, e.title) for s, e in entries.items()))
            chosen = self.answers((listed,), {name: items}, place.removesuffix(name), Scope()).get(name)
            yield name, tuple(slug for slug in entries if slug in (chosen or ()))

    def _lists_in(
        self, content: Mapping[str, Any], part: str, names: Collection[str], most: int
    ) -> Iterator[tuple[str, list[Any], str]]:
        """Every list of one part, with its name and place."""
        raw = content.get(part)
        lists = self.named_values(raw if raw is not None else {}, f"{self.place}.{part}")
        self.refuse_unknown(lists, names, f"{self.place}.{part}.")
        for name in names:
            if lists.get(name) is not None:
                place = f"{self.place}.{part}.{name}"
                yield name, self.items(lists[name], place, most), place

    def _refuse_twice(self, names: Iterable[str], place: str) -> None:
        seen: set[str] = set()
        for name in names:
            if name in seen:
                self.add(refuse(place, TWICE, value=shown(name)))
            seen.add(name)
