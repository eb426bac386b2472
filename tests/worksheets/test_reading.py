"""The bytes of a document mean one thing or are refused with their place."""

import time
from contextlib import suppress
from decimal import Decimal

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.fields.problem import Refused
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.reading import LARGEST, read_document, read_json, read_yaml


def test_yaml_reads_as_its_version_1_2():
    content = read_yaml(
        "funded: no\ncountry: NO\nday: 2026-04-01\ntarget: 16.10\nmany: 3\nopen: true\nnone: ~\nempty:\n"
    )
    assert content == {
        "funded": "no",
        "country": "NO",
        "day": "2026-04-01",
        "target": Decimal("16.10"),
        "many": 3,
        "open": True,
        "none": None,
        "empty": None,
    }
    assert str(content["target"]) == "16.10"


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "Line 1 has an anchor"),
        ("a: !!python/object/apply:os.system [id]", "Line 1 has a tag"),
        ("a: 1\na: 2", r"'a' stands twice in one object \(line 2\)"),
        ("a: [1", "not valid YAML"),
        ("a: 1\n---\nb: 2", "not valid YAML"),
        ("[" * 50 + "]" * 50, "deeper than 20"),
        ("a: " + "9" * 5000, "number of 5000 digits"),
        ("a: 1\n? [x]\n: 1", "Line 2 has a list"),
        ("a: \x00", "not valid YAML"),
        ("- a\n" * 100_001, "more than 100000 values"),
    ],
)
def test_yaml_that_could_expand_or_mean_two_things_is_refused(text, reason):
    with pytest.raises(Refused, match=reason):
        read_yaml(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": NaN}', "'NaN' is not a number"),
        ('{"a": 1, "a": 2}', "'a' stands twice"),
        ('{"a": 1', "line 1, column"),
        ("{'a': 1}", "not valid JSON"),
        ("[" * 50_000, "deeper than 20"),
        ('{"a": ' + "9" * 5000 + "}", "number of 5000 digits"),
        ('{"a": 1e' + "9" * 30 + "}", "is not a number"),
        ('{"a": [' + "1," * 100_000 + "1]}", "more than 100000 values"),
    ],
)
def test_json_that_could_mean_two_things_is_refused(text, reason):
    with pytest.raises(Refused, match=reason):
        read_json(text)


def test_brackets_inside_texts_are_not_nesting():
    assert read_json('{"a": "' + "[" * 50 + '\\"["}') == {"a": "[" * 50 + '"['}


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"x" * 5_000_001, "at most 5000000"), (b"\xff\xfe{\x00", "not UTF-8"), (b"", "not valid JSON")],
)
def test_bytes_that_are_no_document_are_refused(data, reason):
    with pytest.raises(Refused, match=reason):
        read_document(data, "plan.json")


@pytest.mark.parametrize("unit", ['\\"', '"', "[", "{", "\\", ",", '"\\', '[],{},"",'])
@pytest.mark.parametrize("start", ["", '"', "[", '{"a":"'])
@pytest.mark.parametrize("end", ["", '"', "\\"])
def test_no_document_takes_long_to_read(start, unit, end):
    text = start + unit * (LARGEST // len(unit) - 10) + end
    began = time.perf_counter()
    with suppress(Refused):
        read_json(text)
    assert time.perf_counter() - began < 5


def test_a_strange_key_is_named_on_one_short_plain_line():
    for key in ["\ud800", "a\x00b", "k" * 100_000, "\u202eab", "<script>", "a\nb"]:
        document = {"format": "roadmap-plan/1", key: 1, "threats": [{"key": "T1", key: 1}]}
        with pytest.raises(Refused) as refused:
            load_plan(document, catalogue())
        places = [problem.place for problem in refused.value.problems]
        assert all(len(place) < 100 and place.isprintable() for place in places)
