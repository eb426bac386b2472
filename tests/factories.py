"""Things a test needs to exist, with sensible answers for what it does not care about.

All of them want an application context: `with app.app_context():`.
"""

from datetime import date
from itertools import count
from typing import Any

from roadmap.access import DELEGATION_ROLES, Role
from roadmap.accounts import store as accounts
from roadmap.accounts.models import User
from roadmap.db import session
from roadmap.plans.models import Entry, Plan
from roadmap.workshops import store as workshops
from roadmap.workshops.models import Delegation, Workshop

PASSWORD = "a long enough pass phrase"
_numbers = count(1)


def create_user(email: str | None = None, name: str = "Ana Fale", password: str = PASSWORD) -> User:
    """Add a person."""
    return accounts.create_user(email or f"person{next(_numbers)}@example.org", name, password)


def create_workshop(title: str = "AI and Transnational Organized Crimes", place: str = "Jeju") -> Workshop:
    """Add a workshop of two weeks in September 2025."""
    return workshops.create_workshop(title, place, date(2025, 9, 16), date(2025, 9, 29))


def create_delegation(
    workshop: Workshop | None = None,
    country: str = "VU",
    name: str = "Delegation of Vanuatu",
    name_local: str | None = None,
) -> Delegation:
    """Add a delegation, in a workshop of its own unless one is given."""
    return workshops.create_delegation(workshop or create_workshop(), country, name, name_local)


def create_member(
    role: Role = Role.LEAD, workshop: Workshop | None = None, delegation: Delegation | None = None
) -> User:
    """Add a person who holds `role` in `delegation`, or in `workshop`; what is missing is made."""
    if role in DELEGATION_ROLES:
        delegation = delegation or create_delegation(workshop)
        place = delegation.workshop
    else:
        place, delegation = workshop or (delegation and delegation.workshop) or create_workshop(), None
    user = create_user(name=f"{role.value.title()} {next(_numbers)}")
    workshops.add_member(user, role, place, delegation)
    return user


def create_plan(delegation: Delegation | None = None, language: str = "en", tlp: str = "GREEN") -> Plan:
    """Add a plan without entries, of a delegation of its own unless one is given."""
    plan = Plan(delegation=delegation or create_delegation(), language=language, tlp=tlp)
    session().add(plan)
    session().commit()
    return plan


def create_entry(
    plan: Plan, worksheet: str, row_key: str, answers: dict[str, Any], position: int = 0
) -> Entry:
    """Add one row to `plan`; `answers` as the plan document has it, without its key."""
    entry = Entry(plan=plan, worksheet=worksheet, row_key=row_key, answers=answers, position=position)
    session().add(entry)
    session().commit()
    return entry
