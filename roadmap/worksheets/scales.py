"""The scales of the registers."""

from dataclasses import dataclass
from types import MappingProxyType

from roadmap.i18n import N_

LIKELIHOOD = MappingProxyType(
    {1: N_("rare"), 2: N_("unlikely"), 3: N_("possible"), 4: N_("likely"), 5: N_("almost certain")}
)
IMPACT = MappingProxyType(
    {1: N_("negligible"), 2: N_("minor"), 3: N_("moderate"), 4: N_("major"), 5: N_("severe")}
)
# Score = likelihood x impact, 1 to 25; a score from here up asks for an answer in the plan.
HIGH = 12


def score(likelihood: int | None, impact: int | None) -> int | None:
    """Likelihood times impact, 1 to 25; None while either is not rated."""
    return likelihood * impact if likelihood and impact else None


# The lowest score of each band, highest band first.
BANDS = (
    (20, "critical", N_("critical")),
    (HIGH, "high", N_("high")),
    (6, "medium", N_("medium")),
    (1, "low", N_("low")),
)


@dataclass(frozen=True)
class Band:
    """How grave a score is: `name` for the stylesheet, `word` (a message id) for people."""

    name: str
    word: str


def band(points: int) -> Band:
    """The band of a score from 1 to 25."""
    return next(Band(name, word) for lowest, name, word in BANDS if points >= lowest)
