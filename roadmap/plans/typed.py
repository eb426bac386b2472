"""Reads JSON that a page's script made of what people typed, by the same rules as a submitted form."""

import re
from collections.abc import Callable
from typing import Any

from roadmap.fields.choice import MultipleChoice
from roadmap.fields.field import Field
from roadmap.fields.problem import Problem, Refused
from roadmap.fields.scope import Scope
from roadmap.fields.table import Table
from roadmap.i18n import N_

CELL = re.compile(r"\[([0-9]+)\]\.(\w+)$")


def load_typed(field: Field, value: Any, scope: Scope) -> Any:
    """Load one answer by the rules of a form (controls go, any script has digits). Raises Refused."""
    return field.load(_read(field, value), field.key, scope)


def _read(field: Field, value: Any) -> Any:
    if isinstance(field, Table):
        return [_read_row(field, row) for row in value] if isinstance(value, list) else value
    if isinstance(value, str) and not isinstance(field, MultipleChoice):
        return field.read([value], field.key)
    return value


def _read_row(table: Table, row: Any) -> Any:
    columns = {column.key: column for column in table.columns}
    if not isinstance(row, dict):
        return row
    return {key: _read(columns[key], cell) if key in columns else cell for key, cell in row.items()}


def sentences(field: Field, refused: Refused, translate: Callable[[str], str]) -> list[str]:
    """Say what was refused; in a table also in which row and column."""
    return [_sentence(field, problem, translate) for problem in refused.problems]


def _sentence(field: Field, problem: Problem, translate: Callable[[str], str]) -> str:
    cell = CELL.search(problem.place)
    words = problem.sentence(translate)
    if cell is None or not isinstance(field, Table):
        return words
    labels = {column.key: translate(column.label) for column in field.columns}
    place = translate(N_("Row %(row)s, %(column)s:")) % {
        "row": int(cell[1]) + 1,
        "column": labels.get(cell[2], cell[2]),
    }
    return f"{place} {words}"
