"""Edits of what a workshop asks, on its JSON: each returns the whole as it is to be, not yet checked."""

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_

Said = Mapping[str, Any]
Item = Mapping[str, Any]
LONGEST_NAME = 24  # characters of a key's readable part
TWICE = N_("%(value)s stands there twice; write each option once.")


def placed(said: Said, part: str, name: str, item: Item, by: str) -> dict[str, Any]:
    """Put an item into the list `name` of a part: in the place of the one of the same `by`, or at the end."""
    items = items_of(said, part, name)
    known = [each[by] for each in items]
    if item[by] not in known:
        return _with(said, part, name, [*items, item])
    return _with(said, part, name, [item if each[by] == item[by] else each for each in items])


def removed(said: Said, part: str, name: str, key: str, by: str) -> dict[str, Any]:
    """Take the item whose `by` is `key` out of the list `name` of a part."""
    return _with(said, part, name, [each for each in items_of(said, part, name) if each[by] != key])


def moved(said: Said, name: str, key: str, steps: int) -> dict[str, Any]:
    """Move a question of the worksheet `name` past its neighbour, up for -1 and down for 1."""
    items = items_of(said, "questions", name)
    place = next(number for number, each in enumerate(items) if each["key"] == key)
    target = min(max(place + steps, 0), len(items) - 1)
    items.insert(target, items.pop(place))
    return _with(said, "questions", name, items)


def offering(said: Said, name: str, slugs: Sequence[str] | None) -> dict[str, Any]:
    """Offer these entries of a list; None offers them all, those that come later among them."""
    offered = {key: value for key, value in said.get("offered", {}).items() if key != name}
    return {**said, "offered": offered if slugs is None else {**offered, name: list(slugs)}}


def offered_too(said: Said, name: str, slug: str) -> dict[str, Any]:
    """Offer one entry more, where the offer of its list is narrowed."""
    offered = said.get("offered", {}).get(name)
    return offering(said, name, None if offered is None else [*offered, slug])


def offered_no_more(said: Said, name: str, slug: str) -> dict[str, Any]:
    """Offer one entry less, where the offer of its list is narrowed."""
    offered = said.get("offered", {}).get(name)
    return offering(said, name, None if offered is None else [each for each in offered if each != slug])


def items_of(said: Said, part: str, name: str) -> list[Any]:
    """The items of one list of a part."""
    return list(said.get(part, {}).get(name, ()))


def key_for(label: str) -> str:
    """A new key for a question: readable where its words are Latin, and never given twice."""
    return f"x_{_readable(label, '_') or 'question'}_{secrets.token_hex(3)}"


def slug_for(title: str) -> str:
    """A new slug for an entry of a workshop's own."""
    return f"own-{_readable(title, '-') or 'entry'}-{secrets.token_hex(3)}"


def options_from(text: str, before: Sequence[Item], *, is_scale: bool) -> list[dict[str, str]]:
    """Read options, one a line; raises Refused for one that stands there twice.

    A step of a scale is its number. Another option keeps its value while its words stay, wherever it stands;
    where as many lines stand there as before, a line with new words rewords the option of its place.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if line in lines[:number]:
            raise refuse("options", TWICE, value=shown(line))
    if is_scale:
        return [{"value": str(number), "title": line} for number, line in enumerate(lines, 1)]
    values = {each["title"]: each["value"] for each in before}
    if len(lines) == len(before):
        pairs = [(new, old) for new, old in zip(lines, before, strict=True) if new not in values]
        values |= {new: old["value"] for new, old in pairs if old["title"] not in lines}
    return [{"value": values.get(line) or f"o{secrets.token_hex(3)}", "title": line} for line in lines]


def _readable(words: str, between: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return between.join(re.findall("[a-z0-9]+", ascii_only))[:LONGEST_NAME].strip(between)


def _with(said: Said, part: str, name: str, items: Sequence[Item]) -> dict[str, Any]:
    return {**said, part: {**said.get(part, {}), name: list(items)}}
