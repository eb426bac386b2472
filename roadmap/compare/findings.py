"""What the checks found in many plans, as a worklist: what most delegations forget comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap.catalogue.load import catalogue
from roadmap.checks.finding import Finding, Severity
from roadmap.checks.run import check
from roadmap.compare.compared import Compared, Version


@dataclass(frozen=True)
class Concern:
    """One delegation, and where a rule found something in its plan."""

    delegation: Compared
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Weakness:
    """One rule and the plans that it concerns; `remedy` is the message id of what to do."""

    rule: str
    severity: Severity
    remedy: str
    concerns: tuple[Concern, ...]

    @property
    def found(self) -> int:
        """How many findings there are in all these plans."""
        return sum(len(concern.findings) for concern in self.concerns)


def weaknesses(columns: Sequence[Compared], severity: str = "", subregion: str = "") -> tuple[Weakness, ...]:
    """Every rule that found something, those that concern the most plans first; of one severity if asked."""
    by_rule: dict[str, list[Concern]] = {}
    for column in columns:
        if column.version and subregion in ("", column.subregion):
            for rule, found in _by_rule(findings(column.version)).items():
                by_rule.setdefault(rule, []).append(Concern(column, tuple(found)))
    listed = (_weakness(rule, concerns) for rule, concerns in by_rule.items())
    return tuple(sorted((one for one in listed if severity in ("", one.severity)), key=_urgency))


def findings(version: Version) -> tuple[Finding, ...]:
    """What the checks find in one version of a plan."""
    return version.once("findings", lambda version: check(version.plan, catalogue()))


def _by_rule(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    rules: dict[str, list[Finding]] = {}
    for finding in found:
        rules.setdefault(finding.rule, []).append(finding)
    return rules


def _weakness(rule: str, concerns: list[Concern]) -> Weakness:
    first = concerns[0].findings[0]
    return Weakness(rule, first.severity, first.remedy, tuple(concerns))


def _urgency(weakness: Weakness) -> tuple[int, int, str]:
    return -len(weakness.concerns), list(Severity).index(weakness.severity), weakness.rule
