"""Actions that could be one regional action: same threat, same measure or instrument, at the same time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from roadmap.compare.compared import Compared
from roadmap.compare.joint_actions import Action, actions_of

MEASURE, INSTRUMENT = "measure", "instrument"


@dataclass(frozen=True)
class Means:
    """What the actions of a cluster share: a threat, and by it a measure or an instrument (slugs)."""

    threat: str
    kind: str
    slug: str


@dataclass(frozen=True)
class Part:
    """One action of a cluster, and whose it is."""

    delegation: Compared
    action: Action


@dataclass(frozen=True)
class Cluster:
    """Actions of two or more delegations that could be joint, all of which run from `start` to `end`."""

    parts: tuple[Part, ...]
    reasons: tuple[Means, ...]
    start: date
    end: date

    @property
    def delegations(self) -> tuple[Compared, ...]:
        """Whose actions they are, each once."""
        return tuple({part.delegation.number: part.delegation for part in self.parts}.values())

    @property
    def days(self) -> int:
        """For how many days all of them run."""
        return (self.end - self.start).days + 1


def clusters(compared: Iterable[Compared]) -> tuple[Cluster, ...]:
    """Propose joint actions: those of most delegations first, then those with most time together."""
    found = (
        cluster
        for means, parts in _by_means(compared).items()
        if (cluster := _fullest(means, parts)) is not None
    )
    return tuple(sorted(_merged(found), key=_rank))


def _rank(cluster: Cluster) -> tuple[int, int, int, str]:
    return -len(cluster.delegations), -len(cluster.reasons), -cluster.days, cluster.parts[0].action.key


def _by_means(compared: Iterable[Compared]) -> Mapping[Means, list[Part]]:
    found: dict[Means, list[Part]] = defaultdict(list)
    for each in compared:
        for action in actions_of(each):
            if action.span:
                for means in _means(action):
                    found[means].append(Part(each, action))
    return found


def _means(action: Action) -> Iterator[Means]:
    for threat in sorted(action.threats):
        yield from (Means(threat, MEASURE, slug) for slug in sorted(action.measures))
        yield from (Means(threat, INSTRUMENT, slug) for slug in sorted(action.instruments))


def _fullest(means: Means, parts: Sequence[Part]) -> Cluster | None:
    """The day on which actions of most delegations run decides; None where two never run together."""
    starts = sorted({_span(part)[0] for part in parts})
    running = ([part for part in parts if _span(part)[0] <= day <= _span(part)[1]] for day in starts)
    best = max(running, key=lambda found: (_delegations(found), len(found)))
    if _delegations(best) < 2:
        return None
    start, end = max(_span(part)[0] for part in best), min(_span(part)[1] for part in best)
    return Cluster(tuple(best), (means,), start, end)


def _span(part: Part) -> tuple[date, date]:
    span = part.action.span
    if span is None:
        raise ValueError(f"{part.action.key} has no dates; only dated actions can be joint")
    return span


def _delegations(parts: Iterable[Part]) -> int:
    return len({part.delegation.number for part in parts})


def _merged(found: Iterable[Cluster]) -> Iterable[Cluster]:
    """The same actions for several reasons are one proposal."""
    merged: dict[frozenset[tuple[int, str]], Cluster] = {}
    for cluster in found:
        key = frozenset((part.delegation.number, part.action.key) for part in cluster.parts)
        known = merged.get(key)
        merged[key] = replace(known, reasons=known.reasons + cluster.reasons) if known else cluster
    return merged.values()
