"""A matrix in the words of a reader: what the page and its JSON face both show."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import icu

from roadmap.catalogue.entry import Catalogue
from roadmap.compare.compared import Compared
from roadmap.compare.matrix import Cell, Line, Matrix
from roadmap.compare.matrix_asked import NAMED, SHARED, WARM, Asked
from roadmap.compare.matrix_heat import Heat, is_told_by_heat
from roadmap.compare.matrix_items import Item
from roadmap.compare.matrix_subject import Subject, is_answerable
from roadmap.fields.field import Field
from roadmap.fields.reference import Referring
from roadmap.fields.scope import Scope
from roadmap.worksheets.registry import Registry

LONGEST_NOTE = 90  # characters in a cell; the line's own page has all


@dataclass(frozen=True)
class Note:
    """One answer that a cell tells beside its heat; `language` is that of the row."""

    label: str
    text: str
    language: str


@dataclass(frozen=True)
class ShownCell:
    """How many rows speak here, how warm they are, in a word, and what they tell of the warmest.

    `is_answered` is None where no action could answer.
    """

    rows: int
    heat: Heat | None
    word: str
    notes: tuple[Note, ...]
    is_answered: bool | None
    is_blind: bool


@dataclass(frozen=True)
class ShownLine:
    """One line with its title; `language` is empty for the catalogue's own words."""

    key: str
    title: str
    language: str
    is_own: bool
    shared: int
    warmth: int
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class Shown:
    """A matrix to be looked at."""

    key: str
    title: str
    columns: tuple[Compared, ...]
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True)
class Showing:
    """Turns matrices into what readers see: `translate` gives their sentences, `locale` their alphabet."""

    registry: Registry
    catalogue: Catalogue
    translate: Callable[[str], str]
    locale: str

    def matrix(self, made: Matrix, wanted: Asked) -> Shown:
        """Say every line of a matrix, in the order and with the first columns that are wanted."""
        made = _pinned(made, wanted.pins)
        lines = [self.line(made.subject, line) for line in made.lines]
        ordered = self._ordered(lines, made.columns, wanted)
        return Shown(made.subject.key, self.title(made.subject), made.columns, ordered)

    def line(self, subject: Subject, line: Line) -> ShownLine:
        """Say one line."""
        answerable = is_answerable(subject, self.registry)
        cells = tuple(self._cell(subject, cell, answerable) for cell in line.cells)
        title = self._title(subject, line)
        return ShownLine(line.key, title, line.language, not line.entry, line.shared, line.warmth, cells)

    def title(self, subject: Subject) -> str:
        """What a matrix is called: its worksheet, and the question of it that gives the lines."""
        sheet = self.translate(subject.worksheet.title)
        return f"{sheet}: {self.translate(subject.field.label)}" if subject.field else sheet

    @property
    def scope(self) -> Scope:
        """What answers are read by, but for the rows of a plan."""
        return Scope(self.catalogue.lists, translate=self.translate)

    def _title(self, subject: Subject, line: Line) -> str:
        if not line.entry or not subject.listed:
            return line.title
        return subject.listed.labels(self.scope).get(line.entry, line.entry)

    def _cell(self, subject: Subject, cell: Cell, answerable: bool) -> ShownCell:
        if not cell.items:
            return EMPTY_BLIND if cell.is_blind else EMPTY
        warmest = max(cell.items, key=lambda item: item.heat.value if item.heat else 0)
        word = self.translate(cell.heat.word) if cell.heat and cell.heat.word else ""
        answered = cell.is_answered if answerable else None
        notes = () if subject.field else self._notes(subject, warmest)
        return ShownCell(len(cell.items), cell.heat, word, notes, answered, is_blind=False)

    def _notes(self, subject: Subject, item: Item) -> tuple[Note, ...]:
        told = [field for field in _telling(subject) if item.row[field.key] is not None]
        return tuple(
            Note(self.translate(f.label), _short(f.text(item.row[f.key], self.scope)), item.language)
            for f in told
        )

    def _ordered(
        self, lines: list[ShownLine], columns: tuple[Compared, ...], wanted: Asked
    ) -> tuple[ShownLine, ...]:
        if wanted.sort == SHARED:
            return tuple(lines)
        if wanted.sort == NAMED:
            key = icu.Collator.createInstance(icu.Locale(self.locale)).getSortKey
            return tuple(sorted(lines, key=lambda line: key(line.title)))
        if wanted.sort == WARM:
            return tuple(sorted(lines, key=lambda line: -line.warmth))
        place = next((n for n, column in enumerate(columns) if column.number == wanted.sorts_by), None)
        return tuple(lines if place is None else sorted(lines, key=lambda line: _coolness(line, place)))


EMPTY = ShownCell(0, None, "", (), None, is_blind=False)
EMPTY_BLIND = replace(EMPTY, is_blind=True)


def _coolness(line: ShownLine, place: int) -> tuple[int, int]:
    cell = line.cells[place]
    return -(cell.heat.value if cell.heat else 0), -cell.rows


def _pinned(made: Matrix, pins: tuple[int, ...]) -> Matrix:
    """The same matrix with the pinned columns first."""
    numbers = [column.number for column in made.columns]
    first = [numbers.index(pin) for pin in pins if pin in numbers]
    if not first:
        return made
    order = [*first, *(place for place in range(len(numbers)) if place not in first)]
    lines = tuple(replace(line, cells=tuple(line.cells[place] for place in order)) for line in made.lines)
    return replace(made, columns=tuple(made.columns[place] for place in order), lines=lines)


def _telling(subject: Subject) -> list[Field]:
    """What a cell tells beside its heat: short answers, of which rows of one plan are none."""
    sheet = subject.worksheet
    fields = (sheet.field(key) for key in sheet.compared or sheet.summary if not is_told_by_heat(sheet, key))
    return [field for field in fields if not isinstance(field, Referring)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NOTE else f"{line[: LONGEST_NOTE - 1].rstrip()}…"
