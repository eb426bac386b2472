"""What a matrix has lines of: the rows of a worksheet, or what they choose in one of its fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roadmap.fields.choice import Listed, MultipleChoice
from roadmap.fields.reference import Referring
from roadmap.worksheets.plan import Row
from roadmap.worksheets.registry import Registry
from roadmap.worksheets.worksheet import Worksheet

ACTIONS = "actions"


@dataclass(frozen=True)
class Subject:
    """A worksheet, or with `field` what its rows choose there, such as the SDG targets of actions."""

    worksheet: Worksheet
    field: MultipleChoice | None = None

    @property
    def key(self) -> str:
        """Its name in addresses: `threats`, `actions.sdg_targets`."""
        return f"{self.worksheet.key}.{self.field.key}" if self.field else self.worksheet.key

    @property
    def listed(self) -> Listed | None:
        """The field whose values are lines that every delegation shares."""
        return self.field or self.worksheet.picks_from

    def entries(self, row: Row) -> tuple[str, ...]:
        """The shared lines that a row stands in; none for a row of the delegation's own."""
        chosen = row[self.listed.key] if self.listed else None
        return (chosen,) if isinstance(chosen, str) else tuple(chosen or ())


def subjects(registry: Registry) -> Mapping[str, Subject]:
    """Everything that plans with these worksheets can be compared by: worksheets first, in their order."""
    sheets = [sheet for sheet in registry.values() if not sheet.single]
    whole = [Subject(sheet) for sheet in sheets]
    chosen = [Subject(sheet, field) for sheet in sheets for field in _lists(sheet)]
    return {subject.key: subject for subject in (*whole, *chosen)}


def is_answerable(subject: Subject, registry: Registry) -> bool:
    """Whether actions can say that they answer a row of this worksheet."""
    if ACTIONS not in registry or subject.field:
        return False
    fields = registry[ACTIONS].fields
    return any(isinstance(f, Referring) and f.worksheet == subject.worksheet.key for f in fields)


def _lists(worksheet: Worksheet) -> Iterator[MultipleChoice]:
    for field in worksheet.fields:
        if isinstance(field, MultipleChoice) and not isinstance(field, Referring):
            yield field
