"""A worksheet declared in one place works through every face."""

from decimal import Decimal

import jsonschema
import pytest
from werkzeug.datastructures import MultiDict

from roadmap.catalogue.load import catalogue
from roadmap.fields.address import Email, WebAddress
from roadmap.fields.choice import Choice, MultipleChoice, Option
from roadmap.fields.dates import Date
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.money import Currency, Money
from roadmap.fields.number import Number
from roadmap.fields.places import Country
from roadmap.fields.problem import Refused
from roadmap.fields.reference import References
from roadmap.fields.scale import Scale
from roadmap.fields.table import Table
from roadmap.fields.text import LongText, ShortText
from roadmap.worksheets.document import dump_plan, load_plan
from roadmap.worksheets.forms import RowForm, unknown_keys
from roadmap.worksheets.registry import WORKSHEETS, BrokenRegistry, Registry
from roadmap.worksheets.schema import plan_schema
from roadmap.worksheets.worksheet import Stage, Worksheet

EXERCISES = Worksheet(
    "exercises",
    "Exercises",
    stage=Stage.ACT,
    purpose="Exercises that test the plan.",
    prefix="X",
    fields=(
        CatalogueEntry("item", "Item", catalogue="resources", fills={"title": "title", "unit": "unit"}),
        ShortText("title", "Title", required=True),
        ShortText("unit", "Unit"),
        LongText("scenario", "Scenario"),
        Choice("mode", "Mode", options=(Option("room", "In a room"), Option("live", "Live"))),
        MultipleChoice("guards", "Guards", catalogue="safeguards"),
        Scale("hardness", "Hardness", steps={1: "easy", 2: "hard"}),
        Number("players", "Players", whole=True, minimum=1),
        Money("cost", "Cost"),
        Currency("currency", "Currency"),
        Date("day", "Day"),
        Country("host", "Host"),
        Email("contact", "Contact"),
        WebAddress("page", "Page"),
        References("threats", "Threats", worksheet="threats"),
        Table("steps", "Steps", columns=(ShortText("what", "What"), Date("due", "Due"))),
    ),
)
REGISTRY = Registry((*WORKSHEETS.values(), EXERCISES))
ROW = {
    "key": "X1",
    "item": "tabletop-exercise",
    "title": "Ransomware in the ports",
    "unit": "exercise",
    "scenario": "Day one\nDay two",
    "mode": "live",
    "guards": ["legality", "redress"],
    "hardness": 2,
    "players": 40,
    "cost": "18500.5",
    "currency": "AUD",
    "day": "2026-09-01",
    "host": "VU",
    "contact": "ana@example.org",
    "page": "https://example.org/x",
    "threats": ["T1"],
    "steps": [{"what": "Brief", "due": "2026-08-01"}],
    "tlp": "AMBER",
    "lang": "bi",
    "provisional": ["cost"],
}
DOCUMENT = {
    "format": "roadmap-plan/1",
    "country": "VU",
    "language": "en",
    "tlp": "GREEN",
    "threats": [{"key": "T1", "title": "Ransomware"}],
    "exercises": [ROW],
}


@pytest.fixture
def plan():
    return load_plan(DOCUMENT, catalogue(), REGISTRY)


def submitted(plan, row):
    """What a browser would send of the row's form."""
    form = RowForm(EXERCISES, plan.scope(catalogue()), row).form
    pairs = [(control.name, control.data) for control in leaves(form)]
    return MultiDict(
        [(name, str(v)) for name, data in pairs for v in (data if isinstance(data, list) else [data])]
    )


def leaves(form):
    for control in form:
        if hasattr(control, "entries"):
            for entry in control.entries:
                yield from leaves(entry.form)
        else:
            yield control


def test_it_is_part_of_the_plan_document(plan):
    assert dump_plan(plan) == DOCUMENT
    jsonschema.Draft202012Validator(plan_schema(REGISTRY)).validate(DOCUMENT)


def test_its_form_gives_every_answer_back(plan):
    row = plan.row("exercises", "X1")
    form = RowForm(EXERCISES, plan.scope(catalogue()), row, submitted(plan, row))
    assert form.errors == {}
    assert {key: value for key, value in form.accepted.items() if value is not None} == dict(row.values)


def test_one_wrong_answer_stands_beside_its_field_and_the_others_are_accepted(plan):
    sent = MultiDict({"players": "many", "title": "New", "steps-0-what": "Brief", "steps-0-due": "soon"})
    form = RowForm(EXERCISES, plan.scope(catalogue()), plan.row("exercises", "X1"), sent)
    assert form.accepted == {"title": "New"}
    assert "'many' is not a number" in form.errors["players"][0]
    assert "is not a date" in form["steps"].entries[0].form["due"].errors[0]
    assert form["players"].data == "many"


def test_a_field_that_was_not_sent_is_not_touched(plan):
    form = RowForm(EXERCISES, plan.scope(catalogue()), plan.row("exercises", "X1"), MultiDict({"title": ""}))
    assert form.accepted == {"title": None}


def test_an_unknown_name_is_noticed():
    sent = MultiDict({"title": "x", "role": "admin", "steps-0-what": "y", "version": "1"})
    assert unknown_keys(EXERCISES, sent, frozenset({"version"})) == ["role"]


def test_every_answer_has_words_a_cell_and_a_difference(plan):
    row, scope = plan.row("exercises", "X1"), plan.scope(catalogue())
    for key, field in EXERCISES.by_key.items():
        value = row[key]
        assert field.text(value, scope), key
        assert field.load(field.from_cell(field.cell(value)), key, scope) == value, key
        assert field.difference(value, value, scope) == ()
        assert field.difference(None, value, scope), key


def test_its_words_are_for_people(plan):
    row, scope = plan.row("exercises", "X1"), plan.scope(catalogue())
    said = {
        key: EXERCISES.field(key).text(row[key], scope)
        for key in ("mode", "hardness", "threats", "cost", "steps")
    }
    assert said == {
        "mode": "Live",
        "hardness": "2 hard",
        "threats": "T1 Ransomware",
        "cost": "18,500.5",
        "steps": "Brief, 2026-08-01",
    }
    assert row["cost"] == Decimal("18500.5")


def test_picking_an_entry_fills_the_row():
    entry = catalogue().entries["resources"]["tabletop-exercise"]
    assert EXERCISES.filled_by(entry) == {
        "item": "tabletop-exercise",
        "title": entry.title,
        "unit": "exercise",
    }


def test_what_a_finished_plan_needs_is_known(plan):
    assert [field.key for field in EXERCISES.missing({})] == ["title"]


TITLE = (ShortText("title", "Title"),)


def worksheet(key="extra", fields=TITLE, **rest):
    return Worksheet(key, "Extra", stage=Stage.ACT, purpose="x", fields=fields, **rest)


@pytest.mark.parametrize(
    "broken",
    [
        worksheet("threats"),
        worksheet("country"),
        worksheet("Extra"),
        worksheet(fields=(ShortText("title", "A"), ShortText("title", "B"))),
        worksheet(fields=(ShortText("title", "A"), ShortText("tlp", "B"))),
        worksheet(fields=(ShortText("title", "A"), ShortText("key", "B"))),
        worksheet(fields=(ShortText("title", "A"), References("rows", "B", worksheet="nowhere"))),
        worksheet(fields=(ShortText("title", "A"), Money("cost", "B", currency="nowhere"))),
        worksheet(
            fields=(ShortText("title", "A"), Table("t", "T", columns=(Date("d", "D"), Date("d", "D"))))
        ),
        worksheet(heading="name"),
        worksheet(summary=("name",)),
    ],
)
def test_the_registry_refuses_a_contradiction(broken):
    with pytest.raises(BrokenRegistry):
        Registry((*WORKSHEETS.values(), broken))


def test_the_registry_refuses_a_list_that_the_catalogue_lacks():
    extra = worksheet(fields=(ShortText("title", "A"), Choice("kind", "B", catalogue="nowhere")))
    with pytest.raises(BrokenRegistry, match="nowhere"):
        Registry((*WORKSHEETS.values(), extra)).refuse_unlisted(catalogue())
    WORKSHEETS.refuse_unlisted(catalogue())


def test_a_document_without_the_worksheet_in_its_registry_refuses_it():
    with pytest.raises(Refused, match="exercises: is not part of a plan document"):
        load_plan(DOCUMENT, catalogue())
