"""A rule: a question asked of every plan, and the set of all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from roadmap.checks.finding import Finding, Severity
from roadmap.checks.index import Index
from roadmap.worksheets.plan import Row
from roadmap.worksheets.registry import Registry

ERROR, WARNING, NOTE = Severity


@dataclass(frozen=True)
class Spot:
    """Where a rule found something, and the parameters of its sentence."""

    worksheet: str
    row: str | None
    field: str | None
    params: Mapping[str, Any]


Search = Callable[[Index], Iterable[Spot]]


@dataclass(frozen=True)
class Rule:
    """One rule. `reads` names what it cannot do without, as `worksheet.field`, or `worksheet` alone.

    A `general` rule gives way where a particular one has found something at the same place.
    """

    id: str
    severity: Severity
    message: str
    remedy: str
    search: Search
    reads: tuple[str, ...] = ()
    general: bool = False

    def applies_to(self, registry: Registry) -> bool:
        """Whether these worksheets have everything the rule reads."""
        return all(_has(registry, *name.split(".")) for name in self.reads)

    def findings(self, index: Index) -> Iterator[Finding]:
        """Ask one plan."""
        for spot in self.search(index):
            yield Finding(
                rule=self.id,
                severity=self.severity,
                worksheet=spot.worksheet,
                row=spot.row,
                field=spot.field,
                message=self.message,
                params=spot.params,
                remedy=self.remedy,
            )


def rule(
    id: str,
    severity: Severity,
    message: str,
    remedy: str,
    *,
    reads: tuple[str, ...] = (),
    general: bool = False,
) -> Callable[[Search], Rule]:
    """Turn a function that yields spots into a rule; `message` and `remedy` are message ids."""
    return lambda search: Rule(id, severity, message, remedy, search, reads, general)


def at(row: Row, field: str | None = None, /, **params: object) -> Spot:
    """Point at a row, or at one of its fields."""
    return Spot(row.worksheet, row.key, field, params)


def at_worksheet(worksheet: str, field: str | None = None, /, **params: object) -> Spot:
    """Point at a whole worksheet."""
    return Spot(worksheet, None, field, params)


def _has(registry: Registry, worksheet: str, field: str | None = None) -> bool:
    return worksheet in registry and (field is None or field in registry[worksheet].by_key)
