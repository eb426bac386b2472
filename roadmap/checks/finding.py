"""What a rule has found: where, how grave, in which words, and what to do."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

NO_PARAMS: Mapping[str, Any] = MappingProxyType({})
Translate = Callable[[str], str]


class Severity(StrEnum):
    """How grave a finding is.

    An error contradicts itself or lacks what a finished plan cannot do without; a warning is a weakness that
    somebody will ask about; a note is worth knowing.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Term(str):
    """A parameter that is itself a message id, such as the label of a field."""

    __slots__ = ()


@dataclass(frozen=True)
class Finding:
    """One weakness of one plan. `row` is None where a whole worksheet is meant, `field` where a whole row is.

    `field` may lead into a table, such as `milestones[0].due`; `question` is the key of the field itself.
    `message` and `remedy` are message ids.
    """

    rule: str
    severity: Severity
    worksheet: str
    row: str | None
    field: str | None
    message: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=lambda: NO_PARAMS)
    remedy: str = ""

    @property
    def place(self) -> str:
        """Where it stands: `actions[A3].milestones[0].due`, `profile.horizon_end` or `risks`."""
        row = "" if self.row in (None, self.worksheet) else f"[{self.row}]"
        return f"{self.worksheet}{row}" + (f".{self.field}" if self.field else "")

    @property
    def question(self) -> str | None:
        """The key of the field it concerns."""
        return self.field.partition("[")[0] if self.field else None

    def sentence(self, translate: Translate = str) -> str:
        """Say what was found, in the reader's language."""
        return translate(self.message) % {k: _said(v, translate) for k, v in self.params.items()}

    def advice(self, translate: Translate = str) -> str:
        """Say what to do about it, in the reader's language."""
        return translate(self.remedy)


def _said(value: object, translate: Translate) -> str:
    if isinstance(value, Term):
        return translate(value)
    if isinstance(value, tuple):
        return ", ".join(_said(item, translate) for item in value)
    return str(value)
