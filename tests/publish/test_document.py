"""A document holds what its plan says, in the order in which it is read, and names what is missing."""

import json

import pytest

from roadmap.publish.gaps import gaps
from roadmap.publish.pillars import NO_PILLAR, pillars
from roadmap.publish.proposals import proposals
from roadmap.publish.safeguards import safeguards
from roadmap.publish.verification import qr_code, verification
from roadmap.worksheets.marking import Tlp
from tests.publish.plans import CASES, case, case_document, document, plan, reading

ALL = [
    "context",
    "threats",
    "proposals",
    "resources",
    "roadmap",
    "timeline",
    "framework",
    "safeguards",
    "risks",
    "follow_up",
    "endorsement",
    "sources",
]


def names(of):
    return [section.name for section in of.sections]


def test_a_full_plan_has_every_section_numbered_in_order():
    made = document(case("vu"))
    assert names(made) == ALL
    assert [section.number for section in made.sections] == list(range(1, 13))


def test_sections_without_rows_are_left_out_and_named_as_gaps():
    made = document(case("fj"))
    assert "resources" not in names(made)
    assert "follow_up" not in names(made)
    assert [section.number for section in made.sections] == list(range(1, len(made.sections) + 1))
    assert {"Resources", "Asymmetric defence", "Risks", "Follow-up", "Vision"} <= set(made.gaps)


def test_a_plan_of_nothing_is_still_a_document():
    made = document(plan())
    assert names(made) == ["endorsement", "sources"]
    assert {"Vision", "Threats", "Actions"} <= set(made.gaps)


def test_rows_that_are_withheld_are_no_gaps():
    made = document(plan(threats=[{"key": "T1", "tlp": "AMBER"}]), audience="GREEN")
    assert "Threats" not in made.gaps
    assert "threats" not in names(made)
    assert made.withheld == 1


def test_what_is_withheld_leaves_no_trace_where_that_is_chosen():
    withheld = plan(threats=[{"key": "T1", "tlp": "AMBER"}])
    made = document(withheld, audience="GREEN", state_withheld=False)
    assert (made.withheld, "Threats" in made.gaps) == (0, True)


def test_the_marking_of_the_document_is_the_strictest_of_what_it_shows():
    assert document(case("vu")).cover.marking is Tlp.AMBER
    assert document(case("vu"), audience="GREEN").cover.marking is Tlp.GREEN


def test_a_short_plan_has_no_contents_and_a_long_one_has():
    assert not document(plan(threats=[{"key": "T1"}])).has_contents
    assert document(case("ph")).has_contents


def test_the_cover_gives_each_name_of_the_country_once():
    assert [name.value for name in document(case("kh")).cover.names] == ["កម្ពុជា"]
    assert document(case("vu")).cover.names == ()


def test_an_action_stands_under_its_own_pillar_or_else_under_that_of_its_objective():
    found = pillars(
        reading(
            plan(
                objectives=[{"key": "O1", "title": "One", "pillar": "policy"}, {"key": "O2", "title": "Two"}],
                actions=[
                    {"key": "A1", "title": "a", "objective": "O1"},
                    {"key": "A2", "title": "b", "objective": "O1", "pillar": "resource-allocation"},
                    {"key": "A3", "title": "c"},
                ],
            )
        )
    )
    assert [(p.title, p.actions) for p in found] == [
        ("Policy", 1),
        ("Resource allocation", 1),
        (NO_PILLAR, 1),
    ]
    assert [objective.continued for p in found for objective in p.objectives if objective.actions] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("country", sorted(CASES))
def test_every_action_of_every_case_stands_under_exactly_one_pillar(country):
    whole = case(country)
    shown = [a.entry.key for p in pillars(reading(whole)) for o in p.objectives for a in o.actions]
    assert sorted(shown) == sorted(row.key for row in whole.rows("actions"))


def test_the_ladder_of_an_instrument_depends_on_its_kind():
    (treaty, network, agreement) = proposals(
        reading(
            plan(
                legal=[
                    {"key": "L1", "instrument": "budapest-convention", "status": "ratified"},
                    {"key": "L2", "title": "Police channel", "status": "member"},
                    {"key": "L3", "instrument": "bilateral-mla", "status": "ratified"},
                ]
            )
        )
    ).legal
    assert (treaty.step, treaty.steps) == (3, 5)
    assert network.step is None  # a bilateral arrangement has no step called member
    assert (treaty.status.value, agreement.status.value) == ("Ratified or acceded", "In force")


def test_safeguards_name_who_keeps_them_and_which_measure_has_none():
    found = safeguards(
        reading(
            plan(
                defence=[
                    {"key": "D1", "title": "Block", "safeguards": ["redress"]},
                    {"key": "D2", "title": "Scan"},
                ],
                actions=[{"key": "A1", "title": "Train", "safeguards": ["redress"]}],
            )
        )
    )
    assert [mention.key for mention in found.named[0].kept_by] == ["D1", "A1"]
    assert [mention.key for mention in found.without] == ["D2"]


def test_a_measure_without_a_title_is_called_what_the_catalogue_calls_it():
    (entry,) = reading(plan(defence=[{"key": "D1", "measure": "ransomware-playbook"}])).entries("defence")
    assert entry["title"].value == "Offline backup and ransomware playbook for public bodies"
    assert entry["title"].lang == "en"


def test_gaps_are_named_in_the_order_of_the_workbook():
    assert gaps(plan(threats=[{"key": "T1"}]))[:6] == (
        "Vision",
        "Start of the horizon",
        "End of the horizon",
        "Signatories",
        "Sources",
        "Partnerships",
    )


@pytest.mark.parametrize("country", sorted(CASES))
def test_what_is_attached_loads_as_the_plan_that_was_given(country):
    attached = json.loads(document(case(country)).verification.content)
    assert [row["key"] for row in attached["threats"]] == [
        r["key"] for r in case_document(country)["threats"]
    ]


def test_no_address_and_no_code_are_shown_where_none_was_given():
    assert verification(plan(), None).qr_code is None
    assert verification(plan(), "https://example.org/v/1").qr_code is not None


def test_a_qr_code_is_drawn_as_closed_stretches_inside_its_square():
    code = qr_code("https://example.org/v/1")
    assert code.path.startswith("M2 2h7v1h-7z")  # the finder pattern begins after the quiet zone
    assert code.size == 25 + 4
