"""Whatever plan can be written: dumping and loading it is the identity."""

from hypothesis import HealthCheck, given, settings

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.document import canonical_bytes, load_plan
from roadmap.worksheets.forms import RowForm
from roadmap.worksheets.reading import read_document
from tests.strategies import documents

SLOW_TO_WRITE = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW_TO_WRITE)
@given(documents())
def test_a_plan_survives_its_document(document):
    plan = load_plan(document, catalogue())
    assert load_plan(read_document(canonical_bytes(plan), "plan.json"), catalogue()) == plan


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW_TO_WRITE)
@given(documents())
def test_every_answer_survives_its_cell_and_its_control(document):
    plan = load_plan(document, catalogue())
    scope = plan.scope(catalogue())
    for row in plan.all_rows():
        worksheet = plan.registry[row.worksheet]
        form = RowForm(worksheet, scope, row)
        for key, value in row.values.items():
            field = worksheet.field(key)
            assert field.load(field.from_cell(field.cell(value)), key, scope) == value, key
            assert form[key].data or form[key].data == 0 or value in ("", None), key
