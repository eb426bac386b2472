"""What a workshop asks of its plans: which worksheets, which own questions, which catalogue entries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue, Entries, Entry
from roadmap.fields.field import Field
from roadmap.fields.reference import Referring
from roadmap.worksheets.question import Question
from roadmap.worksheets.registry import WORKSHEETS, Registry
from roadmap.worksheets.worksheet import Worksheet

NOTHING: Mapping[str, Any] = MappingProxyType({})
MOST_REMEMBERED = 64  # workshops whose worksheets and catalogue are kept ready


@dataclass(frozen=True)
class Questionnaire:
    """What is asked; with nothing said, what the product asks.

    `worksheets` are the keys of those that plans have (None: all). `questions` stand after a worksheet's own
    fields, by its key. `entries` are the workshop's own, by list; `offered` are the slugs that pick lists
    show of a list (a list that it lacks is shown whole). A worksheet that is left out takes the questions
    that refer to its rows along.
    """

    worksheets: tuple[str, ...] | None = None
    questions: Mapping[str, tuple[Question, ...]] = field(default_factory=lambda: NOTHING)
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=lambda: NOTHING)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)

    def __hash__(self) -> int:
        return hash(self.mark)

    def __bool__(self) -> bool:
        return bool(self.dump())

    def dump(self) -> dict[str, Any]:
        """What JSON holds of it, as `load_questionnaire` reads it; empty where nothing is said."""
        said = {
            "questions": {key: [each.dump() for each in asked] for key, asked in self.questions.items()},
            "entries": {name: [_dump_entry(each) for each in own] for name, own in self.entries.items()},
        }
        lists = {name: list(slugs) for name, slugs in self.offered.items()}
        worksheets = {} if self.worksheets is None else {"worksheets": list(self.worksheets)}
        return worksheets | {k: v for k, v in (said | {"offered": lists}).items() if v}

    @cached_property
    def mark(self) -> str:
        """The same for two that ask the same."""
        return json.dumps(self.dump(), ensure_ascii=False)

    def registry(self, base: Registry = WORKSHEETS) -> Registry:
        """The worksheets of `base` that are asked, with the workshop's own questions at their ends."""
        return base if self.worksheets is None and not self.questions else _registry(self, base)

    def catalogue(self, base: Catalogue) -> Catalogue:
        """The catalogue with the workshop's own entries and its narrower offer; twice is the same as once."""
        return _catalogue(self, base) if self.entries or self.offered else base

    def asks(self, worksheet: str) -> bool:
        """Whether plans have this worksheet."""
        return self.worksheets is None or worksheet in self.worksheets


ASK_AS_USUAL = Questionnaire()


@lru_cache(maxsize=MOST_REMEMBERED)
def _registry(questionnaire: Questionnaire, base: Registry) -> Registry:
    asked = [sheet for key, sheet in base.items() if questionnaire.asks(key)]
    return Registry(_narrowed(sheet, questionnaire) for sheet in asked)


def _narrowed(worksheet: Worksheet, questionnaire: Questionnaire) -> Worksheet:
    kept = tuple(field for field in worksheet.fields if _has_rows_to_refer_to(field, questionnaire))
    extra = tuple(question.field for question in questionnaire.questions.get(worksheet.key, ()))
    if kept == worksheet.fields and not extra:
        return worksheet
    keys = {field.key for field in kept}
    summary, compared = (
        tuple(key for key in named if key in keys) for named in (worksheet.summary, worksheet.compared)
    )
    return replace(worksheet, fields=kept + extra, summary=summary, compared=compared)


def _has_rows_to_refer_to(field: Field, questionnaire: Questionnaire) -> bool:
    return not isinstance(field, Referring) or questionnaire.asks(field.worksheet)


@lru_cache(maxsize=MOST_REMEMBERED)
def _catalogue(questionnaire: Questionnaire, base: Catalogue) -> Catalogue:
    own = {name: _with_own(base.entries[name], added) for name, added in questionnaire.entries.items()}
    return replace(base, entries=MappingProxyType({**base.entries, **own}), offered=questionnaire.offered)


def _with_own(entries: Entries, own: tuple[Entry, ...]) -> Entries:
    return MappingProxyType({**entries, **{entry.id: entry for entry in own}})


def _dump_entry(entry: Entry) -> dict[str, Any]:
    said = {"id": entry.id, "title": entry.title, "description": entry.get("description")}
    return {key: value for key, value in said.items() if value}
