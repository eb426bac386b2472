"""The money of all plans together: needed, funded and missing, by delegation, pillar and year.

Amounts of different currencies are never added, unless converted by the rates that the workshop itself gave.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from roadmap.compare.compared import Compared
from roadmap.compare.money_shares import CENT, Amounts, Slot, shares_of
from roadmap.publish.budget import NO_CURRENCY
from roadmap.worksheets.pillar import PILLARS

PLACES = {pillar.value: place for place, pillar in enumerate(PILLARS)}
WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)  # holds any amount of a plan in any currency, to the cent


@dataclass(frozen=True)
class Rate:
    """So many units of `currency` were worth one unit of the reference on a day, by what `source` says."""

    currency: str
    units: Decimal
    day: date
    source: str = ""


@dataclass(frozen=True)
class Rates:
    """The rates of a workshop into one reference currency; an empty `reference` converts nothing."""

    reference: str = ""
    rates: tuple[Rate, ...] = ()

    def of(self, currency: str) -> Rate | None:
        """The rate of a currency; None where the workshop gave none."""
        return next((rate for rate in self.rates if rate.currency == currency), None)

    def converted(self, amounts: Amounts, currency: str) -> Amounts | None:
        """Amounts in the reference currency, to the cent; None without a rate."""
        if currency == self.reference:
            return amounts
        rate = self.of(currency)
        if rate is None or not self.reference:
            return None
        parts = (amounts.funded, amounts.gap, amounts.unsaid)
        funded, gap, unsaid = (WIDE.quantize(WIDE.divide(part, rate.units), CENT) for part in parts)
        return Amounts(funded + gap + unsaid, funded, gap, unsaid)


@dataclass(frozen=True)
class Line:
    """Amounts of one currency under one heading: a delegation's number, a pillar, a year; None: all.

    `converted` is the same in the reference currency; None where there is no rate for it.
    """

    heading: int | str | None
    currency: str
    amounts: Amounts
    converted: Amounts | None


@dataclass(frozen=True)
class Table:
    """Lines under their headings, in order, each heading with its currencies by code."""

    lines: tuple[Line, ...]

    def under(self, heading: int | str | None) -> tuple[Line, ...]:
        """The lines of one heading."""
        return tuple(line for line in self.lines if line.heading == heading)


@dataclass(frozen=True)
class Together:
    """Amounts of several currencies in the reference currency, and which are left out for want of a rate."""

    amounts: Amounts
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Money:
    """What all plans need, in the part that was asked for."""

    region: Table
    by_delegation: Table
    by_pillar: Table
    by_year: Table
    years: tuple[int, ...]


Found = tuple[Compared, Slot, Amounts]
Heading = Callable[[Found], int | str | None]


def money(compared: Sequence[Compared], rates: Rates, year: int | None = None, pillar: str = "") -> Money:
    """Add the money of all plans up; `year` and `pillar` narrow what is counted, not the years."""
    everything = [(each, *share) for each in compared for share in shares_of(each).items()]
    within = [found for found in everything if not pillar or found[1].pillar == pillar]
    asked = [found for found in within if year is None or found[1].year == year]
    return Money(
        _table(asked, lambda _: None, rates),
        _table(asked, lambda found: found[0].number, rates),
        _table(sorted(asked, key=_by_pillar), lambda found: found[1].pillar, rates),
        _table(sorted(within, key=_by_year), lambda found: found[1].year, rates),
        tuple(sorted({found[1].year for found in everything if found[1].year is not None})),
    )


def together(lines: Iterable[Line]) -> Together:
    """Add lines up in the reference currency; what has no rate is left out and named."""
    known = list(lines)
    total = sum((line.converted for line in known if line.converted), Amounts())
    left_out = {line.currency for line in known if line.converted is None}
    return Together(total, tuple(sorted(left_out, key=lambda code: (code == NO_CURRENCY, code))))


def _by_pillar(found: Found) -> int:
    return PLACES.get(found[1].pillar, len(PLACES))


def _by_year(found: Found) -> int:
    return found[1].year or date.max.year


def _table(found: Iterable[Found], heading: Heading, rates: Rates) -> Table:
    sums: dict[tuple[int | str | None, str], Amounts] = {}
    for each in found:
        key = heading(each), each[1].currency
        sums[key] = sums.get(key, Amounts()) + each[2]
    lines = (
        Line(*key, amounts, rates.converted(amounts, key[1])) for key, amounts in _in_order(sums).items()
    )
    return Table(tuple(lines))


def _in_order(
    sums: Mapping[tuple[int | str | None, str], Amounts],
) -> dict[tuple[int | str | None, str], Amounts]:
    """Headings as they first came, the currencies of each by code, and what says none last."""
    headings = list(dict.fromkeys(heading for heading, _ in sums))
    place = {heading: at for at, heading in enumerate(headings)}
    return dict(
        sorted(sums.items(), key=lambda item: (place[item[0][0]], item[0][1] == NO_CURRENCY, item[0][1]))
    )
