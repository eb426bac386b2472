"""A plan made ready for rules: who cites whom is found once, so that every rule stays linear."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.reference import Reference, References
from roadmap.worksheets.plan import Plan, Row

Address = tuple[str, str]


@dataclass(frozen=True)
class Citation:
    """Field `field` of `row` refers to the row `cited`."""

    row: Row
    field: str
    cited: Row


@dataclass(frozen=True)
class Index:
    """One plan, its catalogue, and the ways between its rows."""

    plan: Plan
    catalogue: Catalogue

    def rows(self, worksheet: str) -> tuple[Row, ...]:
        """The rows of a worksheet, in order; none where the plan has no such worksheet."""
        return self.plan.rows(worksheet)

    def row(self, worksheet: str, key: str | None) -> Row | None:
        """One row by its key."""
        return self._by_address.get((worksheet, key or ""))

    def citing(self, row: Row, worksheet: str) -> tuple[Row, ...]:
        """The rows of `worksheet` that refer to `row`."""
        rows = self._cited_by.get((row.worksheet, row.key), ())
        return tuple(citing for citing in rows if citing.worksheet == worksheet)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every reference of the plan, in the order of the worksheets."""
        return tuple(citation for row in self.plan.all_rows() for citation in self._citations_of(row))

    @property
    def horizon(self) -> tuple[date, date]:
        """The first and last day of the plan's horizon; open ends where they are not answered."""
        profile = self.plan.profile
        return profile["horizon_start"] or date.min, profile["horizon_end"] or date.max

    @cached_property
    def _by_address(self) -> Mapping[Address, Row]:
        return {(row.worksheet, row.key): row for row in self.plan.all_rows()}

    @cached_property
    def _cited_by(self) -> Mapping[Address, list[Row]]:
        cited_by: defaultdict[Address, list[Row]] = defaultdict(list)
        for citation in self.citations:
            cited_by[citation.cited.worksheet, citation.cited.key].append(citation.row)
        return cited_by

    def _citations_of(self, row: Row) -> Iterator[Citation]:
        for field in self.plan.registry[row.worksheet].fields:
            if isinstance(field, Reference | References):
                keys = row[field.key] or ()
                for key in (keys,) if isinstance(keys, str) else keys:
                    cited = self.row(field.worksheet, key)
                    if cited is not None:
                        yield Citation(row, field.key, cited)
