"""How warm a cell is: out of the scales of a row, or the rung it reached, whatever the worksheet."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, prod

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.choice import Choice
from roadmap.fields.scale import Scale
from roadmap.worksheets.plan import Row
from roadmap.worksheets.scales import HIGH, band
from roadmap.worksheets.worksheet import Worksheet

LEVELS = 4
LADDER = "ladder"
SCORES = 25  # of likelihood times impact, for which there are words


class Kind(StrEnum):
    """What a value tells of: how grave something is, or how far it has come."""

    RISK = "risk"
    RUNG = "rung"


@dataclass(frozen=True)
class Heat:
    """A value from 1 to `of`, its shade from 1 to 4, and the word for it (a message id)."""

    kind: Kind
    value: int
    of: int
    level: int
    word: str

    @property
    def is_high(self) -> bool:
        """Whether it asks for an answer: the upper half of all risks."""
        return self.kind is Kind.RISK and (
            self.value >= HIGH if self.of == SCORES else self.level > LEVELS / 2
        )


def heat_of(worksheet: Worksheet, row: Row, catalogue: Catalogue) -> Heat | None:
    """How warm a row is; None where its worksheet has neither scale nor ladder, or the row no answer."""
    if scales := [field for field in worksheet.fields if isinstance(field, Scale)]:
        return _risk(scales, row)
    ladder = next((f for f in worksheet.fields if isinstance(f, Choice) and f.catalogue == LADDER), None)
    return _rung(worksheet, ladder, row, catalogue) if ladder else None


def is_told_by_heat(worksheet: Worksheet, key: str) -> bool:
    """Whether the answer to a field shows as the warmth of the cell."""
    field = worksheet.field(key)
    return isinstance(field, Scale) or (isinstance(field, Choice) and field.catalogue == LADDER)


def _risk(scales: list[Scale], row: Row) -> Heat | None:
    if any(row[scale.key] is None for scale in scales):
        return None
    value, of = prod(row[scale.key] for scale in scales), prod(max(scale.steps) for scale in scales)
    word = scales[0].steps[value] if len(scales) == 1 else band(value).word if of == SCORES else ""
    return Heat(Kind.RISK, value, of, _level(value, of), word)


def _level(value: int, of: int) -> int:
    if of != SCORES:
        return ceil(LEVELS * value / of)
    return ("low", "medium", "high", "critical").index(band(value).name) + 1


def _rung(worksheet: Worksheet, ladder: Choice, row: Row, catalogue: Catalogue) -> Heat | None:
    picks = worksheet.picks_from
    steps = catalogue.ladder_of(row[picks.key] if picks else None)
    if row[ladder.key] not in steps:
        return None
    value, of = list(steps).index(row[ladder.key]) + 1, len(steps)
    return Heat(Kind.RUNG, value, of, ceil(LEVELS * value / of), steps[row[ladder.key]])
