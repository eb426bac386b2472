"""What a page and a save cost the database, whatever the size of the plan."""

import pytest

from tests.plans.conftest import autosave, take_case

MOST_FOR_A_PAGE = 8
MOST_FOR_A_SAVE = 5
LARGEST_PAGE = 60_000  # bytes


@pytest.fixture
def large(desk, shared):
    take_case(desk, shared / "cases" / "ph-philippines-large.yaml")
    return desk


def cost(count_queries, person, address):
    with count_queries() as queries:
        assert person.get(address).status_code == 200
    return len(queries)


def test_a_register_of_forty_rows_costs_as_few_queries_as_one_of_none(desk, shared, count_queries):
    person = desk.person()
    address = desk.address("threats", "")
    small = cost(count_queries, person, address)
    take_case(desk, shared / "cases" / "ph-philippines-large.yaml")
    assert cost(count_queries, person, address) == small <= MOST_FOR_A_PAGE


def test_saving_one_field_costs_few_queries(large, count_queries):
    person = large.person()
    person.csrf_token()
    with count_queries() as queries:
        token = person.csrf_token()
    for_the_token = len(queries)
    assert token
    with count_queries() as queries:
        assert autosave(person, large.address("threats", "T01", "title"), "Changed", 2).status_code == 200
    assert len(queries) - for_the_token <= MOST_FOR_A_SAVE


@pytest.mark.parametrize("parts", [("threats", ""), ("threats", "T01", ""), ("",), ("profile", "")])
def test_a_page_of_a_large_plan_is_light(large, parts):
    assert len(large.person().get(large.address(*parts)).data) <= LARGEST_PAGE
