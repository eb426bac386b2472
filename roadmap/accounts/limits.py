"""How often an account may be tried: counted in the database, so that all processes count together.

Per account and per account at one address, never per address alone: a whole room signs in from one address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Any

from flask import current_app
from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite

from roadmap.accounts.models import AttemptCount
from roadmap.db import WorkSession, now

INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class Limit:
    """At most so many attempts in one window, which begins with the first of them."""

    name: str
    most: int
    window: timedelta


PASSWORD = Limit("password", 10, timedelta(minutes=1))
PASSWORD_HERE = Limit("password from one address", 30, timedelta(minutes=15))
PASSWORD_AGAIN = Limit("password of somebody signed in", 10, timedelta(minutes=5))
CODE = Limit("second factor", 10, timedelta(minutes=5))
PASSKEY_HERE = Limit("passkey from one address", 10, timedelta(minutes=5))


@dataclass(frozen=True)
class Subject:
    """What is counted: one limit, for one account, and one address where the limit asks for it."""

    limit: Limit
    account: str
    address: str = ""

    @property
    def key(self) -> bytes:
        said = "\n".join((self.limit.name, self.account.casefold(), self.address))
        return sha256(said.encode()).digest()


def take(*subjects: Subject) -> int:
    """Count one attempt, before it is made, and return for how many seconds to wait instead; 0 to go on."""
    moment = now()
    waits = []
    with WorkSession(current_app.extensions["engine"], writing=True) as own:
        for subject in sorted(
            subjects, key=lambda subject: subject.key
        ):  # one order, so that none waits in a circle
            waits.append(_take(own, subject, moment))
        own.commit()
    return max(waits)


def clear(*subjects: Subject) -> None:
    """Forget the attempts of somebody who proved who they are, and whatever has passed by itself."""
    keys = [subject.key for subject in subjects]
    with WorkSession(current_app.extensions["engine"], writing=True) as own:
        own.execute(delete(AttemptCount).where(AttemptCount.key.in_(keys) | (AttemptCount.ends_at <= now())))
        own.commit()


def _take(own: WorkSession, subject: Subject, moment: datetime) -> int:
    """One statement counts and tells the count: two processes never see the same one."""
    insert = INSERT[own.get_bind().dialect.name](AttemptCount)
    over = AttemptCount.ends_at <= moment
    taken = insert.values(key=subject.key, count=1, ends_at=moment + subject.limit.window)
    counted = taken.on_conflict_do_update(
        index_elements=[AttemptCount.key],
        set_={
            "count": case((over, 1), else_=AttemptCount.count + 1),
            "ends_at": case((over, taken.excluded.ends_at), else_=AttemptCount.ends_at),
        },
    ).returning(AttemptCount.count, AttemptCount.ends_at)
    count, ends_at = own.execute(counted).one()
    return ceil((ends_at - moment).total_seconds()) if count > subject.limit.most else 0
