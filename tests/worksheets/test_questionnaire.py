"""A workshop narrows and extends what plans ask; a questionnaire loads whole or names every problem."""

import jsonschema
import pytest

from roadmap.catalogue.load import catalogue
from roadmap.checks.completeness import completeness
from roadmap.checks.run import check
from roadmap.fields.problem import Refused
from roadmap.worksheets.asking import MOST_ENTRIES, MOST_QUESTIONS, load_questionnaire
from roadmap.worksheets.document import canonical_bytes, dump_plan, load_plan
from roadmap.worksheets.forms import RowForm
from roadmap.worksheets.questionnaire import ASK_AS_USUAL
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.worksheets.schema import plan_schema

HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "GREEN"}
CASES = {"key": "x_cases", "kind": "number", "label": "Cases in 2025", "required": True}
UNIT = {
    "key": "x_unit",
    "kind": "choice",
    "label": "Unit",
    "options": [{"value": "o1", "title": "Cyber <b>unit</b>"}, {"value": "o2", "title": "100% police"}],
}
OWN = {"id": "own-ghost-ships", "title": "Ghost ships", "description": "Ships that switch off their signal."}


def asked(**said):
    return load_questionnaire(said, catalogue())


def plan(said, **worksheets):
    return load_plan({**HEAD, "workshop": {"questionnaire": said}, **worksheets}, catalogue())


def test_nothing_said_is_the_product_itself():
    assert asked() == ASK_AS_USUAL
    assert not asked()
    assert asked().registry() is WORKSHEETS
    assert asked().catalogue(catalogue()) is catalogue()
    assert asked(worksheets=list(WORKSHEETS)) == ASK_AS_USUAL


def test_a_document_without_it_is_written_as_before():
    document = {**HEAD, "workshop": {"title": "Jeju"}, "threats": [{"key": "T1", "title": "Phishing"}]}
    assert dump_plan(load_plan(document, catalogue())) == document


def test_own_questions_stand_after_the_worksheets_own():
    threats = asked(questions={"threats": [CASES, UNIT]}).registry()["threats"]
    assert [field.key for field in threats.fields[-2:]] == ["x_cases", "x_unit"]
    assert [field.key for field in threats.extra] == ["x_cases", "x_unit"]
    assert WORKSHEETS["threats"].extra == ()


def test_no_field_of_the_product_can_be_taken_for_an_own_question_nor_an_entry_for_an_own_one():
    assert not any(sheet.extra for sheet in WORKSHEETS.values())
    assert not any(slug.startswith("own-") for listed in catalogue().lists.values() for slug in listed)


def test_a_worksheet_left_out_takes_the_questions_about_it_along():
    registry = asked(worksheets=["actions", "indicators"]).registry()
    assert list(registry) == ["profile", "actions", "indicators"]
    assert "objective" not in registry["actions"].by_key
    assert "action" in registry["indicators"].by_key


def test_a_required_own_question_is_missed_and_counted_until_it_is_answered():
    said = {"questions": {"threats": [CASES]}}
    row = {"key": "T1", "title": "Phishing", "likelihood": 2, "impact": 2, "trend": "rising"}
    open_, done = plan(said, threats=[row]), plan(said, threats=[{**row, "x_cases": 0}])
    found = [finding for finding in check(open_, catalogue()) if finding.field == "x_cases"]
    assert [finding.sentence() for finding in found] == [
        "“Cases in 2025” is not answered yet; a finished plan needs it."
    ]
    assert completeness(open_)["threats"] < completeness(done)["threats"] == 100
    assert not [finding for finding in check(done, catalogue()) if finding.field == "x_cases"]


def test_checks_and_completeness_are_silent_about_what_is_not_asked():
    narrow = plan({"worksheets": ["threats"]}, threats=[{"key": "T1", "likelihood": 5, "impact": 5}])
    assert set(completeness(narrow)) == {"profile", "threats"}
    rules = {finding.rule for finding in check(narrow, catalogue())}
    assert "threat-unanswered" not in rules
    assert "worksheet-empty" not in rules


def test_an_own_entry_can_be_answered_and_fills_the_row():
    said = {"entries": {"threats": [OWN]}}
    known = asked(**said).catalogue(catalogue())
    entry = known.entries["threats"]["own-ghost-ships"]
    assert entry.is_own
    assert WORKSHEETS["threats"].filled_by(entry) == {
        "catalogue": "own-ghost-ships",
        "title": "Ghost ships",
        "description": "Ships that switch off their signal.",
    }
    assert plan(said, threats=[{"key": "T1", "catalogue": "own-ghost-ships"}]).row("threats", "T1")[
        "catalogue"
    ]
    assert "own-ghost-ships" not in catalogue().entries["threats"]


def test_an_own_instrument_may_stand_at_any_step():
    said = {"entries": {"instruments": [{"id": "own-border-pact", "title": "Border pact"}]}}
    steps = list(catalogue().lists["ladder"])
    for step in steps:
        rows = [{"key": "L1", "instrument": "own-border-pact", "status": step}]
        findings = check(plan(said, legal=rows), catalogue())
        assert "status-beyond-ladder" not in {finding.rule for finding in findings}


def test_a_narrower_offer_limits_what_is_picked_and_nothing_else():
    first, second, *_ = catalogue().entries["threats"]
    narrow = plan({"offered": {"threats": [first]}}, threats=[{"key": "T1", "catalogue": second}])
    known = narrow.questionnaire.catalogue(catalogue())
    assert [entry.id for entry in known.shelf("threats")] == [first]
    row, scope = narrow.row("threats", "T1"), narrow.scope(catalogue())
    values = [
        choice.value
        for choice in RowForm(narrow.registry["threats"], scope, row).form["catalogue"].iter_choices()
    ]
    assert values == ["", first, second]
    assert narrow.registry["threats"].field("catalogue").text(second, scope)


def test_an_offer_may_be_empty():
    known = asked(offered={"threats": []}).catalogue(catalogue())
    assert known.shelf("threats") == []
    assert known.shelf("partners")


def questions(*changes):
    return {"questions": {"threats": [{**CASES, **change} for change in changes]}}


def units(**change):
    return {"questions": {"threats": [{**UNIT, **change}]}}


def entries(*changes):
    return {"entries": {"threats": [{**OWN, **change} for change in changes]}}


NUMBERED = [{"key": f"x_{n}"} for n in range(MOST_QUESTIONS + 1)]
HALF = [{**OWN, "id": f"own-{n}"} for n in range(MOST_ENTRIES // 2 + 1)]
REFUSED = [
    ([], "questionnaire: [] is not an object"),
    ({"worksheet": []}, "questionnaire.worksheet: is not part of what a workshop asks"),
    ({"worksheets": ["passwords"]}, "questionnaire.worksheets[0]: 'passwords' is not in the list"),
    ({"worksheets": "threats"}, "questionnaire.worksheets: 'threats' is not a list"),
    ({"questions": {"passwords": []}}, "questionnaire.questions.passwords: is not part"),
    ({"questions": {"threats": {}}}, "questionnaire.questions.threats: {} is not a list"),
    (questions({}, {}), "questionnaire.questions.threats: 'x_cases' stands there twice"),
    (questions({"key": "title"}), "threats[0].key: 'title' is not the key of an own"),
    (questions({"key": "x_A"}), "threats[0].key: 'x_A' is not the key of an own"),
    (questions({"kind": "table"}), "threats[0].kind: 'table' is not in the list"),
    (questions({"label": None}), "threats[0].label: is missing"),
    (questions({"label": "x" * 501}), "threats[0].label: has 501 characters"),
    (questions({"required": 1}), "threats[0].required: 1 is not true or false"),
    (questions({"options": [1]}), "threats[0].options: belongs to questions that choose"),
    (questions(*NUMBERED), "questionnaire.questions.threats: has 21 items; at most 20"),
    (units(options=[]), "threats[0].options: needs 2 to 50 options"),
    (units(kind="scale"), "options[0].value: 'o1' is not a value"),
    (units(options=[UNIT["options"][0]] * 2), "options[1].value: 'o1' stands there twice"),
    ({"entries": {"countries": []}}, "questionnaire.entries.countries: is not part"),
    (entries({"id": "phishing"}), "threats[0].id: 'phishing' is not the slug"),
    (entries({"title": "\u200b"}), "threats[0].title: looks filled"),
    (entries({"description": "x" * 2001}), "threats[0].description: has 2001 characters"),
    (entries({}, {}), "questionnaire.entries.threats: 'own-ghost-ships' stands there twice"),
    ({"entries": {"threats": HALF, "partners": HALF}}, "has 202 items; at most 200"),
    ({"offered": {"threats": ["nothing"]}}, "questionnaire.offered.threats[0]: 'nothing' is not in the list"),
    ({"offered": {"threats": None, "safeguards": []}}, "questionnaire.offered.safeguards: is not part"),
]


@pytest.mark.parametrize(("said", "problem"), REFUSED)
def test_a_faulty_questionnaire_is_refused_with_the_place(said, problem):
    with pytest.raises(Refused) as refused:
        load_questionnaire(said, catalogue())
    assert problem in str(refused.value)


def test_every_problem_is_named_at_once_and_inside_a_document_with_its_whole_place():
    said = {"questions": {"threats": [{**CASES, "kind": "x"}]}, "entries": {"threats": [{"id": "x"}]}}
    with pytest.raises(Refused) as refused:
        plan(said)
    assert [problem.place for problem in refused.value.problems] == [
        "workshop.questionnaire.questions.threats[0].kind",
        "workshop.questionnaire.entries.threats[0].title",
        "workshop.questionnaire.entries.threats[0].id",
    ]


def test_an_answer_to_a_question_that_the_document_does_not_declare_is_refused():
    with pytest.raises(Refused, match=r"threats\[0\].x_cases: is not a field of this worksheet"):
        load_plan({**HEAD, "threats": [{"key": "T1", "x_cases": 1}]}, catalogue())


def test_an_own_question_may_be_provisional_in_the_plan_and_in_the_published_schema():
    row = {"key": "T1", "x_cases": 3, "provisional": ["x_cases", "title"]}
    document = dump_plan(plan({"questions": {"threats": [CASES]}}, threats=[row]))
    assert document["threats"] == [row]
    jsonschema.Draft202012Validator(plan_schema()).validate(document)
    row["provisional"] = ["cases"]
    assert not jsonschema.Draft202012Validator(plan_schema()).is_valid({**document, "threats": [row]})


def test_two_plans_that_answer_the_same_of_different_questionnaires_are_different():
    assert canonical_bytes(plan({"questions": {"threats": [CASES]}})) != canonical_bytes(plan({}))
    assert plan({"questions": {"threats": [CASES]}}) != plan({})
