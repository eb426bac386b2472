"""What is wrong with a value, where it stands, and what would be accepted."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LONGEST_SHOWN = 60
NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Problem:
    """One refused value: its place (`actions[2].milestones[0].due`), a message id and its parameters."""

    place: str
    message: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Say it in words, without the place."""
        return translate(self.message) % self.params

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence()}" if self.place else self.sentence()


class Refused(ValueError):
    """Raised when something is not accepted; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def refuse(place: str, message: str, **params: object) -> Refused:
    """Make the error for a single problem."""
    return Refused([Problem(place, message, params)])


def shown(value: object) -> str:
    """Quote a refused value on one short line, control characters escaped."""
    text = ascii(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def named(key: object) -> str:
    """A key of a document as a part of a place: as it stands where it is a name, else quoted."""
    return key if isinstance(key, str) and NAME.fullmatch(key) else shown(key)
