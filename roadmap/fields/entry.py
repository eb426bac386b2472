"""An entry of the catalogue."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from types import MappingProxyType
from typing import Any

from roadmap.fields.choice import Choice


@dataclass(frozen=True)
class CatalogueEntry(Choice):
    """One entry of the catalogue's list; picking it fills the row.

    `fills` gives, for fields of the same row, the entry's attribute that fills them.
    """

    _: KW_ONLY
    fills: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def schema(self) -> dict[str, Any]:
        """A slug of the catalogue."""
        return {"type": "string", "x-catalogue": self.catalogue}
