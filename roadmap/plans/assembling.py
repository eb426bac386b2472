"""Turns stored entries into the plan they make: plain frozen data, free of the database."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.field import Field
from roadmap.fields.problem import Refused
from roadmap.fields.scope import Scope
from roadmap.plans import models
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row, Workshop
from roadmap.worksheets.registry import WORKSHEETS, Registry
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops import models as workshops


def assemble(
    record: models.Plan,
    entries: Iterable[models.Entry],
    catalogue: Catalogue,
    registry: Registry = WORKSHEETS,
) -> Plan:
    """Make the plan of `record` out of its standing entries, which come in order.

    What no longer loads is left out here and stays stored: a reference to a deleted row is back with the row.
    """
    standing = [entry for entry in entries if entry.deleted_at is None and entry.worksheet in registry]
    scope = Scope(catalogue.lists, _titles(standing, registry))
    sheets: dict[str, list[Row]] = {}
    for entry in standing:
        answers = loadable(registry[entry.worksheet], entry.answers, scope)
        sheets.setdefault(entry.worksheet, []).append(Row(entry.worksheet, entry.row_key, answers))
    return Plan(
        record.delegation.country,
        record.language,
        Tlp(record.tlp),
        _workshop(record.delegation.workshop),
        MappingProxyType({key: tuple(rows) for key, rows in sheets.items()}),
        registry,
    )


def loadable(worksheet: Worksheet, answers: Mapping[str, Any], scope: Scope) -> Mapping[str, Any]:
    """The answers of a row that load in `scope`, by field; in a list, the items that do."""
    loaded = {
        key: _loadable(worksheet.field(key), raw, scope)
        for key, raw in answers.items()
        if key in worksheet.by_key
    }
    return MappingProxyType({key: value for key, value in loaded.items() if value is not None})


def _loadable(field: Field, raw: Any, scope: Scope) -> Any:
    if (value := _load(field, raw, scope)) is not None or not isinstance(raw, list):
        return value
    return _load(field, [item for item in raw if _load(field, [item], scope) is not None], scope)


def _load(field: Field, raw: Any, scope: Scope) -> Any:
    try:
        return field.load(raw, field.key, scope)
    except Refused:
        return None


def _titles(entries: Iterable[models.Entry], registry: Registry) -> Mapping[str, Mapping[str, str]]:
    titles: dict[str, dict[str, str]] = {}
    for entry in entries:
        title = entry.answers.get(registry[entry.worksheet].heading)
        titles.setdefault(entry.worksheet, {})[entry.row_key] = str(title or entry.row_key)
    return titles


def _workshop(workshop: workshops.Workshop) -> Workshop:
    return Workshop(workshop.title, workshop.place, workshop.start, workshop.end)
