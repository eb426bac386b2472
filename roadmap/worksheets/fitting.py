"""Fits a plan document into a workshop that may ask other things: what fits is kept, the rest is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.choice import Listed
from roadmap.fields.field import Field
from roadmap.fields.problem import Refused
from roadmap.fields.scale import Scale
from roadmap.fields.scope import Scope
from roadmap.worksheets.plan import Plan, Row
from roadmap.worksheets.worksheet import EXTRA, Worksheet

PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Homeless:
    """What has no place in the other workshop: a question with its answers, or with None a whole worksheet.

    `rows` are the keys of the rows that answer it.
    """

    worksheet: Worksheet
    question: Field | None
    rows: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it stands in the document: `risks` or `threats.x_cases`."""
        return f"{self.worksheet.key}.{self.question.key}" if self.question else self.worksheet.key


@dataclass(frozen=True)
class Fitted:
    """A document as its rows stand in the other workshop, and what stays outside."""

    plan: Plan
    homeless: tuple[Homeless, ...]


def fit(document: Plan, into: Plan, catalogue: Catalogue) -> Fitted:
    """Fit `document` into the worksheets, questions and entries of `into`; nothing is lost without a word.

    An answer fits where the same question is asked: under the same key, or in the same words and kind.
    """
    if document.questionnaire == into.questionnaire:
        return Fitted(document, ())
    fitting = _Fitting(document, into, catalogue)
    sheets = {key: fitting.rows(key) for key in document.registry if document.rows(key)}
    kept = MappingProxyType({key: rows for key, rows in sheets.items() if rows})
    fitted = replace(document, sheets=kept, registry=into.registry, questionnaire=into.questionnaire)
    return Fitted(fitted, tuple(fitting.homeless()))


class _Fitting:
    """One document being fitted; remembers which rows left which answer outside."""

    def __init__(self, document: Plan, into: Plan, catalogue: Catalogue) -> None:
        self.document, self.into = document, into
        self.theirs = document.questionnaire.catalogue(catalogue)
        self.ours = into.questionnaire.catalogue(catalogue)
        self.scope = Scope(self.ours.lists, document.scope(catalogue).rows)
        self.outside: dict[tuple[str, str | None], list[str]] = {}

    def rows(self, worksheet: str) -> tuple[Row, ...]:
        """The rows of one worksheet as they fit."""
        rows = self.document.rows(worksheet)
        if worksheet in self.into.registry:
            return tuple(self._row(row) for row in rows)
        self.outside[worksheet, None] = [row.key for row in rows]
        return ()

    def homeless(self) -> Iterator[Homeless]:
        """What was left outside, in the order of the document."""
        for (key, question), rows in self.outside.items():
            worksheet = self.document.registry[key]
            yield Homeless(worksheet, worksheet.field(question) if question else None, tuple(rows))

    def _row(self, row: Row) -> Row:
        theirs, ours = self.document.registry[row.worksheet], self.into.registry[row.worksheet]
        values, names = self._in_the_words_of_a_lost_entry(theirs, ours, row), dict[str, str]()
        for key, value in row.values.items():
            asked = _same_question(theirs.field(key), ours)
            fitted = _fitted(theirs.field(key), asked, value, self.scope) if asked else None
            if asked and fitted is not None:
                names[key], values[asked.key] = asked.key, fitted
            elif key != PROVISIONAL:
                self.outside.setdefault((row.worksheet, key), []).append(row.key)
        values[PROVISIONAL] = tuple(names[key] for key in row.provisional if key in names) or None
        return replace(row, values=MappingProxyType({k: v for k, v in values.items() if v is not None}))

    def _in_the_words_of_a_lost_entry(self, theirs: Worksheet, ours: Worksheet, row: Row) -> dict[str, Any]:
        """What the row's entry says, where our catalogue lacks it: the row keeps it as its own words."""
        picks = theirs.picks_from
        slug = row[picks.key] if picks else None
        if picks is None or slug is None or slug in self.ours.entries[picks.catalogue]:
            return {}
        filled = theirs.filled_by(self.theirs.entries[picks.catalogue][slug])
        return ours.load({key: filled[key] for key in picks.fills if key in filled}, "", self.scope)[0]


def _same_question(field: Field, ours: Worksheet) -> Field | None:
    same = (own for own in ours.extra if (own.kind, own.label) == (field.kind, field.label))
    return ours.by_key.get(field.key) or next(same, None)


def _fitted(theirs: Field, ours: Field, value: Any, scope: Scope) -> Any:
    """The answer as our question holds it, an option by its words; None where it holds no such answer."""
    raw = theirs.dump(value)
    try:
        raw = _renamed(raw, _options(theirs), _options(ours)) if ours.key.startswith(EXTRA) else raw
        return ours.load(raw, ours.key, scope)
    except (KeyError, Refused):
        return None


def _options(field: Field) -> Mapping[Any, str]:
    if isinstance(field, Scale):
        return field.steps
    return {option.value: option.title for option in field.options} if isinstance(field, Listed) else {}


def _renamed(raw: Any, theirs: Mapping[Any, str], ours: Mapping[Any, str]) -> Any:
    """Put our value for each of their options; raises KeyError for words that ours lack."""
    values = {title: value for value, title in ours.items()}
    if not theirs:
        return raw
    return [values[theirs[one]] for one in raw] if isinstance(raw, list) else values[theirs[raw]]
