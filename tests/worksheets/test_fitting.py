"""A plan of one workshop goes into another: what fits is kept, what has no place is named."""

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.fitting import fit

HEAD = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "GREEN"}


def choice(key, *titles, label="Unit"):
    options = [{"value": f"o{n}", "title": title} for n, title in enumerate(titles, 1)]
    return {"key": key, "kind": "choice", "label": label, "options": options}


def plan(said=None, **worksheets):
    workshop = {"workshop": {"questionnaire": said}} if said else {}
    return load_plan({**HEAD, **workshop, **worksheets}, catalogue())


def fitted(document, into):
    result = fit(document, into, catalogue())
    said = [(h.worksheet.key, h.question.key if h.question else None, h.rows) for h in result.homeless]
    return result.plan, said


def number(key, label="Cases"):
    return {"questions": {"threats": [{"key": key, "kind": "number", "label": label}]}}


def test_the_same_question_is_known_by_its_key_or_its_words():
    document = plan(number("x_cases"), threats=[{"key": "T1", "x_cases": 7, "provisional": ["x_cases"]}])
    kept, homeless = fitted(document, plan(number("x_others")))
    assert kept.row("threats", "T1")["x_others"] == 7
    assert kept.row("threats", "T1").provisional == ("x_others",)
    assert homeless == []
    kept, homeless = fitted(document, plan(number("x_cases", "Cases in 2025")))
    assert kept.row("threats", "T1")["x_cases"] == 7


def test_an_answer_that_nobody_asks_for_is_named_and_the_row_stays():
    document = plan(number("x_cases"), threats=[{"key": "T1", "title": "A", "x_cases": 7}])
    kept, homeless = fitted(document, plan())
    assert dict(kept.row("threats", "T1").values) == {"title": "A"}
    assert homeless == [("threats", "x_cases", ("T1",))]


def test_an_option_is_known_by_its_words_never_by_its_number():
    document = plan(
        {"questions": {"threats": [choice("x_unit", "Police", "Customs")]}},
        threats=[{"key": "T1", "x_unit": "o1"}, {"key": "T2", "x_unit": "o2"}],
    )
    into = plan({"questions": {"threats": [choice("x_unit", "Army", "Police")]}})
    kept, homeless = fitted(document, into)
    assert kept.row("threats", "T1")["x_unit"] == "o2"
    assert homeless == [("threats", "x_unit", ("T2",))]


def test_rows_of_a_worksheet_that_is_not_asked_are_named():
    document = plan(risks=[{"key": "K1", "title": "Funding"}], threats=[{"key": "T1"}])
    kept, homeless = fitted(document, plan({"worksheets": ["threats"]}))
    assert list(kept.sheets) == ["threats"]
    assert homeless == [("risks", None, ("K1",))]


def test_a_row_keeps_an_entry_that_the_other_workshop_lacks_in_its_own_words():
    own = {"id": "own-ghosts", "title": "Ghost ships", "description": "Without a signal."}
    document = plan(
        {"entries": {"threats": [own]}},
        threats=[{"key": "T1", "catalogue": "own-ghosts", "description": "Ours"}],
    )
    kept, homeless = fitted(document, plan())
    assert dict(kept.row("threats", "T1").values) == {"title": "Ghost ships", "description": "Ours"}
    assert homeless == [("threats", "catalogue", ("T1",))]


def test_between_workshops_that_ask_the_same_a_document_stays_as_it_is():
    document = plan(number("x_cases"), threats=[{"key": "T1", "x_cases": 7}])
    assert fit(document, plan(number("x_cases")), catalogue()).plan is document
