"""Workshops, delegations and who belongs to them."""

import pytest
from sqlalchemy.exc import IntegrityError

from roadmap.access import Permission, Role, Standing
from roadmap.db import session
from roadmap.worksheets.marking import Tlp
from roadmap.workshops import store
from roadmap.workshops.models import Membership
from tests.factories import create_delegation, create_member, create_user, create_workshop


def test_a_person_has_every_role_given_to_them(app):
    with app.app_context():
        delegation = create_delegation()
        user = create_member(Role.DRAFTER, delegation=delegation)
        store.add_member(user, Role.OFFICIAL, delegation.workshop)
        assert set(store.standings_of(user)) == {
            Standing(Role.DRAFTER, delegation.workshop_id, delegation.id),
            Standing(Role.OFFICIAL, delegation.workshop_id, up_to=Tlp.GREEN),
        }


@pytest.mark.parametrize("role", Role)
def test_a_role_fits_a_workshop_or_a_delegation_but_not_both(app, role):
    with app.app_context():
        user, delegation = create_user(), create_delegation()
        fitting = create_member(role, delegation.workshop, delegation)
        assert len(store.standings_of(fitting)) == 1
        wrong = None if store.standings_of(fitting)[0].delegation else delegation
        with pytest.raises(ValueError, match="does not fit"):
            store.add_member(user, role, delegation.workshop, wrong)


def test_the_database_itself_refuses_a_lead_of_no_delegation(app):
    with app.app_context():
        session().add(Membership(user=create_user(), workshop=create_workshop(), role=Role.LEAD))
        with pytest.raises(IntegrityError):
            session().commit()


def test_nobody_joins_a_delegation_through_another_workshop(app):
    with app.app_context(), pytest.raises(ValueError, match="belongs to another workshop"):
        store.add_member(create_user(), Role.LEAD, create_workshop(), create_delegation())


def test_a_persons_delegations_take_one_query_however_many_they_are(app, count_queries):
    with app.app_context():
        workshop = create_workshop()
        facilitator = create_member(Role.FACILITATOR, workshop)
        for number in range(5):
            create_delegation(workshop, name=f"Delegation {number}")
        with count_queries() as queries:
            found = store.delegations_of(facilitator, Permission.READ_PLAN)
        assert [delegation.name for delegation in found] == [f"Delegation {number}" for number in range(5)]
        assert len(queries) == 1
