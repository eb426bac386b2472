"""How two versions of an answer differ, in words."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Part:
    """A stretch of text that stayed, went or came."""

    change: Change
    text: str


def between_words(old: str, new: str) -> tuple[Part, ...]:
    """Compare two texts word by word; joining what is not added gives `old`, not removed gives `new`."""
    before, after = _words(old), _words(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return tuple(part for block in matcher.get_opcodes() for part in _parts(block, before, after))


def between_items(old: Sequence[str], new: Sequence[str]) -> tuple[Part, ...]:
    """Compare two lists whose order says nothing."""
    kept = [Part("same", text) for text in old if text in new]
    removed = [Part("removed", text) for text in old if text not in new]
    added = [Part("added", text) for text in new if text not in old]
    return (*kept, *removed, *added)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _parts(block: tuple[str, int, int, int, int], before: list[str], after: list[str]) -> Iterator[Part]:
    what, i1, i2, j1, j2 = block
    if what == "equal":
        yield Part("same", "".join(before[i1:i2]))
        return
    if i2 > i1:
        yield Part("removed", "".join(before[i1:i2]))
    if j2 > j1:
        yield Part("added", "".join(after[j1:j2]))
