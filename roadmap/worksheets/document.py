"""The plan document, version 1: strict loading, canonical dumping."""

import json
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.worksheets.head import FORMAT, WORKSHOP
from roadmap.worksheets.loading import Loading
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.registry import WORKSHEETS, Registry
from roadmap.worksheets.worksheet import Worksheet


def load_plan(document: object, catalogue: Catalogue, registry: Registry = WORKSHEETS) -> Plan:
    """Make a plan out of a parsed document; raises Refused with every problem and its place."""
    return Loading(catalogue, registry).plan(document)


def dump_plan(plan: Plan) -> dict[str, Any]:
    """Turn a plan into a document that loads to the same plan; what is not answered is left out."""
    head = {"format": FORMAT, "country": plan.country, "language": plan.language, "tlp": plan.tlp.value}
    workshop = {f.key: f.dump(v) for f in WORKSHOP if (v := getattr(plan.workshop, f.key)) is not None}
    if plan.questionnaire:
        workshop["questionnaire"] = plan.questionnaire.dump()
    sheets = {key: _dump_rows(plan, worksheet) for key, worksheet in plan.registry.items()}
    return head | {key: value for key, value in {"workshop": workshop, **sheets}.items() if value}


def canonical_bytes(plan: Plan) -> bytes:
    """The document as UTF-8 JSON, always the same bytes for the same plan: what is hashed and attached."""
    return json.dumps(dump_plan(plan), ensure_ascii=False, indent=1).encode() + b"\n"


def _dump_rows(plan: Plan, worksheet: Worksheet) -> Any:
    rows = plan.rows(worksheet.key)
    if worksheet.single:
        return worksheet.dump(rows[0].values) if rows else {}
    return [{"key": row.key, **worksheet.dump(row.values)} for row in rows]
