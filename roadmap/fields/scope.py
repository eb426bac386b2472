"""What a value may refer to."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Titles = Mapping[str, str]
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Scope:
    """The lists of the catalogue and the rows of one plan, each as slug or key to title.

    `translate` turns a message id into a sentence of the reader's language. `offered` narrows what pick lists
    show of a list of the catalogue; every entry of the list stays an accepted answer.
    """

    lists: Mapping[str, Titles] = field(default_factory=lambda: NOTHING)
    rows: Mapping[str, Titles] = field(default_factory=lambda: NOTHING)
    translate: Callable[[str], str] = str
    offered: Mapping[str, Collection[str]] = field(default_factory=lambda: NOTHING)
