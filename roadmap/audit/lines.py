"""The audit log as a file: a first line that says where the log ends, then one JSON object for each entry."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import TextIO

from roadmap.audit.chain import Entry, Head, Record, Unreadable, canonical, document

LONGEST_LINE = 4096  # characters, of which an entry never needs all
RECORD_KEYS = tuple(field.name for field in fields(Record))
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


class NotALog(ValueError):
    """The file does not begin with where the log ends, so nobody can tell whether it is whole."""


def head_line(head: Head) -> str:
    """Return the first line of a file, without a line end."""
    return canonical({"head": {"seq": head.seq, "hash": head.hash}})


def entry_line(entry: Entry) -> str:
    """Return the line for one entry, without a line end."""
    return canonical({**document(entry.record), "hash": entry.hash})


def bounded_lines(file: TextIO) -> Iterator[str]:
    """Yield the lines of `file` without their ends; one that is too long to be ours comes in pieces."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line.removesuffix("\n")


def read_head(line: str) -> Head:
    """Return what the first line of a file says; raises NotALog when it is no such line."""
    try:
        head = Head(**json.loads(line)["head"])
    except MALFORMED as error:
        raise NotALog("The file does not begin with the line that says where the log ends.") from error
    if head_line(head) != line:
        raise NotALog("The first line of the file is not as the log writes it.")
    return head


def read_entries(lines: Iterable[str]) -> Iterator[Entry | Unreadable]:
    """Yield the entry of each line but the first; a line counts only in the exact spelling of the log."""
    for number, line in enumerate(lines, start=1):
        try:
            yield _entry(line)
        except MALFORMED:
            yield Unreadable(number)


def _entry(line: str) -> Entry:
    said = json.loads(line)
    recorded = {key: said[key] for key in RECORD_KEYS}
    entry = Entry(Record(**{**recorded, "at": datetime.fromisoformat(said["at"])}), said["hash"])
    if entry_line(entry) != line or not isinstance(entry.seq, int):
        raise ValueError("the line is not written as the log writes it")
    return entry
