"""Two people, one row: which of the sent answers are stored, and which meet another person's change."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from roadmap.plans.models import Entry
from roadmap.worksheets.worksheet import Worksheet

DIGEST = 8  # hexadecimal digits: enough to tell an answer that was changed from one that was not


@dataclass(frozen=True)
class Conflict:
    """A field that another person changed since this one began; both answers as they are stored."""

    field: str
    mine: Any
    theirs: Any
    by: int | None


@dataclass(frozen=True)
class Merged:
    """What a save comes to: answers to store (None takes one back), and conflicts that wait for a choice."""

    changes: Mapping[str, Any]
    conflicts: tuple[Conflict, ...] = ()


def merge(
    worksheet: Worksheet, entry: Entry, accepted: Mapping[str, Any], version: int, user_id: int
) -> Merged:
    """Set loaded answers, begun at `version` by the person `user_id`, against what `entry` holds now.

    Different fields never conflict; nor does a person with themselves.
    """
    changes: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for key, value in accepted.items():
        mine, theirs = dumped(worksheet, key, value), entry.answers.get(key)
        if mine == theirs:
            continue
        since, by = entry.touched.get(key, (0, None))
        if since > version and by != user_id:
            conflicts.append(Conflict(key, mine, theirs, by))
        else:
            changes[key] = mine
    return Merged(changes, tuple(conflicts))


def dumped(worksheet: Worksheet, key: str, value: Any) -> Any:
    """An answer as it is stored; None for no answer."""
    return None if value is None else worksheet.field(key).dump(value)


def digests(worksheet: Worksheet, answers: Mapping[str, Any]) -> str:
    """A mark for every answer a form shows, by which its return tells what the person changed."""
    return " ".join(f"{key}={_digest(dumped(worksheet, key, answers.get(key)))}" for key in worksheet.by_key)


def changed_since_shown(worksheet: Worksheet, accepted: Mapping[str, Any], seen: str) -> dict[str, Any]:
    """The accepted answers that differ from what the form had shown, `seen` being its digests."""
    shown = dict(pair.split("=", 1) for pair in seen.split() if "=" in pair)
    return {
        key: value
        for key, value in accepted.items()
        if shown.get(key) != _digest(dumped(worksheet, key, value))
    }


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:DIGEST]
