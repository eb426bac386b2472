"""Rules on the results framework."""

from collections.abc import Iterator
from decimal import Decimal

from roadmap.checks.finding import Term
from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, NOTE, WARNING, Spot, at, rule
from roadmap.i18n import N_
from roadmap.worksheets.indicators import DIRECTIONS
from roadmap.worksheets.plan import Row

DIRECTION_NAMES = {option.value: Term(option.title) for option in DIRECTIONS}


@rule(
    "indicator-unattached",
    WARNING,
    N_("This indicator measures no action and no objective."),
    N_("Choose the action or objective whose success it shows."),
    reads=("indicators.action", "indicators.objective"),
)
def indicator_unattached(index: Index) -> Iterator[Spot]:
    """An indicator belongs to something."""
    for row in index.rows("indicators"):
        if row["action"] is None and row["objective"] is None:
            yield at(row, "action")


@rule(
    "indicator-without-baseline",
    WARNING,
    N_("There is no baseline, so nobody can tell whether the target is progress."),
    N_("Give today's value with its date; zero is a good baseline for something new."),
    reads=("indicators.baseline",),
)
def indicator_without_baseline(index: Index) -> Iterator[Spot]:
    """Change is measured from somewhere."""
    return (at(row, "baseline") for row in index.rows("indicators") if row["baseline"] is None)


@rule(
    "indicator-without-target",
    WARNING,
    N_("There is no target."),
    N_("Give the value to be reached, or set the direction to monitor if it is only watched."),
    reads=("indicators.target", "indicators.direction"),
)
def indicator_without_target(index: Index) -> Iterator[Spot]:
    """What is only monitored needs no target."""
    for row in index.rows("indicators"):
        if row["target"] is None and row["direction"] != "monitor":
            yield at(row, "target")


@rule(
    "indicator-without-target-date",
    WARNING,
    N_("The target has no date."),
    N_("Say by when the target is to be reached."),
    reads=("indicators.target", "indicators.target_date"),
)
def indicator_without_target_date(index: Index) -> Iterator[Spot]:
    """A target is reached by a day."""
    for row in index.rows("indicators"):
        if row["target"] is not None and row["target_date"] is None:
            yield at(row, "target_date")


@rule(
    "indicator-without-verification",
    WARNING,
    N_("No source of verification is named."),
    N_("Name the register, survey or report in which anyone can look the figure up."),
    reads=("indicators.verification",),
)
def indicator_without_verification(index: Index) -> Iterator[Spot]:
    """A figure comes from somewhere."""
    return (at(row, "verification") for row in index.rows("indicators") if not row["verification"])


@rule(
    "indicator-target-before-baseline",
    ERROR,
    N_("The target is due on %(target)s, but its baseline dates from %(baseline)s."),
    N_("Correct one of the two days: a target lies after its baseline."),
    reads=("indicators.baseline_date", "indicators.target_date"),
)
def indicator_target_before_baseline(index: Index) -> Iterator[Spot]:
    """Time runs from baseline to target."""
    for row in index.rows("indicators"):
        baseline, target = row["baseline_date"], row["target_date"]
        if baseline and target and target <= baseline:
            yield at(row, "target_date", baseline=baseline, target=target)


@rule(
    "indicator-against-direction",
    ERROR,
    N_("From %(baseline)s to %(target)s is not the direction chosen (%(direction)s)."),
    N_("Correct the baseline, the target or the direction."),
    reads=("indicators.baseline", "indicators.target", "indicators.direction"),
)
def indicator_against_direction(index: Index) -> Iterator[Spot]:
    """Increase means more than today, decrease less."""
    for row in index.rows("indicators"):
        if _moves_against(row):
            chosen = DIRECTION_NAMES[row["direction"]]
            yield at(row, "target", baseline=row["baseline"], target=row["target"], direction=chosen)


@rule(
    "indicator-after-horizon",
    NOTE,
    N_("The target is due on %(target)s, after the plan ends on %(end)s."),
    N_("Set an earlier date, or say who measures it once the plan has ended."),
    reads=("indicators.target_date", "indicators.responsible", "profile.horizon_end"),
)
def indicator_after_horizon(index: Index) -> Iterator[Spot]:
    """Outcomes may show late, if somebody stays responsible."""
    _, end = index.horizon
    for row in index.rows("indicators"):
        if row["target_date"] and row["target_date"] > end and not row["responsible"]:
            yield at(row, "target_date", target=row["target_date"], end=end)


def _moves_against(row: Row) -> bool:
    if row["baseline"] is None or row["target"] is None or row["direction"] not in ("increase", "decrease"):
        return False
    change: Decimal = row["target"] - row["baseline"]
    return change <= 0 if row["direction"] == "increase" else change >= 0
