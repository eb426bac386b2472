"""Reads the catalogue once and refuses to go on with a broken one."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from roadmap.catalogue import iso
from roadmap.catalogue.entry import Catalogue, Entries, Entry

FOLDER = Path(__file__).parent
# A list, the file it stands in and its place there.
LISTS = (
    ("themes", "threats", "themes"),
    ("threats", "threats", "threats"),
    ("instrument-kinds", "instruments", "kinds"),
    ("cooperation-kinds", "instruments", "enables"),
    ("instruments", "instruments", "instruments"),
    ("partner-kinds", "partners", "kinds"),
    ("partner-statuses", "partners", "statuses"),
    ("offer-kinds", "partners", "offer_kinds"),
    ("partners", "partners", "partners"),
    ("resource-categories", "resources", "categories"),
    ("funding-sources", "resources", "funding_sources"),
    ("safeguards", "defence", "safeguards"),
    ("defence", "defence", "measures"),
    ("indicators", "indicators", "indicators"),
    ("sdg-targets", "sdg", "targets"),
)
# A list, its attribute and the list that attribute points into.
LINKS = (
    ("threats", "theme", "themes"),
    ("threats", "sdg_targets", "sdg-targets"),
    ("instruments", "kind", "instrument-kinds"),
    ("instruments", "enables", "cooperation-kinds"),
    ("instruments", "parent", "instruments"),
    ("partners", "kind", "partner-kinds"),
    ("partners", "offers", "offer-kinds"),
    ("resources", "category", "resource-categories"),
    ("defence", "threats", "threats"),
    ("defence", "safeguards", "safeguards"),
)


class BrokenCatalogue(ValueError):
    """Raised when the reference data contradicts itself; names the list and the slug."""


@cache
def catalogue() -> Catalogue:
    """The product's own catalogue, read and checked the first time."""
    return build(
        {path.stem: yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in FOLDER.glob("*.yaml")}
    )


def build(files: Mapping[str, Any]) -> Catalogue:
    """Make a catalogue out of parsed files by stem; raises BrokenCatalogue."""
    entries = {name: _entries(name, files[file][place]) for name, file, place in LISTS}
    region = files["countries"]["countries"]
    entries["resources"] = _entries("resources", _resource_items(files["resources"]["categories"]))
    entries["ladder"] = _entries("ladder", _rungs(files["instruments"]["participation_ladder"]))
    entries |= {"countries": iso.countries(region), "languages": iso.languages(region)}
    entries |= {"currencies": iso.currencies(), "iso-639": iso.iso_639()}
    for link in LINKS:
        _refuse_dangling(entries, *link)
    return Catalogue(MappingProxyType(entries), _ladders(files["instruments"]["participation_ladder"]))


def _entries(name: str, rows: Iterable[Mapping[str, Any]]) -> Entries:
    entries: dict[str, Entry] = {}
    for row in rows:
        slug, title = str(row["id"]), row.get("title") or row.get("name")
        if slug in entries or not title:
            raise BrokenCatalogue(f"{name}: {slug!r} stands twice or has no title")
        entries[slug] = Entry(slug, title, MappingProxyType(dict(row)))
    return MappingProxyType(entries)


def _resource_items(categories: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for category in categories:
        for item in category["items"]:
            yield {**item, "category": category["id"]}


def _rungs(ladders: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterable[Mapping[str, Any]]:
    """Every step of every ladder once, lowest first."""
    rungs: dict[str, Mapping[str, Any]] = {}
    for step in sorted(
        (step for ladder in ladders.values() for step in ladder), key=lambda step: step["order"]
    ):
        rungs.setdefault(step["id"], step)
    return rungs.values()


def _ladders(ladders: Mapping[str, Iterable[Mapping[str, Any]]]) -> Mapping[str, Mapping[str, str]]:
    ordered = {kind: sorted(steps, key=lambda step: step["order"]) for kind, steps in ladders.items()}
    return MappingProxyType({kind: {s["id"]: s["title"] for s in steps} for kind, steps in ordered.items()})


def _refuse_dangling(entries: Mapping[str, Entries], name: str, attribute: str, target: str) -> None:
    for entry in entries[name].values():
        value = entry.get(attribute) or ()
        for slug in (value,) if isinstance(value, str) else value:
            if slug not in entries[target]:
                raise BrokenCatalogue(f"{name}: {entry.id!r} points at {slug!r}, which is not in {target}")
