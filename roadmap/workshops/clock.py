"""A time of day, as one question of a form."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Any

from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.widgets import TimeInput

from roadmap.fields.field import Field
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

WRITTEN = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class TimeOfDay(Field):
    """Hours and minutes of a day of 24 hours, written as 09:30."""

    def load(self, raw: Any, place: str, scope: Scope) -> time | None:
        """Accept `09:30` and nothing else."""
        if raw is None:
            return None
        if not isinstance(raw, str) or not WRITTEN.fullmatch(raw):
            raise refuse(place, N_("%(value)s is not a time; write one such as 09:30."), value=shown(raw))
        return time.fromisoformat(raw)

    def dump(self, value: Any) -> Any:
        """Hours and minutes."""
        return value.strftime("%H:%M")

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """The browser's own control for a time; typed text is kept where it has none."""
        return StringField(**self.control_options(scope), widget=TimeInput())

    def schema(self) -> dict[str, Any]:
        """Hours and minutes."""
        return {"type": "string", "pattern": f"^{WRITTEN.pattern}$"}
