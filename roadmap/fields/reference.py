"""References to rows of another worksheet."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

from roadmap.fields.choice import Choice, Listed, MultipleChoice
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

NO_SUCH_ROW = N_("%(value)s is not the key of a row in %(worksheet)s.")


@dataclass(frozen=True)
class Referring(Listed):
    """Base of the kinds that choose out of the rows of `worksheet`."""

    _: KW_ONLY
    worksheet: str = ""

    def titles(self, scope: Scope) -> Mapping[str, str]:
        """The rows that stand there, by key."""
        return scope.rows.get(self.worksheet, {})

    def labels(self, scope: Scope) -> Mapping[str, str]:
        """Key and title, so that two rows of one title can be told apart."""
        rows = self.titles(scope).items()
        return {key: key if title == key else f"{key} {title}" for key, title in rows}

    def one(self, raw: object, place: str, scope: Scope) -> str:
        """Accept the key of a row that is there."""
        if isinstance(raw, str) and raw in self.titles(scope):
            return raw
        raise refuse(place, NO_SUCH_ROW, value=shown(raw), worksheet=self.worksheet)

    def _enumerated(self) -> dict[str, Any]:
        return {"type": "string", "x-references": self.worksheet}


@dataclass(frozen=True)
class Reference(Referring, Choice):
    """One row of `worksheet`."""


@dataclass(frozen=True)
class References(Referring, MultipleChoice):
    """Any number of rows of `worksheet`."""
