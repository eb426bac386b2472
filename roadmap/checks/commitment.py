"""Rules on who stands behind the plan, what could stop it, and what happens afterwards."""

from collections.abc import Iterator

from roadmap.checks.index import Index
from roadmap.checks.rule import NOTE, WARNING, Spot, at, at_worksheet, rule
from roadmap.fields.scale import Scale
from roadmap.i18n import N_


@rule(
    "no-focal-point",
    WARNING,
    N_("No focal point is named."),
    N_("Name who answers questions after the workshop."),
    reads=("profile.focal_points",),
)
def no_focal_point(index: Index) -> Iterator[Spot]:
    """Somebody answers for the plan afterwards."""
    if not index.plan.profile["focal_points"]:
        yield at(index.plan.profile, "focal_points")


@rule(
    "focal-point-without-address",
    NOTE,
    N_("The focal point has no e-mail address."),
    N_("Add an address that stays when the person changes posts."),
    reads=("profile.focal_points",),
)
def focal_point_without_address(index: Index) -> Iterator[Spot]:
    """A focal point can be reached."""
    profile = index.plan.profile
    for number, person in enumerate(profile["focal_points"] or ()):
        if not person.get("email"):
            yield at(profile, f"focal_points[{number}].email")


@rule(
    "no-signatory",
    WARNING,
    N_("No signatory is named, so nobody can endorse the roadmap."),
    N_("Name who signs for the delegation; the office will do while the person is open."),
    reads=("profile.signatories",),
)
def no_signatory(index: Index) -> Iterator[Spot]:
    """Somebody signs."""
    if not index.plan.profile["signatories"]:
        yield at(index.plan.profile, "signatories")


@rule(
    "risk-without-mitigation",
    WARNING,
    N_("No mitigation is given for this risk."),
    N_("Say what somebody does so that it does not happen, or does less harm."),
    reads=("risks.mitigation",),
)
def risk_without_mitigation(index: Index) -> Iterator[Spot]:
    """A risk asks for an answer."""
    return (at(row, "mitigation") for row in index.rows("risks") if row["mitigation"] is None)


@rule(
    "risk-without-owner",
    WARNING,
    N_("The mitigation has no owner."),
    N_("Name who does it."),
    reads=("risks.mitigation", "risks.owner"),
)
def risk_without_owner(index: Index) -> Iterator[Spot]:
    """A mitigation is something somebody does."""
    for row in index.rows("risks"):
        if row["mitigation"] and row["owner"] is None:
            yield at(row, "owner")


@rule(
    "follow-up-without-owner",
    WARNING,
    N_("Nobody is responsible for this commitment."),
    N_("Name who reports on it."),
    reads=("follow_up.commitment", "follow_up.responsible"),
)
def follow_up_without_owner(index: Index) -> Iterator[Spot]:
    """A commitment is somebody's."""
    for row in index.rows("follow_up"):
        if row["commitment"] and row["responsible"] is None:
            yield at(row, "responsible")


@rule(
    "follow-up-gap",
    WARNING,
    N_("Nothing is promised for %(months)s months after the workshop."),
    N_("Add a commitment for each of the three reviews."),
    reads=("follow_up.months",),
)
def follow_up_gap(index: Index) -> Iterator[Spot]:
    """Asked once the first commitment stands there."""
    field = index.plan.registry["follow_up"].field("months")
    steps = field.steps if isinstance(field, Scale) else ()
    promised = {row["months"] for row in index.rows("follow_up")}
    for months in steps if promised else ():
        if months not in promised:
            yield at_worksheet("follow_up", "months", months=months)
