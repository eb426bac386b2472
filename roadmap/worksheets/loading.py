"""Loads a parsed plan document strictly: either a whole plan, or every problem with its place."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.problem import refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_
from roadmap.worksheets.asking import load_questionnaire
from roadmap.worksheets.gathering import Gathering
from roadmap.worksheets.head import FORMAT, HEAD, KEY, MOST_ROWS, WORKSHOP
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row, Workshop
from roadmap.worksheets.questionnaire import ASK_AS_USUAL, Questionnaire
from roadmap.worksheets.registry import Registry
from roadmap.worksheets.worksheet import Worksheet

NOT_A_LIST = N_("%(value)s is not a list of rows.")
TOO_MANY = N_("has %(count)s rows; at most %(limit)s.")


class Loading(Gathering):
    """One document being loaded."""

    def __init__(self, catalogue: Catalogue, registry: Registry) -> None:
        super().__init__()
        self.catalogue, self.registry = catalogue, registry

    def plan(self, document: object) -> Plan:
        """Load the head, then every worksheet; raises Refused."""
        content = self.named_values(document, "")
        raw = content.get("workshop")
        about = self.named_values(raw if raw is not None else {}, "workshop")
        questionnaire = self._questionnaire(about.get("questionnaire"))
        self.refuse_unknown(content, {"format", "workshop", *(f.key for f in HEAD), *self.registry}, "")
        if content.get("format") != FORMAT:
            message = N_("%(value)s is not the format of a plan document; write %(accepted)s.")
            self.add(refuse("format", message, value=shown(content.get("format")), accepted=FORMAT))
        scope = Scope(self.catalogue.lists)
        head = self.answers(HEAD, content, "", scope)
        workshop = self._workshop(about, scope)
        sheets = self._sheets(content)
        self.refuse_problems()
        marking = Tlp(head["tlp"])
        return Plan(
            head["country"], head["language"], marking, workshop, sheets, self.registry, questionnaire
        )

    def _questionnaire(self, raw: object) -> Questionnaire:
        """Load what the plan's workshop asks first: everything else is read by it."""
        if raw is None:
            return ASK_AS_USUAL
        asked = load_questionnaire(raw, self.catalogue, self.registry, "workshop.questionnaire")
        self.catalogue, self.registry = asked.catalogue(self.catalogue), asked.registry(self.registry)
        return asked

    def _workshop(self, about: Mapping[str, Any], scope: Scope) -> Workshop:
        self.refuse_unknown(about, {"questionnaire", *(field.key for field in WORKSHOP)}, "workshop.")
        return Workshop(**self.answers(WORKSHOP, about, "workshop.", scope))

    def _sheets(self, content: Mapping[str, Any]) -> Mapping[str, tuple[Row, ...]]:
        raw = {key: list(self._raw_rows(sheet, content.get(key))) for key, sheet in self.registry.items()}
        titles = {key: _titles(rows, self.registry[key].heading) for key, rows in raw.items()}
        scope = Scope(self.catalogue.lists, titles)
        return MappingProxyType(
            {key: tuple(self._rows(key, rows, scope)) for key, rows in raw.items() if rows}
        )

    def _raw_rows(self, worksheet: Worksheet, raw: object) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Every row that is an object with a usable key, as (place, key, answers)."""
        if raw is None:
            return
        if worksheet.single:
            answers = self.named_values(raw, worksheet.key)
            yield from [(worksheet.key, worksheet.key, answers)] if answers else []
            return
        seen: set[str] = set()
        for index, item in enumerate(self.listed(raw, worksheet.key, MOST_ROWS, NOT_A_LIST, TOO_MANY)):
            place = f"{worksheet.key}[{index}]"
            row = dict(self.named_values(item, place))
            key = self._key(row.pop("key", None), seen, place)
            if key:
                yield place, key, row

    def _key(self, raw: object, seen: set[str], place: str) -> str | None:
        if not isinstance(raw, str) or not KEY.fullmatch(raw):
            message = N_("%(value)s is not a key; use up to 40 letters, digits, hyphens and underscores.")
            self.add(refuse(f"{place}.key", message, value=shown(raw)))
            return None
        if raw in seen:
            message = N_("%(value)s is the key of an earlier row.")
            self.add(refuse(f"{place}.key", message, value=shown(raw)))
            return None
        seen.add(raw)
        return raw

    def _rows(
        self, key: str, rows: Iterable[tuple[str, str, Mapping[str, Any]]], scope: Scope
    ) -> Iterator[Row]:
        for place, row_key, answers in rows:
            values, problems = self.registry[key].load(answers, place, scope)
            self.problems.extend(problems)
            yield Row(key, row_key, MappingProxyType(values))


def _titles(rows: Iterable[tuple[str, str, Mapping[str, Any]]], heading: str) -> dict[str, str]:
    return {key: title if isinstance(title := answers.get(heading), str) else key for _, key, answers in rows}
