"""The register of a worksheet: each row as one readable line."""

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap.fields.scope import Scope
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row
from roadmap.worksheets.scales import Band, band, score
from roadmap.worksheets.worksheet import Worksheet


@dataclass(frozen=True)
class Line:
    """One row: what names it, what its worksheet shows of it, and what needs attention.

    `heading` is empty while nothing names the row. `summary` pairs labels with texts. `marking` is set where
    the row is stricter than the plan.
    """

    key: str
    heading: str
    language: str
    summary: tuple[tuple[str, str], ...]
    score: int | None
    band: Band | None
    marking: Tlp | None
    provisional: int
    findings: int


def line(worksheet: Worksheet, plan: Plan, row: Row, scope: Scope, findings: int) -> Line:
    """Make the line of one row; `findings` is how many are open there."""
    points = score(row["likelihood"], row["impact"])
    marking = plan.marking_of(row)
    return Line(
        key=row.key,
        heading=heading(worksheet, row, scope.lists),
        language=row.lang or plan.language,
        summary=_summary(worksheet, row, scope),
        score=points,
        band=band(points) if points else None,
        marking=marking if marking is not plan.tlp else None,
        provisional=len(row.provisional),
        findings=findings,
    )


def heading(worksheet: Worksheet, row: Row, lists: Mapping[str, Mapping[str, str]]) -> str:
    """What names a row: its own heading, else its catalogue entry's title; empty when it has neither."""
    if row[worksheet.heading]:
        return str(row[worksheet.heading])
    picks = worksheet.picks_from
    return lists[picks.catalogue].get(row[picks.key], "") if picks and row[picks.key] else ""


def _summary(worksheet: Worksheet, row: Row, scope: Scope) -> tuple[tuple[str, str], ...]:
    fields = [worksheet.field(key) for key in worksheet.summary if row[key] is not None]
    return tuple((scope.translate(field.label), field.text(row[field.key], scope)) for field in fields)
