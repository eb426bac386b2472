"""Reads parsed JSON strictly, and gathers every problem instead of stopping at the first."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from roadmap.fields.field import Field
from roadmap.fields.problem import Problem, Refused, named, refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_

NOT_AN_OBJECT = N_("%(value)s is not an object with named values.")


class Gathering:
    """Something being read; `unknown` says what is wrong with a strange key, `missing` with a lacking one."""

    unknown = N_("is not part of a plan document.")
    missing = N_("is missing; every plan document names it.")

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse_problems(self) -> None:
        """Raise Refused with all that was gathered, if anything was."""
        if self.problems:
            raise Refused(self.problems)

    def named_values(self, raw: object, place: str) -> Mapping[str, Any]:
        """Take an object with named values, or note that it is none."""
        if isinstance(raw, dict) and all(isinstance(key, str) for key in raw):
            return raw
        self.add(refuse(place, NOT_AN_OBJECT, value=shown(raw)))
        return {}

    def listed(self, raw: object, place: str, most: int, not_a_list: str, too_many: str) -> list[Any]:
        """Take a list of at most `most` items; the two last are the sentences for what is none."""
        if not isinstance(raw, list):
            self.add(refuse(place, not_a_list, value=shown(raw)))
            return []
        if len(raw) > most:
            self.add(refuse(place, too_many, count=len(raw), limit=most))
        return raw[:most]

    def answers(
        self, fields: Iterable[Field], content: Mapping[str, Any], place: str, scope: Scope
    ) -> dict[str, Any]:
        """Load an answer for each field; `place` is what stands before their keys, its dot included."""
        answers: dict[str, Any] = {}
        for field in fields:
            try:
                answers[field.key] = field.load(content.get(field.key), f"{place}{field.key}", scope)
            except Refused as refused:
                self.add(refused)
                continue
            if field.required and answers[field.key] is None:
                self.add(refuse(f"{place}{field.key}", self.missing))
        return answers

    def refuse_unknown(self, content: Mapping[str, Any], known: Collection[str], place: str) -> None:
        """Note every key that is not known."""
        for key in content:
            if key not in known:
                self.add(refuse(f"{place}{named(key)}", self.unknown))

    def add(self, refused: Refused) -> None:
        """Note what was refused."""
        self.problems.extend(refused.problems)
