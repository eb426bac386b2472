"""Rules on the threat register."""

from collections.abc import Iterator

from roadmap.checks.finding import Term
from roadmap.checks.index import Index
from roadmap.checks.rule import ERROR, WARNING, Spot, at, rule
from roadmap.i18n import N_
from roadmap.worksheets.plan import Row
from roadmap.worksheets.scales import HIGH, score

RATING = ("threats.likelihood", "threats.impact")


@rule(
    "threat-unanswered",
    ERROR,
    N_("This threat scores %(score)s of 25, and no action answers it."),
    N_("Name it in the action that answers it, or add such an action."),
    reads=(*RATING, "actions.threats"),
)
def threat_unanswered(index: Index) -> Iterator[Spot]:
    """A threat rated high asks for an action."""
    for row in index.rows("threats"):
        if _is_high(row) and not index.citing(row, "actions"):
            yield at(row, score=_score(row))


@rule(
    "threat-not-rated",
    ERROR,
    N_("“%(field)s” is not rated, so the threat has no place in the heat map."),
    N_("Rate likelihood and impact, each from 1 to 5; a judgement will do, marked as provisional."),
    reads=RATING,
)
def threat_not_rated(index: Index) -> Iterator[Spot]:
    """Both ratings make the score."""
    for row in index.rows("threats"):
        for field in ("likelihood", "impact"):
            if row[field] is None:
                label = index.plan.registry["threats"].field(field).label
                yield at(row, field, field=Term(label))


@rule(
    "threat-without-evidence",
    WARNING,
    N_("This threat scores %(score)s of 25 without any evidence or source."),
    N_("Say whether a figure, a case or a judgement stands behind the rating, and name the source."),
    reads=(*RATING, "threats.evidence", "threats.sources"),
)
def threat_without_evidence(index: Index) -> Iterator[Spot]:
    """What is rated high will be asked about."""
    for row in index.rows("threats"):
        if _is_high(row) and not row["evidence"] and not row["sources"]:
            yield at(row, "evidence", score=_score(row))


def _score(row: Row) -> int:
    return score(row["likelihood"], row["impact"]) or 0


def _is_high(row: Row) -> bool:
    return _score(row) >= HIGH
