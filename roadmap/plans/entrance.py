"""The way into a plan: who may open it, and what a page about it always needs."""

from flask import abort
from flask_login import current_user

from roadmap.access import Permission
from roadmap.plans import store
from roadmap.plans.book import Book
from roadmap.plans.models import Entry
from roadmap.plans.opened import Opened
from roadmap.worksheets.worksheet import Worksheet
from roadmap.workshops.store import may_on


def to_read(plan_id: str, permission: Permission = Permission.READ_PLAN) -> Opened:
    """Open a plan; another delegation's answers 404 exactly as one that is not there."""
    return _permitted(_book_or_404(plan_id, writing=False), permission)


def to_write(plan_id: str, permission: Permission = Permission.EDIT_PLAN) -> Opened:
    """Open a plan for changing it: 404 for who may not know of it, 403 for who may only read it.

    While drafting is closed in the workshop, 423 for every change but of the marking and the language: a lead
    must be able to make a marking stricter at any time.
    """
    plan = _permitted(_book_or_404(plan_id, writing=True), permission)
    if plan.closed and permission is not Permission.SET_UP_PLAN:
        abort(423)
    return plan


def _permitted(book: Book, permission: Permission) -> Opened:
    if not may_on(current_user, permission, book.record.delegation):
        abort(403)
    return opened(book)


def opened(book: Book) -> Opened:
    """Put a book before the person signed in."""
    delegation = book.record.delegation
    drafting = delegation.workshop.closed_at is None
    return Opened(
        book,
        may_edit=drafting and may_on(current_user, Permission.EDIT_PLAN, delegation),
        may_set_up=may_on(current_user, Permission.SET_UP_PLAN, delegation),
    )


def worksheet_or_404(plan: Opened, key: str) -> Worksheet:
    """The worksheet at an address, if the plan's workshop asks for it."""
    return plan.plan.registry.get(key) or abort(404)


def entry_or_404(book: Book, worksheet: Worksheet, row_key: str) -> Entry:
    """The entry at an address, deleted or not; that of a single worksheet is there before it is stored."""
    entry = book.entry(worksheet, row_key)
    if entry is None and worksheet.single and row_key == worksheet.key:
        return store.blank(book.record, worksheet)
    return entry or abort(404)


def _book_or_404(plan_id: str, *, writing: bool) -> Book:
    return store.open_book(current_user, plan_id, writing=writing) or abort(404)
