"""All worksheets in the order a delegation works; refuses to exist with a contradiction."""

from collections.abc import Iterable, Iterator, Mapping

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.choice import Listed
from roadmap.fields.field import Field
from roadmap.fields.money import Money
from roadmap.fields.reference import Reference, References
from roadmap.fields.table import Table
from roadmap.worksheets.actions import ACTIONS
from roadmap.worksheets.defence import DEFENCE
from roadmap.worksheets.follow_up import FOLLOW_UP
from roadmap.worksheets.indicators import INDICATORS
from roadmap.worksheets.legal import LEGAL
from roadmap.worksheets.objectives import OBJECTIVES
from roadmap.worksheets.partnerships import PARTNERSHIPS
from roadmap.worksheets.profile import PROFILE
from roadmap.worksheets.resources import RESOURCES
from roadmap.worksheets.risks import RISKS
from roadmap.worksheets.sources import SOURCES
from roadmap.worksheets.threats import THREATS
from roadmap.worksheets.worksheet import Worksheet

# What a plan document says beside its worksheets, and what a row says beside its answers.
TAKEN_BY_THE_PLAN = frozenset({"format", "country", "language", "tlp", "workshop"})
TAKEN_BY_THE_ROW = frozenset({"key", "version", "csrf_token", "position"})


class BrokenRegistry(ValueError):
    """Raised at start-up when worksheets contradict each other; names the worksheet and the field."""


class Registry(Mapping[str, Worksheet]):
    """Worksheets by key, in order."""

    def __init__(self, worksheets: Iterable[Worksheet]) -> None:
        listed = tuple(worksheets)
        _refuse_repeated("worksheets", [worksheet.key for worksheet in listed], TAKEN_BY_THE_PLAN)
        self._worksheets = {worksheet.key: worksheet for worksheet in listed}
        for worksheet in listed:
            self._check(worksheet)

    def __getitem__(self, key: str) -> Worksheet:
        return self._worksheets[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._worksheets)

    def __len__(self) -> int:
        return len(self._worksheets)

    __hash__ = object.__hash__

    def _check(self, worksheet: Worksheet) -> None:
        keys = [field.key for field in (*worksheet.fields, *worksheet.common)]
        _refuse_repeated(worksheet.key, keys, TAKEN_BY_THE_ROW)
        for field in worksheet.fields:
            self._check_field(worksheet, field)
        if not {worksheet.heading, *worksheet.summary, *worksheet.compared} <= set(keys):
            raise BrokenRegistry(f"{worksheet.key}: heading, summary and compared must name its fields")

    def _check_field(self, worksheet: Worksheet, field: Field) -> None:
        if isinstance(field, Table):
            _refuse_repeated(
                f"{worksheet.key}.{field.key}", [column.key for column in field.columns], frozenset()
            )
        if isinstance(field, Reference | References) and field.worksheet not in self._worksheets:
            raise BrokenRegistry(
                f"{worksheet.key}.{field.key} refers to {field.worksheet!r}, which is no worksheet"
            )
        if isinstance(field, Money) and field.currency not in worksheet.by_key:
            raise BrokenRegistry(
                f"{worksheet.key}.{field.key} has no currency field {field.currency!r} beside it"
            )

    def refuse_unlisted(self, catalogue: Catalogue) -> None:
        """Raise BrokenRegistry where a field chooses from a list that the catalogue lacks."""
        for worksheet in self.values():
            for field in worksheet.fields:
                if isinstance(field, Listed) and field.catalogue and field.catalogue not in catalogue.lists:
                    raise BrokenRegistry(
                        f"{worksheet.key}.{field.key} chooses from {field.catalogue!r}, which is no list"
                    )


def _refuse_repeated(place: str, keys: list[str], taken: frozenset[str]) -> None:
    for index, key in enumerate(keys):
        if key in keys[:index] or key in taken or not key.isidentifier() or key != key.lower():
            raise BrokenRegistry(f"{place}: the key {key!r} is used twice, taken or not a lower-case name")


WORKSHEETS = Registry(
    (
        PROFILE,
        SOURCES,
        THREATS,
        PARTNERSHIPS,
        LEGAL,
        RESOURCES,
        DEFENCE,
        OBJECTIVES,
        ACTIONS,
        INDICATORS,
        RISKS,
        FOLLOW_UP,
    )
)
