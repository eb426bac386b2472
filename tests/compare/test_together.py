"""What is laid together in law, time and money: nothing of what a marking keeps back, and few queries."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans.models import Entry, Plan
from roadmap.worksheets.marking import Tlp
from tests.factories import create_delegation, create_entry, create_plan, create_workshop

PAGES = (
    "bridges",
    "bridges/pair",
    "calendar",
    "calendar?quarter=2027-Q1",
    "joint",
    "money",
    "money?year=2027",
)
FACES = ("bridges.json", "bridges/pair.json", "calendar.json", "joint.json", "money.json")
THREAT = {"catalogue": "ransomware", "title": "Ransomware"}
LEGAL = {"instrument": "untoc", "status": "ratified"}
ACTION = {
    "title": "Train",
    "threats": ["T1"],
    "legal": ["L1"],
    "start": "2027-01-01",
    "end": "2027-12-31",
    "cost": 900,
    "currency": "VUV",
    "funded": "no",
}
ROWS = {"threats": ("T", THREAT), "legal": ("L", LEGAL), "actions": ("A", ACTION)}
STRICT = st.sampled_from([Tlp.AMBER_STRICT.value, Tlp.RED.value])
ADDED = st.lists(st.tuples(st.sampled_from(sorted(ROWS)), STRICT, st.integers(0, 1)), min_size=1, max_size=4)


def fill(plan):
    for worksheet, (prefix, answers) in ROWS.items():
        create_entry(plan, worksheet, f"{prefix}1", answers)
    return plan


@pytest.fixture
def house(app, signed_in):
    """A workshop of two delegations with a plan each, and the browser of its facilitator."""
    with app.app_context():
        workshop = create_workshop()
        delegations = [create_delegation(workshop, country, f"D {country}") for country in ("VU", "FJ")]
        plans = [fill(create_plan(delegation)).id for delegation in delegations]
    return plans, workshop.id, signed_in(Role.FACILITATOR, workshop), [each.id for each in delegations]


def everything(house):
    """All that a facilitator can read on these pages."""
    _, workshop_id, browser, (one, two) = house
    addresses = [
        *PAGES,
        *FACES,
        *(f"{pair}?one={one}&two={two}" for pair in ("bridges/pair", "bridges/pair.json")),
    ]
    return [_read(browser.get(f"/workshops/{workshop_id}/{address}")) for address in addresses]


def _read(answer):
    return answer.json if answer.is_json else answer.text.split("<main")[1].split("</main>")[0]


@pytest.mark.hypothesis
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(added=ADDED)
def test_what_a_marking_keeps_back_changes_no_cell_no_count_and_no_export(app, house, added):
    before = everything(house)
    with app.app_context():
        entries = []
        for at, (worksheet, tlp, place) in enumerate(added):
            plan = session().get_one(Plan, house[0][place])
            prefix, answers = ROWS[worksheet]
            said = (
                {**answers, "tlp": tlp, "status": "operational"}
                if worksheet == "legal"
                else {**answers, "tlp": tlp}
            )
            entries.append(create_entry(plan, worksheet, f"{prefix}{at + 50}", said))
        after = everything(house)
        for entry in entries:
            session().delete(session().merge(entry))
        session().commit()
    assert after == before


def test_a_row_that_may_be_seen_does_change_them(app, house):
    before = everything(house)
    with app.app_context():
        plan = session().get_one(Plan, house[0][0])
        create_entry(plan, "actions", "A2", {**ACTION, "tlp": "AMBER"})
    assert everything(house) != before


def test_a_plan_kept_back_as_a_whole_is_a_delegation_without_data_and_said_so(app, house):
    plans, workshop_id, browser, _ = house
    with app.app_context():
        session().get_one(Plan, plans[0]).tlp = "RED"
        session().commit()
    for page in ("bridges", "calendar", "joint", "money"):
        assert "Not shown under its marking:" in browser.get(f"/workshops/{workshop_id}/{page}").text
    assert browser.get(f"/workshops/{workshop_id}/money.json").json["region"][0]["needed"] == "900"


def test_a_withheld_instrument_opens_no_bridge(app, house):
    plans, workshop_id, browser, _ = house
    (pair,) = browser.get(f"/workshops/{workshop_id}/bridges.json?kind=mla").json["pairs"]
    assert pair["state"] == "open"
    with app.app_context():
        entry = session().query(Entry).filter_by(plan_id=plans[0], worksheet="legal").one()
        entry.answers, entry.version = {**entry.answers, "tlp": "RED"}, entry.version + 1
        session().commit()
    (pair,) = browser.get(f"/workshops/{workshop_id}/bridges.json?kind=mla").json["pairs"]
    assert pair["state"] == "unknown"


@pytest.mark.parametrize("page", [*PAGES, *FACES])
def test_a_page_takes_as_many_queries_for_many_plans_as_for_one(app, signed_in, count_queries, page):
    counts = []
    for size in (1, 5):
        with app.app_context():
            workshop = create_workshop()
            for _ in range(size):
                fill(create_plan(create_delegation(workshop)))
        browser = signed_in(Role.FACILITATOR, workshop)
        with count_queries() as queries:
            assert browser.get(f"/workshops/{workshop.id}/{page}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] < 12


@pytest.mark.parametrize("page", [*PAGES, *FACES])
def test_an_empty_workshop_and_one_without_plans_are_shown(app, signed_in, page):
    for size in (0, 2):
        with app.app_context():
            workshop = create_workshop()
            for _ in range(size):
                create_delegation(workshop)
        assert (
            signed_in(Role.FACILITATOR, workshop).get(f"/workshops/{workshop.id}/{page}").status_code == 200
        )


@pytest.mark.parametrize("page", [*PAGES, *FACES])
def test_only_who_compares_sees_it(app, house, signed_in, page):
    assert signed_in(Role.FACILITATOR).get(f"/workshops/{house[1]}/{page}").status_code == 404
    with app.app_context():
        workshop = session().get_one(Plan, house[0][0]).delegation.workshop
    assert signed_in(Role.ADMINISTRATOR, workshop).get(f"/workshops/{house[1]}/{page}").status_code == 403
