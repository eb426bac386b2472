"""Rules on what needs others: partnerships and legal instruments."""

from collections.abc import Iterator

from roadmap.checks.finding import Term
from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, WARNING, Spot, at, rule
from roadmap.i18n import N_

SHARES_DATA = ("data-sharing", "intelligence")
UNDER_WAY = ("mou-signed", "active")


@rule(
    "need-without-lead",
    WARNING,
    N_("You need something from this partner, and nobody is named to ask for it."),
    N_("Name who leads the contact."),
    reads=("partnerships.direction", "partnerships.lead"),
)
def need_without_lead(index: Index) -> Iterator[Spot]:
    """A need is met when somebody asks."""
    for row in index.rows("partnerships"):
        if row["direction"] in ("need", "mutual") and row["lead"] is None:
            yield at(row, "lead")


@rule(
    "data-sharing-unsaid",
    WARNING,
    N_("Data is shared with this partner, and nothing says which and on what legal ground."),
    N_("Name what may be shared, on what ground, and what must not be shared."),
    reads=("partnerships.offer_kind", "partnerships.status", "partnerships.data_sharing"),
)
def data_sharing_unsaid(index: Index) -> Iterator[Spot]:
    """Asked once the partnership is more than an idea."""
    for row in index.rows("partnerships"):
        shares = row["offer_kind"] in SHARES_DATA and row["status"] in UNDER_WAY
        if shares and row["data_sharing"] is None:
            yield at(row, "data_sharing")


@rule(
    "instrument-not-named",
    ERROR,
    N_("Nothing says which instrument this is."),
    N_("Pick it from the catalogue, or write its title."),
    reads=("legal.instrument", "legal.title"),
)
def instrument_not_named(index: Index) -> Iterator[Spot]:
    """The catalogue's entry is a name too."""
    for row in index.rows("legal"):
        if row["instrument"] is None and row["title"] is None:
            yield at(row, "title")


@rule(
    "status-beyond-ladder",
    ERROR,
    N_("This instrument cannot reach the status “%(status)s”."),
    N_("Choose one of its own steps: %(steps)s."),
    reads=("legal.instrument", "legal.status"),
)
def status_beyond_ladder(index: Index) -> Iterator[Spot]:
    """A treaty is ratified, a network is joined; what the catalogue gives no kind may be of any."""
    instruments = index.catalogue.entries.get("instruments", {})
    rungs = index.catalogue.lists.get("ladder", {})
    for row in index.rows("legal"):
        listed = instruments.get(row["instrument"])
        if listed is None or listed.get("kind") is None or row["status"] is None:
            continue
        ladder = index.catalogue.ladder_of(row["instrument"])
        if row["status"] not in ladder:
            status = rungs.get(row["status"], row["status"])
            steps = tuple(map(Term, ladder.values()))
            yield at(row, "status", status=Term(status), steps=steps)


@rule(
    "gap-without-step",
    WARNING,
    N_("A gap is named, but not the next step."),
    N_("Say which step closes the gap, or comes next."),
    reads=("legal.gap", "legal.next_step"),
)
def gap_without_step(index: Index) -> Iterator[Spot]:
    """A gap asks for a step."""
    for row in index.rows("legal"):
        if row["gap"] and row["next_step"] is None:
            yield at(row, "next_step")


@rule(
    "step-without-date",
    WARNING,
    N_("The next step has no date."),
    N_("Say by when it is taken."),
    reads=("legal.gap", "legal.next_step", "legal.due"),
)
def step_without_date(index: Index) -> Iterator[Spot]:
    """A step, or a gap that asks for one, is due on a day."""
    for row in index.rows("legal"):
        if (row["gap"] or row["next_step"]) and row["due"] is None:
            yield at(row, "due")


@rule(
    "step-without-lead",
    WARNING,
    N_("Nobody is named to take the next step."),
    N_("Name who takes it."),
    reads=("legal.next_step", "legal.lead"),
)
def step_without_lead(index: Index) -> Iterator[Spot]:
    """A step is taken by somebody."""
    for row in index.rows("legal"):
        if row["next_step"] and row["lead"] is None:
            yield at(row, "lead")
