"""Side by side: rows lined up across plans, and where they differ."""

import pytest

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.compare.aligned import side_by_side
from roadmap.db import session
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.workshops.models import Workshop
from tests.compare.plans import action, make_compared, make_plan, threat
from tests.factories import create_delegation, create_entry, create_plan, create_workshop


def lined_up(worksheet, *plans):
    return side_by_side(WORKSHEETS[worksheet], make_compared(*plans), catalogue(), str)


def questions(row):
    return {question.label: question for question in row.questions}


def test_rows_are_lined_up_by_entry_then_by_wording_and_then_stand_alone():
    one = [
        threat("T1", "ransomware"),
        threat("T2", title="Voice cloning fraud"),
        threat("T3", title="Piracy"),
    ]
    other = [threat("T7", title="Cloned voice fraud"), threat("T8", "ransomware")]
    rows = lined_up("threats", make_plan(threats=one), make_plan(threats=other))
    assert {row.title: row.has for row in rows if row.is_own} == {
        "Voice cloning fraud": (True, True),
        "Piracy": (True, False),
    }
    assert [row.has for row in rows if row.key == "ransomware"] == [(True, True)]
    assert rows[-1].title == "Piracy"


def test_a_question_differs_where_those_who_have_the_row_do_not_answer_alike():
    first = threat(slug="ransomware", rated=4, trend="rising")
    second = threat(slug="ransomware", rated=4, trend="falling", evidence="Two cases")
    (row,) = lined_up("threats", make_plan(threats=[first]), make_plan(threats=[second]))
    asked = questions(row)
    assert not asked["Likelihood"].differs
    assert asked["Trend"].differs
    assert [said.texts for said in asked["Trend"].said] == [("Rising",), ("Falling",)]
    assert asked["Evidence"].differs
    assert "Description" not in asked


def test_who_does_not_have_the_row_is_no_difference_of_its_answers():
    (row,) = lined_up("threats", make_plan(threats=[threat(slug="ransomware", rated=4)]), make_plan())
    assert row.has == (True, False)
    assert row.differs
    assert not any(question.differs for question in row.questions)


def test_what_a_row_refers_to_is_named_by_its_title_and_not_by_its_key():
    threats = ([threat("T1", "ransomware", title="Ransom")], [threat("T9", "ransomware", title="Ransom")])
    one = make_plan(threats=threats[0], actions=[action("A1", "T1", title="Train the police")])
    other = make_plan(threats=threats[1], actions=[action("A4", "T9", title="Train the police")])
    (row,) = lined_up("actions", one, other)
    assert [said.texts for said in questions(row)["Threats answered"].said] == [("Ransom",), ("Ransom",)]
    assert not row.differs


def test_a_worksheet_of_one_row_is_one_row():
    plans = (make_plan(profile={"title": title, "scope": "National"}) for title in ("Plan one", "Plan two"))
    (row,) = lined_up("profile", *plans)
    assert [question.label for question in row.questions if question.differs] == ["Title of the roadmap"]
    assert row.has == (True, True)


@pytest.fixture
def workshop(app):
    """A workshop of seven delegations that fear ransomware, and one whose plan stays with it."""
    with app.app_context():
        workshop = create_workshop()
        for number in range(7):
            plan = create_plan(create_delegation(workshop, "VU", f"Delegation {number}"))
            create_entry(plan, "threats", "T1", {"title": f"Threat {number}", "catalogue": "ransomware"})
        create_plan(create_delegation(workshop, "FJ", "Delegation of Fiji"), tlp="RED")
        return workshop


@pytest.fixture
def numbers(app, workshop):
    with app.app_context():
        return [each.id for each in session().get(Workshop, workshop.id).delegations]


@pytest.fixture
def ask(signed_in, workshop):
    """Ask for the page, or with `face` for its other face, of these delegations."""
    browser = signed_in(Role.FACILITATOR, workshop)

    def answer(*numbers, face="", rest=""):
        query = "&".join(f"delegation={number}" for number in numbers)
        return browser.get(f"/workshops/{workshop.id}/side-by-side{face}?{query}{rest}")

    return answer


def test_the_page_asks_first_and_then_shows(ask, numbers):
    assert "aligned-head" not in ask().text
    shown = ask(*numbers[:2], rest="&worksheet=threats").text
    for said in ("aligned-head", "Threat 0", "Threat 1", "Differs"):
        assert said in shown


def test_the_json_face_says_the_same(ask, numbers):
    answer = ask(*numbers[:3], face=".json", rest="&worksheet=threats").json
    (row,) = answer["rows"]
    assert (answer["worksheet"], row["key"], row["has"]) == ("threats", "ransomware", [True] * 3)
    assert row["differs"] is True


@pytest.mark.parametrize("face", ["", ".json"])
@pytest.mark.parametrize("chosen", [slice(0, 1), slice(0, 7), slice(6, 8)])
def test_fewer_than_two_and_more_than_six_plans_are_refused_in_words(ask, numbers, face, chosen):
    answer = ask(*numbers[chosen], face=face)
    assert answer.status_code == 422
    assert "two to six delegations" in answer.text


def test_an_unknown_worksheet_is_refused_in_words(ask, numbers):
    answer = ask(*numbers[:2], rest="&worksheet=habits")
    assert answer.status_code == 422
    assert "Choose a worksheet" in answer.text


def test_only_differences_leaves_out_what_is_the_same(app, ask, numbers, workshop):
    with app.app_context():
        for delegation in session().get(Workshop, workshop.id).delegations[:2]:
            create_entry(delegation.plan, "objectives", "O1", {"title": "Fewer victims", "pillar": "policy"})
    rest = "&worksheet=objectives"
    assert len(ask(*numbers[:2], face=".json", rest=rest).json["rows"]) == 1
    assert ask(*numbers[:2], face=".json", rest=f"{rest}&only=differences").json["rows"] == []


def test_six_plans_take_as_many_queries_as_two(ask, numbers, count_queries):
    counts = []
    for size in (2, 6):
        with count_queries() as queries:
            assert ask(*numbers[:size]).status_code == 200
        counts.append(len(queries))
    assert max(counts) <= 11
