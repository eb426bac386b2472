"""A worksheet: a named list of fields, declared once."""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from roadmap.catalogue.entry import Entry
from roadmap.fields.choice import Choice, MultipleChoice, Option
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.field import Field
from roadmap.fields.places import Language
from roadmap.fields.problem import Problem, Refused, named
from roadmap.fields.scope import Scope
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp

MARKING = Choice(
    "tlp",
    N_("Marking"),
    hint=N_("Only where this row is stricter than the plan (TLP 2.0)."),
    options=tuple(Option(tlp.value, tlp.label) for tlp in Tlp),
)
LANGUAGE = Language("lang", N_("Language"), hint=N_("Only where this row is written in another language."))
EXTRA = "x_"  # begins the keys of a workshop's own questions, and of no others


class Stage(StrEnum):
    """The three parts of the workbook."""

    UNDERSTAND = N_("Understand")
    COOPERATE = N_("Cooperate")
    ACT = N_("Act")


@dataclass(frozen=True)
class Worksheet:
    """One worksheet. All texts are message ids; `prefix` starts the keys of its rows (T1, T2 …).

    `heading` is the key of the field that names a row; `single` worksheets have exactly one row. `compared`
    are the keys of what a comparison of many plans shows of a row, where that is more than its `summary`.
    """

    key: str
    title: str
    _: KW_ONLY
    stage: Stage
    purpose: str
    fields: tuple[Field, ...]
    prefix: str = ""
    heading: str = "title"
    row_name: str = N_("row")
    guidance: tuple[str, ...] = ()
    single: bool = False
    summary: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()

    @cached_property
    def common(self) -> tuple[Field, ...]:
        """What every row carries beside its answers: marking, language and what is provisional."""
        options = tuple(Option(field.key, field.label) for field in self.fields)
        hint = N_("Values that the capital has not confirmed yet.")
        return (
            MARKING,
            LANGUAGE,
            MultipleChoice("provisional", N_("Provisional"), hint=hint, options=options),
        )

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Every field of a row by its key, the common ones last."""
        return {field.key: field for field in (*self.fields, *self.common)}

    def field(self, key: str) -> Field:
        """One field of a row."""
        return self.by_key[key]

    @property
    def extra(self) -> tuple[Field, ...]:
        """The questions that a workshop added to the product's own."""
        return tuple(field for field in self.fields if field.key.startswith(EXTRA))

    @property
    def picks_from(self) -> CatalogueEntry | None:
        """The field by which rows are added from the catalogue."""
        return next((field for field in self.fields if isinstance(field, CatalogueEntry)), None)

    def filled_by(self, entry: Entry) -> dict[str, Any]:
        """The answers with which picking an entry fills a new row, as raw values."""
        if self.picks_from is None:
            return {}
        values = {key: entry.get(attribute) for key, attribute in self.picks_from.fills.items()}
        return {self.picks_from.key: entry.id, **{key: value for key, value in values.items() if value}}

    def load(
        self, answers: Mapping[str, Any], place: str, scope: Scope
    ) -> tuple[dict[str, Any], list[Problem]]:
        """Load every answer of a row; what is refused is left out and named."""
        problems = [
            Problem(f"{place}.{named(key)}", N_("is not a field of this worksheet."))
            for key in answers
            if key not in self.by_key
        ]
        loaded: dict[str, Any] = {}
        for key, field in self.by_key.items():
            try:
                loaded[key] = field.load(answers.get(key), f"{place}.{key}", scope)
            except Refused as refused:
                problems.extend(refused.problems)
        return {key: value for key, value in loaded.items() if value is not None}, problems

    def dump(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Turn answers into what JSON can hold, in the order of declaration."""
        return {key: f.dump(values[key]) for key, f in self.by_key.items() if values.get(key) is not None}

    def missing(self, values: Mapping[str, Any]) -> Iterable[Field]:
        """The fields a finished plan needs and this row lacks."""
        return (field for field in self.fields if field.required and values.get(field.key) is None)
