"""Turns stored entries into the plan they make: plain frozen data, free of the database."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.field import Field
from roadmap.fields.problem import Refused
from roadmap.fields.reference import Referring
from roadmap.fields.scope import Scope
from roadmap.plans import models
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row, Workshop
from roadmap.worksheets.questionnaire import Questionnaire
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops import models as workshops
from roadmap.workshops.asking import asked_by

MOST_REMEMBERED = 10_000  # rows, about a kilobyte each
Keys = Mapping[str, Collection[str]]
Answers = Mapping[str, Any]


def assemble(record: models.Plan, entries: Iterable[models.Entry], catalogue: Catalogue) -> Plan:
    """Make the plan of `record` out of its standing entries, which come in order.

    What no longer loads, or is not asked, is left out here and stays stored: a reference to a deleted row is
    back with the row, a worksheet with its workshop's wish.
    """
    asked = asked_by(record.delegation.workshop)
    registry, catalogue = asked.registry(), asked.catalogue(catalogue)
    standing = [entry for entry in entries if entry.deleted_at is None and entry.worksheet in registry]
    keys: dict[str, dict[str, None]] = {}
    for entry in standing:
        keys.setdefault(entry.worksheet, {})[entry.row_key] = None
    sheets: dict[str, list[Row]] = {}
    for entry in standing:
        row = Row(entry.worksheet, entry.row_key, _answers(entry, asked, catalogue, keys))
        sheets.setdefault(entry.worksheet, []).append(row)
    return Plan(
        record.delegation.country,
        record.language,
        Tlp(record.tlp),
        _workshop(record.delegation.workshop),
        MappingProxyType({key: tuple(rows) for key, rows in sheets.items()}),
        registry,
        asked,
    )


class AnyRow(Mapping[str, Any]):
    """Stands for the rows of a plan while one row is loaded alone: whatever it refers to may be there."""

    def __getitem__(self, key: str) -> Any:
        return self

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


# A version of a row never changes, so it is loaded once in this process for what is asked of it.
_remembered: dict[tuple[str, int, Questionnaire], Answers] = {}


def _answers(entry: models.Entry, asked: Questionnaire, catalogue: Catalogue, keys: Keys) -> Answers:
    worksheet = asked.registry()[entry.worksheet]
    known = _remembered.get((entry.id, entry.version, asked))
    if known is None:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        known = loadable(worksheet, entry.answers, Scope(catalogue.lists, AnyRow()))
        _remembered[entry.id, entry.version, asked] = known
    return _without_dangling(worksheet, known, keys)


def loadable(worksheet: Worksheet, answers: Answers, scope: Scope) -> Answers:
    """The answers of a row that load in `scope`, by field; in a list, the items that do."""
    fields = worksheet.by_key
    loaded = {key: _loadable(fields[key], raw, scope) for key, raw in answers.items() if key in fields}
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


def _without_dangling(worksheet: Worksheet, answers: Answers, keys: Keys) -> Answers:
    """Leave out what refers to rows that do not stand there."""
    kept = {}
    for field in worksheet.fields:
        if isinstance(field, Referring) and field.key in answers:
            kept[field.key] = _standing(answers[field.key], keys.get(field.worksheet, ()))
    return MappingProxyType({k: v for k, v in {**answers, **kept}.items() if v is not None})


def _standing(value: Any, keys: Collection[str]) -> Any:
    if isinstance(value, str):
        return value if value in keys else None
    return tuple(key for key in value if key in keys) or None


def _workshop(workshop: workshops.Workshop) -> Workshop:
    return Workshop(workshop.title, workshop.place, workshop.start, workshop.end)
