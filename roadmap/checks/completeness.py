"""How far a plan is filled, for the spine of the workbook."""

from collections.abc import Iterable, Mapping

from roadmap.worksheets.plan import Plan, Row
from roadmap.worksheets.worksheet import Worksheet


def completeness(plan: Plan) -> Mapping[str, int]:
    """For each worksheet the per cent of expected answers that are there, 0 to 100, rounded down."""
    return {key: completeness_of(worksheet, plan.rows(key)) for key, worksheet in plan.registry.items()}


def completeness_of(worksheet: Worksheet, rows: Iterable[Row]) -> int:
    """The per cent for one worksheet; 0 while it has no rows, 100 only when nothing expected is missing."""
    expected = expected_fields(worksheet)
    answers = [row[key] is not None for row in rows for key in expected]
    return 100 * sum(answers) // len(answers) if answers else 0


def expected_fields(worksheet: Worksheet) -> tuple[str, ...]:
    """What a finished plan needs, and what the register shows of each row."""
    return tuple(f.key for f in worksheet.fields if f.required or f.key in worksheet.summary)
