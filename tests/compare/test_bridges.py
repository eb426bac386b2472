"""Legal bridges: what two plans say of the same instruments, and what is missing between them."""

from itertools import combinations
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.access import Role
from roadmap.catalogue.load import catalogue
from roadmap.compare.bridges import bridge_map
from roadmap.compare.bridges_graph import HEIGHT, WIDTH, graph
from roadmap.compare.bridges_instrument import KINDS, instruments
from roadmap.compare.bridges_pair import briefing
from roadmap.compare.bridges_standing import Side, statements
from roadmap.db import session
from roadmap.worksheets.marking import Tlp
from roadmap.worksheets.plan import Plan, Row
from roadmap.workshops.models import Workshop
from tests.factories import create_delegation, create_entry, create_plan, create_workshop

KNOWN = instruments(catalogue())
COUNTRIES = ("VU", "FJ", "PH", "KH", "PK", "KR")
STATUSES = sorted({rung for ladder in catalogue().ladders.values() for rung in ladder})


def side(number, *rows, country=None):
    """A delegation whose plan has these rows of legal cooperation."""
    legal = tuple(
        Row("legal", f"L{at}", MappingProxyType({"title": f"Instrument {at}", **row}))
        for at, row in enumerate(rows)
    )
    country = country or COUNTRIES[number]
    plan = Plan(country, "en", Tlp.GREEN, sheets=MappingProxyType({"legal": legal}))
    return Side(number, country, f"Delegation of {country}", statements(plan, KNOWN))


def says(instrument, status, **more):
    return {"instrument": instrument, "status": status, **more}


def cell(kind, first, second):
    return bridge_map((first, second), kind, KNOWN).lines[0][1]


def bridge(kind, first, second):
    return next(each for each in briefing(first, second, KNOWN) if each.kind == kind)


@pytest.mark.parametrize("status", ["ratified", "domesticated", "operational"])
def test_a_treaty_that_both_ratified_is_a_bridge(status):
    sides = side(0, says("budapest-convention", "ratified")), side(1, says("budapest-convention", status))
    assert cell("e-evidence", *sides).in_force == 1
    assert [each.instrument.slug for each in bridge("e-evidence", *sides).in_force] == ["budapest-convention"]


@pytest.mark.parametrize(
    "rows", [(), (says("budapest-convention", "signed"),), (says("budapest-convention", None),)]
)
def test_what_only_one_side_ratified_is_none(rows):
    sides = side(0, says("budapest-convention", "operational")), side(1, *rows)
    assert cell("e-evidence", *sides).in_force == 0


def test_an_instrument_carries_only_what_it_enables():
    sides = side(0, says("egmont-group", "member")), side(1, says("egmont-group", "connected"))
    assert [kind for kind in KINDS if cell(kind, *sides).in_force] == ["fiu-cooperation"]


def test_a_country_that_does_not_use_a_treaty_for_a_kind_is_believed():
    uses = says("untoc", "ratified", enables=("mla",))
    sides = side(0, says("untoc", "ratified")), side(1, uses)
    assert cell("mla", *sides).in_force == 1
    assert cell("extradition", *sides).in_force == 0


def test_a_standard_binds_nobody_and_is_no_bridge():
    sides = tuple(side(number, says("fatf-recommendations", "operational")) for number in (0, 1))
    assert cell("fiu-cooperation", *sides).in_force == 0


def test_a_treaty_not_known_to_have_entered_into_force_is_no_bridge_and_says_so():
    sides = tuple(side(number, says("un-cybercrime-convention", "ratified")) for number in (0, 1))
    found = cell("e-evidence", *sides)
    assert (found.in_force, found.steps, found.state) == (0, 0, "unknown")
    nearest = bridge("e-evidence", *sides).nearest
    assert "40th ratification" in nearest.instrument.unconfirmed
    assert nearest.missing == ()


def test_the_nearest_missing_instrument_needs_the_fewest_steps_of_the_ladder():
    first = side(0, says("budapest-convention", "ratified"), says("untoc", "under-review"))
    second = side(1, says("budapest-convention", "under-review"), says("untoc", "under-review"))
    nearest = bridge("mla", first, second).nearest
    assert nearest.instrument.slug == "budapest-convention"
    (step,) = nearest.missing
    assert (step.side, step.stands_at) == (second, "Under review")
    assert step.rungs == ("Signed", "Ratified or acceded")
    assert cell("mla", first, second).state == "missing"


def test_where_a_plan_does_not_say_the_whole_way_is_named_and_called_unknown():
    first, second = side(0, says("budapest-convention", "ratified")), side(1)
    found = cell("e-evidence", first, second)
    assert (found.state, found.steps) == ("unknown", 3)
    (step,) = bridge("e-evidence", first, second).nearest.missing
    assert step.stands_at == ""
    assert step.rungs[-1] == "Ratified or acceded"


def test_a_regional_treaty_is_proposed_only_to_those_it_is_open_to():
    manila, phnom_penh, port_vila = (
        side(2, says("asean-mlat", "ratified")),
        side(3, says("asean-mlat", "under-review")),
        side(0),
    )
    assert bridge("mla", manila, phnom_penh).nearest.instrument.slug == "asean-mlat"
    assert bridge("mla", manila, port_vila).nearest.instrument.slug != "asean-mlat"


def test_a_protocol_needs_its_convention_first():
    first = side(0, says("untoc", "ratified"), says("network-24-7-budapest", "member"))
    second = side(1, says("network-24-7-budapest", "applied"), says("untoc", "ratified"))
    assert (
        cell("preservation", first, second).steps == 3 + 1
    )  # Application made; the Convention is not joined
    (step,) = bridge("preservation", first, second).nearest.missing
    assert step.first.slug == "budapest-convention"


def test_an_arrangement_of_two_counts_only_between_countries_that_name_each_other():
    arrangement = {"status": "ratified", "enables": ("extradition",)}
    names_fiji, names_vanuatu = {**arrangement, "countries": ("FJ",)}, {**arrangement, "countries": ("VU",)}
    assert cell("extradition", side(0, names_fiji), side(1, names_vanuatu)).in_force == 1
    assert cell("mla", side(0, names_fiji), side(1, names_vanuatu)).in_force == 0
    assert cell("extradition", side(0, names_fiji), side(2, names_vanuatu)).in_force == 0
    one_sided = bridge("extradition", side(0, names_fiji), side(1))
    assert (one_sided.in_force, one_sided.nearest.title) == ((), "Instrument 0")


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "instrument": st.none() | st.sampled_from(sorted(catalogue().entries["instruments"])),
            "status": st.none() | st.sampled_from(STATUSES),
            "enables": st.none() | st.lists(st.sampled_from(KINDS), max_size=3).map(tuple),
            "countries": st.none() | st.lists(st.sampled_from(COUNTRIES), max_size=3, unique=True).map(tuple),
        }
    ),
    max_size=6,
)


@given(plans=st.lists(ROWS, min_size=2, max_size=4), kind=st.sampled_from(KINDS))
def test_the_map_is_the_same_from_both_sides_and_agrees_with_every_briefing(plans, kind):
    sides = tuple(side(number, *rows) for number, rows in enumerate(plans))
    region = bridge_map(sides, kind, KNOWN)
    for one, two in combinations(range(len(sides)), 2):
        found = region.lines[one][two]
        assert found is region.lines[two][one]
        told = bridge(kind, sides[one], sides[two])
        assert found.in_force == len(told.in_force)
        assert all(step.place.in_force for crossing in told.in_force for step in crossing.steps)
        assert (told.nearest is None) == bool(found.in_force)
        assert told.state == found.state
        if told.nearest:
            assert told.nearest.rungs == found.steps


@given(plans=st.lists(ROWS, min_size=2, max_size=4), kind=st.sampled_from(KINDS))
def test_saying_nothing_never_opens_a_bridge(plans, kind):
    sides = (side(0), *(side(number + 1, *rows) for number, rows in enumerate(plans)))
    assert all(cell is None or cell.in_force == 0 for cell in bridge_map(sides, kind, KNOWN).lines[0])


def test_the_graph_draws_every_delegation_and_a_line_for_each_bridge():
    sides = tuple(side(number, *([says("untoc", "ratified")] if number < 3 else [])) for number in range(5))
    drawn = graph(bridge_map(sides, "mla", KNOWN))
    assert len(drawn.nodes) == 5
    assert {(edge.first.side.number, edge.second.side.number) for edge in drawn.edges} == {
        (0, 1),
        (0, 2),
        (1, 2),
    }
    assert all(0 < node.x < WIDTH and 0 < node.y < HEIGHT for node in drawn.nodes)
    assert [node.bridges for node in drawn.nodes] == [2, 2, 2, 0, 0]


@pytest.fixture
def workshop(app):
    """A workshop in which Vanuatu and Fiji have ratified one treaty, and the Philippines are on the way."""
    with app.app_context():
        workshop = create_workshop()
        for country, status in (("VU", "ratified"), ("FJ", "operational"), ("PH", "signed")):
            plan = create_plan(create_delegation(workshop, country, f"Delegation of {country}"))
            said = {"instrument": "budapest-convention", "status": status, "next_step": f"Step of {country}"}
            create_entry(plan, "legal", "L1", said)
        return workshop


def numbers(app, workshop):
    with app.app_context():
        return {each.country: each.id for each in session().get(Workshop, workshop.id).delegations}


def test_the_map_says_in_words_who_can_cooperate_and_what_would_change_the_rest(workshop, signed_in):
    page = signed_in(Role.FACILITATOR, workshop).get(f"/workshops/{workshop.id}/bridges?kind=e-evidence").text
    assert "Electronic evidence" in page
    assert "<b>1</b> in force" in page
    assert "<b>1</b> step missing" in page
    assert "1 step away" in page
    assert "<svg" in page


def test_the_pair_reads_as_a_briefing(app, workshop, signed_in):
    number = numbers(app, workshop)
    browser = signed_in(Role.FACILITATOR, workshop)
    page = browser.get(f"/workshops/{workshop.id}/bridges/pair?one={number['VU']}&two={number['PH']}").text
    assert "They have an instrument in force for 0 of 7 kinds of cooperation." in page
    assert "stands at “Signed”." in page
    assert "Step of PH" in page
    assert "Step of VU" not in page
    assert "The plan of <bdi>Delegation of VU</bdi> does not say where it stands." in page


@pytest.mark.parametrize("two", ["0", "x", "²"])
def test_a_delegation_that_is_not_of_this_workshop_is_not_there(app, workshop, signed_in, two):
    one = numbers(app, workshop)["VU"]
    browser = signed_in(Role.FACILITATOR, workshop)
    assert browser.get(f"/workshops/{workshop.id}/bridges/pair?one={one}&two={two}").status_code == 404


def test_the_json_says_the_same(app, workshop, signed_in):
    browser, number = signed_in(Role.FACILITATOR, workshop), numbers(app, workshop)
    said = browser.get(f"/workshops/{workshop.id}/bridges.json?kind=e-evidence").json
    assert {pair["state"] for pair in said["pairs"]} == {"open", "missing"}
    pair = browser.get(
        f"/workshops/{workshop.id}/bridges/pair.json?one={number['VU']}&two={number['PH']}"
    ).json
    nearest = next(each for each in pair["bridges"] if each["kind"] == "e-evidence")["nearest"]
    assert nearest["instrument"] == "budapest-convention"
    assert [step["rungs_to_climb"] for step in nearest["steps"]] == [[], ["Ratified or acceded"]]
