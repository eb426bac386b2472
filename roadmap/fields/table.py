"""A small table of rows inside a row: milestones, focal points, signatories."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from types import MappingProxyType
from typing import Any

from wtforms import Field as Control
from wtforms import FieldList, Form, FormField
from wtforms.fields.core import UnboundField

from roadmap.fields import difference
from roadmap.fields.field import Cell, Field, expect
from roadmap.fields.problem import Problem, Refused, named, refuse
from roadmap.fields.scope import Scope
from roadmap.i18n import N_


@dataclass(frozen=True)
class Table(Field):
    """Up to `limit` rows of the same few columns; a row in which nothing is answered is dropped."""

    _: KW_ONLY
    columns: tuple[Field, ...] = ()
    limit: int = 50

    def load(self, raw: Any, place: str, scope: Scope) -> tuple[Mapping[str, Any], ...] | None:
        """Accept a list of rows; every problem of every cell is named."""
        if raw is None:
            return None
        items = expect(list, raw, place, N_("%(value)s is not a list of rows."))
        if len(items) > self.limit:
            raise refuse(
                place, N_("has %(count)s rows; at most %(limit)s."), count=len(items), limit=self.limit
            )
        problems: list[Problem] = []
        rows = [self._row(item, f"{place}[{i}]", scope, problems) for i, item in enumerate(items)]
        if problems:
            raise Refused(problems)
        return tuple(row for row in rows if row) or None

    def _row(self, raw: object, place: str, scope: Scope, problems: list[Problem]) -> Mapping[str, Any]:
        try:
            answers = expect(dict, raw, place, N_("%(value)s is not a row."))
        except Refused as refused:
            problems.extend(refused.problems)
            return {}
        known = {column.key for column in self.columns}
        problems.extend(
            Problem(f"{place}.{named(key)}", N_("is not a column of this table."))
            for key in answers
            if key not in known
        )
        loaded = {
            c.key: _cell(c, answers.get(c.key), f"{place}.{c.key}", scope, problems) for c in self.columns
        }
        return MappingProxyType({key: value for key, value in loaded.items() if value is not None})

    def dump(self, value: Any) -> Any:
        """A list of objects, unanswered columns left out."""
        return [{c.key: c.dump(row[c.key]) for c in self.columns if c.key in row} for row in value]

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A form for each row, with one blank at the end so that a row can be added without script."""
        columns = {column.key: column.control(scope) for column in self.columns}
        row = type(f"{self.key.title()}Row", (Form,), columns)
        options = self.control_options(scope)
        return FieldList(FormField(row), min_entries=1, **options)

    def accept(self, control: Control, scope: Scope, place: str) -> Any:
        """Load the rows that were submitted, each cell through its column's own reader."""
        rows = [self._submitted(entry, scope, f"{place}[{i}]") for i, entry in enumerate(control)]
        return self.load([row for row in rows if any(v is not None for v in row.values())], place, scope)

    def _submitted(self, entry: Any, scope: Scope, place: str) -> dict[str, Any]:
        return {c.key: c.read(entry.form[c.key].raw_data or [], f"{place}.{c.key}") for c in self.columns}

    def shown_in_control(self, value: Any) -> Any:
        """The stored rows, and a blank one after them."""
        rows: list[Mapping[str, Any]] = [*(value or ()), {}]
        return [{c.key: c.shown_in_control(row.get(c.key)) for c in self.columns} for row in rows]

    def text(self, value: Any, scope: Scope) -> str:
        """A line for each row, its columns separated by commas."""
        return "\n".join(self._lines(value, scope))

    def _lines(self, value: Any, scope: Scope) -> list[str]:
        return [
            ", ".join(t for c in self.columns if (t := c.text(row.get(c.key), scope))) for row in value or ()
        ]

    def cell(self, value: Any) -> Cell:
        """A line for each row, columns separated by bars and quoted as CSV."""
        if not value:
            return None
        written = io.StringIO()
        cells = [
            ["" if (v := c.cell(row.get(c.key))) is None else str(v) for c in self.columns] for row in value
        ]
        csv.writer(written, delimiter="|", lineterminator="\n").writerows(cells)
        return written.getvalue().rstrip("\n")

    def from_cell(self, cell: Cell) -> Any:
        """Read the lines back."""
        if not cell:
            return None
        lines: list[Sequence[str]] = list(csv.reader(io.StringIO(str(cell)), delimiter="|"))
        return [{c.key: c.from_cell(v) for c, v in zip(self.columns, line, strict=False)} for line in lines]

    def schema(self) -> dict[str, Any]:
        """An array of objects."""
        properties = {column.key: column.schema() for column in self.columns}
        row = {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "array", "items": row, "maxItems": self.limit}

    def difference(self, old: Any, new: Any, scope: Scope) -> tuple[difference.Part, ...]:
        """Which rows came and went."""
        if (old or ()) == (new or ()):
            return ()
        return difference.between_items(self._lines(old, scope), self._lines(new, scope))


def _cell(column: Field, raw: object, place: str, scope: Scope, problems: list[Problem]) -> Any:
    try:
        return column.load(raw, place, scope)
    except Refused as refused:
        problems.extend(refused.problems)
        return None
