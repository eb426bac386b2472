"""Writing the audit log, and walking it from end to end."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import insert, select, update
from sqlalchemy.event import listen
from sqlalchemy.exc import SQLAlchemyError

from roadmap.audit.chain import Break, Entry, Head, Record, Unreadable, breaks, hash_of
from roadmap.audit.events import LONGEST_TARGET, Event, Outcome, declared, plain
from roadmap.audit.models import AuditEntry, AuditHead
from roadmap.db import WorkSession, now, session

NOTES = "audit"  # where a session keeps what it will write
BATCH = 1000  # entries
COLUMNS = AuditEntry.__table__.columns
END = select(AuditHead.seq, AuditHead.hash)


@dataclass(frozen=True)
class Where:
    """What an event belongs to: a workshop, one of its delegations, and that delegation's plan."""

    workshop_id: str | None = None
    delegation_id: int | None = None
    plan_id: str | None = None


NOWHERE = Where()


def record(
    work: WorkSession,
    event: Event,
    *,
    actor_id: int | None = None,
    where: Where = NOWHERE,
    target: str = "",
    outcome: Outcome = Outcome.DONE,
    **facts: str | int,
) -> None:
    """Write `event` into the log when `work` commits: with the change it tells of, or not at all.

    `actor_id` is the user who did it and `target` what it was done to, such as "user:7". Raises ValueError
    for a fact the event does not declare, RuntimeError in a session that only reads (see `record_alone`).
    """
    note = {
        "event": event.value,
        "outcome": outcome.value,
        "actor_id": actor_id,
        **asdict(where),
        "target": plain(target, LONGEST_TARGET),
        "facts": declared(event, facts),
    }
    _notes(work).append(note)


def record_alone(event: Event, **what: Any) -> None:
    """Write `event` at once, for what changes nothing else: a download, a refusal; arguments as of `record`.

    What this request had begun to change is given up: its lock would keep the log from being written.
    """
    if session().writing:
        session().rollback()
    with WorkSession(current_app.extensions["engine"], writing=True) as own:
        record(own, event, **what)
        own.commit()


def head(work: WorkSession) -> Head:
    """Return where the log ends."""
    return Head(*work.execute(END).one())


def entries(work: WorkSession, last: int) -> Iterator[Entry | Unreadable]:
    """Yield the log in order up to entry `last`, a thousand entries in memory at a time."""
    numbers = select(COLUMNS.seq).where(COLUMNS.seq <= last).order_by(COLUMNS.seq).limit(BATCH)
    batch = list(work.scalars(numbers))
    while batch:
        yield from _readable(work, batch)
        batch = list(work.scalars(numbers.where(COLUMNS.seq > batch[-1])))


def verify(work: WorkSession) -> Iterator[Break]:
    """Tell every place where the log is not what was written; entries written meanwhile are for next time."""
    end = head(work)
    yield from breaks(entries(work, end.seq), end)
    # One statement sees one moment, also while others append.
    beyond = select(COLUMNS.seq).where(COLUMNS.seq > select(AuditHead.seq).scalar_subquery())
    for seq in work.scalars(beyond.order_by(COLUMNS.seq).limit(BATCH)):
        yield Break(seq, f"Entry {seq} stands after the end of the log: it was not written by the log.")


def _notes(work: WorkSession) -> list[dict[str, Any]]:
    if not work.writing:
        raise RuntimeError("this session only reads; use record_alone()")
    if work.in_nested_transaction():
        raise RuntimeError("record() belongs outside a savepoint, whose rollback it would survive")
    if NOTES not in work.info:
        work.info[NOTES] = []
        listen(work, "before_commit", _write)
        listen(work, "after_rollback", _forget)
    work.connection()  # begins the transaction whose fate the note will share
    notes: list[dict[str, Any]] = work.info[NOTES]
    return notes


def _write(work: WorkSession) -> None:
    """Append what was noted; only now is the head locked, so that two transactions never wait in a circle."""
    notes, work.info[NOTES] = work.info[NOTES], []
    if not notes:
        return
    end = Head(*work.execute(END.with_for_update()).one())
    rows = []
    for note in notes:
        entry = _next(end, note, now())
        rows.append({**vars(entry.record), "hash": entry.hash})
        end = Head(entry.seq, entry.hash)
    work.execute(insert(AuditEntry), rows)
    work.execute(update(AuditHead).values(seq=end.seq, hash=end.hash))


def _forget(work: WorkSession) -> None:
    work.info[NOTES] = []


def _next(end: Head, note: dict[str, Any], at: datetime) -> Entry:
    said = Record(seq=end.seq + 1, at=at, **note)
    return Entry(said, hash_of(end.hash, said))


def _readable(work: WorkSession, numbers: list[int]) -> Iterator[Entry | Unreadable]:
    """Yield the entries with these numbers; when one spoils the batch, its halves are read by themselves."""
    batch = select(*COLUMNS).where(COLUMNS.seq.between(numbers[0], numbers[-1])).order_by(COLUMNS.seq)
    try:
        rows = work.execute(batch).all()
    except (ValueError, TypeError, SQLAlchemyError):
        if len(numbers) == 1:
            yield Unreadable(numbers[0])
            return
        middle = len(numbers) // 2
        yield from _readable(work, numbers[:middle])
        yield from _readable(work, numbers[middle:])
        return
    for row in rows:
        said = row._asdict()
        yield Entry(hash=said.pop("hash"), record=Record(**said))
