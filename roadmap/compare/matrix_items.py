"""What one plan says on the subject of a matrix, row by row; worked out once for each version of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.catalogue.entry import Catalogue
from roadmap.catalogue.load import catalogue
from roadmap.checks.index import Index
from roadmap.compare.compared import Version
from roadmap.compare.matrix_heat import Heat, heat_of
from roadmap.compare.matrix_likeness import Words, words
from roadmap.compare.matrix_subject import ACTIONS, Subject
from roadmap.fields.reference import Referring
from roadmap.worksheets.plan import Plan, Row

CARRY_PILLARS = frozenset({"actions", "objectives"})


@dataclass(frozen=True)
class Item:
    """One row of one plan. `title` is what the delegation calls it, in `language` (empty: nothing yet).

    `entries` are the shared lines it stands in; `answered_by` the keys of the actions that refer to it;
    `pillars` those of the row itself, or of the actions and objectives it belongs to.
    """

    plan: Plan
    row: Row
    title: str
    language: str
    words: Words
    entries: tuple[str, ...]
    heat: Heat | None
    answered_by: tuple[str, ...]
    pillars: frozenset[str]


def items(version: Version, subject: Subject) -> tuple[Item, ...]:
    """Everything a plan says on `subject`, in its order."""
    return version.once(("items", subject.key), lambda version: tuple(_items(version, subject)))


def index(version: Version) -> Index:
    """The ways between the rows of a plan."""
    return version.once("index", lambda version: Index(version.plan, _catalogue(version.plan)))


def _items(version: Version, subject: Subject) -> Iterator[Item]:
    plan, ways = version.plan, index(version)
    for row in plan.rows(subject.worksheet.key):
        entries = subject.entries(row)
        if entries or subject.field is None:
            yield _item(plan, row, subject, entries, ways)


def _item(plan: Plan, row: Row, subject: Subject, entries: tuple[str, ...], ways: Index) -> Item:
    title, language = str(row[subject.worksheet.heading] or ""), row.lang or plan.language
    return Item(
        plan=plan,
        row=row,
        title=title,
        language=language,
        words=words(title, language),
        entries=entries,
        heat=None if subject.field else heat_of(subject.worksheet, row, ways.catalogue),
        answered_by=tuple(action.key for action in ways.citing(row, ACTIONS)),
        pillars=_pillars(ways, row),
    )


def _pillars(ways: Index, row: Row) -> frozenset[str]:
    """The row's own pillar, else those of what it belongs to; an action without one takes its objective's."""
    if row["pillar"]:
        return frozenset({row["pillar"]})
    citing = () if row.worksheet in CARRY_PILLARS else ways.citing(row, ACTIONS)
    return frozenset().union(*(_pillars(ways, each) for each in (*_belongs_to(ways, row), *citing)))


def _belongs_to(ways: Index, row: Row) -> Iterator[Row]:
    for field in ways.plan.registry[row.worksheet].fields:
        if isinstance(field, Referring) and field.worksheet in CARRY_PILLARS:
            keys = row[field.key] or ()
            for key in (keys,) if isinstance(keys, str) else keys:
                if found := ways.row(field.worksheet, key):
                    yield found


def _catalogue(plan: Plan) -> Catalogue:
    return plan.questionnaire.catalogue(catalogue())
