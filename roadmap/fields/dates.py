"""Days, written as ISO 8601."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.widgets import DateInput

from roadmap.fields.field import Cell, Field
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Date(Field):
    """A day between 1900 and 2199."""

    def load(self, raw: Any, place: str, scope: Scope) -> date | None:
        """Accept `2026-04-01` and nothing that could be read in two ways."""
        if raw is None:
            return None
        day = _day(raw)
        if day is None or not EARLIEST <= day <= LATEST:
            message = N_("%(value)s is not a date; write year-month-day, such as 2026-04-01.")
            raise refuse(place, message, value=shown(raw))
        return day

    def dump(self, value: Any) -> Any:
        """ISO 8601."""
        return value.isoformat()

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """The browser's own date control; typed text is kept where it has none."""
        return StringField(
            **self.control_options(scope),
            widget=DateInput(),
            render_kw={"min": EARLIEST.isoformat(), "max": LATEST.isoformat()},
        )

    def text(self, value: Any, scope: Scope) -> str:
        """ISO 8601, the same in every language."""
        return "" if value is None else str(value.isoformat())

    def cell(self, value: Any) -> Cell:
        """A real date."""
        return value if isinstance(value, date) else None

    def from_cell(self, cell: Cell) -> Any:
        """A real date, or its text."""
        return cell.isoformat()[:10] if isinstance(cell, date) else super().from_cell(cell)

    def schema(self) -> dict[str, Any]:
        """A date string."""
        return {"type": "string", "format": "date"}


def _day(raw: object) -> date | None:
    if not isinstance(raw, str) or not WRITTEN.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None
