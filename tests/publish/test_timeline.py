"""Actions stand in time where their dates say."""

from datetime import date

import pytest

from roadmap.publish.pillars import pillars
from roadmap.publish.strip import strip
from roadmap.publish.timeline import MOST_PERIODS, events, timeline
from tests.publish.plans import CASES, case, plan, reading


def of(*actions, **profile):
    rows = [{"key": f"A{n}", "title": f"Action {n}", **action} for n, action in enumerate(actions, 1)]
    return reading(plan(profile=profile, actions=rows))


def test_the_horizon_is_laid_out_in_quarters():
    laid = timeline(
        of({"start": "2026-04-01", "end": "2026-06-30"}, horizon_start="2026-04-01", horizon_end="2027-03-31")
    )
    assert [f"{p.label} {p.year}" for p in laid.periods] == ["Q2 2026", "Q3 2026", "Q4 2026", "Q1 2027"]
    assert laid.years == ((2026, 3), (2027, 1))


def test_a_bar_begins_and_ends_where_its_action_does():
    first, second = timeline(
        of({"start": "2026-01-01", "end": "2026-12-31"}, {"start": "2026-07-02", "end": "2026-12-31"})
    ).bars
    assert (first.offset, first.length) == (0, 100)
    assert (second.offset, second.length) == (50, 50)


def test_an_action_outside_the_horizon_widens_the_timeline():
    laid = timeline(of({"start": "2025-11-05", "end": "2025-12-01"}, horizon_start="2026-01-01"))
    assert laid.periods[0].starts == date(2025, 10, 1)


def test_actions_without_dates_are_named_and_half_dated_ones_are_points():
    laid = timeline(of({}, {"end": "2026-03-31"}, {"start": "2026-01-01", "end": "2026-12-31"}))
    assert laid.undated == ("A1",)
    assert laid.bars[0].length == 1


def test_an_end_before_the_start_still_draws_inside_the_timeline():
    (bar,) = timeline(of({"start": "2026-12-31", "end": "2026-01-01"})).bars
    assert 0 <= bar.offset < 100
    assert bar.length == 1


def test_a_long_horizon_is_laid_out_in_coarser_periods():
    laid = timeline(of({"start": "1900-01-01", "end": "2199-12-31"}))
    assert 1 < len(laid.periods) <= MOST_PERIODS


def test_milestones_stand_on_their_day_and_those_outside_are_left_out():
    due = [{"title": t, "due": d} for t, d in (("Half", "2026-07-02"), ("Late", "2031-01-01"))]
    (bar,) = timeline(of({"start": "2026-01-01", "end": "2026-12-31", "milestones": due})).bars
    assert bar.milestones == (50,)


def test_the_first_hundred_days_hold_what_falls_due_in_them_in_order():
    due = [{"title": "Signed", "due": "2026-04-11"}, {"title": "Later", "due": "2026-04-12"}]
    laid = timeline(of({"start": "2026-02-01", "milestones": due}, horizon_start="2026-01-01"))
    assert [(e.day.isoformat(), e.what.value) for e in laid.first_days] == [
        ("2026-02-01", "Action 1"),
        ("2026-04-11", "Signed"),
    ]


def test_a_plan_without_dates_has_no_timeline():
    laid = timeline(of({}))
    assert (laid.periods, laid.bars, laid.first_days) == ((), (), ())


def test_legal_steps_partnerships_and_commitments_are_dates_too():
    found = events(
        reading(
            plan(
                legal=[{"key": "L1", "title": "Treaty", "next_step": "Sign", "due": "2026-03-01"}],
                partnerships=[{"key": "P1", "organisation": "CERT", "due": "2026-02-01"}],
                follow_up=[{"key": "F1", "commitment": "Report", "due": "2026-01-01"}],
            )
        )
    )
    assert [event.what.value for event in found] == ["Report", "CERT", "Sign"]


def test_the_strip_counts_the_actions_of_each_pillar_under_way():
    read = of(
        {"pillar": "policy", "start": "2026-01-01", "end": "2026-04-01"},
        {"pillar": "policy", "start": "2026-04-01", "end": "2026-06-30"},
    )
    (line,) = strip(timeline(read), pillars(read)).lines
    assert [(load.actions, load.share) for load in line.loads] == [(1, 5), (2, 10)]


@pytest.mark.parametrize("country", sorted(CASES))
def test_every_bar_of_every_case_lies_within_its_timeline(country):
    laid = timeline(reading(case(country)))
    for bar in laid.bars:
        assert bar.offset >= 0
        assert bar.offset + bar.length <= 101
        assert all(0 <= place < 100 for place in bar.milestones)
