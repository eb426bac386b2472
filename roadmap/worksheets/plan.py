"""A plan as frozen data: what checks read, documents print and comparisons line up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.scope import Scope
from roadmap.worksheets.marking import Tlp, strictest
from roadmap.worksheets.questionnaire import ASK_AS_USUAL, Questionnaire
from roadmap.worksheets.registry import WORKSHEETS, Registry

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Row:
    """One row of a worksheet; `row["title"]` is an answer, None while there is none."""

    worksheet: str
    key: str
    values: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)

    @property
    def tlp(self) -> Tlp | None:
        """The row's own marking."""
        return Tlp(self.values["tlp"]) if self.values.get("tlp") else None

    @property
    def lang(self) -> str | None:
        """The row's own language."""
        return self.values.get("lang")

    @property
    def provisional(self) -> tuple[str, ...]:
        """The keys of the fields that the capital has not confirmed."""
        return tuple(self.values.get("provisional", ()))


@dataclass(frozen=True)
class Workshop:
    """Where the plan was drafted."""

    title: str | None = None
    place: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Plan:
    """The plan of one delegation: its head, and its rows by worksheet in their order.

    `registry` holds the worksheets it has: those that `questionnaire` asks, what its workshop asks of plans.
    """

    country: str
    language: str
    tlp: Tlp
    workshop: Workshop = field(default=Workshop())
    sheets: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))
    registry: Registry = field(default=WORKSHEETS, repr=False, compare=False)
    questionnaire: Questionnaire = field(default=ASK_AS_USUAL, repr=False)

    def rows(self, worksheet: str) -> tuple[Row, ...]:
        """The rows of a worksheet, in order."""
        return self.sheets.get(worksheet, ())

    def row(self, worksheet: str, key: str | None) -> Row | None:
        """One row by its key."""
        return next((row for row in self.rows(worksheet) if row.key == key), None)

    @property
    def profile(self) -> Row:
        """The one row of the profile."""
        return next(iter(self.rows("profile")), Row("profile", "profile"))

    def all_rows(self) -> Iterator[Row]:
        """Every row of every worksheet."""
        for worksheet in self.registry:
            yield from self.rows(worksheet)

    def marking_of(self, row: Row) -> Tlp:
        """What holds for a row: the stricter of its own marking and the plan's."""
        return strictest([self.tlp, row.tlp or Tlp.CLEAR])

    @property
    def marking(self) -> Tlp:
        """What holds for the whole: the strictest marking of anything in it."""
        return strictest([self.tlp, *(self.marking_of(row) for row in self.all_rows())])

    def scope(self, catalogue: Catalogue, translate: Callable[[str], str] = str) -> Scope:
        """What the answers of this plan may refer to."""
        titles = {key: {row.key: self.title_of(row) for row in rows} for key, rows in self.sheets.items()}
        known = self.questionnaire.catalogue(catalogue)
        return Scope(known.lists, titles, translate, known.offered)

    def title_of(self, row: Row) -> str:
        """What names a row in a list: its heading, or its key."""
        return str(row[self.registry[row.worksheet].heading] or row.key)
