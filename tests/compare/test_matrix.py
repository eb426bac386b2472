"""Matrices: plans in, frozen lines out, whatever the worksheet."""

import random

import pytest

from roadmap.compare.matrix import matrix, narrowed
from roadmap.compare.matrix_heat import Kind
from roadmap.compare.matrix_subject import subjects
from roadmap.fields.choice import MultipleChoice, Option
from roadmap.fields.entry import CatalogueEntry
from roadmap.fields.scale import Scale
from roadmap.fields.text import ShortText
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row
from roadmap.worksheets.registry import WORKSHEETS, Registry
from roadmap.worksheets.worksheet import Stage, Worksheet
from tests.compare.plans import action, make_compared, make_plan, threat

SUBJECTS = subjects(WORKSHEETS)


def compare(subject, *plans):
    return matrix(SUBJECTS[subject], make_compared(*plans))


def keys(made):
    return [line.key for line in made.lines]


def test_a_catalogue_threat_is_one_line_whatever_each_delegation_calls_it():
    made = compare(
        "threats",
        make_plan("VU", threats=[threat(slug="ransomware", title="Ransomware", rated=4)]),
        make_plan("KH", "km", threats=[threat(slug="ransomware", title="មេរោគចាប់ជំរិត", rated=3)]),
    )
    (line,) = made.lines
    assert [cell.heat.value for cell in line.cells] == [16, 9]
    assert [cell.heat.word for cell in line.cells] == ["high", "medium"]


def test_what_most_share_comes_first_and_then_the_warmest():
    made = compare(
        "threats",
        make_plan("VU", threats=[threat("T1", "ransomware", 2), threat("T2", "genai-phishing", 5)]),
        make_plan(
            "FJ", threats=[threat("T1", "ransomware", 1), threat("T2", "voice-clone-impersonation", 3)]
        ),
    )
    assert keys(made) == ["ransomware", "genai-phishing", "voice-clone-impersonation"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Cloned voice fraud against banks", "Voice cloning fraud against banks"),
        ("en", "SIM-swap rings", "sim swap ring"),
        ("km", "ការក្លែងបន្លំសំឡេង", "ការក្លែងបន្លំ សំឡេង"),
        ("ko", "딥페이크 음성 사기 조직", "음성 딥페이크 사기 조직"),
        ("zh-Hans", "诈骗：语音克隆", "语音克隆诈骗"),
    ],
)
def test_own_threats_in_like_words_are_one_line(language, one, other):
    made = compare(
        "threats",
        make_plan("VU", language, threats=[threat(title=one)]),
        make_plan("FJ", language, threats=[threat(title=other)]),
    )
    assert [line.shared for line in made.lines] == [2]


@pytest.mark.parametrize("other", ["Tax fraud", "Voice donation"])
def test_own_threats_in_other_words_stay_apart(other):
    plans = (make_plan(threats=[threat(title=title)]) for title in ("Voice fraud", other))
    assert [line.shared for line in compare("threats", *plans).lines] == [1, 1]


def test_across_languages_only_the_catalogue_joins():
    made = compare(
        "threats",
        make_plan("VU", "en", threats=[threat(title="Deepfake fraud")]),
        make_plan("KH", "km", threats=[threat(title="Deepfake fraud")]),
    )
    assert len(made.lines) == 2


def test_an_own_threat_joins_the_entry_that_others_chose_for_the_same_words():
    made = compare(
        "threats",
        make_plan("VU", threats=[threat(title="Ransomware against hospitals")]),
        make_plan("FJ", threats=[threat(slug="ransomware", title="Ransomware against hospitals")]),
    )
    assert [(line.key, line.shared) for line in made.lines] == [("ransomware", 2)]


def test_lines_are_the_same_in_whatever_order_the_delegations_are_asked():
    titles = ["Voice cloning fraud", "Cloned voice fraud", "Mule accounts", "Accounts of mules", "Ransom"]
    columns = list(make_compared(*(make_plan(threats=[threat(title=title)]) for title in titles)))
    straight = matrix(SUBJECTS["threats"], columns)
    random.Random(4).shuffle(columns)
    assert keys(matrix(SUBJECTS["threats"], columns)) == keys(straight)


def test_a_threat_is_answered_when_an_action_refers_to_it():
    made = compare(
        "threats",
        make_plan("VU", threats=[threat(slug="ransomware")], actions=[action("A1", "T1")]),
        make_plan("FJ", threats=[threat(slug="ransomware")]),
    )
    assert [cell.is_answered for cell in made.lines[0].cells] == [True, False]
    assert keys(narrowed(made, only="unanswered")) == ["ransomware"]


def test_what_the_neighbours_rate_high_and_one_leaves_out_is_its_blind_spot():
    high, low = threat(slug="ransomware", rated=4), threat(slug="ransomware", rated=2)
    other = threat(slug="genai-phishing", rated=5)
    rated = compare("threats", *(make_plan("VU", threats=[t]) for t in (high, high, other)))
    assert [cell.is_blind for cell in rated.line("ransomware").cells] == [False, False, True]
    harmless = compare("threats", *(make_plan("VU", threats=[t]) for t in (high, low, other)))
    assert not any(cell.is_blind for cell in harmless.line("ransomware").cells)


def test_who_has_no_plan_or_lives_elsewhere_has_no_blind_spot():
    high = threat(slug="ransomware", rated=4)
    made = compare(
        "threats", make_plan("VU", threats=[high]), make_plan("FJ", threats=[high]), make_plan("MN"), None
    )
    assert not any(cell.is_blind for cell in made.line("ransomware").cells)


def test_an_instrument_shows_the_rung_of_the_ladder_of_its_kind():
    made = compare(
        "legal",
        make_plan("VU", legal=[{"key": "L1", "instrument": "budapest-convention", "status": "signed"}]),
        make_plan("FJ", legal=[{"key": "L1", "instrument": "budapest-convention", "status": "operational"}]),
        make_plan("KH", legal=[{"key": "L1", "instrument": "budapest-convention"}]),
    )
    signed, operational, unsaid = (cell.heat for cell in made.lines[0].cells)
    assert (signed.kind, signed.word) == (Kind.RUNG, "Signed")
    assert operational.value == operational.of > signed.value
    assert unsaid is None


def test_an_action_counts_under_each_of_its_sdg_targets():
    made = compare(
        "actions.sdg_targets",
        make_plan(
            "VU", actions=[action("A1", sdg_targets=["16.4", "16.a"]), action("A2", sdg_targets=["16.4"])]
        ),
        make_plan("FJ", actions=[action("A1")]),
    )
    assert {line.key: [len(cell.items) for cell in line.cells] for line in made.lines} == {
        "16.4": [2, 0],
        "16.a": [1, 0],
    }


def test_narrowing_leaves_the_columns_of_a_subregion_and_the_lines_of_a_pillar():
    threats = [threat("T1", "ransomware"), threat("T2", "genai-phishing")]
    policy = make_plan("VU", threats=threats, actions=[action("A1", "T2", pillar="policy")])
    made = compare("threats", policy, make_plan("KH", threats=[threat(slug="ransomware")]))
    assert [column.country for column in narrowed(made, "South-East Asia").columns] == ["KH"]
    assert keys(narrowed(made, "South-East Asia")) == ["ransomware"]
    assert keys(narrowed(made, pillar="policy")) == ["genai-phishing"]


def test_an_action_without_a_pillar_has_that_of_its_objective():
    objective = {"key": "O1", "title": "Fewer victims", "pillar": "policy"}
    plan = make_plan(objectives=[objective], threats=[threat()], actions=[action("A1", "T1", objective="O1")])
    assert narrowed(compare("actions", plan), pillar="policy").lines
    assert narrowed(compare("threats", plan), pillar="policy").lines
    assert not narrowed(compare("threats", plan), pillar="resource-allocation").lines


def test_nothing_to_compare_makes_an_empty_matrix():
    assert compare("threats").lines == ()
    assert compare("threats", None, make_plan()).lines == ()
    assert narrowed(compare("threats"), "Pacific", "policy").columns == ()


def test_a_threat_that_nobody_has_named_yet_stands_in_a_line_of_its_own():
    made = compare("threats", make_plan(threats=[{"key": "T1"}]), make_plan(threats=[{"key": "T1"}]))
    assert [(line.title, line.shared) for line in made.lines] == [("", 2)]


@pytest.mark.parametrize(("steps", "level"), [({1: "low", 2: "high"}, 4), ({1: "a", 2: "b", 3: "c"}, 3)])
def test_a_new_worksheet_is_comparable_without_new_code(steps, level):
    worksheet = Worksheet(
        "habits",
        "Habits",
        stage=Stage.ACT,
        purpose="",
        fields=(
            CatalogueEntry("of", "Of", catalogue="threats"),
            ShortText("title", "Title"),
            Scale("strength", "Strength", steps=steps),
            MultipleChoice("days", "Days", options=(Option("mo", "Monday"), Option("tu", "Tuesday"))),
        ),
    )
    registry = Registry([worksheet])
    row = Row("habits", "H1", {"of": "ransomware", "strength": 2, "days": ("mo", "tu")})
    columns = make_compared(Plan("VU", "en", Tlp.GREEN, sheets={"habits": (row,)}, registry=registry))
    offered = subjects(registry)
    (line,) = matrix(offered["habits"], columns).lines
    assert (line.key, line.cells[0].heat.word, line.cells[0].heat.level) == ("ransomware", steps[2], level)
    assert keys(matrix(offered["habits.days"], columns)) == ["mo", "tu"]
