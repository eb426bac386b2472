"""References to rows of another worksheet."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

from roadmap.fields.choice import Choice, MultipleChoice
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

NO_SUCH_ROW = N_("%(value)s is not the key of a row in %(worksheet)s.")


@dataclass(frozen=True)
class Reference(Choice):
    """One row of `worksheet`."""

    _: KW_ONLY
    worksheet: str = ""

    def titles(self, scope: Scope) -> Mapping[str, str]:
        """The rows that stand there, by key."""
        return scope.rows.get(self.worksheet, {})

    def labels(self, scope: Scope) -> Mapping[str, str]:
        """Key and title, so that two rows of one title can be told apart."""
        return labelled(self.titles(scope))

    def one(self, raw: object, place: str, scope: Scope) -> str:
        """Accept the key of a row that is there."""
        return existing_row(raw, place, self.titles(scope), self.worksheet)

    def schema(self) -> dict[str, Any]:
        """The key of a row."""
        return {"type": "string", "x-references": self.worksheet}


@dataclass(frozen=True)
class References(MultipleChoice):
    """Any number of rows of `worksheet`."""

    _: KW_ONLY
    worksheet: str = ""

    def titles(self, scope: Scope) -> Mapping[str, str]:
        """The rows that stand there, by key."""
        return scope.rows.get(self.worksheet, {})

    def labels(self, scope: Scope) -> Mapping[str, str]:
        """Key and title, so that two rows of one title can be told apart."""
        return labelled(self.titles(scope))

    def one(self, raw: object, place: str, scope: Scope) -> str:
        """Accept the key of a row that is there."""
        return existing_row(raw, place, self.titles(scope), self.worksheet)

    def schema(self) -> dict[str, Any]:
        """An array of keys of rows."""
        keys = {"type": "string", "x-references": self.worksheet}
        return {"type": "array", "items": keys, "uniqueItems": True}


def existing_row(raw: object, place: str, rows: Mapping[str, str], worksheet: str) -> str:
    """Return the key if it stands in `rows`; raises Refused."""
    if isinstance(raw, str) and raw in rows:
        return raw
    raise refuse(place, NO_SUCH_ROW, value=shown(raw), worksheet=worksheet)


def labelled(rows: Mapping[str, str]) -> Mapping[str, str]:
    """Every row with its key before its title."""
    return {key: key if title == key else f"{key} {title}" for key, title in rows.items()}
