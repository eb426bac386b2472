"""The matrix: what plans say on one subject, a line for each thing, a column for each delegation."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from roadmap.compare.compared import Compared
from roadmap.compare.matrix_alignment import Strand, align
from roadmap.compare.matrix_heat import Heat
from roadmap.compare.matrix_items import Item, items
from roadmap.compare.matrix_subject import Subject

ENOUGH = (
    2  # neighbours that rate a thing high make its absence a blind spot; all of them where there are fewer
)


@dataclass(frozen=True)
class Cell:
    """What a delegation says of a thing; `is_blind` where it says nothing and its neighbours rate it high."""

    items: tuple[Item, ...] = ()
    is_blind: bool = False

    @cached_property
    def heat(self) -> Heat | None:
        """The warmest of its items."""
        return max(
            filter(None, (item.heat for item in self.items)), key=lambda heat: heat.value, default=None
        )

    @property
    def is_high(self) -> bool:
        """Whether it is rated so high that it asks for an answer."""
        return self.heat is not None and self.heat.is_high

    @property
    def is_answered(self) -> bool:
        """Whether an action answers every item."""
        return all(item.answered_by for item in self.items)


NOTHING, BLIND = Cell(), Cell(is_blind=True)


@dataclass(frozen=True)
class Line:
    """One thing across the delegations; see Strand for its names."""

    key: str
    entry: str | None
    title: str
    language: str
    cells: tuple[Cell, ...]

    @cached_property
    def shared(self) -> int:
        """How many delegations name it."""
        return sum(bool(cell.items) for cell in self.cells)

    @cached_property
    def warmth(self) -> int:
        """The values of all its cells together."""
        return sum(cell.heat.value for cell in self.cells if cell.heat)


@dataclass(frozen=True)
class Matrix:
    """Lines in the order most shared first, then warmest; the cells of each in the order of `columns`."""

    subject: Subject
    columns: tuple[Compared, ...]
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line | None:
        """One line by its key."""
        return next((line for line in self.lines if line.key == key), None)


def matrix(subject: Subject, columns: Sequence[Compared]) -> Matrix:
    """Compare the plans of `columns` on `subject`; the work grows with the number of their rows there."""
    said = {each.number: items(each.version, subject) for each in columns if each.version}
    room = _room(columns)
    lines = [_line(strand, room) for strand in align(said)]
    return Matrix(subject, tuple(columns), _ordered(lines))


def narrowed(whole: Matrix, subregion: str = "", pillar: str = "", *, only: str = "") -> Matrix:
    """The part of a matrix that concerns a subregion or a pillar; blind spots stay those of the whole.

    `only` is `blind` for lines that are a blind spot of somebody, `unanswered` for lines that somebody leaves
    without an action. Lines of which nothing is left go.
    """
    places = [n for n, column in enumerate(whole.columns) if subregion in ("", column.subregion)]
    lines = (_part(line, places, pillar) for line in whole.lines)
    kept = [line for line in lines if line.shared and ONLY[only](line)]
    return replace(whole, columns=tuple(whole.columns[n] for n in places), lines=_ordered(kept))


def _is_left_open(line: Line) -> bool:
    return any(cell.items and not cell.is_answered for cell in line.cells)


ONLY: dict[str, Callable[[Line], bool]] = {
    "": lambda line: bool(line.shared),
    "blind": lambda line: any(cell.is_blind for cell in line.cells),
    "unanswered": _is_left_open,
}


@dataclass(frozen=True)
class _Room:
    """Where each delegation stands among the columns, and whose neighbours have a plan, by subregion."""

    places: dict[int, int]
    neighbours: dict[str, list[int]]


def _room(columns: Sequence[Compared]) -> _Room:
    neighbours: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        if column.version and column.subregion:
            neighbours.setdefault(column.subregion, []).append(place)
    return _Room({column.number: place for place, column in enumerate(columns)}, neighbours)


def _line(strand: Strand, room: _Room) -> Line:
    """Lay out one strand; those who say nothing share one cell, so that the work grows with what is said."""
    cells = [NOTHING] * len(room.places)
    for number, said in strand.items.items():
        cells[room.places[number]] = Cell(tuple(said))
    spoken = [room.places[number] for number in strand.items]
    if any(cells[place].is_high for place in spoken):
        for place in _blind(room, cells):
            cells[place] = BLIND
    return Line(strand.key, strand.entry, strand.title, strand.language, tuple(cells))


def _blind(room: _Room, cells: Sequence[Cell]) -> Iterator[int]:
    """The places of those with a plan that say nothing of what their neighbours rate high."""
    for places in room.neighbours.values():
        high = sum(cells[place].is_high for place in places)
        if high and high >= min(ENOUGH, len(places) - 1):
            yield from (place for place in places if not cells[place].items)


def _part(line: Line, places: Iterable[int], pillar: str) -> Line:
    cells = tuple(line.cells[n] for n in places)
    if pillar:
        cells = tuple(
            replace(cell, items=tuple(i for i in cell.items if pillar in i.pillars)) for cell in cells
        )
    return replace(line, cells=cells)


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (-line.shared, -line.warmth, line.key)))
