"""The shape of reference data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Entries = Mapping[str, "Entry"]


@dataclass(frozen=True)
class Entry:
    """One thing that can be picked: its slug, its title and whatever its list says about it."""

    id: str
    title: str
    attributes: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str) -> Any:
        """An attribute, `id` and `title` among them; None where the list says nothing."""
        return {"id": self.id, "title": self.title}.get(name, self.attributes.get(name))


@dataclass(frozen=True)
class Catalogue:
    """Every list of entries, and the participation ladder of each kind of instrument."""

    entries: Mapping[str, Entries]
    ladders: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, Mapping[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        titles = {
            name: MappingProxyType({e.id: e.title for e in es.values()}) for name, es in self.entries.items()
        }
        object.__setattr__(self, "lists", MappingProxyType(titles))

    def ladder_of(self, instrument: str | None) -> Mapping[str, str]:
        """The steps an instrument can reach and what they are called for its kind, lowest first.

        An instrument that is not listed climbs the ladder of a bilateral one.
        """
        entry = self.entries["instruments"].get(instrument or "")
        return self.ladders[entry.get("kind") if entry else "bilateral"]
