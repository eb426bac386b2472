"""Money is added by currency, never converted, and what is not known is not guessed."""

from datetime import date
from decimal import Decimal

import pytest

from roadmap.publish.budget import NO_CURRENCY, by_year, funding, gap
from tests.publish.plans import case, plan


def costs(*actions):
    rows = [{"key": f"A{n}", **action} for n, action in enumerate(actions, 1)]
    return plan(actions=rows).rows("actions")


def needs(*resources, start="2026-04-01"):
    rows = [{"key": f"R{n}", "title": "x", **resource} for n, resource in enumerate(resources, 1)]
    return plan(profile={"horizon_start": start, "currency": "VUV"}, resources=rows)


def test_currencies_are_kept_apart_with_the_reporting_currency_first():
    totals = funding(
        costs({"cost": 5, "currency": "AUD"}, {"cost": 7, "currency": "VUV"}, {"cost": 1, "currency": "AUD"}),
        "VUV",
    )
    assert [(t.currency, t.cost) for t in totals] == [("VUV", Decimal(7)), ("AUD", Decimal(6))]


@pytest.mark.parametrize(
    ("action", "funded", "unfunded", "unknown"),
    [
        ({"funded": "yes"}, 100, 0, 0),
        ({"funded": "no"}, 0, 100, 0),
        ({"funded": "partly", "funded_amount": 30}, 30, 70, 0),
        ({"funded": "partly", "funded_amount": 130}, 100, 0, 0),
        ({"funded": "partly"}, 0, 0, 100),
        ({}, 0, 0, 100),
    ],
)
def test_a_cost_is_funded_unfunded_or_not_known(action, funded, unfunded, unknown):
    (total,) = funding(costs({"cost": 100, "currency": "VUV", **action}))
    assert (total.funded, total.unfunded, total.unknown) == (funded, unfunded, unknown)
    assert total.funded + total.unfunded + total.unknown == total.cost
    assert total.open_actions == (1 if unknown else 0)


def test_an_action_without_cost_adds_nothing_and_one_without_currency_stands_last():
    totals = funding(costs({"funded": "no"}, {"cost": 3}, {"cost": 4, "currency": "VUV"}))
    assert [(t.currency, t.cost) for t in totals] == [("VUV", 4), (NO_CURRENCY, 3)]


def test_a_total_is_provisional_as_soon_as_one_of_its_costs_is():
    firm, open_ = {"cost": 1, "currency": "VUV"}, {"cost": 1, "currency": "VUV", "provisional": ["cost"]}
    assert not funding(costs(firm, firm))[0].provisional
    assert funding(costs(firm, open_))[0].provisional


def test_the_sums_of_the_case_with_four_currencies():
    totals = {t.currency: t for t in funding(case("kh").rows("actions"), "EUR")}
    assert list(totals) == ["EUR", "AUD", "KHR", "USD"]
    assert totals["KHR"].cost == Decimal(4_240_000_000)
    assert totals["USD"].unfunded == Decimal(225_000)


@pytest.mark.parametrize(
    ("resource", "missing"),
    [({"needed": 5, "available": 2}, 3), ({"needed": 5}, 5), ({"needed": 2, "available": 5}, 0), ({}, None)],
)
def test_a_gap_is_what_is_needed_less_what_is_there(resource, missing):
    assert gap(needs(resource).row("resources", "R1")) == missing


def test_a_gap_costs_the_same_in_each_of_its_years_from_the_start_of_the_horizon():
    of = {"unit_cost": 10, "currency": "VUV"}
    (vuv,) = by_year(needs({**of, "needed": 3, "available": 1, "years": 2}, {**of, "needed": 1}))
    assert [(y.number, y.starts, y.amount, y.share) for y in vuv.years] == [
        (1, date(2026, 4, 1), 30, 100),
        (2, date(2027, 4, 1), 20, 67),
    ]
    assert vuv.total == 50


def test_offers_and_resources_of_unknown_cost_are_no_need():
    offer = {"needed": 3, "unit_cost": 10, "currency": "VUV", "direction": "offer"}
    assert by_year(needs(offer, {"needed": 3}, {"unit_cost": 5})) == ()


def test_a_plan_that_starts_on_a_leap_day_goes_on_from_the_last_of_february():
    (vuv,) = by_year(needs({"needed": 1, "unit_cost": 1, "currency": "VUV", "years": 5}, start="2028-02-29"))
    assert [year.starts.isoformat() for year in vuv.years][::4] == ["2028-02-29", "2032-02-28"]


def test_a_plan_without_a_start_has_years_without_dates():
    (vuv,) = by_year(plan(resources=[{"key": "R1", "needed": 1, "unit_cost": 1, "currency": "VUV"}]))
    assert vuv.years[0].starts is None
