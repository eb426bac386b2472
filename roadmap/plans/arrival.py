"""What a plan document would change in a plan: shown before it is taken in, and the same when it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from roadmap.fields.problem import refuse
from roadmap.i18n import N_
from roadmap.worksheets.head import MOST_ROWS
from roadmap.worksheets.marking import Tlp, strictest
from roadmap.worksheets.plan import Plan, Row
from roadmap.worksheets.worksheet import Worksheet


@dataclass(frozen=True)
class Arrival:
    """One row of a document on its way into a plan; `old` is the row it replaces, None where it is new."""

    worksheet: Worksheet
    row: Row
    old: Row | None

    @property
    def answers(self) -> dict[str, Any]:
        """The row's dumped answers; its marking is never wider than that of the row it replaces."""
        dumped = self.worksheet.dump(self.row.values)
        if self.old and self.old.tlp:
            dumped["tlp"] = strictest([self.old.tlp, self.row.tlp or Tlp.CLEAR]).value
        return dumped

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        return self.old is None or self.worksheet.dump(self.old.values) != self.answers


@dataclass(frozen=True)
class Tally:
    """What arrives in one worksheet: how many new rows; of rows that change, the titles before and after."""

    worksheet: Worksheet
    new: int
    changed: tuple[tuple[str, str, str], ...]


def arrivals(current: Plan, document: Plan) -> list[Arrival]:
    """Every row of the document that changes the plan; raises Refused if the two do not belong together."""
    if document.country != current.country:
        message = N_("The document is the plan of %(theirs)s; this plan is that of %(ours)s.")
        raise refuse("country", message, theirs=document.country, ours=current.country)
    found = [
        Arrival(current.registry[row.worksheet], row, current.row(row.worksheet, row.key))
        for row in document.all_rows()
    ]
    for worksheet in current.registry.values():
        _refuse_long(worksheet, current, found)
    return [arrival for arrival in found if arrival.changes]


def tallies(current: Plan, document: Plan, found: list[Arrival]) -> Iterator[Tally]:
    """Count what arrives, worksheet by worksheet; worksheets to which nothing comes are left out."""
    for worksheet in current.registry.values():
        here = [arrival for arrival in found if arrival.worksheet is worksheet]
        changed = tuple((a.row.key, current.title_of(a.old), document.title_of(a.row)) for a in here if a.old)
        if here:
            yield Tally(worksheet, len(here) - len(changed), changed)


def _refuse_long(worksheet: Worksheet, current: Plan, found: list[Arrival]) -> None:
    new = sum(arrival.worksheet is worksheet and arrival.old is None for arrival in found)
    if (count := len(current.rows(worksheet.key)) + new) > MOST_ROWS:
        message = N_("would have %(count)s rows; at most %(limit)s.")
        raise refuse(worksheet.key, message, count=count, limit=MOST_ROWS)


def settled(current: Plan, document: Plan) -> Mapping[str, str]:
    """The plan's head with the document in: an empty plan takes its language, and no marking gets wider."""
    empty = not any(row.values for row in current.all_rows())
    return {
        "language": document.language if empty else current.language,
        "tlp": strictest([current.tlp, document.tlp]).value,
    }
