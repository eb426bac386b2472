"""A facilitator says what plans ask: worksheets, own questions, own entries, and what is offered."""

import json

import pytest

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.plans.models import Entry
from roadmap.plans.models import Plan as Record
from roadmap.worksheets.asking_parts import MOST_QUESTIONS
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.workshops.asking import asked_by
from tests.factories import create_delegation, create_entry, create_plan

UNIT = {"label": "Which <b>unit</b>?", "kind": "choice", "options": "Police\nCustoms\n", "hint": "100%"}
CASES = {"label": "Cases in 2025", "kind": "number", "required": "yes"}
GHOSTS = {"title": "Ghost ships", "description": "Ships that switch off their signal."}
PAGES = ("questionnaire", "questionnaire/questions/threats/", "questionnaire/entries/threats/")


def said(run):
    with run.app.app_context():
        return asked_by(run.stored())


def ask(run, question, worksheet="threats"):
    return run.browser.submit(run.address("questionnaire", "questions", worksheet, ""), question)


def address_of(run, number=0, worksheet="threats"):
    return run.address("questionnaire", "questions", worksheet, said(run).questions[worksheet][number].key)


def add_entry(run, entry, name="threats"):
    return run.browser.submit(run.address("questionnaire", "entries", name, ""), entry)


@pytest.fixture
def plan(run):
    """A plan of the workshop with one threat."""
    with run.app.app_context():
        made = create_plan(create_delegation(run.stored()))
        create_entry(made, "profile", "profile", {})
        create_entry(made, "threats", "T1", {"title": "Phishing"})
        return made


@pytest.fixture
def lead(plan, signed_in):
    """The browser of the delegation's lead."""
    return signed_in(Role.LEAD, delegation=plan.delegation)


def answer(run, plan, key, value, row="T1"):
    with run.app.app_context():
        entry = session().query(Entry).filter_by(plan_id=plan.id, row_key=row).one()
        entry.answers = {**entry.answers, key: value}
        session().commit()


@pytest.mark.parametrize("page", PAGES)
def test_only_who_runs_the_workshop_finds_the_pages(run, signed_in, plan, lead, page):
    assert run.browser.get(run.address(page)).status_code == 200
    assert signed_in(Role.FACILITATOR).get(run.address(page)).status_code == 404
    assert lead.get(run.address(page)).status_code == 403


@pytest.mark.parametrize(
    "page",
    [
        "questionnaire/questions/passwords/", "questionnaire/questions/threats/x_none/",
        "questionnaire/questions/threats/title/remove", "questionnaire/entries/countries/",
        "questionnaire/entries/threats/own-none/", "questionnaire/entries/threats/voice-cloning/remove",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(run, page):
    assert run.browser.get(run.address(page)).status_code == 404


def test_a_question_is_asked_in_every_plan_of_the_workshop(run, plan, lead):
    assert ask(run, UNIT).status_code == 303
    [question] = said(run).questions["threats"]
    assert (question.label, question.kind, question.hint) == ("Which <b>unit</b>?", "choice", "100%")
    page = lead.get(f"/plans/{plan.id}/threats/T1/").text
    assert "Which &lt;b&gt;unit&lt;/b&gt;?" in page
    assert "Customs" in page
    assert run.changes()[-1] == "question added"
    assert "unit" not in " ".join(run.changes())


def test_what_is_wrong_with_a_question_stands_beside_its_field_and_nothing_typed_is_lost(run):
    page = ask(run, {"label": "Unit", "kind": "choice", "options": "Police"})
    assert page.status_code == 422
    assert "needs 2 to 50 options" in page.text
    assert 'value="Unit"' in page.text
    assert ask(run, {**UNIT, "options": "Police\nPolice"}).status_code == 422
    assert ask(run, {"label": "", "kind": "number"}).status_code == 422
    assert ask(run, {"label": "x" * 501, "kind": "number"}).status_code == 422
    assert ask(run, {"label": "x", "kind": "table"}).status_code == 422
    assert not said(run)


def test_a_worksheet_has_room_for_twenty_questions(run):
    for number in range(MOST_QUESTIONS):
        assert ask(run, {**CASES, "label": f"Question {number}"}).status_code == 303
    assert ask(run, CASES).status_code == 422
    assert len(said(run).questions["threats"]) == MOST_QUESTIONS


def test_other_words_keep_the_answers(run, plan, lead):
    ask(run, UNIT)
    [question] = said(run).questions["threats"]
    answer(run, plan, question.key, question.options[1].value)
    changed = {"label": "Unit", "options": "Border force\nCustoms service"}
    assert run.browser.submit(address_of(run) + "/", changed).status_code == 303
    [after] = said(run).questions["threats"]
    assert [each.value for each in after.options] == [each.value for each in question.options]
    assert after.kind == "choice"
    assert not after.hint
    row = lead.get(f"/plans/{plan.id}/plan.json").json["threats"][0]
    assert row[question.key] == question.options[1].value


def test_an_option_keeps_its_answers_wherever_it_stands_and_a_new_one_never_takes_those_of_another(run):
    ask(run, UNIT)
    police, customs = said(run).questions["threats"][0].options
    run.browser.submit(address_of(run) + "/", {"label": "Unit", "options": "Army\nCustoms\nNavy"})
    army, same, navy = said(run).questions["threats"][0].options
    assert same == customs
    assert len({police.value, customs.value, army.value, navy.value}) == 4


def test_questions_change_places(run):
    ask(run, CASES)
    ask(run, UNIT)
    run.browser.submit(address_of(run, 1) + "/move", {"to": "up"})
    assert [each.kind for each in said(run).questions["threats"]] == ["choice", "number"]
    run.browser.submit(address_of(run, 0) + "/move", {"to": "up"})
    assert [each.kind for each in said(run).questions["threats"]] == ["choice", "number"]
    assert run.browser.submit(address_of(run, 0) + "/move", {"to": "sideways"}).status_code == 400


def test_removing_a_question_says_how_many_answers_it_has_and_keeps_them(run, plan, lead):
    ask(run, CASES)
    [question] = said(run).questions["threats"]
    assert "No plan answers with it yet." in run.browser.get(address_of(run) + "/remove").text
    answer(run, plan, question.key, 7)
    address = address_of(run) + "/remove"
    assert "1 row answers with it." in run.browser.get(address).text
    assert run.browser.submit(address).status_code == 303
    assert not said(run)
    assert question.key not in lead.get(f"/plans/{plan.id}/plan.json").json["threats"][0]
    with run.app.app_context():
        stored = session().query(Entry).filter_by(plan_id=plan.id, row_key="T1").one()
        assert stored.answers[question.key] == 7


def test_taking_a_document_in_keeps_answers_that_are_not_asked_for(run, plan, lead):
    answer(run, plan, "x_gone", 7)
    head = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "GREEN"}
    document = json.dumps({**head, "threats": [{"key": "T1", "title": "New"}]})
    assert lead.submit(f"/plans/{plan.id}/import/take", {"document": document}).status_code == 303
    with run.app.app_context():
        stored = session().query(Entry).filter_by(plan_id=plan.id, row_key="T1").one()
        assert stored.answers == {"title": "New", "x_gone": 7}


def test_a_worksheet_left_out_is_hidden_everywhere_and_kept(run, plan, lead):
    with run.app.app_context():
        create_entry(session().get(Record, plan.id), "risks", "K1", {"title": "Funding"})
    chosen = [key for key in WORKSHEETS if key not in ("profile", "risks")]
    assert run.browser.submit(run.address("questionnaire"), {"worksheets": chosen}).status_code == 303
    assert lead.get(f"/plans/{plan.id}/risks/").status_code == 404
    assert f"/plans/{plan.id}/risks/" not in lead.get(f"/plans/{plan.id}/").text
    exported = lead.get(f"/plans/{plan.id}/plan.json").json
    assert "risks" not in exported
    assert "risks" not in exported["workshop"]["questionnaire"]["worksheets"]
    run.browser.submit(run.address("questionnaire"), {"worksheets": [*chosen, "risks"]})
    assert lead.get(f"/plans/{plan.id}/plan.json").json["risks"] == [{"key": "K1", "title": "Funding"}]
    assert run.changes()[-2:] == ["worksheets", "worksheets"]


def test_no_plan_is_without_its_profile(run):
    run.browser.submit(run.address("questionnaire"), {})
    assert said(run).worksheets == ("profile",)


def test_an_own_entry_is_offered_and_fills_a_row(run, plan, lead):
    assert add_entry(run, GHOSTS).status_code == 303
    [entry] = said(run).entries["threats"]
    assert entry.title in lead.get(f"/plans/{plan.id}/threats/").text
    lead.submit(f"/plans/{plan.id}/threats/", {"entry": entry.id})
    row = lead.get(f"/plans/{plan.id}/plan.json").json["threats"][1]
    assert row == {"key": "T2", "catalogue": entry.id, **GHOSTS}
    assert run.changes()[-1] == "entry added"


def test_an_own_entry_is_changed_and_removed_when_that_was_asked(run, plan, lead):
    add_entry(run, GHOSTS)
    [entry] = said(run).entries["threats"]
    place = run.address("questionnaire", "entries", "threats", entry.id)
    assert "Ghost ships" in run.browser.get(place + "/").text
    assert run.browser.submit(place + "/", {"title": "Dark ships"}).status_code == 303
    [changed] = said(run).entries["threats"]
    assert (changed.id, changed.title, changed.get("description")) == (entry.id, "Dark ships", None)
    assert run.browser.submit(place + "/", {"title": ""}).status_code == 422
    answer(run, plan, "catalogue", entry.id)
    assert "1 row answers with it." in run.browser.get(place + "/remove").text
    assert run.browser.submit(place + "/remove").status_code == 303
    assert not said(run)
    assert lead.get(f"/plans/{plan.id}/threats/T1/").status_code == 200


def test_the_offer_is_narrowed_and_what_was_picked_before_stays(run, plan, lead):
    first, second, *others = catalogue().entries["threats"]
    answer(run, plan, "catalogue", second)
    offer = run.address("questionnaire", "entries", "threats", "offer")
    assert run.browser.submit(offer, {"offered": [first]}).status_code == 303
    shelf = lead.get(f"/plans/{plan.id}/threats/").text
    assert f'value="{first}"' in shelf
    assert f'value="{others[0]}"' not in shelf
    assert lead.get(f"/plans/{plan.id}/plan.json").json["threats"][0]["catalogue"] == second
    add_entry(run, GHOSTS)
    [entry] = said(run).entries["threats"]
    assert said(run).offered["threats"] == (first, entry.id)
    assert run.browser.submit(offer, {"offered": ["nothing"]}).status_code == 400
    run.browser.submit(offer, {"offered": [first, second, *others, entry.id]})
    assert not said(run).offered


def test_next_years_workshop_asks_the_same(run):
    ask(run, CASES)
    add_entry(run, GHOSTS)
    details = {
        "title": "Next year",
        "place": "Jeju",
        "start": "2027-09-14",
        "end": "2027-09-17",
        "zone": "UTC",
    }
    answer_ = run.browser.submit(run.address("duplicate"), details)
    assert answer_.status_code == 303
    run.id, before = answer_.location.rstrip("/").rsplit("/", 1)[-1], said(run)
    assert said(run) == before
    assert said(run).questions["threats"][0].label == "Cases in 2025"


def test_the_page_makes_no_more_queries_for_more_questions(run, count_queries):
    with count_queries() as few:
        run.browser.get(run.address("questionnaire"))
    for worksheet in ("threats", "risks", "actions"):
        ask(run, CASES, worksheet)
        add_entry(run, GHOSTS)
    with count_queries() as many:
        run.browser.get(run.address("questionnaire"))
    assert len(many) == len(few)
