"""Money of all plans: exact, by pillar, year and delegation, converted only by the workshop's own rates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.access import Role
from roadmap.compare.money import Rate, Rates, money, together
from roadmap.compare.money_shares import Amounts, days_by_year, spread
from roadmap.db import session
from roadmap.workshops.models import ExchangeRate
from tests.compare.plans_together import delegation
from tests.factories import create_delegation, create_entry, create_plan, create_workshop

IN_2027 = {"start": date(2027, 1, 1), "end": date(2027, 12, 31)}
NONE = Rates()
DOLLARS = Rates(
    "USD", (Rate("VUV", Decimal(120), date(2026, 9, 1)), Rate("PHP", Decimal(50), date(2026, 9, 1)))
)
MONEY = st.decimals(0, 10**12, places=4)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def action(cost, currency="VUV", **more):
    return {"cost": Decimal(cost), "currency": currency, "funded": "no", **IN_2027, **more}


def region(*delegations, rates=NONE, **asked):
    return {line.currency: line for line in money(delegations, rates, **asked).region.lines}


def test_what_is_needed_is_funded_missing_or_not_said():
    found = region(
        delegation(
            1,
            actions=[
                action(100),
                action(50, funded="yes"),
                action(40, funded="partly", funded_amount=Decimal(10)),
                action(7, funded=None),
            ],
        )
    )
    assert found["VUV"].amounts == Amounts(Decimal(197), Decimal(60), Decimal(130), Decimal(7))


def test_currencies_are_never_added_up():
    found = region(delegation(1, actions=[action(100)]), delegation(2, actions=[action(5, "PHP")]))
    assert {code: line.amounts.gap for code, line in found.items()} == {"VUV": 100, "PHP": 5}
    assert all(line.converted is None for line in found.values())


def test_a_year_counts_its_own_days_only():
    spans = {"start": date(2026, 7, 1), "end": date(2027, 6, 30)}
    plan = delegation(1, actions=[action(365, **spans)])
    assert region(plan, year=2027)["VUV"].amounts.gap == Decimal(181)
    assert region(plan, year=2026)["VUV"].amounts.gap == Decimal(184)
    assert region(plan, year=2028) == {}


def test_an_action_without_a_date_stands_in_no_year():
    plan = delegation(1, actions=[action(9, start=None, end=None)])
    assert region(plan)["VUV"].amounts.gap == 9
    assert region(plan, year=2027) == {}
    assert [line.heading for line in money((plan,), NONE).by_year.lines] == [None]


def test_the_pillar_of_an_action_is_its_own_or_that_of_its_objective():
    plan = delegation(
        1,
        objectives=[{"title": "O", "pillar": "policy"}],
        actions=[
            action(1, objective="O1"),
            action(2, objective="O1", pillar="targeted-intervention"),
            action(4),
        ],
    )
    pillars = [(line.heading, line.amounts.gap) for line in money((plan,), NONE).by_pillar.lines]
    assert pillars == [("policy", 1), ("targeted-intervention", 2), ("", 4)]
    assert region(plan, pillar="policy")["VUV"].amounts.gap == 1


def test_a_reference_currency_takes_the_rates_of_the_workshop_and_names_what_has_none():
    plans = (
        delegation(1, actions=[action(240)]),
        delegation(2, actions=[action(3, "USD"), action(8, "KHR"), action(1, None)]),
    )
    found = money(plans, DOLLARS)
    total = together(found.region.lines)
    assert total.amounts.gap == Decimal("5.00")
    assert total.left_out == ("KHR", "")


def test_a_conversion_is_to_the_cent_and_its_parts_add_up():
    converted = DOLLARS.converted(Amounts(Decimal(100), Decimal(50), Decimal(40), Decimal(10)), "VUV")
    assert converted == Amounts(Decimal("0.83"), Decimal("0.42"), Decimal("0.33"), Decimal("0.08"))


@given(amount=MONEY, one=DAYS, two=DAYS)
def test_the_parts_of_years_add_up_to_the_cost_exactly(amount, one, two):
    days = days_by_year(one, two)
    parts = spread(amount, days)
    assert sum(parts.values()) == amount
    assert all(part >= 0 for part in parts.values())
    assert sum(days.values()) == abs((two - one).days) + 1


ACTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "cost": st.none() | MONEY,
            "currency": st.sampled_from([None, "VUV", "PHP"]),
            "funded": st.sampled_from([None, "yes", "no", "partly"]),
            "funded_amount": st.none() | MONEY,
            "start": st.none() | DAYS,
            "end": st.none() | DAYS,
            "pillar": st.sampled_from([None, "policy"]),
        }
    ),
    max_size=4,
)


@given(plans=st.lists(ACTIONS, min_size=1, max_size=3))
def test_every_table_adds_up_to_the_region(plans):
    found = money([delegation(at, actions=rows) for at, rows in enumerate(plans)], DOLLARS)
    for table in (found.by_delegation, found.by_pillar, found.by_year):
        for line in found.region.lines:
            parts = [each.amounts for each in table.lines if each.currency == line.currency]
            assert sum(parts, Amounts()) == line.amounts
    for line in found.region.lines:
        assert line.amounts.needed == line.amounts.funded + line.amounts.gap + line.amounts.unsaid


ROW = {
    "title": "Train",
    "cost": 365,
    "currency": "VUV",
    "funded": "no",
    "start": "2026-07-01",
    "end": "2027-06-30",
}


@pytest.fixture
def workshop(app):
    with app.app_context():
        workshop = create_workshop()
        create_entry(create_plan(create_delegation(workshop)), "actions", "A1", ROW)
        return workshop


def give(browser, workshop, **changed):
    sent = {
        "reference": "USD",
        "currency": "VUV",
        "units": "120",
        "day": "2026-09-01",
        "source": "UN",
        **changed,
    }
    return browser.submit(f"/workshops/{workshop.id}/rates/", sent)


def test_the_gap_of_a_year_stands_on_the_page(workshop, signed_in):
    browser = signed_in(Role.FACILITATOR, workshop)
    page = browser.get(f"/workshops/{workshop.id}/money?year=2027").text
    assert "The region’s funding gap in 2027" in page
    assert '<strong>VUV <bdi dir="ltr">181</bdi></strong>' in page
    assert "not added up, because the workshop gave no rates" in page


def test_a_rate_is_given_replaced_used_with_its_day_and_removed(app, workshop, signed_in):
    browser = signed_in(Role.FACILITATOR, workshop)
    assert give(browser, workshop).status_code == 303
    assert give(browser, workshop, units="100").status_code == 303
    page = browser.get(f"/workshops/{workshop.id}/money").text
    assert "3.65" in page
    assert "for 1 USD on 1 September 2026" in page
    with app.app_context():
        (rate,) = session().query(ExchangeRate)
        assert rate.units == "100"
    browser.submit(f"/workshops/{workshop.id}/rates/{rate.id}/remove")
    assert "No rate yet" in browser.get(f"/workshops/{workshop.id}/rates/").text


@pytest.mark.parametrize(
    "changed",
    [
        {"units": "0"},
        {"units": "-1"},
        {"units": "many"},
        {"currency": "USD"},
        {"day": ""},
        {"reference": "XXZ"},
    ],
)
def test_a_rate_that_cannot_be_is_refused_and_stays_typed(workshop, signed_in, changed):
    answer = give(signed_in(Role.FACILITATOR, workshop), workshop, source="Central bank", **changed)
    assert answer.status_code == 422
    assert "Central bank" in answer.text


def test_a_rate_of_another_workshop_is_not_there(app, workshop, signed_in):
    give(signed_in(Role.FACILITATOR, workshop), workshop)
    stranger = signed_in(Role.FACILITATOR)
    with app.app_context():
        (rate,) = session().query(ExchangeRate)
    assert stranger.get(f"/workshops/{workshop.id}/rates/{rate.id}/remove").status_code == 404


def test_the_json_gives_exact_decimals_and_the_rates_it_used(workshop, signed_in):
    browser = signed_in(Role.FACILITATOR, workshop)
    give(browser, workshop)
    said = browser.get(f"/workshops/{workshop.id}/money.json?year=2027").json
    assert said["region"] == [
        {
            "heading": None,
            "currency": "VUV",
            "needed": "181.00",
            "funded": "0.00",
            "gap": "181.00",
            "unsaid": "0.00",
            "converted": {"needed": "1.51", "funded": "0.00", "gap": "1.51", "unsaid": "0.00"},
        }
    ]
    assert said["rates"] == [{"currency": "VUV", "units": "120", "day": "2026-09-01"}]
