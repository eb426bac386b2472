"""What an audience may see of a plan: rows under a stricter marking are left out without a trace."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from roadmap.fields.field import Field
from roadmap.fields.problem import refuse
from roadmap.fields.reference import Reference, References
from roadmap.i18n import N_
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row

TOO_STRICT = N_(
    "%(marking)s holds for the whole plan, so nothing of it may go to an audience of %(audience)s; "
    "choose an audience of at least %(marking)s, or let the delegation change the marking."
)
NEVER_PUBLISHED = N_("%(marking)s holds for the whole plan; what is TLP:RED is never put into a document.")


@dataclass(frozen=True)
class Shown:
    """The part of a plan that an audience may see, and the marking of the whole.

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
    """Leave out what is stricter than the audience, and TLP:RED always; raises Refused if all of it is."""
    labels = {"marking": plan.tlp.label, "audience": audience.label}
    if plan.tlp is Tlp.RED:
        raise refuse("tlp", NEVER_PUBLISHED, **labels)
    if plan.tlp.strictness > audience.strictness:
        raise refuse("tlp", TOO_STRICT, **labels)
    kept = {key: tuple(_visible(plan, rows, audience)) for key, rows in plan.sheets.items()}
    withheld = {key: len(plan.rows(key)) - len(rows) for key, rows in kept.items()}
    filtered = _without_dangling(replace(plan, sheets=MappingProxyType(kept)))
    return Shown(filtered, {key: count for key, count in withheld.items() if count}, filtered.marking)


def _visible(plan: Plan, rows: tuple[Row, ...], audience: Tlp) -> Iterator[Row]:
    for row in rows:
        marking = plan.marking_of(row)
        if marking is not Tlp.RED and marking.strictness <= audience.strictness:
            yield row


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
