"""The page on which administrators read who may do what."""

import pytest

from roadmap.access import CLEARANCE, GRANTS, MAY_GIVE, Permission, Role
from roadmap.workshops import store
from roadmap.workshops.reach import ROLE_NAMES
from roadmap.workshops.who import PERMISSIONS, people, table
from tests.factories import create_delegation, create_member, create_user, create_workshop


def test_the_page_says_what_the_table_says():
    assert {line.role: line.granted for line in table()} == dict(GRANTS)
    assert {line.role: set(line.gives) for line in table()} == {
        role: set(MAY_GIVE.get(role, ())) for role in Role
    }
    assert {line.role: line.up_to for line in table() if line.up_to} == dict(CLEARANCE)


def test_every_permission_and_role_has_words():
    assert set(PERMISSIONS) == set(Permission)
    assert set(ROLE_NAMES) == set(Role)


def test_an_administrator_reads_the_people_of_their_own_workshops(app, signed_in):
    with app.app_context():
        here, elsewhere = create_workshop("Jeju workshop"), create_workshop("Suva workshop")
        create_member(Role.DRAFTER, delegation=create_delegation(here))
        stranger = create_member(Role.FACILITATOR, elsewhere)
        everywhere = create_user(name="Site Administrator")
        store.administer_all(everywhere)
    page = signed_in(Role.ADMINISTRATOR, here).get("/who-may-do-what").text
    assert "Delegation of Vanuatu" in page
    assert "Site Administrator" in page
    assert stranger.name not in page
    assert "Suva workshop" not in page
    assert stranger.name in app.test_client().sign_in(everywhere).get("/who-may-do-what").text


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_reads_it(signed_in, role):
    assert signed_in(role).get("/who-may-do-what").status_code == 403


def test_the_page_takes_one_query_for_all_people(app, count_queries):
    with app.app_context():
        workshop = create_workshop()
        administrator = create_member(Role.ADMINISTRATOR, workshop)
        for _ in range(3):
            create_member(Role.DRAFTER, delegation=create_delegation(workshop))
        standings = store.standings_of(administrator)
        with count_queries() as queries:
            names = {held.membership.user.name for held in people(standings)}
        assert (len(names), len(queries)) == (4, 1)
