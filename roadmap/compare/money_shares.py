"""What the actions of one plan cost, and who pays, by pillar, year and currency: exact decimals.

The cost of an action is spread evenly over its days, so that each calendar year carries its part; the parts
add up to the cost to the last cent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from roadmap.compare.compared import Compared, Version
from roadmap.compare.joint_actions import pillar_of
from roadmap.publish.budget import NOTHING, funding
from roadmap.worksheets.plan import Plan, Row

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Amounts:
    """Money in one currency: `needed` = `funded` + `gap` + `unsaid`.

    `unsaid` is the cost of actions that do not say, or not how much, is funded.
    """

    needed: Decimal = NOTHING
    funded: Decimal = NOTHING
    gap: Decimal = NOTHING
    unsaid: Decimal = NOTHING

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.needed + other.needed,
            self.funded + other.funded,
            self.gap + other.gap,
            self.unsaid + other.unsaid,
        )


@dataclass(frozen=True)
class Slot:
    """Where an amount belongs: a pillar (empty for none), a calendar year (None: no date), a currency.

    An empty currency stands for amounts whose plan does not say in which they are.
    """

    pillar: str
    year: int | None
    currency: str


Shares = Mapping[Slot, Amounts]


def shares_of(compared: Compared) -> Shares:
    """What the actions of one delegation cost, read out of each version of its plan once."""
    return compared.version.once("money", _shares) if compared.version else {}


def _shares(version: Version) -> Shares:
    found: dict[Slot, Amounts] = {}
    for row in version.plan.rows("actions"):
        for slot, amounts in _of_action(version.plan, row):
            found[slot] = found.get(slot, Amounts()) + amounts
    return found


def _of_action(plan: Plan, row: Row) -> Iterator[tuple[Slot, Amounts]]:
    pillar = pillar_of(plan, row)
    for whole in funding([row]):
        days = days_by_year(row["start"], row["end"])
        parts = [spread(amount, days) for amount in (whole.funded, whole.unfunded, whole.unknown)]
        for year in days or (None,):
            funded, gap, unsaid = (part[year] for part in parts)
            yield Slot(pillar, year, whole.currency), Amounts(funded + gap + unsaid, funded, gap, unsaid)


def days_by_year(start: date | None, end: date | None) -> dict[int | None, int]:
    """How many days of an action lie in each calendar year; one day where only one is known, none without."""
    days = sorted(day for day in (start, end) if day)
    if not days:
        return {}
    first, last = days[0], days[-1]
    return {
        year: (min(last, date(year, 12, 31)) - max(first, date(year, 1, 1))).days + 1
        for year in range(first.year, last.year + 1)
    }


def spread(amount: Decimal, days: Mapping[int | None, int]) -> dict[int | None, Decimal]:
    """Split an amount by days, in cents, or finer where the amount is; the parts add up to it exactly."""
    if not days:
        return {None: amount}
    exponent = amount.as_tuple().exponent
    grain = min(CENT, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else CENT
    whole, passed, given = sum(days.values()), 0, NOTHING
    parts: dict[int | None, Decimal] = {}
    for year, count in days.items():
        passed += count
        reached = amount if passed == whole else (amount * passed / whole).quantize(grain, ROUND_HALF_EVEN)
        parts[year], given = reached - given, reached
    return parts
