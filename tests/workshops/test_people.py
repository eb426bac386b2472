"""The people of a workshop: who sees whom, who changes whom, and who must not be lost."""

import pytest
from sqlalchemy import select

from roadmap.access import Role
from roadmap.accounts.models import User, UserSession
from roadmap.audit.models import AuditEntry
from roadmap.db import session
from roadmap.workshops import store
from roadmap.workshops.models import Membership
from tests.factories import PASSWORD, create_delegation, create_member, create_user, create_workshop


class People:
    """A workshop with somebody in each role, and how to reach their pages."""

    def __init__(self, app):
        self.app, self.numbers, self.users, self.browsers = app, {}, {}, {}
        with app.app_context():
            workshop = create_workshop()
            own = create_delegation(workshop, "VU", "Delegation of Vanuatu")
            self.workshop_id, self.fiji = workshop.id, create_delegation(workshop, "FJ", "Delegation of Fiji")
            for role in Role:
                self.keep(role.value, create_member(role, workshop, own))
            self.keep("neighbour", create_member(Role.LEAD, delegation=self.fiji))
            chief = create_user(name="Chief Person")
            store.add_member(chief, Role.ADMINISTRATOR, None)
            self.keep("chief", chief)
        self.browsers = {name: app.test_client().sign_in(user) for name, user in self.users.items()}

    def keep(self, name, user):
        held = select(Membership.id).where(Membership.user_id == user.id)
        self.numbers[name], self.users[name] = session().scalar(held), user

    def address(self, name="", rest="", workshop=None):
        page = f"/workshops/{workshop or self.workshop_id}/people"
        return f"{page}/{self.numbers[name]}{rest}" if name else page

    def roles(self, name):
        with self.app.app_context():
            held = select(Membership.role).where(Membership.user_id == self.users[name].id)
            return sorted(role.value for role in session().scalars(held))

    def change(self, who, whom, role, **more):
        form = {"role": role, "up_to": "GREEN", **more}
        return self.browsers[who].submit(self.address(whom), form)


@pytest.fixture
def people(app):
    return People(app)


@pytest.mark.parametrize("who", ["facilitator", "administrator"])
def test_those_who_run_a_workshop_see_everybody_in_it_with_their_last_sign_in(people, who):
    page = people.browsers[who].get(people.address()).text
    for name in (*Role, "neighbour"):
        assert people.users[name].email in page
    assert people.users["chief"].email not in page
    assert "Last sign-in" in page


def test_a_lead_sees_their_own_delegation_and_no_sign_ins(people):
    page = people.browsers["lead"].get(people.address()).text
    for name, seen in (("drafter", True), ("reader", True), ("facilitator", False), ("neighbour", False)):
        assert (people.users[name].email in page) is seen
    assert "Last sign-in" not in page


@pytest.mark.parametrize("who", ["drafter", "reader", "official"])
def test_others_see_nobody(people, who):
    assert people.browsers[who].get(people.address()).status_code == 403


@pytest.mark.parametrize("rest", ["", "/remove"])
def test_who_is_out_of_reach_is_as_good_as_nobody(people, rest):
    for name in ("neighbour", "facilitator", "chief"):
        assert people.browsers["lead"].get(people.address(name, rest)).status_code == 404
        assert people.browsers["lead"].submit(people.address(name, rest)).status_code == 404
    assert people.browsers["neighbour"].get(people.address("drafter", rest)).status_code == 404


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "١", "-1", "1e3"])
def test_a_number_that_is_nobodys_is_not_found(people, number):
    assert people.browsers["facilitator"].get(f"{people.address()}/{number}").status_code == 404


@pytest.mark.parametrize(
    ("who", "whom", "role", "changed"),
    [
        ("lead", "drafter", "reader", True),
        ("lead", "drafter", "lead", True),
        ("lead", "drafter", "facilitator", False),
        ("facilitator", "official", "facilitator", True),
        ("facilitator", "official", "administrator", False),
        ("facilitator", "drafter", "facilitator", False),
        ("administrator", "facilitator", "administrator", True),
    ],
)
def test_both_the_old_role_and_the_new_must_be_ones_to_give(people, who, whom, role, changed):
    before = people.roles(whom)
    answer = people.change(who, whom, role)
    assert answer.status_code == (302 if changed else 422)
    assert people.roles(whom) == ([role] if changed else before)


def test_a_facilitator_changes_no_administrator(people):
    assert (
        "does not include changing"
        in people.browsers["facilitator"].get(people.address("administrator")).text
    )
    assert people.change("facilitator", "administrator", "official").status_code == 403
    remove = people.address("administrator", "/remove")
    assert people.browsers["facilitator"].submit(remove).status_code == 403
    assert people.roles("administrator") == ["administrator"]


def test_a_new_role_counts_from_the_next_click(people):
    assert people.browsers["drafter"].get(people.address()).status_code == 403
    people.change("lead", "drafter", "lead")
    assert people.browsers["drafter"].get(people.address()).status_code == 200


def test_a_change_stands_in_the_audit_log(people):
    people.change("lead", "drafter", "reader")
    with people.app.app_context():
        wanted = (
            select(AuditEntry).where(AuditEntry.event == "permission-changed").order_by(AuditEntry.seq.desc())
        )
        entry = session().scalars(wanted).first()
    assert entry.facts == {"role": "reader", "change": "was drafter"}
    assert (entry.actor_id, entry.target) == (people.users["lead"].id, f"user:{people.users['drafter'].id}")


def test_a_role_is_taken_away_after_a_question_and_the_account_stays(people):
    asked = people.browsers["lead"].get(people.address("drafter", "/remove"))
    assert "Take this role away?" in asked.text
    assert people.roles("drafter") == ["drafter"]
    people.browsers["lead"].submit(people.address("drafter", "/remove"))
    assert people.roles("drafter") == []
    assert people.browsers["drafter"].get("/").status_code == 200


def test_the_last_lead_is_not_changed_unnoticed(people):
    asked = people.change("facilitator", "lead", "drafter")
    assert asked.status_code == 422
    assert "last lead" in asked.text
    assert people.roles("lead") == ["lead"]
    assert people.change("facilitator", "lead", "drafter", sure="y").status_code == 302
    assert people.roles("lead") == ["drafter"]


def test_taking_the_last_lead_away_warns(people):
    assert "last lead" in people.browsers["facilitator"].get(people.address("lead", "/remove")).text
    people.change("lead", "drafter", "lead")
    assert "last lead" not in people.browsers["facilitator"].get(people.address("lead", "/remove")).text


def test_who_takes_their_own_role_away_goes_home(people):
    people.change("lead", "drafter", "lead")
    answer = people.browsers["lead"].submit(people.address("lead", "/remove"))
    assert answer.location == "/"


def test_the_last_administrator_of_everything_stays(people):
    chief = people.browsers["chief"]
    page = people.address("chief", "/remove", "every")
    assert "last administrator" in chief.get(page).text
    assert chief.submit(page).status_code == 422
    change = chief.submit(people.address("chief", workshop="every"), {"role": "official", "up_to": "GREEN"})
    assert change.status_code == 422
    assert people.roles("chief") == ["administrator"]


def test_one_of_two_administrators_of_everything_may_go(people):
    with people.app.app_context():
        store.add_member(create_user(), Role.ADMINISTRATOR, None)
    people.browsers["chief"].submit(people.address("chief", "/remove", "every"))
    assert people.roles("chief") == []


@pytest.mark.parametrize("who", ["administrator", "facilitator", "lead"])
def test_roles_in_every_workshop_are_for_administrators_of_every_workshop(people, who):
    assert people.browsers[who].get("/workshops/every/people").status_code == 404
    assert people.browsers["chief"].get("/workshops/every/people").status_code == 200


@pytest.mark.parametrize(("who", "may"), [("administrator", True), ("chief", True), ("facilitator", False)])
def test_an_administrator_ends_every_sign_in_of_a_person(people, who, may):
    answer = people.browsers[who].submit(people.address("drafter", "/sign-out"))
    assert answer.status_code == (302 if may else 403)
    assert people.browsers["drafter"].get("/").status_code == (302 if may else 200)


def test_an_account_is_closed_and_opened_by_who_administers_everything_alone(people):
    page = people.address("drafter", "/account")
    assert people.browsers["administrator"].get(page).status_code == 403
    assert people.browsers["administrator"].submit(page).status_code == 403
    assert "Close this account?" in people.browsers["chief"].get(page).text
    people.browsers["chief"].submit(page)
    assert people.browsers["drafter"].get("/").location == "/sign-in"
    form = {"email": people.users["drafter"].email, "password": PASSWORD}
    assert people.app.test_client().submit("/sign-in", form).status_code == 200
    people.browsers["chief"].submit(page)
    assert people.app.test_client().submit("/sign-in", form).location == "/arrive"


def test_nobody_closes_their_own_account(people):
    page = people.address("chief", "/account", "every")
    assert people.browsers["chief"].submit(page).status_code == 422
    with people.app.app_context():
        assert session().get(User, people.users["chief"].id).active


def test_a_role_that_asks_for_a_second_factor_has_it_set_up_at_the_next_sign_in(people):
    people.app.extensions["second_factor_required"] = store.holds_any(("lead",))
    people.change("lead", "drafter", "lead")
    with people.app.app_context():
        there = select(UserSession).where(UserSession.user_id == people.users["drafter"].id)
        assert session().scalars(there).all() == []


def test_somebody_who_holds_the_new_role_already_holds_it_once(people):
    with people.app.app_context():
        user = session().get(User, people.users["drafter"].id)
        delegation = session().get(Membership, people.numbers["drafter"]).delegation
        store.add_member(user, Role.READER, delegation.workshop, delegation)
    people.change("lead", "drafter", "reader")
    assert people.roles("drafter") == ["reader"]


def test_an_official_may_be_let_read_further(people):
    people.change("facilitator", "official", "official", up_to="AMBER")
    assert "TLP:AMBER" in people.browsers["facilitator"].get(people.address()).text
    assert people.change("facilitator", "official", "official", up_to="RED").status_code == 422


def test_the_queries_of_the_list_do_not_grow_with_its_people(people, count_queries):
    def queries():
        with count_queries() as made:
            assert people.browsers["facilitator"].get(people.address()).status_code == 200
        return len(made)

    few = queries()
    with people.app.app_context():
        delegation = session().get(Membership, people.numbers["lead"]).delegation
        for _ in range(5):
            create_member(Role.DRAFTER, delegation=delegation)
    assert queries() == few


def test_names_are_text(people):
    with people.app.app_context():
        session().get(User, people.users["drafter"].id).name = "<b>x</b>\u202eevil"
        session().commit()
    page = people.browsers["lead"].get(people.address("drafter")).text
    assert "<b>x" not in page and "RLO" in page
