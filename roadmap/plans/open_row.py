"""One row lying open: its form, what was found in it, and where another person's text stands against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Entry as CatalogueEntry
from roadmap.fields.scope import Scope
from roadmap.plans import store
from roadmap.plans.merging import Conflict, digests
from roadmap.plans.models import Entry
from roadmap.plans.opened import Opened, Told
from roadmap.worksheets.forms import RowForm
from roadmap.worksheets.plan import Row
from roadmap.worksheets.worksheet import Worksheet


@dataclass(frozen=True)
class Choice:
    """Two texts for one field: what this person wrote, and what stands there by another's hand."""

    mine: str
    theirs: str
    name: str


@dataclass(frozen=True)
class OpenRow:
    """What the page of one row shows.

    `gone` names who deleted it, where somebody did; `about` is the catalogue's entry that filled it.
    """

    worksheet: Worksheet
    row: Row
    form: RowForm
    version: int
    seen: str
    findings: Sequence[Told]
    conflicts: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))
    gone: str = ""
    about: CatalogueEntry | None = None

    def found(self, key: str | None) -> list[Told]:
        """What was found at one field, or at the row as a whole."""
        return [finding for finding in self.findings if finding.question == key]


def open_row(
    opened: Opened,
    worksheet: Worksheet,
    entry: Entry,
    form: RowForm | None = None,
    conflicts: Iterable[Conflict] = (),
    gone: str = "",
) -> OpenRow:
    """Lay a row open: as it is stored, or with the `form` that was just sent and not wholly accepted."""
    row = opened.book.row(entry)
    return OpenRow(
        worksheet,
        row,
        form or RowForm(worksheet, opened.scope, row),
        entry.version,
        digests(worksheet, row.values),
        opened.at(worksheet, entry.row_key),
        MappingProxyType({c.field: choice(worksheet, c, opened.scope) for c in conflicts}),
        gone,
        _about(opened, worksheet, row),
    )


def _about(opened: Opened, worksheet: Worksheet, row: Row) -> CatalogueEntry | None:
    picks = worksheet.picks_from
    return opened.catalogue.entries[picks.catalogue].get(row[picks.key] or "") if picks else None


def choice(worksheet: Worksheet, conflict: Conflict, scope: Scope) -> Choice:
    """Put a conflict in words."""
    asked = worksheet.field(conflict.field)

    def said(raw: Any) -> str:
        return asked.text(asked.load(raw, asked.key, scope), scope)

    return Choice(said(conflict.mine), said(conflict.theirs), store.name_of(conflict.by))
