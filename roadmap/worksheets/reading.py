"""Reads the bytes of a plan document: strict JSON, or the part of YAML that means the same to everyone.

YAML as in its version 1.2: only true and false are truth values (`no` is a text, and Norway a country), dates
stay texts, numbers are exact. Anchors, aliases, tags and several documents are refused, so that nothing can
expand.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import yaml

from roadmap.fields.problem import refuse, shown
from roadmap.i18n import N_

LARGEST = 5_000_000
DEEPEST = 20
LONGEST_NUMBER = 40
MOST_VALUES = 100_000  # several times what a plan with every row of every worksheet filled holds
# Possessive, and content with the end of the text in place of the closing quote: a search that could turn
# back takes hours on a megabyte of escaped quotes.
STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
BRACKET = re.compile(r"[][{}]")


def read_document(data: bytes, name: str = "") -> Any:
    """Parse a document of at most 5 MB; `name` decides by its ending (.json, .yaml). Raises Refused."""
    if len(data) > LARGEST:
        raise refuse(
            "", N_("The document has %(count)s bytes; at most %(limit)s."), count=len(data), limit=LARGEST
        )
    text = _decoded(data)
    if name.lower().endswith((".yaml", ".yml")):
        return read_yaml(text)
    return read_json(text)


def read_json(text: str) -> Any:
    """Parse JSON; numbers become int or Decimal. Refuses repeated keys, NaN, deep nesting, endless lists."""
    _refuse_structure(STRING.sub("", text))
    try:
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        message = N_("The document is not valid JSON: line %(line)s, column %(column)s.")
        raise refuse("", message, line=error.lineno, column=error.colno) from error


def read_yaml(text: str) -> Any:
    """Parse one YAML document of plain values."""
    try:
        _refuse_expanding(yaml.parse(text, yaml.CSafeLoader))
        return yaml.load(text, PlainLoader)  # noqa: S506 (a SafeLoader, narrowed)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise refuse("", N_("The document is not valid YAML: line %(line)s."), line=line) from error
    except yaml.YAMLError as error:
        raise refuse("", N_("The document is not valid YAML.")) from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("", N_("The document is not UTF-8 text: byte %(byte)s."), byte=error.start) from error


def _number(text: str) -> int | Decimal:
    if len(text) > LONGEST_NUMBER:
        raise refuse("", N_("The document has a number of %(count)s digits; shorten it."), count=len(text))
    try:
        return int(text) if re.fullmatch("-?[0-9]+", text) else Decimal(text)
    except InvalidOperation:
        _no_constant(text)


def _no_constant(text: str) -> NoReturn:
    raise refuse("", N_("%(value)s is not a number that a plan can hold."), value=shown(text))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        [(repeated, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise refuse("", N_("The key %(value)s stands twice in one object; keep one."), value=shown(repeated))
    return content


def _refuse_structure(bare: str) -> None:
    """Count brackets and commas outside of strings before the parser runs out of stack over them."""
    _refuse_many(bare.count(",") + bare.count("[") + bare.count("{"))
    depth = 0
    for bracket in BRACKET.findall(bare):
        depth += 1 if bracket in "[{" else -1
        _refuse_deep(depth)


def _refuse_expanding(events: Iterable[Any]) -> None:
    depth = 0
    for count, event in enumerate(events):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refuse("", N_("Line %(line)s has an anchor or alias; write the value out."), line=line)
        if getattr(event, "tag", None):
            raise refuse("", N_("Line %(line)s has a tag; write plain values."), line=line)
        _refuse_many(count)
        _refuse_deep(depth)


def _refuse_many(count: int) -> None:
    if count > MOST_VALUES:
        message = N_("The document holds more than %(limit)s values; no plan does.")
        raise refuse("", message, limit=MOST_VALUES)


def _refuse_deep(depth: int) -> None:
    if depth > DEEPEST:
        raise refuse("", N_("The document nests deeper than %(limit)s levels."), limit=DEEPEST)


class PlainLoader(yaml.CSafeLoader):
    """The core schema of YAML 1.2, exact numbers, no repeated keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that is no text or stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                message = N_("Line %(line)s has a list or an object as a key; write a name.")
                raise refuse("", message, line=key.start_mark.line + 1)
            if key.value in seen:
                message = N_("The key %(value)s stands twice in one object (line %(line)s); keep one.")
                raise refuse("", message, value=shown(key.value), line=key.start_mark.line + 1)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _yaml_number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int | Decimal:
    return _number(str(loader.construct_scalar(node)))


PlainLoader.yaml_implicit_resolvers = {}
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"), list("-0123456789")
)
PlainLoader.add_constructor("tag:yaml.org,2002:float", _yaml_number)
