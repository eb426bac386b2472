"""What a person or an audience may see of a plan: rows under a stricter marking are left out without a trace.

Source: FIRST TLP 2.0; `roadmap.access.clearance` says up to which marking a person sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from roadmap.fields.field import Field
from roadmap.fields.problem import refuse
from roadmap.fields.reference import Reference, References
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp, least_strict
from roadmap.worksheets.plan import Plan, Row

TOO_STRICT = N_(
    "%(marking)s holds for the whole plan, so nothing of it may go to an audience of %(audience)s; "
    "choose an audience of at least %(marking)s, or let the delegation change the marking."
)
NEVER_PUBLISHED = N_("%(marking)s holds for the whole plan; what is TLP:RED is never put into a document.")


WIDEST = Tlp.AMBER_STRICT  # of what leaves the delegation's own working pages


def visible(marking: Tlp, clearance: Tlp) -> bool:
    """Whether who sees up to `clearance` may see what is under `marking`: every door asks here."""
    return marking.strictness <= clearance.strictness


@dataclass(frozen=True)
class Shown:
    """The part of a plan that is seen, and the marking of the whole.

    `withheld` says how many rows of each worksheet were left out.
    """

    plan: Plan
    withheld: Mapping[str, int]
    marking: Tlp

    @property
    def withheld_in_all(self) -> int:
        """How many rows were left out of all worksheets."""
        return sum(self.withheld.values())


def for_audience(plan: Plan, audience: Tlp) -> Shown:
    """Leave out of a document what is stricter than its audience, and TLP:RED always.

    Raises Refused if that is all of it.
    """
    labels = {"marking": plan.tlp.label, "audience": audience.label}
    if not visible(plan.tlp, WIDEST):
        raise refuse("tlp", NEVER_PUBLISHED, **labels)
    if not visible(plan.tlp, audience):
        raise refuse("tlp", TOO_STRICT, **labels)
    return seen(plan, least_strict(audience, WIDEST))


def seen(plan: Plan, clearance: Tlp) -> Shown:
    """Leave out what is stricter than `clearance`, and what refers to it."""
    kept = {
        key: tuple(row for row in rows if visible(plan.marking_of(row), clearance))
        for key, rows in plan.sheets.items()
    }
    withheld = {key: len(plan.rows(key)) - len(rows) for key, rows in kept.items()}
    filtered = _without_dangling(replace(plan, sheets=MappingProxyType(kept)))
    return Shown(filtered, {key: count for key, count in withheld.items() if count}, filtered.marking)


def _without_dangling(plan: Plan) -> Plan:
    """Take out references to rows that are not there."""
    keys = {worksheet: {row.key for row in rows} for worksheet, rows in plan.sheets.items()}
    sheets = {key: tuple(_mended(plan, row, keys) for row in rows) for key, rows in plan.sheets.items()}
    return replace(plan, sheets=MappingProxyType({key: rows for key, rows in sheets.items() if rows}))


def _mended(plan: Plan, row: Row, keys: Mapping[str, set[str]]) -> Row:
    fields = plan.registry[row.worksheet].by_key
    values = {key: _standing(fields[key], value, keys) for key, value in row.values.items()}
    return replace(row, values=MappingProxyType({k: v for k, v in values.items() if v is not None}))


def _standing(field: Field, value: Any, keys: Mapping[str, set[str]]) -> Any:
    """The part of an answer that refers to rows that are there; None if nothing is left."""
    if isinstance(field, Reference):
        return value if value in keys.get(field.worksheet, ()) else None
    if isinstance(field, References):
        return tuple(key for key in value if key in keys.get(field.worksheet, ())) or None
    return value
