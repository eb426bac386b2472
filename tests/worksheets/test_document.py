"""A plan document loads whole or not at all, and dumps to the same plan."""

import json

import jsonschema
import pytest

from roadmap.catalogue.load import catalogue
from roadmap.fields.problem import Refused
from roadmap.worksheets.document import canonical_bytes, dump_plan, load_plan
from roadmap.worksheets.marking import Tlp, strictest
from roadmap.worksheets.reading import read_document
from roadmap.worksheets.schema import plan_schema

CASES = ["fj-fiji-draft-gaps", "kh-cambodia-khmer-multicurrency", "kr-korea-hangul"]
CASES += ["ph-philippines-large", "pk-pakistan-urdu-rtl", "vu-vanuatu-small"]
HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "GREEN"}


def case(shared, name):
    path = shared / "cases" / f"{name}.yaml"
    return load_plan(read_document(path.read_bytes(), path.name), catalogue())


@pytest.mark.parametrize("name", CASES)
def test_every_real_plan_survives_dumping_and_loading(shared, name):
    plan = case(shared, name)
    written = canonical_bytes(plan)
    again = load_plan(read_document(written, "plan.json"), catalogue())
    assert again == plan
    assert canonical_bytes(again) == written


@pytest.mark.parametrize("name", CASES)
def test_every_real_plan_satisfies_the_published_schema(shared, name):
    document = json.loads(canonical_bytes(case(shared, name)))
    jsonschema.Draft202012Validator(plan_schema()).validate(document)


def test_the_schema_itself_is_valid():
    jsonschema.Draft202012Validator.check_schema(plan_schema())


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"format": "roadmap-plan/2"}, "format: 'roadmap-plan/2' is not the format"),
        ({"country": "XX"}, "country: 'XX' is not in the list"),
        ({"country": None}, "country: is missing"),
        ({"tlp": "TLP:AMBER"}, "tlp: 'TLP:AMBER' is not in the list"),
        ({"tlp": "WHITE"}, "tlp: 'WHITE' is not in the list"),
        ({"owner": "admin"}, "owner: is not part of a plan document"),
        ({"workshop": {"day": 1}}, "workshop.day: is not part"),
        ({"workshop": {"start": "tomorrow"}}, "workshop.start: 'tomorrow' is not a date"),
        ({"threats": {}}, "threats: {} is not a list of rows"),
        ({"threats": [1]}, r"threats[0]: 1 is not an object"),
        ({"threats": [{"title": "x"}]}, "threats[0].key: None is not a key"),
        ({"threats": [{"key": "../1"}]}, "threats[0].key: '../1' is not a key"),
        ({"threats": [{"key": "T1"}, {"key": "T1"}]}, "threats[1].key: 'T1' is the key of an earlier row"),
        ({"threats": [{"key": "T1", "colour": "red"}]}, "threats[0].colour: is not a field"),
        (
            {"threats": [{"key": "T1", "catalogue": "nope"}]},
            "threats[0].catalogue: 'nope' is not in the list",
        ),
        ({"threats": [{"key": "T1", "likelihood": 6}]}, "threats[0].likelihood: 6 is not on the scale"),
        (
            {"threats": [{"key": "T1", "provisional": ["x"]}]},
            "threats[0].provisional[0]: 'x' is not in the list",
        ),
        ({"threats": [{"key": f"T{i}"} for i in range(201)]}, "threats: has 201 rows; at most 200"),
        (
            {"actions": [{"key": "A1", "threats": ["T1"]}]},
            "actions[0].threats[0]: 'T1' is not the key of a row",
        ),
        (
            {"actions": [{"key": "A1", "milestones": [{"title": "x", "due": "2026-13-01"}]}]},
            "actions[0].milestones[0].due: '2026-13-01' is not a date",
        ),
    ],
)
def test_a_faulty_document_is_refused_with_the_place(change, problem):
    with pytest.raises(Refused) as refused:
        load_plan({**HEAD, **change}, catalogue())
    assert problem in str(refused.value)


def test_every_problem_is_named_at_once():
    rows = [{"key": "T1", "likelihood": 9, "impact": "x"}, {"key": "T2", "trend": "up"}]
    with pytest.raises(Refused) as refused:
        load_plan({**HEAD, "threats": rows}, catalogue())
    places = [problem.place for problem in refused.value.problems]
    assert places == ["threats[0].likelihood", "threats[0].impact", "threats[1].trend"]


@pytest.mark.parametrize("document", [None, [], "plan", 5, {1: 2}])
def test_what_is_no_object_is_refused(document):
    with pytest.raises(Refused, match="not an object"):
        load_plan(document, catalogue())


def test_absent_null_and_empty_mean_not_answered():
    rows = [{"key": "T1", "title": None, "description": "", "sources": []}]
    plan = load_plan({**HEAD, "threats": rows}, catalogue())
    assert dump_plan(plan)["threats"] == [{"key": "T1"}]


def test_a_row_is_at_least_as_strict_as_its_plan():
    rows = [{"key": "T1"}, {"key": "T2", "tlp": "RED"}, {"key": "T3", "tlp": "CLEAR"}]
    plan = load_plan({**HEAD, "threats": rows}, catalogue())
    assert [plan.marking_of(row) for row in plan.rows("threats")] == [Tlp.GREEN, Tlp.RED, Tlp.GREEN]
    assert strictest([]) == Tlp.CLEAR
