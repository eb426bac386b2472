"""All rules; refuses to exist with two of one name."""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from roadmap.checks import (
    actions,
    answers,
    commitment,
    cooperation,
    indicators,
    marking,
    means,
    money,
    schedule,
    threats,
)
from roadmap.checks.rule import Rule

GROUPS = (answers, threats, cooperation, means, actions, schedule, money, indicators, commitment, marking)


class BrokenRules(ValueError):
    """Raised at start-up when two rules have one id, or an id is not in kebab case."""


class Rules(Mapping[str, Rule]):
    """Rules by id, in the order in which they are asked."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, Rule] = {}
        for rule in rules:
            if rule.id in self._rules:
                raise BrokenRules(f"two rules are called {rule.id!r}; rename one")
            if not rule.id.replace("-", "").isalpha() or rule.id != rule.id.lower():
                raise BrokenRules(f"{rule.id!r} is not in kebab case, such as threat-unanswered")
            self._rules[rule.id] = rule

    def __getitem__(self, key: str) -> Rule:
        return self._rules[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


def rules_of(group: ModuleType) -> Iterator[Rule]:
    """The rules that a module declares, in its order."""
    return (value for value in vars(group).values() if isinstance(value, Rule))


ALL = Rules(rule for group in GROUPS for rule in rules_of(group))
