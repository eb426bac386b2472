"""Whatever a workshop asks and a plan answers: dumping and loading it is the identity."""

import json

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.catalogue.load import catalogue
from roadmap.checks.run import check
from roadmap.worksheets.asking import load_questionnaire
from roadmap.worksheets.document import canonical_bytes, load_plan
from roadmap.worksheets.fitting import fit
from roadmap.worksheets.forms import RowForm
from roadmap.worksheets.reading import read_document
from roadmap.worksheets.schema import plan_schema
from tests.strategies import documents
from tests.worksheets.questionnaires import questionnaires

SLOW_TO_WRITE = [HealthCheck.too_slow, HealthCheck.data_too_large]


@st.composite
def asked_documents(draw):
    """A plan document of a workshop that asks anything."""
    raw = draw(questionnaires())
    registry = load_questionnaire(raw, catalogue()).registry()
    return {**draw(documents(registry)), "workshop": {"questionnaire": raw}}


@settings(max_examples=100, deadline=None)
@given(questionnaires())
def test_what_a_workshop_asks_survives_its_document(raw):
    asked = load_questionnaire(raw, catalogue())
    assert load_questionnaire(asked.dump(), catalogue()) == asked
    assert json.dumps(asked.dump()) == json.dumps(load_questionnaire(asked.dump(), catalogue()).dump())


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW_TO_WRITE)
@given(asked_documents())
def test_any_plan_of_it_survives_its_document_by_itself(document):
    plan = load_plan(document, catalogue())
    written = canonical_bytes(plan)
    again = load_plan(read_document(written, "plan.json"), catalogue())
    assert again == plan
    assert canonical_bytes(again) == written
    jsonschema.Draft202012Validator(plan_schema()).validate(json.loads(written))


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW_TO_WRITE)
@given(asked_documents())
def test_every_answer_has_all_its_faces_without_a_line_of_its_own(document):
    plan = load_plan(document, catalogue())
    scope = plan.scope(catalogue())
    for row in plan.all_rows():
        worksheet = plan.registry[row.worksheet]
        form = RowForm(worksheet, scope, row)
        for field in worksheet.extra:
            value = row[field.key]
            assert field.load(field.from_cell(field.cell(value)), field.key, scope) == value
            assert bool(field.text(value, scope)) == (value is not None)
            assert bool(field.difference(None, value, scope)) == (value is not None)
            assert form[field.key]()


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW_TO_WRITE)
@given(asked_documents())
def test_checks_speak_of_nothing_that_is_not_asked(document):
    plan = load_plan(document, catalogue())
    for finding in check(plan, catalogue()):
        assert finding.worksheet in plan.registry
        assert finding.question is None or finding.question in plan.registry[finding.worksheet].by_key
        assert finding.sentence()


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW_TO_WRITE)
@given(asked_documents(), asked_documents())
def test_a_plan_fitted_into_another_workshop_is_a_plan_of_it_and_nothing_is_lost_unsaid(theirs, ours):
    document, into = load_plan(theirs, catalogue()), load_plan(ours, catalogue())
    fitted = fit(document, into, catalogue())
    assert load_plan(json.loads(canonical_bytes(fitted.plan)), catalogue()) == fitted.plan
    said = {
        (h.worksheet.key, h.question.key if h.question else None, row)
        for h in fitted.homeless
        for row in h.rows
    }
    for row in document.all_rows():
        kept = fitted.plan.row(row.worksheet, row.key)
        if kept is None:
            assert (row.worksheet, None, row.key) in said
            continue
        lost = len(row.values.keys() - {"provisional"}) - len(kept.values.keys() - {"provisional"})
        assert lost <= sum(key == row.key and sheet == row.worksheet for sheet, _, key in said)
