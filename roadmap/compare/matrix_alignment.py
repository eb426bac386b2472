"""Lines up what many plans say: by catalogue entry first, then by likeness of wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s

from roadmap.compare.matrix_items import Item
from roadmap.compare.matrix_likeness import Likeness

UNNAMED = "own-unnamed"


@dataclass(frozen=True)
class Strand:
    """What is one thing in all plans: by delegation's number, the items that speak of it.

    `entry` is the slug of the shared line; without one, `title` and `language` are those of the first
    delegation that named it.
    """

    key: str
    entry: str | None = None
    title: str = ""
    language: str = ""
    items: dict[int, list[Item]] = field(default_factory=dict)


def align(said: Mapping[int, Sequence[Item]]) -> list[Strand]:
    """Line up the items of each delegation, by its number; a pure function of what is said, in any order.

    Rows of a delegation's own join the entry that others chose for the same words in the same language.
    """
    strands: dict[str, Strand] = {}
    known = Likeness()
    every = [(number, item) for number in sorted(said) for item in said[number]]
    for number, item in every:
        for entry in item.entries:
            strand = strands.setdefault(entry, Strand(entry, entry))
            strand.items.setdefault(number, []).append(item)
        if len(item.entries) == 1:
            known.add(item.language, item.words, item.entries[0])
    for number, item in every:
        if not item.entries:
            key = _own(item, known)
            strand = strands.setdefault(key, Strand(key, None, item.title, item.language))
            strand.items.setdefault(number, []).append(item)
    return list(strands.values())


def _own(item: Item, known: Likeness) -> str:
    if not item.words:
        return UNNAMED
    name = f"{item.language}\n{' '.join(item.words)}".encode()
    key = known.find(item.language, item.words) or f"own-{blake2s(name, digest_size=6).hexdigest()}"
    known.add(item.language, item.words, key)
    return key
