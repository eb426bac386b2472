"""Every read and write of plans and their entries; each write is one short transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from roadmap.access import Permission
from roadmap.accounts.models import User
from roadmap.catalogue.load import catalogue
from roadmap.db import now, session
from roadmap.fields.problem import refuse
from roadmap.i18n import N_
from roadmap.plans.arrival import arrivals, settled
from roadmap.plans.book import Book
from roadmap.plans.models import Entry, Plan
from roadmap.plans.noting import note_import, note_set_up
from roadmap.worksheets.fitting import fit
from roadmap.worksheets.head import MOST_ROWS
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan as Document
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.models import Delegation
from roadmap.workshops.store import clearance_on, delegation_ids_open_to


def create_plan(delegation: Delegation, language: str, tlp: Tlp, by: User | None = None) -> Plan:
    """Add the plan of a delegation, with the one row of each worksheet that has just one.

    The audit log hears who began it, but for the command line, which is nobody.
    """
    plan = Plan(delegation=delegation, language=language, tlp=tlp.value)
    session().add(plan)
    session().flush()
    singles = [worksheet for worksheet in WORKSHEETS.values() if worksheet.single]
    session().add_all(blank(plan, worksheet) for worksheet in singles)
    if by:
        note_set_up(plan, language, tlp, by)
    session().commit()
    return plan


def open_book(user: User, plan_id: str, *, writing: bool = False) -> Book | None:
    """Return what `user` may read of the plan `plan_id`, None if that is nothing; two queries.

    `writing` makes other writers of this plan wait until the transaction ends (SQLite lets one write anyway).
    """
    wanted = (
        select(Plan)
        .where(Plan.id == plan_id)
        .where(Plan.delegation_id.in_(delegation_ids_open_to(user, Permission.READ_PLAN)))
        .options(joinedload(Plan.delegation).joinedload(Delegation.workshop))
    )
    plan = session().scalar(wanted.with_for_update(of=Plan) if writing else wanted)
    clearance = clearance_on(user, Permission.READ_PLAN, plan.delegation) if plan else None
    return book_of(plan).seen(clearance) if plan and clearance else None


def book_of(plan: Plan) -> Book:
    """Return a plan with its entries; one query."""
    wanted = select(Entry).where(Entry.plan_id == plan.id).order_by(Entry.position, Entry.row_key)
    return Book(plan, tuple(session().scalars(wanted)))


def blank(plan: Plan, worksheet: Worksheet) -> Entry:
    """Return the one row of a single worksheet, still unwritten; saving an answer stores it."""
    return _entry(plan, worksheet, worksheet.key, 0)


def name_of(user_id: int | None) -> str:
    """Return a person's name; empty for nobody."""
    user = session().get(User, user_id) if user_id else None
    return user.name if user else ""


def release() -> None:
    """End a transaction that changed nothing, so that nobody waits while a page is made."""
    session().commit()


def save(book: Book, entry: Entry, changes: Mapping[str, Any], user: User) -> Book:
    """Store dumped answers (None takes one back) as the row's next version; without any, do nothing."""
    if changes:
        _answer(entry, changes, user)
    session().commit()
    return replace(book, entries=book.entries if entry in book.entries else (*book.entries, entry))


def add_row(book: Book, worksheet: Worksheet, answers: Mapping[str, Any], user: User) -> Entry:
    """Add a row with dumped answers at the end of its worksheet; raises Refused when that is full."""
    entry = _added(book, worksheet, answers, user, book.end(worksheet))
    session().commit()
    return entry


def duplicate(book: Book, worksheet: Worksheet, entry: Entry, user: User) -> Entry:
    """Add a copy of a row right after it; raises Refused when the worksheet is full."""
    order = book.of(worksheet)
    place = order.index(entry) + 1
    copy = _added(book, worksheet, entry.answers, user, place)
    _renumber([*order[:place], copy, *order[place:]])
    session().commit()
    return copy


def move(book: Book, worksheet: Worksheet, entry: Entry, steps: int) -> None:
    """Move a row past its neighbour, up for -1 and down for 1; at the end of the list it stays."""
    standing = book.standing(worksheet)
    target = standing.index(entry) + steps
    if 0 <= target < len(standing):
        order = book.of(worksheet)
        place = order.index(standing[target])
        order.remove(entry)
        order.insert(place, entry)
        _renumber(order)
    session().commit()


def delete(entry: Entry, user: User) -> None:
    """Take a row out of the plan; it keeps its place and can be brought back."""
    entry.deleted_at = now()
    entry.version += 1
    _signed(entry, user)
    session().commit()


def restore(book: Book, worksheet: Worksheet, entry: Entry, user: User) -> None:
    """Bring a deleted row back to its place; raises Refused when the worksheet is full."""
    refuse_full(book, worksheet)
    entry.deleted_at = None
    entry.version += 1
    _signed(entry, user)
    session().commit()


def bring_in(book: Book, document: Document, user: User | None) -> None:
    """Take every row of a plan document into a plan; raises Refused where the two do not belong together.

    A row replaces the one with its key; rows that the document lacks stay, and no marking gets wider. What
    the plan's workshop does not ask stays outside: `fit` names it.
    """
    fitted = fit(document, book.plan, catalogue()).plan
    found, head = arrivals(book.plan, fitted), settled(book.plan, fitted)
    for number, arrival in enumerate(found):
        entry = book.entry(arrival.worksheet, arrival.row.key) or _entry(
            book.record, arrival.worksheet, arrival.row.key, book.end(arrival.worksheet) + number
        )
        entry.deleted_at = None
        answers, asked = arrival.answers, arrival.worksheet.by_key
        _answer(entry, {key: answers.get(key) for key in entry.answers | answers if key in asked}, user)
    book.record.language, book.record.tlp, book.record.changed_at = head["language"], head["tlp"], now()
    note_import(book.record, document, len(found), user)
    session().commit()


def set_up(plan: Plan, language: str, tlp: Tlp, user: User) -> None:
    """Set a plan's language and marking."""
    note_set_up(plan, language, tlp, user)
    plan.language, plan.tlp, plan.changed_at = language, tlp.value, now()
    session().commit()


def refuse_full(book: Book, worksheet: Worksheet) -> None:
    """Raise Refused when a worksheet has as many rows as a plan document may hold."""
    if len(book.standing(worksheet)) >= MOST_ROWS:
        raise refuse(
            worksheet.key, N_("A worksheet holds at most %(limit)s rows; delete one first."), limit=MOST_ROWS
        )


def _added(book: Book, worksheet: Worksheet, answers: Mapping[str, Any], user: User, position: int) -> Entry:
    refuse_full(book, worksheet)
    key = worksheet.key if worksheet.single else book.next_key(worksheet)
    entry = _entry(book.record, worksheet, key, position)
    entry.answers = dict(answers)
    entry.touched = {key: [1, user.id] for key in answers}
    _signed(entry, user)
    session().add(entry)
    return entry


def _entry(plan: Plan, worksheet: Worksheet, key: str, position: int) -> Entry:
    return Entry(
        plan_id=plan.id,
        worksheet=worksheet.key,
        row_key=key,
        position=position,
        answers={},
        version=1,
        touched={},
        changed_at=now(),
    )


def _answer(entry: Entry, changes: Mapping[str, Any], user: User | None) -> None:
    entry.version += 1
    answers = {**entry.answers, **changes}
    entry.answers = {key: value for key, value in answers.items() if value is not None}
    entry.touched = {**entry.touched, **{key: [entry.version, user.id if user else None] for key in changes}}
    _signed(entry, user)
    session().add(entry)


def _signed(entry: Entry, user: User | None) -> None:
    entry.changed_by_id, entry.changed_at = user.id if user else None, now()


def _renumber(order: Sequence[Entry]) -> None:
    for position, entry in enumerate(order):
        if entry.position != position:
            entry.position = position
