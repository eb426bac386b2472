"""The shape of reference data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

Entries = Mapping[str, "Entry"]
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Entry:
    """One thing that can be picked: its slug, its title and whatever its list says about it.

    `is_own` marks what a workshop added to the product's list.
    """

    id: str
    title: str
    attributes: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    is_own: bool = False

    def get(self, name: str) -> Any:
        """An attribute, `id` and `title` among them; None where the list says nothing."""
        return {"id": self.id, "title": self.title}.get(name, self.attributes.get(name))


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Every list of entries, and the participation ladder of each kind of instrument.

    `offered` narrows what pick lists show of a list; what it leaves out stays an accepted answer.
    """

    entries: Mapping[str, Entries]
    ladders: Mapping[str, Mapping[str, str]]
    offered: Mapping[str, Collection[str]] = field(default_factory=lambda: NOTHING)

    @cached_property
    def lists(self) -> Mapping[str, Mapping[str, str]]:
        """The title of every entry, by list and slug."""
        return MappingProxyType({name: _titles(entries) for name, entries in self.entries.items()})

    def shelf(self, name: str) -> list[Entry]:
        """The entries of a list that are offered."""
        entries = self.entries[name].values()
        return [entry for entry in entries if entry.id in self.offered.get(name, self.entries[name])]

    def ladder_of(self, instrument: str | None) -> Mapping[str, str]:
        """The steps an instrument can reach and what they are called for its kind, lowest first.

        An instrument that is not listed, or whose kind is not, climbs the ladder of a bilateral one.
        """
        entry = self.entries["instruments"].get(instrument or "")
        return self.ladders[(entry and entry.get("kind")) or "bilateral"]


def _titles(entries: Entries) -> Mapping[str, str]:
    return MappingProxyType({entry.id: entry.title for entry in entries.values()})
