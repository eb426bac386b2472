"""The JSON Schema (2020-12) of the plan document, as it follows from the worksheets."""

from collections.abc import Iterable
from typing import Any

from roadmap.fields.field import Field
from roadmap.worksheets.asking_schema import QUESTIONNAIRE
from roadmap.worksheets.head import FORMAT, HEAD, KEY, MOST_ROWS, WORKSHOP
from roadmap.worksheets.question import KEY as KEY_OF_QUESTION
from roadmap.worksheets.registry import WORKSHEETS, Registry
from roadmap.worksheets.worksheet import Worksheet

OWN_QUESTION = f"^{KEY_OF_QUESTION.pattern}$"


def plan_schema(registry: Registry = WORKSHEETS) -> dict[str, Any]:
    """The schema of a whole document; `x-catalogue` and `x-references` say what slugs and keys must exist.

    What answers to a workshop's own questions may hold is said by that workshop's `registry` alone.
    """
    workshop = _object(WORKSHOP)
    workshop["properties"]["questionnaire"] = _nullable(QUESTIONNAIRE)
    head = {"format": {"const": FORMAT}} | {f.key: f.schema() for f in HEAD} | {"workshop": workshop}
    sheets = {key: _sheet(worksheet) for key, worksheet in registry.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Roadmap plan document, version 1",
        "type": "object",
        "properties": head | sheets,
        "required": ["format", *(field.key for field in HEAD)],
        "additionalProperties": False,
    }


def _sheet(worksheet: Worksheet) -> dict[str, Any]:
    row = _object((*worksheet.fields, *worksheet.common))
    row["patternProperties"] = {OWN_QUESTION: {}}
    row["properties"]["provisional"] = _nullable(_names_of_fields(worksheet))
    if worksheet.single:
        return row
    row["properties"] = {"key": {"type": "string", "pattern": f"^{KEY.pattern}$"}, **row["properties"]}
    return {"type": "array", "maxItems": MOST_ROWS, "items": {**row, "required": ["key"]}}


def _names_of_fields(worksheet: Worksheet) -> dict[str, Any]:
    names = worksheet.field("provisional").schema()
    return {**names, "items": {"anyOf": [names["items"], {"type": "string", "pattern": OWN_QUESTION}]}}


def _object(fields: Iterable[Field]) -> dict[str, Any]:
    properties = {field.key: _nullable(field.schema()) for field in fields}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """Null says the same as leaving the answer out."""
    return {"anyOf": [schema, {"type": "null"}]}
