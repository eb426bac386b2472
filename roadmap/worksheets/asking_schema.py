"""The JSON Schema (2020-12) of what a workshop asks, as it stands in a plan document."""

from collections.abc import Iterable
from typing import Any

from roadmap.fields.field import Field
from roadmap.worksheets.asking import lists_of
from roadmap.worksheets.asking_parts import ENTRY, MOST_ENTRIES, MOST_QUESTIONS, OPTION, QUESTION, SLUG
from roadmap.worksheets.question import KEY, MOST_OPTIONS
from roadmap.worksheets.registry import WORKSHEETS


def _array(items: dict[str, Any], most: int | None = None) -> dict[str, Any]:
    return {"type": "array", "items": items} | ({"maxItems": most} if most else {})


def _object(properties: dict[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    closed = {"type": "object", "properties": properties, "additionalProperties": False}
    return closed | {"required": [*required]}


def _part(fields: tuple[Field, ...], key: str, pattern: str, **rest: Any) -> dict[str, Any]:
    named = {key: {"type": "string", "pattern": f"^{pattern}$"}}
    answers = {field.key: field.schema() for field in fields}
    return _object(named | answers | rest, [key, *(field.key for field in fields if field.required)])


_QUESTION = _part(
    QUESTION,
    "key",
    KEY.pattern,
    required={"type": "boolean"},
    options=_array(_part(OPTION, "value", "[a-z0-9][a-z0-9_-]{0,39}"), MOST_OPTIONS),
)
_ENTRY = _part(ENTRY, "id", SLUG.pattern)
_LISTS = lists_of(WORKSHEETS)
QUESTIONNAIRE = _object(
    {
        "worksheets": _array({"enum": list(WORKSHEETS)}),
        "questions": _object({key: _array(_QUESTION, MOST_QUESTIONS) for key in WORKSHEETS}),
        "entries": _object({name: _array(_ENTRY, MOST_ENTRIES) for name in _LISTS}),
        "offered": _object({name: _array({"type": "string", "x-catalogue": name}) for name in _LISTS}),
    }
)
