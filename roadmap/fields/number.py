"""Numbers: exact decimals, never binary floats."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from typing import Any

from wtforms import StringField
from wtforms.fields.core import UnboundField

from roadmap.fields.field import Cell, Field
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

WRITTEN = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,6})?")
NOT_A_NUMBER = N_("%(value)s is not a number; write digits with a point before decimals, such as 1200000.50.")
LARGEST = Decimal(10) ** 18
FINEST = -6


@dataclass(frozen=True)
class Number(Field):
    """A decimal number of up to 18 digits and 6 decimals, between the bounds (both included)."""

    _: KW_ONLY
    whole: bool = False
    minimum: int | None = None
    maximum: int | None = None

    def load(self, raw: Any, place: str, scope: Scope) -> Decimal | None:
        """Accept an integer, a Decimal or the digits of one; a float or a bool is refused."""
        if raw is None:
            return None
        value = _exact(raw, place)
        self._refuse_outside(value, place)
        return value

    def _refuse_outside(self, value: Decimal, place: str) -> None:
        if self.whole and value != value.to_integral_value():
            raise refuse(place, N_("%(value)s is not a whole number."), value=value)
        if self.minimum is not None and value < self.minimum:
            raise refuse(place, N_("%(value)s is below %(limit)s."), value=value, limit=self.minimum)
        if self.maximum is not None and value > self.maximum:
            raise refuse(place, N_("%(value)s is above %(limit)s."), value=value, limit=self.maximum)

    def dump(self, value: Any) -> Any:
        """An integer where it is one, else a decimal string (JSON numbers become floats elsewhere)."""
        return int(value) if value == value.to_integral_value() else format(value, "f")

    def read(self, strings: Sequence[str], place: str) -> Any:
        """Take digits of any script (Arabic-Indic, Khmer, Devanagari …)."""
        raw = super().read(strings, place)
        return None if raw is None or not raw.strip() else _ascii_digits(raw.strip())

    def control(self, scope: Scope) -> "UnboundField[Any]":
        """A line that brings up the number keys; not type=number, which throws away what it cannot read."""
        keys = {"inputmode": "numeric" if self.whole else "decimal", "autocomplete": "off"}
        return StringField(**self.control_options(scope), render_kw=keys)

    def text(self, value: Any, scope: Scope) -> str:
        """Digits in groups of three."""
        return "" if value is None else grouped(value)

    def cell(self, value: Any) -> Cell:
        """A real number."""
        return None if value is None else Decimal(value)

    def schema(self) -> dict[str, Any]:
        """A number or its digits, with its bounds."""
        number: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        if self.minimum is not None:
            number["minimum"] = self.minimum
        if self.maximum is not None:
            number["maximum"] = self.maximum
        return {"anyOf": [number, {"type": "string", "pattern": f"^{WRITTEN.pattern}$"}]}


def grouped(value: Decimal) -> str:
    """Write a number with its digits in groups of three: 1,200,000.5."""
    return format(value.normalize() if value % 1 else value.quantize(Decimal(1)), ",f")


def _exact(raw: object, place: str) -> Decimal:
    if isinstance(raw, str) and WRITTEN.fullmatch(raw):
        return _canonical(Decimal(raw))
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < LARGEST:
        return Decimal(raw)
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw) < LARGEST and _fine(raw):
        return _canonical(raw)
    raise refuse(place, NOT_A_NUMBER, value=shown(str(raw)[:100]) if isinstance(raw, Decimal) else shown(raw))


def _fine(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and FINEST <= exponent <= len(str(LARGEST))


def _canonical(value: Decimal) -> Decimal:
    """Drop what does not change the value: trailing zeros, exponents and the sign of zero."""
    return Decimal(format(value.normalize(), "f")) if value else Decimal(0)


def _ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text
    )
