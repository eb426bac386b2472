"""A row as a document shows it: every answer with its language and whether the capital has confirmed it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.choice import Choice, MultipleChoice
from roadmap.fields.field import Field
from roadmap.fields.money import Currency
from roadmap.fields.reference import Reference, References
from roadmap.fields.scale import Scale
from roadmap.fields.scope import Scope
from roadmap.fields.table import Table
from roadmap.fields.text import ShortText
from roadmap.publish.wording import Wording
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row

SOURCE_LANGUAGE = "en"  # of the catalogue
SDG_TARGETS = "sdg-targets"  # shown by their numbers
FILLED = frozenset({"title", "organisation", "description"})


@dataclass(frozen=True)
class Answer:
    """One value to be shown: a text, number, date, step of a scale, tuple of references or of table rows.

    `lang` is the language tag of a text that people wrote; None for the document's own words.
    """

    value: Any
    lang: str | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Mention:
    """Another row, named in passing."""

    key: str
    title: Answer


@dataclass(frozen=True)
class Entry:
    """One row: `entry["title"]` is its answer, None while there is none.

    `marking` is set where the row is stricter than the plan. `extras` pairs each question of the workshop's
    own that is answered with its answer.
    """

    key: str
    marking: Tlp | None = None
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    extras: tuple[tuple[Answer, Answer], ...] = ()

    def __getitem__(self, key: str) -> Answer | None:
        return self.answers.get(key)

    def value(self, key: str) -> Any:
        """The bare value of an answer."""
        answer = self.answers.get(key)
        return answer.value if answer else None

    @property
    def has_provisional(self) -> bool:
        """Whether any answer waits for the capital."""
        return any(answer.provisional for answer in self.answers.values())


@dataclass(frozen=True)
class Reading:
    """Turns the rows of one plan into entries, in the words of one document."""

    plan: Plan
    catalogue: Catalogue
    wording: Wording

    def __post_init__(self) -> None:
        """Read by the catalogue of the plan's own workshop."""
        object.__setattr__(self, "catalogue", self.plan.questionnaire.catalogue(self.catalogue))

    @cached_property
    def scope(self) -> Scope:
        """The titles that answers refer to, translated."""
        return self.plan.scope(self.catalogue, self.wording.translate)

    def entries(self, worksheet: str) -> tuple[Entry, ...]:
        """Every row of a worksheet."""
        return tuple(self.entry(row) for row in self.plan.rows(worksheet))

    def entry(self, row: Row) -> Entry:
        """One row, what the catalogue says in place of a title it lacks."""
        marking = self.plan.marking_of(row)
        answers = {key: self._answer(row, key, value) for key, value in row.values.items()}
        stricter = marking if marking is not self.plan.tlp else None
        every = MappingProxyType(self._from_catalogue(row) | answers)
        return Entry(row.key, stricter, every, tuple(self._extras(row)))

    def _extras(self, row: Row) -> Iterator[tuple[Answer, Answer]]:
        for asked in self.plan.registry[row.worksheet].extra:
            if (value := row[asked.key]) is not None:
                answer = self._answer(row, asked.key, value)
                if isinstance(asked, Scale):
                    answer = replace(answer, value=asked.text(value, self.scope))
                yield Answer(asked.label), answer

    def mentions(self, worksheet: str, keys: Iterable[str]) -> tuple[Mention, ...]:
        """Other rows by their keys."""
        rows = self._rows.get(worksheet, {})
        return tuple(Mention(key, self.title(rows[key])) for key in keys if key in rows)

    def title(self, row: Row) -> Answer:
        """What names a row: its heading, the catalogue's title, or its key."""
        heading = self.plan.registry[row.worksheet].heading
        if row[heading]:
            return self._answer(row, heading, row[heading])
        return self._from_catalogue(row).get(heading, Answer(row.key))

    def typed(self, row: Row, text: str, provisional: bool = False) -> Answer:
        """A text that people wrote, in the language of its row or plan.

        Plain Latin letters claim no language: plans in other scripts mix English in without saying so.
        """
        lang = row.lang or (None if text.isascii() else self.plan.language)
        return Answer(text, lang, provisional)

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, Row]]:
        return {key: {row.key: row for row in rows} for key, rows in self.plan.sheets.items()}

    def _answer(self, row: Row, key: str, value: Any) -> Answer:
        field = self.plan.registry[row.worksheet].field(key)
        provisional = key in row.provisional
        if isinstance(field, ShortText):
            return self.typed(row, value, provisional)
        return Answer(self._shown(row, field, value), None, provisional)

    def _shown(self, row: Row, field: Field, value: Any) -> Any:
        if isinstance(field, Reference):
            return self.mentions(field.worksheet, (value,))
        if isinstance(field, References):
            return self.mentions(field.worksheet, value)
        if isinstance(field, Table):
            return tuple(self._line(row, field, line) for line in value)
        if isinstance(field, Choice) and not isinstance(field, Currency):
            return field.text(value, self.scope)
        if isinstance(field, MultipleChoice) and field.catalogue != SDG_TARGETS:
            return tuple(field.titles(self.scope).get(item, item) for item in value)
        return value

    def _line(self, row: Row, table: Table, line: Mapping[str, Any]) -> Entry:
        """One line of a small table; what is provisional is its figures, or all of it where it has none."""
        texts = {c.key for c in table.columns if isinstance(c, ShortText) and c.key in line}
        provisional = table.key in row.provisional
        only_texts = texts == set(line)
        answers = {
            key: self.typed(row, value, provisional and only_texts)
            if key in texts
            else Answer(value, None, provisional)
            for key, value in line.items()
        }
        return Entry(row.key, None, MappingProxyType(answers))

    def _from_catalogue(self, row: Row) -> dict[str, Answer]:
        """What the row's catalogue entry says of fields that it fills and the row leaves open."""
        picks = self.plan.registry[row.worksheet].picks_from
        slug = row[picks.key] if picks else None
        if picks is None or slug is None:
            return {}
        entry = self.catalogue.entries[picks.catalogue][slug]
        said = {key: entry.get(attribute) for key, attribute in picks.fills.items() if key in FILLED}
        return {key: Answer(text, SOURCE_LANGUAGE) for key, text in said.items() if text}
