"""Loads the demonstration into the database, once."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType

from roadmap.accounts.models import User
from roadmap.accounts.store import create_user, user_by_email
from roadmap.catalogue.load import catalogue
from roadmap.demonstration.accounts import Account, new_accounts, read_accounts, write_accounts
from roadmap.plans.exchange import import_plan
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.reading import read_document
from roadmap.workshops import shaping, store
from roadmap.workshops.finding import any_workshop, workshop_titled
from roadmap.workshops.models import Delegation, Workshop
from roadmap.workshops.template import shipped

FOLDER = Path(__file__).parent
AT_THE_PLACE = MappingProxyType({"zone": "Asia/Seoul", "languages": ("en", "ko")})


@cache
def documents() -> tuple[Plan, ...]:
    """The six plans, by country."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(load_plan(read_document(file.read_bytes(), file.name), catalogue()) for file in files)


def load(kept: Path) -> bool:
    """Load workshop, delegations, plans and accounts once; False when they were loaded before.

    The accounts are written to `kept` at the end. A load that was cut off goes on where it was, with the
    passwords it had; what people deleted from a loaded demonstration does not come back.
    """
    begun = kept.with_name(f"{kept.name}-unfinished")
    if any_workshop() and not begun.exists():
        return False
    if not begun.exists():
        known = read_accounts(kept) if kept.exists() else new_accounts(plan.country for plan in documents())
        write_accounts(begun, known)
    _load(read_accounts(begun))
    begun.replace(kept)
    return True


def _load(accounts: Iterable[Account]) -> None:
    workshop = _workshop()
    delegations = {document.country: _delegation(workshop, document) for document in documents()}
    for account in accounts:
        _member(account, workshop, delegations.get(account.country))


def _workshop() -> Workshop:
    held = documents()[0].workshop
    title = held.title or ""
    details = {"title": title, "place": held.place or "", "start": held.start, "end": held.end}
    return workshop_titled(title) or shaping.create({**details, **AT_THE_PLACE}, shipped(), None)


def _delegation(workshop: Workshop, document: Plan) -> Delegation:
    standing = {delegation.country: delegation for delegation in workshop.delegations}
    profile = document.profile
    delegation = standing.get(document.country) or store.create_delegation(
        workshop, document.country, profile["delegation"], profile["name_local"]
    )
    import_plan(delegation, document)
    return delegation


def _member(account: Account, workshop: Workshop, delegation: Delegation | None) -> None:
    user = user_by_email(account.email) or create_user(account.email, account.name, account.password)
    if account.role not in _roles(user):
        store.add_member(user, account.role, workshop, delegation)


def _roles(user: User) -> set[object]:
    return {standing.role for standing in store.standings_of(user)}
