"""Rules on who acts, for what, and how anyone will know."""

from collections.abc import Iterator

from roadmap.checks.finding import Term
from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, NOTE, WARNING, Spot, at, at_worksheet, rule
from roadmap.fields.choice import Choice
from roadmap.i18n import N_
from roadmap.worksheets.plan import Row

LONG_WITHOUT_MILESTONE = 183  # days, half a year


@rule(
    "action-without-lead",
    ERROR,
    N_("Nobody leads this action."),
    N_("Name the one agency that answers for it, even where many take part."),
    reads=("actions.lead",),
)
def action_without_lead(index: Index) -> Iterator[Spot]:
    """What everybody leads nobody does."""
    return (at(row, "lead") for row in index.rows("actions") if row["lead"] is None)


@rule(
    "action-without-dates",
    ERROR,
    N_("“%(field)s” is open, so the timeline cannot show this action."),
    N_("Set both days; a provisional one is better than none."),
    reads=("actions.start", "actions.end"),
)
def action_without_dates(index: Index) -> Iterator[Spot]:
    """The timeline needs a start and an end."""
    for row in index.rows("actions"):
        for field in ("start", "end"):
            if row[field] is None:
                label = index.plan.registry["actions"].field(field).label
                yield at(row, field, field=Term(label))


@rule(
    "action-without-objective",
    ERROR,
    N_("This action serves no objective."),
    N_("Choose the objective it serves, or ask whether it belongs in the plan."),
    reads=("actions.objective",),
)
def action_without_objective(index: Index) -> Iterator[Spot]:
    """Every action serves an objective."""
    return (at(row, "objective") for row in index.rows("actions") if row["objective"] is None)


@rule(
    "action-without-indicator",
    WARNING,
    N_("No indicator shows whether this action works."),
    N_("Add an indicator for this action, or for the objective it serves."),
    reads=("actions.objective", "indicators.action"),
)
def action_without_indicator(index: Index) -> Iterator[Spot]:
    """An indicator of the objective counts for its actions."""
    return (at(row) for row in index.rows("actions") if not _is_measured(row, index))


def _is_measured(action: Row, index: Index) -> bool:
    objective = index.row("objectives", action["objective"])
    of_objective = index.citing(objective, "indicators") if objective else ()
    return bool(index.citing(action, "indicators") or of_objective)


@rule(
    "action-without-threat",
    WARNING,
    N_("This action answers no threat of the register."),
    N_("Choose the threats it answers; if there are none, say in the description what it is for."),
    reads=("actions.threats", "actions.description"),
)
def action_without_threat(index: Index) -> Iterator[Spot]:
    """An action that explains itself may do without."""
    for row in index.rows("actions"):
        if not row["threats"] and not row["description"]:
            yield at(row, "threats")


@rule(
    "action-without-milestone",
    NOTE,
    N_("This action runs for %(days)s days without a milestone."),
    N_("Add a fact that can be checked on a day on the way, such as a signed agreement."),
    reads=("actions.start", "actions.end", "actions.milestones"),
)
def action_without_milestone(index: Index) -> Iterator[Spot]:
    """Half a year is too long to wait for a sign of progress."""
    for row in index.rows("actions"):
        days = (row["end"] - row["start"]).days if row["start"] and row["end"] else 0
        if days > LONG_WITHOUT_MILESTONE and not row["milestones"]:
            yield at(row, "milestones", days=days)


@rule(
    "objective-without-action",
    WARNING,
    N_("No action serves this objective."),
    N_("Add an action for it, or take the objective back."),
    reads=("objectives", "actions.objective"),
)
def objective_without_action(index: Index) -> Iterator[Spot]:
    """An objective needs somebody to do something."""
    return (at(row) for row in index.rows("objectives") if not index.citing(row, "actions"))


@rule(
    "pillar-without-action",
    WARNING,
    N_("No action belongs to the pillar “%(pillar)s”."),
    N_("A roadmap guides all three pillars: add an action, or set the pillar of one that belongs there."),
    reads=("objectives", "actions.pillar", "actions.objective"),
)
def pillar_without_action(index: Index) -> Iterator[Spot]:
    """An action without a pillar of its own has that of its objective."""
    field = index.plan.registry["actions"].field("pillar")
    options = field.options if isinstance(field, Choice) else ()
    served = {_pillar(row, index) for row in index.rows("actions")}
    for option in options if served else ():
        if option.value not in served:
            yield at_worksheet("actions", "pillar", pillar=Term(option.title))


def _pillar(action: Row, index: Index) -> str | None:
    objective = index.row("objectives", action["objective"])
    return action["pillar"] or (objective["pillar"] if objective else None)
