"""One or several out of a list, declared here or kept in the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField

from roadmap.fields import difference
from roadmap.fields.field import Cell, Field, expect
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

NOT_LISTED = N_("%(value)s is not in the list; choose one of: %(accepted)s.")


@dataclass(frozen=True)
class Option:
    """A value that can be chosen and its message id."""

    value: str
    title: str


@dataclass(frozen=True)
class Listed(Field):
    """Base of the kinds that choose: from `options`, or from the list of that name in the catalogue."""

    _: KW_ONLY
    options: tuple[Option, ...] = ()
    catalogue: str = ""

    def titles(self, scope: Scope) -> Mapping[str, str]:
        """Every accepted value and its title, in the order of the list."""
        if self.catalogue:
            return scope.lists.get(self.catalogue, {})
        return {option.value: scope.translate(option.title) for option in self.options}

    def labels(self, scope: Scope) -> Mapping[str, str]:
        """Every accepted value and how a list to choose from names it."""
        return self.titles(scope)

    def choices(self, scope: Scope) -> list[SelectChoice]:
        """The list as WTForms wants it."""
        return [SelectChoice(value, label) for value, label in self.labels(scope).items()]

    def one(self, raw: object, place: str, scope: Scope) -> str:
        """Accept one value of the list; a decimal number stands for its digits (SDG target 16.4)."""
        value = str(raw) if isinstance(raw, Decimal) else raw
        value = expect(str, value, place, N_("%(value)s is not a name from the list."))
        titles = self.titles(scope)
        if value not in titles:
            raise refuse(place, NOT_LISTED, value=shown(value), accepted=_first(titles))
        return str(value)

    def _enumerated(self) -> dict[str, Any]:
        values = [option.value for option in self.options]
        return (
            {"type": "string", "enum": values}
            if values
            else {"type": "string", "x-catalogue": self.catalogue}
        )


@dataclass(frozen=True)
class Choice(Listed):
    """One of a list."""

    def load(self, raw: Any, place: str, scope: Scope) -> str | None:
        """Accept exactly one value of the list."""
        return None if raw is None else self.one(raw, place, scope)

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A drop-down list that starts with no answer."""
        return SelectField(**self.control_options(scope), choices=self.answers(scope), validate_choice=False)

    def answers(self, scope: Scope) -> list[SelectChoice]:
        """The list with "no answer" before it."""
        return [SelectChoice("", scope.translate(N_("Not answered yet"))), *self.choices(scope)]

    def text(self, value: Any, scope: Scope) -> str:
        """The title of the chosen value."""
        return "" if value is None else self.labels(scope).get(value, value)

    def schema(self) -> dict[str, Any]:
        """A string of the list."""
        return self._enumerated()


@dataclass(frozen=True)
class MultipleChoice(Listed):
    """Any number of a list, each once, in the order given."""

    def load(self, raw: Any, place: str, scope: Scope) -> tuple[str, ...] | None:
        """Accept a list of different values."""
        if raw is None:
            return None
        items = expect(list, raw, place, N_("%(value)s is not a list."))
        chosen = tuple(self.one(item, f"{place}[{i}]", scope) for i, item in enumerate(items))
        if len(set(chosen)) < len(chosen):
            raise refuse(place, N_("names the same entry twice; name each once."))
        return chosen or None

    def dump(self, value: Any) -> Any:
        """A JSON list."""
        return list(value)

    def read(self, strings: Sequence[str], place: str) -> Any:
        """Take every ticked value; the empty one only says that the question was on the page."""
        return [string for string in strings if string != ""]

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A list to tick; templates draw short lists as boxes."""
        options = self.control_options(scope)
        return SelectMultipleField(**options, choices=self.choices(scope), validate_choice=False)

    def shown_in_control(self, value: Any) -> Any:
        """The ticked values."""
        return list(value or ())

    def text(self, value: Any, scope: Scope) -> str:
        """The titles, separated by semicolons."""
        return "; ".join(self._titles_of(value, scope))

    def cell(self, value: Any) -> Cell:
        """The values, separated by semicolons."""
        return "; ".join(value) if value else None

    def from_cell(self, cell: Cell) -> Any:
        """Split at the semicolons."""
        return [part.strip() for part in str(cell).split(";") if part.strip()] if cell else None

    def schema(self) -> dict[str, Any]:
        """An array of different strings of the list."""
        return {"type": "array", "items": self._enumerated(), "uniqueItems": True}

    def difference(self, old: Any, new: Any, scope: Scope) -> tuple[difference.Part, ...]:
        """Which entries came and went; order says nothing."""
        if set(old or ()) == set(new or ()):
            return ()
        return difference.between_items(self._titles_of(old, scope), self._titles_of(new, scope))

    def _titles_of(self, value: Any, scope: Scope) -> list[str]:
        labels = self.labels(scope)
        return [labels.get(item, item) for item in value or ()]


def _first(titles: Mapping[str, str], most: int = 12) -> str:
    listed = ", ".join(list(titles)[:most])
    return listed + (", …" if len(titles) > most else "")
