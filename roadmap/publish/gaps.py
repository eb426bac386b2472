"""What a plan does not say yet: named in the summary, so that a short document hides nothing."""

from roadmap.i18n import N_
from roadmap.worksheets.plan import Plan

# Answers of the profile without which a reader cannot place the plan.
WANTED = (
    ("vision", N_("Vision")),
    ("horizon_start", N_("Start of the horizon")),
    ("horizon_end", N_("End of the horizon")),
    ("signatories", N_("Signatories")),
)


def gaps(plan: Plan) -> tuple[str, ...]:
    """Titles (message ids) of the unanswered questions of the profile and of the empty worksheets."""
    unanswered = [title for key, title in WANTED if plan.profile[key] is None]
    empty = [sheet.title for key, sheet in plan.registry.items() if not (sheet.single or plan.rows(key))]
    return (*unanswered, *empty)
