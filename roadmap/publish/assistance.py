"""What the delegation asks others for: from whom, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.publish.budget import gap
from roadmap.publish.entry import Answer, Entry, Reading

# Sources that are others' money; a national budget asks nobody for assistance.
OTHERS = frozenset(
    {"bilateral-donor", "multilateral", "development-bank", "private-in-kind", "regional-fund", "unfunded"}
)


@dataclass(frozen=True)
class Request:
    """One thing asked for. `whom` names a partner or a kind of funding source; `units` are missing units."""

    entry: Entry
    what: Answer
    whom: Answer | None
    due: date | None
    units: Answer | None = None


def requests(reading: Reading) -> tuple[Request, ...]:
    """Everything asked of partners, then every resource gap that others are to fund."""
    return (*_of_partners(reading), *_of_funders(reading))


def _of_partners(reading: Reading) -> Iterator[Request]:
    for row in reading.plan.rows("partnerships"):
        entry = reading.entry(row)
        what = entry["contribution"] or entry["offer_kind"] or entry["role"]
        if row["direction"] == "need" and what:
            yield Request(entry, what, entry["organisation"], entry.value("due"))


def _of_funders(reading: Reading) -> Iterator[Request]:
    for row in reading.plan.rows("resources"):
        entry, missing = reading.entry(row), gap(row)
        title, asked = entry["title"], row["funding_source"] in OTHERS or row["funding_status"] == "sought"
        if row["direction"] != "offer" and asked and missing and title:
            provisional = bool({"needed", "available"} & set(row.provisional))
            yield Request(
                entry, title, entry["funding_source"], None, Answer(missing, provisional=provisional)
            )
