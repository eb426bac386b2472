"""A field: one question of a worksheet, with every face of its answers."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field as Control
from wtforms import Form, StringField, ValidationError
from wtforms.fields.core import UnboundField

from roadmap.fields import difference
from roadmap.fields.problem import Refused, refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Field(ABC):
    """Base of all kinds. `key` names the answer in a row; `label` and `hint` are message ids.

    `required` means: wanted in a finished plan. A draft may leave anything out, so loading never asks for it.
    """

    key: str
    label: str
    _: KW_ONLY
    hint: str = ""
    required: bool = False

    @property
    def kind(self) -> str:
        """The name of the kind, for templates."""
        return type(self).__name__

    # What is stored

    @abstractmethod
    def load(self, raw: Any, place: str, scope: Scope) -> Any:
        """Turn a JSON-shaped value into an answer; None means not answered. Raises Refused."""

    def dump(self, value: Any) -> Any:
        """Turn an answer into what JSON can hold; `load` gives the same answer back."""
        return value

    # The form

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """The WTForms control that asks for this answer."""
        return StringField(**self.control_options(scope))

    def control_options(self, scope: Scope) -> dict[str, Any]:
        """What every control is given: label, hint and the validator that calls `load`."""
        return {
            "label": scope.translate(self.label),
            "description": scope.translate(self.hint) if self.hint else "",
            "validators": [Accepts(self, scope)],
        }

    def read(self, strings: Sequence[str], place: str) -> Any:
        """Turn what a browser submitted into a raw value for `load`."""
        if len(strings) > 1:
            raise refuse(place, N_("was sent %(count)s times; send one value."), count=len(strings))
        return strings[0] if strings and strings[0] != "" else None

    def accept(self, control: Control, scope: Scope, place: str) -> Any:
        """Load what was submitted to a control of this field."""
        return self.load(self.read(control.raw_data or [], place), place, scope)

    def shown_in_control(self, value: Any) -> Any:
        """The data with which a control shows a stored answer."""
        return "" if value is None else str(self.dump(value))

    # For people, spreadsheets and other programs

    def text(self, value: Any, scope: Scope) -> str:
        """Say the answer to a reader; an empty string when there is none."""
        return "" if value is None else str(value)

    def cell(self, value: Any) -> Cell:
        """What a spreadsheet cell holds; `from_cell` gives the raw value back."""
        dumped = self.dump(value) if value is not None else None
        return dumped if isinstance(dumped, int | None) else str(dumped)

    def from_cell(self, cell: Cell) -> Any:
        """Turn a spreadsheet cell into a raw value for `load`."""
        return None if cell == "" else cell

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """The JSON Schema (2020-12) of a dumped answer."""

    def difference(self, old: Any, new: Any, scope: Scope) -> tuple[difference.Part, ...]:
        """How two answers differ, in words; empty when they are the same."""
        if old == new:
            return ()
        return difference.between_words(self.text(old, scope), self.text(new, scope))


@dataclass(frozen=True)
class Accepts:
    """The WTForms validator that asks the field's own strict loader."""

    field: Field
    scope: Scope

    def __call__(self, form: Form, control: Control) -> None:
        try:
            self.field.accept(control, self.scope, self.field.key)
        except Refused as refused:
            raise ValidationError(refused.problems[0].sentence(self.scope.translate)) from refused


def expect(kind: type, raw: object, place: str, message: str) -> Any:
    """Return `raw` if it is of that type (a bool is no number), else refuse it with `message`."""
    if isinstance(raw, kind) and not isinstance(raw, bool):
        return raw
    raise refuse(place, message, value=shown(raw))
