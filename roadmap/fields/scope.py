"""What a value may refer to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Titles = Mapping[str, str]
NOTHING: Mapping[str, Titles] = MappingProxyType({})


@dataclass(frozen=True)
class Scope:
    """The lists of the catalogue and the rows of one plan, each as slug or key to title.

    `translate` turns a message id into a sentence of the reader's language.
    """

    lists: Mapping[str, Titles] = field(default_factory=lambda: NOTHING)
    rows: Mapping[str, Titles] = field(default_factory=lambda: NOTHING)
    translate: Callable[[str], str] = str
