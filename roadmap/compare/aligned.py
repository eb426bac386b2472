"""Two to six plans side by side: the rows of one worksheet lined up, and where their answers differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roadmap.catalogue.entry import Catalogue
from roadmap.compare.compared import Compared
from roadmap.compare.matrix_alignment import Strand, align
from roadmap.compare.matrix_items import Item, items
from roadmap.compare.matrix_subject import Subject
from roadmap.fields.field import Field
from roadmap.fields.reference import Referring
from roadmap.fields.scope import Scope
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.worksheet import Worksheet

FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class Said:
    """What one delegation answers: a text for each of its rows there, in the language of the row."""

    texts: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Question:
    """One question of an aligned row, with what each delegation answers, in the order of the columns.

    `differs` where those who have the row do not answer it alike; a question that one left open differs.
    """

    label: str
    said: tuple[Said, ...]
    differs: bool


@dataclass(frozen=True)
class AlignedRow:
    """One thing in several plans; `has` says of each delegation whether it names it at all."""

    key: str
    title: str
    language: str
    is_own: bool
    has: tuple[bool, ...]
    questions: tuple[Question, ...]

    @property
    def differs(self) -> bool:
        """Whether anybody leaves it out or answers otherwise."""
        return not all(self.has) or any(question.differs for question in self.questions)


def side_by_side(
    worksheet: Worksheet, columns: Sequence[Compared], catalogue: Catalogue, translate: Callable[[str], str]
) -> tuple[AlignedRow, ...]:
    """Line up a worksheet of these plans: by catalogue entry, then by likeness of wording, then one by one.

    What most of them name comes first; a worksheet that has one row is one row here.
    """
    subject = Subject(worksheet)
    said = {each.number: items(each.version, subject) for each in columns if each.version}
    strands = [_only(worksheet, said)] if worksheet.single else align(said)
    ordered = sorted((strand for strand in strands if strand.items), key=lambda s: (-len(s.items), s.key))
    scope = Scope(catalogue.lists, translate=translate)
    return tuple(_row(subject, strand, columns, scope) for strand in ordered)


def _only(worksheet: Worksheet, said: dict[int, tuple[Item, ...]]) -> Strand:
    rows = {number: list(each) for number, each in said.items() if each}
    return Strand(worksheet.key, worksheet.key, items=rows)


def _row(subject: Subject, strand: Strand, columns: Sequence[Compared], scope: Scope) -> AlignedRow:
    worksheet, title = subject.worksheet, strand.title
    if worksheet.single:
        title = scope.translate(worksheet.title)
    elif strand.entry and subject.listed:
        title = subject.listed.labels(scope).get(strand.entry, strand.entry)
    here = [strand.items.get(column.number, []) for column in columns]
    asked = [field for field in worksheet.fields if field is not subject.listed]
    questions = (_question(field, here, scope) for field in asked)
    answered = tuple(each for each in questions if any(said.texts for said in each.said))
    return AlignedRow(strand.key, title, strand.language, not strand.entry, tuple(map(bool, here)), answered)


def _question(field: Field, here: Sequence[list[Item]], scope: Scope) -> Question:
    said = tuple(_said(field, rows, scope) for rows in here)
    answers = {each.texts for each, rows in zip(said, here, strict=True) if rows}
    return Question(scope.translate(field.label), said, len(answers) > 1)


def _said(field: Field, rows: list[Item], scope: Scope) -> Said:
    texts = tuple(text for item in rows if (text := _text(field, item, scope)))
    return Said(texts, rows[0].language if rows else "")


def _text(field: Field, item: Item, scope: Scope) -> str:
    value = item.row[field.key]
    if isinstance(field, Referring):
        return _titles(item.plan, field.worksheet, (value,) if isinstance(value, str) else value or ())
    return field.text(value, scope)


def _titles(plan: Plan, worksheet: str, keys: Sequence[str]) -> str:
    """Rows by their titles alone: the key of a row says nothing in another plan."""
    rows = (plan.row(worksheet, key) for key in keys)
    return "; ".join(plan.title_of(row) for row in rows if row)
