"""The lead of a delegation sets the plan's language and marking; nobody else does."""

import pytest

from roadmap.access import Role
from roadmap.db import session
from roadmap.plans.models import Plan


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here."""
    return sqlite_url


def head(desk):
    with desk.app.app_context():
        plan = session().get(Plan, desk.plan.id)
        return plan.language, plan.tlp


def test_the_lead_sets_language_and_marking(desk):
    answer = desk.person(Role.LEAD).submit(
        desk.address("settings", ""), {"language": "bi", "tlp": "AMBER+STRICT"}
    )
    assert answer.status_code == 303
    assert head(desk) == ("bi", "AMBER+STRICT")


@pytest.mark.parametrize(
    "sent", [{}, {"language": "bi"}, {"language": "bi", "tlp": "PINK"}, {"language": "xx-yy", "tlp": "RED"}]
)
def test_a_plan_always_has_both_and_both_from_their_lists(desk, sent):
    page = desk.person(Role.LEAD).submit(desk.address("settings", ""), sent)
    assert page.status_code == 422
    assert head(desk) == ("en", "GREEN")


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.READER])
def test_others_of_the_delegation_do_not_set_it(desk, role):
    person = desk.person(role)
    assert person.get(desk.address("settings", "")).status_code == 403
    assert person.submit(desk.address("settings", ""), {"language": "bi", "tlp": "RED"}).status_code == 403
