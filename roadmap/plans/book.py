"""A plan as it lies open: its record, all its entries in order, and the plan they make."""

import re
from dataclasses import dataclass
from functools import cached_property

from roadmap.catalogue.load import catalogue
from roadmap.plans.assembling import assemble
from roadmap.plans.models import Entry
from roadmap.plans.models import Plan as Record
from roadmap.worksheets.audience import visible
from roadmap.worksheets.marking import Tlp, strictest
from roadmap.worksheets.plan import Plan, Row
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.asking import asked_by


@dataclass(frozen=True)
class Book:
    """One reading of a stored plan; `entries` holds deleted ones too, each worksheet in its order.

    `withheld` says how many standing entries are stricter than `clearance` and so not among them.
    """

    record: Record
    entries: tuple[Entry, ...]
    clearance: Tlp = Tlp.RED
    withheld: int = 0

    def seen(self, clearance: Tlp) -> "Book | None":
        """The part of the book that is under no stricter marking than `clearance`; None if all of it is."""
        if not visible(Tlp(self.record.tlp), clearance):
            return None
        kept = tuple(entry for entry in self.entries if visible(self.marking_of(entry), clearance))
        asked = asked_by(self.record.delegation.workshop)
        standing = [e for e in self.entries if e.deleted_at is None and asked.asks(e.worksheet)]
        withheld = sum(not visible(self.marking_of(entry), clearance) for entry in standing)
        return Book(self.record, kept, clearance, withheld)

    def marking_of(self, entry: Entry) -> Tlp:
        """What holds for an entry: the stricter of its own marking and the plan's."""
        return strictest([Tlp(self.record.tlp), Tlp(entry.answers.get("tlp") or Tlp.CLEAR)])

    @cached_property
    def plan(self) -> Plan:
        """The plan that the standing entries make."""
        return assemble(self.record, self.entries, catalogue())

    def of(self, worksheet: Worksheet) -> list[Entry]:
        """Every entry of a worksheet, deleted ones among them at their places."""
        return [entry for entry in self.entries if entry.worksheet == worksheet.key]

    def standing(self, worksheet: Worksheet) -> list[Entry]:
        """The entries of a worksheet that are not deleted."""
        return [entry for entry in self.of(worksheet) if entry.deleted_at is None]

    def deleted(self, worksheet: Worksheet) -> list[Entry]:
        """The deleted entries of a worksheet, the latest first."""
        gone = [entry for entry in self.of(worksheet) if entry.deleted_at is not None]
        return sorted(gone, key=lambda entry: str(entry.deleted_at), reverse=True)

    def entry(self, worksheet: Worksheet, row_key: str) -> Entry | None:
        """One entry by its row's key, deleted or not."""
        return next((entry for entry in self.of(worksheet) if entry.row_key == row_key), None)

    def row(self, entry: Entry) -> Row:
        """The row that a standing entry makes."""
        return self.plan.row(entry.worksheet, entry.row_key) or Row(entry.worksheet, entry.row_key)

    def end(self, worksheet: Worksheet) -> int:
        """The position after the last row of a worksheet."""
        return max((entry.position for entry in self.of(worksheet)), default=-1) + 1

    def next_key(self, worksheet: Worksheet) -> str:
        """A key that no row of the worksheet has or had: T7 after T6, even where T6 is deleted."""
        pattern = re.compile(rf"{re.escape(worksheet.prefix)}([0-9]{{1,9}})")
        numbers = [
            int(found[1]) for entry in self.of(worksheet) if (found := pattern.fullmatch(entry.row_key))
        ]
        return f"{worksheet.prefix}{max(numbers, default=0) + 1}"
