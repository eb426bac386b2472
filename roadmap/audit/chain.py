"""The chain that makes the audit log tell of its own damage: each entry's hash covers the hash before it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

DOMAIN = b"roadmap audit entry 1\n"
GENESIS = "0" * 64


@dataclass(frozen=True)
class Record:
    """What one entry says; `seq` counts from 1 without a gap, `at` is in UTC, people and places are ids."""

    seq: int
    at: datetime
    event: str
    outcome: str
    actor_id: int | None
    workshop_id: str | None
    delegation_id: int | None
    plan_id: str | None
    target: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True)
class Entry:
    """One link of the chain: a record, and the SHA-256 over both it and the link before, in hexadecimal."""

    record: Record
    hash: str

    @property
    def seq(self) -> int:
        return self.record.seq


@dataclass(frozen=True)
class Unreadable:
    """An entry, or a line of an exported file, that no longer is one."""

    seq: int


@dataclass(frozen=True)
class Head:
    """Where the chain ends: the number and hash of its last entry."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class Break:
    """One place where the log is not what was written; `why` is an English sentence naming the entry."""

    seq: int
    why: str


def document(record: Record) -> dict[str, Any]:
    """Return `record` as JSON-able data, the time as ISO 8601 in UTC with microseconds."""
    moment = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {**vars(record), "at": moment}


def canonical(data: Mapping[str, Any]) -> str:
    """Return `data` as the one line of JSON it has: ASCII, keys in order, no spaces."""
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=repr)


def hash_of(previous: str, record: Record) -> str:
    """Return the hash of `record` after the entry whose hash is `previous`."""
    said = canonical({**document(record), "previous": previous})
    return sha256(DOMAIN + said.encode("ascii")).hexdigest()


def breaks(entries: Iterable[Entry | Unreadable], head: Head) -> Iterator[Break]:
    """Walk the chain from its first entry to `head` and tell every place where it is broken."""
    reached = Head()
    for entry in entries:
        if why := _fault(reached, entry):
            yield Break(entry.seq, why)
        reached = Head(entry.seq, entry.hash if isinstance(entry, Entry) else "")
    if reached.seq != head.seq or (reached.hash and reached.hash != head.hash):
        yield Break(
            reached.seq,
            f"The log ends with entry {reached.seq}, and entry {head.seq} was the last one written: "
            "entries were removed from its end, added to it, or the last one was changed.",
        )


def _fault(before: Head, entry: Entry | Unreadable) -> str | None:
    if isinstance(entry, Unreadable):
        return f"Entry {entry.seq} cannot be read."
    if entry.seq != before.seq + 1:
        return (
            f"Entry {entry.seq} stands where entry {before.seq + 1} belongs: "
            "entries were removed, added or moved."
        )
    if before.hash and hash_of(before.hash, entry.record) != entry.hash:
        return f"Entry {entry.seq} does not match its hash: it, or the hash before it, was changed."
    return None
