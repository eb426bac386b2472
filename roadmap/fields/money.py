"""Money: an exact amount whose currency stands in a field beside it."""

from dataclasses import KW_ONLY, dataclass
from typing import Any

from roadmap.fields.choice import Choice
from roadmap.fields.number import Number


@dataclass(frozen=True)
class Money(Number):
    """An amount of at least zero; `currency` is the key of the row's field that holds its ISO 4217 code."""

    _: KW_ONLY
    minimum: int | None = 0
    currency: str = "currency"

    def schema(self) -> dict[str, Any]:
        """A number with the key of its currency."""
        return {**super().schema(), "x-currency": self.currency}


@dataclass(frozen=True)
class Currency(Choice):
    """An ISO 4217 code."""

    _: KW_ONLY
    catalogue: str = "currencies"

    def schema(self) -> dict[str, Any]:
        """Three capitals."""
        return {"type": "string", "pattern": "^[A-Z]{3}$"}
