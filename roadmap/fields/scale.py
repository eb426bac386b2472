"""A step on a short scale, each step with its word."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from types import MappingProxyType
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField

from roadmap.fields.field import Field, expect
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_


@dataclass(frozen=True)
class Scale(Field):
    """A whole number out of `steps`, which gives each its message id."""

    _: KW_ONLY
    steps: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def load(self, raw: Any, place: str, scope: Scope) -> int | None:
        """Accept one of the steps."""
        if raw is None:
            return None
        value = expect(int, raw, place, N_("%(value)s is not a whole number of the scale."))
        if value not in self.steps:
            accepted = ", ".join(map(str, self.steps))
            raise refuse(
                place,
                N_("%(value)s is not on the scale; choose one of %(accepted)s."),
                value=shown(value),
                accepted=accepted,
            )
        return int(value)

    def read(self, strings: Sequence[str], place: str) -> Any:
        """Take a step's digits."""
        raw = super().read(strings, place)
        return int(raw) if raw is not None and re.fullmatch(r"[0-9]{1,3}", raw) else raw

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A row of buttons, each with its number and word; the first takes the answer back."""
        steps = [
            SelectChoice(str(step), f"{step} {scope.translate(word)}") for step, word in self.steps.items()
        ]
        choices = [SelectChoice("", scope.translate(N_("Not answered yet"))), *steps]
        return RadioField(**self.control_options(scope), choices=choices, validate_choice=False)

    def text(self, value: Any, scope: Scope) -> str:
        """The number and its word."""
        return "" if value is None else f"{value} {scope.translate(self.steps[value])}"

    def from_cell(self, cell: Any) -> Any:
        """Take the leading number of `4 likely`."""
        found = re.match(r"\s*([0-9]{1,3})\b", str(cell)) if isinstance(cell, str) else None
        return int(found.group(1)) if found else super().from_cell(cell)

    def schema(self) -> dict[str, Any]:
        """One of the whole numbers."""
        return {"type": "integer", "enum": list(self.steps)}
