"""Actions that could be joint: same threat, same measure or instrument, days on which all of them run."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.access import Role
from roadmap.compare.joint import clusters
from tests.compare.plans_together import delegation
from tests.factories import create_delegation, create_entry, create_plan, create_workshop

FIRST = date(2027, 1, 1)
THREATS, MEASURES, INSTRUMENTS = (
    ("deepfake", "romance"),
    ("number-verification",),
    ("untoc", "budapest-convention"),
)


def action(start, days, threats="T1", defence="D1", legal=None):
    return {
        "title": "Train",
        "start": FIRST + timedelta(start),
        "end": FIRST + timedelta(start + days - 1),
        "threats": tuple(threats.split()),
        "defence": (defence,) if defence else None,
        "legal": (legal,) if legal else None,
    }


def plan(number, *actions):
    return delegation(
        number,
        threats=[{"catalogue": slug, "title": slug} for slug in (*THREATS, None)],
        defence=[{"measure": slug} for slug in MEASURES],
        legal=[{"instrument": slug} for slug in INSTRUMENTS],
        actions=list(actions),
    )


def test_the_same_threat_and_measure_at_the_same_time_is_a_proposal():
    (found,) = clusters([plan(1, action(0, 100)), plan(2, action(50, 100))])
    assert [part.delegation.number for part in found.parts] == [1, 2]
    assert (found.start, found.end, found.days) == (FIRST + timedelta(50), FIRST + timedelta(99), 50)
    assert [(each.threat, each.slug) for each in found.reasons] == [("deepfake", "number-verification")]


@pytest.mark.parametrize(
    "other",
    [
        action(100, 10),  # after it
        action(0, 100, threats="T2"),
        action(0, 100, defence=None),
        action(0, 100, threats="T3"),  # not in the catalogue
        {**action(0, 100), "start": None, "end": None},
    ],
)
def test_without_a_shared_threat_means_or_day_there_is_none(other):
    assert clusters([plan(1, action(0, 100)), plan(2, other)]) == ()


def test_two_actions_of_one_delegation_are_not_joint():
    assert clusters([plan(1, action(0, 100), action(0, 100)), plan(2)]) == ()


def test_the_same_actions_for_two_reasons_are_one_proposal():
    shared = action(0, 10, threats="T1 T2", legal="L1")
    (found,) = clusters([plan(1, shared), plan(2, shared)])
    assert len(found.reasons) == 4


def test_most_delegations_come_first():
    found = clusters(
        [
            plan(1, action(0, 10), action(0, 10, defence=None, legal="L2")),
            plan(2, action(0, 10), action(0, 10, defence=None, legal="L2")),
            plan(3, action(0, 10)),
        ]
    )
    assert [len(cluster.delegations) for cluster in found] == [3, 2]


ACTIONS = st.lists(
    st.builds(
        action,
        st.integers(0, 60),
        st.integers(1, 60),
        st.sampled_from(["T1", "T2", "T1 T2", "T3"]),
        st.sampled_from([None, "D1"]),
        st.sampled_from([None, "L1", "L2"]),
    ),
    max_size=3,
)


@given(plans=st.lists(ACTIONS, min_size=2, max_size=4))
def test_every_reason_holds_for_every_action_of_a_proposal_on_every_day(plans):
    for cluster in clusters([plan(at, *rows) for at, rows in enumerate(plans)]):
        assert len(cluster.delegations) >= 2
        assert cluster.start <= cluster.end
        for part in cluster.parts:
            assert part.action.start <= cluster.start <= cluster.end <= part.action.end
            for reason in cluster.reasons:
                assert reason.threat in part.action.threats
                assert reason.slug in part.action.measures | part.action.instruments


@pytest.fixture
def workshop(app):
    with app.app_context():
        workshop = create_workshop()
        for country in ("VU", "FJ"):
            made = create_plan(create_delegation(workshop, country, f"Delegation of {country}"))
            create_entry(made, "threats", "T1", {"catalogue": "ai-assisted-grooming", "title": "Chatbots"})
            create_entry(made, "legal", "L1", {"instrument": "untoc", "status": "ratified"})
            said = {"title": f"Trained in {country}", "start": "2027-01-01", "end": "2027-06-30"}
            create_entry(made, "actions", "A1", {**said, "threats": ["T1"], "legal": ["L1"]})
        return workshop


def test_the_page_says_the_reasons_in_words(workshop, signed_in):
    page = signed_in(Role.FACILITATOR, workshop).get(f"/workshops/{workshop.id}/joint").text
    for said in (
        "Trained in VU",
        "Trained in FJ",
        "all answer the threat",
        "under the instrument",
        "181 days",
    ):
        assert said in page


def test_the_json_names_the_actions_and_reasons(workshop, signed_in):
    (found,) = (
        signed_in(Role.FACILITATOR, workshop).get(f"/workshops/{workshop.id}/joint.json").json["clusters"]
    )
    assert found["reasons"] == [{"threat": "ai-assisted-grooming", "instrument": "untoc"}]
    assert [each["key"] for each in found["actions"]] == ["A1", "A1"]
