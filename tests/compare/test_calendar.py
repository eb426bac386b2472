"""The calendar of all plans: what is under way in each quarter, whatever dates plans give."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.access import Role
from roadmap.compare.calendar import MOST_QUARTERS, Quarter, calendar, due_in, quarter_of, read_quarter
from tests.compare.plans_together import delegation
from tests.factories import create_delegation, create_entry, create_plan, create_workshop


def action(start=None, end=None, **more):
    return {"title": "Train", "start": start, "end": end, **more}


def test_an_action_is_under_way_from_the_quarter_it_starts_to_the_one_it_ends():
    found = calendar([delegation(1, actions=[action(date(2026, 3, 31), date(2026, 7, 1))])])
    assert [str(quarter) for quarter in found.quarters] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert [load.actions for load in found.lines[0].loads] == [1, 1, 1]


def test_each_delegation_has_a_line_and_all_of_them_a_total():
    one = delegation(1, actions=[action(date(2026, 1, 1), date(2026, 6, 30)), action()])
    two = delegation(2, actions=[action(date(2026, 4, 1))])
    found = calendar([one, two, delegation(3)])
    assert [[load.actions for load in line.loads] for line in found.lines] == [[1, 1], [0, 1], [0, 0]]
    assert found.totals == (1, 2)
    assert [line.undated for line in found.lines] == [1, 0, 0]


def test_a_horizon_too_long_is_laid_out_in_parts_and_says_what_lies_outside():
    plan = delegation(
        1, actions=[action(date(1999, 1, 1)), action(date(2040, 1, 1)), action(date(2041, 5, 1))]
    )
    first = calendar([plan])
    assert (len(first.quarters), first.outside, first.earlier) == (MOST_QUARTERS, 2, None)
    last = calendar([plan], read_quarter("2099-Q1"))
    assert (str(last.quarters[-1]), last.outside, last.later) == ("2041-Q2", 1, None)
    assert last.earlier


@pytest.mark.parametrize("said", ["", "2026", "2026-Q5", "26-Q1", "2026-Q", "x026-Q1", "٢٠٢٦-Q1"])
def test_what_is_no_quarter_is_read_as_none(said):
    assert read_quarter(said) is None


def test_milestones_fall_due_in_order_of_time():
    milestones = tuple({"title": f"On {day}", "due": date(2026, 5, day)} for day in (20, 3))
    plan = delegation(1, actions=[action(date(2026, 1, 1), milestones=(*milestones, {"title": "No day"}))])
    assert [what for *_, what in due_in([plan], Quarter(2026, 2))] == ["On 3", "On 20"]
    assert due_in([plan], Quarter(2026, 3)) == []


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(plans=st.lists(st.lists(st.builds(action, DAYS, DAYS), max_size=3), max_size=3), begin=DAYS)
def test_loads_are_the_bars_counted_and_no_action_is_lost(plans, begin):
    everybody = [delegation(at, actions=rows) for at, rows in enumerate(plans)]
    found = calendar(everybody, quarter_of(begin) if begin else None)
    undated = sum(line.undated for line in found.lines)
    assert len(found.bars) + found.outside + undated == sum(map(len, plans))
    assert all(bar.before + bar.length + bar.after == len(found.quarters) for bar in found.bars)
    assert all(bar.length >= 1 for bar in found.bars)
    assert sum(found.totals) == sum(bar.length for bar in found.bars)


@pytest.fixture
def workshop(app):
    with app.app_context():
        workshop = create_workshop()
        plan = create_plan(create_delegation(workshop))
        milestone = {"title": "Desk opened", "due": "2027-05-01"}
        said = {"title": "Open a desk", "start": "2027-01-01", "end": "2027-06-30", "milestones": [milestone]}
        create_entry(plan, "actions", "A1", said)
        return workshop


def test_a_quarter_opens_down_to_its_actions_and_milestones(workshop, signed_in):
    browser = signed_in(Role.FACILITATOR, workshop)
    page = browser.get(f"/workshops/{workshop.id}/calendar?quarter=2027-Q2").text
    assert "Open a desk" in page
    assert "Desk opened" in page
    assert (
        "No action is under way here"
        in browser.get(f"/workshops/{workshop.id}/calendar?quarter=2027-Q3").text
    )


def test_the_json_gives_loads_by_quarter(workshop, signed_in):
    said = signed_in(Role.FACILITATOR, workshop).get(f"/workshops/{workshop.id}/calendar.json").json
    assert said["quarters"] == ["2027-Q1", "2027-Q2"]
    assert said["lines"][0]["loads"] == [1, 1]
    assert said["actions"][0]["start"] == "2027-01-01"
