"""An entry of the catalogue."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from types import MappingProxyType
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField

from roadmap.fields.choice import Choice
from roadmap.fields.scope import Scope


class OfferedField(SelectField):  # type: ignore[misc]  # WTForms brings no types
    """A drop-down list of what is offered, and of what was chosen before the offer was narrowed."""

    def __init__(self, *args: Any, offered: Collection[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    def iter_choices(self) -> Iterator[SelectChoice]:
        """Leave out what is neither offered nor chosen."""
        for choice in super().iter_choices():
            if self.offered is None or choice.selected or choice.value in ("", *self.offered):
                yield choice


@dataclass(frozen=True)
class CatalogueEntry(Choice):
    """One entry of the catalogue's list; picking it fills the row.

    `fills` gives, for fields of the same row, the entry's attribute that fills them.
    """

    _: KW_ONLY
    fills: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A drop-down list of the entries that are offered."""
        options = self.control_options(scope) | {"offered": scope.offered.get(self.catalogue)}
        return OfferedField(**options, choices=self.answers(scope), validate_choice=False)

    def schema(self) -> dict[str, Any]:
        """A slug of the catalogue."""
        return {"type": "string", "x-catalogue": self.catalogue}
