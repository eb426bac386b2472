"""Loads a parsed plan document strictly: either a whole plan, or every problem with its place."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from roadmap.catalogue.entry import Catalogue
from roadmap.fields.field import Field
from roadmap.fields.problem import Problem, Refused, named, refuse, shown
from roadmap.fields.scope import Scope
from roadmap.i18n import N_
from roadmap.worksheets.head import FORMAT, HEAD, KEY, MOST_ROWS, WORKSHOP
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row, Workshop
from roadmap.worksheets.registry import Registry
from roadmap.worksheets.worksheet import Worksheet

NOT_A_LIST = N_("%(value)s is not a list of rows.")
NOT_AN_OBJECT = N_("%(value)s is not an object with named values.")


class Loading:
    """One document being loaded: gathers problems instead of stopping at the first."""

    def __init__(self, catalogue: Catalogue, registry: Registry) -> None:
        self.catalogue, self.registry = catalogue, registry
        self.problems: list[Problem] = []

    def plan(self, document: object) -> Plan:
        """Load the head, then every worksheet; raises Refused."""
        content = self._object(document, "")
        self._refuse_unknown(content, {"format", "workshop", *(f.key for f in HEAD), *self.registry}, "")
        if content.get("format") != FORMAT:
            message = N_("%(value)s is not the format of a plan document; write %(accepted)s.")
            self._add(refuse("format", message, value=shown(content.get("format")), accepted=FORMAT))
        scope = Scope(self.catalogue.lists)
        head = self._answers(HEAD, content, "", scope)
        workshop = self._workshop(content.get("workshop"), scope)
        sheets = self._sheets(content)
        if self.problems:
            raise Refused(self.problems)
        return Plan(head["country"], head["language"], Tlp(head["tlp"]), workshop, sheets, self.registry)

    def _workshop(self, raw: object, scope: Scope) -> Workshop:
        content = self._object(raw if raw is not None else {}, "workshop")
        self._refuse_unknown(content, {field.key for field in WORKSHOP}, "workshop.")
        return Workshop(**self._answers(WORKSHOP, content, "workshop.", scope))

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
            answers = self._object(raw, worksheet.key)
            yield from [(worksheet.key, worksheet.key, answers)] if answers else []
            return
        seen: set[str] = set()
        for index, item in enumerate(self._list(worksheet.key, raw)):
            place = f"{worksheet.key}[{index}]"
            row = dict(self._object(item, place))
            key = self._key(row.pop("key", None), seen, place)
            if key:
                yield place, key, row

    def _key(self, raw: object, seen: set[str], place: str) -> str | None:
        if not isinstance(raw, str) or not KEY.fullmatch(raw):
            message = N_("%(value)s is not a key; use up to 40 letters, digits, hyphens and underscores.")
            self._add(refuse(f"{place}.key", message, value=shown(raw)))
            return None
        if raw in seen:
            message = N_("%(value)s is the key of an earlier row.")
            self._add(refuse(f"{place}.key", message, value=shown(raw)))
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

    def _answers(
        self, fields: Iterable[Field], content: Mapping[str, Any], place: str, scope: Scope
    ) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        for field in fields:
            try:
                answers[field.key] = field.load(content.get(field.key), f"{place}{field.key}", scope)
            except Refused as refused:
                self._add(refused)
                continue
            if field.required and answers[field.key] is None:
                self._add(refuse(f"{place}{field.key}", N_("is missing; every plan document names it.")))
        return answers

    def _object(self, raw: object, place: str) -> Mapping[str, Any]:
        if isinstance(raw, dict) and all(isinstance(key, str) for key in raw):
            return raw
        self._add(refuse(place, NOT_AN_OBJECT, value=shown(raw)))
        return {}

    def _list(self, worksheet: str, raw: object) -> list[Any]:
        if not isinstance(raw, list):
            self._add(refuse(worksheet, NOT_A_LIST, value=shown(raw)))
            return []
        if len(raw) > MOST_ROWS:
            message = N_("has %(count)s rows; at most %(limit)s.")
            self._add(refuse(worksheet, message, count=len(raw), limit=MOST_ROWS))
        return raw[:MOST_ROWS]

    def _refuse_unknown(self, content: Mapping[str, Any], known: set[str], place: str) -> None:
        for key in content:
            if key not in known:
                self._add(refuse(f"{place}{named(key)}", N_("is not part of a plan document.")))

    def _add(self, refused: Refused) -> None:
        self.problems.extend(refused.problems)


def _titles(rows: Iterable[tuple[str, str, Mapping[str, Any]]], heading: str) -> dict[str, str]:
    return {key: title if isinstance(title := answers.get(heading), str) else key for _, key, answers in rows}
