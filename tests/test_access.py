"""The guard: every view declares who may use it, and roles reach exactly as far as their grants."""

import re

import pytest
from flask_login import current_user

from roadmap.access import (
    DELEGATION_ROLES,
    GRANTS,
    LIBRARY_VIEWS,
    Audience,
    Permission,
    Role,
    Standing,
    allow,
    may,
    may_anywhere,
    rule_of,
)
from roadmap.app import create_app
from roadmap.workshops import store
from tests.conftest import make_config
from tests.factories import create_delegation, create_member, create_user, create_workshop

PART = re.compile(r"[a-z0-9.-]*|<([a-z]+(\([^)]*\))?:)?[a-z_]+>(\.[a-z]+)?")


@pytest.fixture
def rules(sqlite_url, tmp_path):
    app = create_app(make_config(sqlite_url, tmp_path))
    yield [(rule, rule_of(app, rule.endpoint)) for rule in app.url_map.iter_rules()]
    app.extensions["engine"].dispose()


def test_every_view_declares_who_may_use_it(rules):
    assert [rule.endpoint for rule, declared in rules if declared is None] == []


def test_no_library_view_is_declared_that_is_not_there(rules):
    assert set(LIBRARY_VIEWS) <= {rule.endpoint for rule, _ in rules}


def test_only_these_views_are_open_to_everyone(rules):
    public = {rule.endpoint for rule, declared in rules if declared is Audience.EVERYONE}
    library = {endpoint for endpoint, rule in LIBRARY_VIEWS.items() if rule is Audience.EVERYONE}
    own = {
        "health.health",
        *("joining.asked", "joining.show", "joining.offer", "joining.join_new"),
        *("emails.ask_for_code", "emails.confirm"),
        # Each of these finds out itself whether the password was given just now, or a while ago.
        *("passkeys.new", "passkeys.options_to_make", "passkeys.add"),
        *("passkey_sign_in.options_to_sign_in", "passkey_sign_in.sign_in"),
        *("passkey_sign_in.second_step", "passkey_sign_in.sign_in_second"),
        "passkey_sign_in.options_for_second_step",
    }
    assert public == {*library, *own}


def test_addresses_are_lower_case_words_joined_by_hyphens(rules):
    parts = {part for rule, _ in rules for part in rule.rule.strip("/").split("/")}
    assert [part for part in parts if not PART.fullmatch(part)] == []


def test_no_view_changes_anything_when_it_is_merely_followed(rules):
    writing = [rule for rule, _ in rules if {"GET", "POST"} <= (rule.methods or set())]
    assert [rule.endpoint for rule in writing if not rule.endpoint.startswith("security.")] == []


@pytest.mark.parametrize("role", [None, *Role])
def test_a_view_that_declares_nothing_is_refused_to_everyone(app, signed_in, role, caplog):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    browser = signed_in(role) if role else app.test_client()
    answer = browser.get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


@pytest.mark.parametrize("role", Role)
def test_a_view_opens_to_exactly_the_roles_granted_its_permission(app, signed_in, role):
    for permission in Permission:
        view = allow(permission)(lambda: ("inside", {"Content-Type": "text/plain"}))
        app.add_url_rule(f"/{permission.name}", permission.name, view)
    browser = signed_in(role)
    opened = {each for each in Permission if browser.get(f"/{each.name}").status_code == 200}
    assert opened == GRANTS[role]


def test_a_person_without_any_role_is_refused(app, client):
    app.add_url_rule("/guarded", "guarded", allow(Permission.READ_PLAN)(lambda: "inside"))
    with app.app_context():
        client.sign_in(create_user())
    assert client.get("/guarded").status_code == 403


@pytest.mark.parametrize("role", Role)
def test_queries_reach_exactly_as_far_as_the_policy(app, role):
    """The policy is a pure function; the store's query must agree with it, on one's own and on others'."""
    with app.app_context():
        workshop = create_workshop()
        own, neighbour = create_delegation(workshop, "VU"), create_delegation(workshop, "FJ")
        elsewhere = create_delegation(create_workshop("Another workshop"), "VU")
        user = create_member(role, workshop, own)
        for permission in Permission:
            reached = {delegation.id for delegation in store.delegations_of(user, permission)}
            wanted = {d.id for d in (own, neighbour, elsewhere) if store.may_on(user, permission, d)}
            assert reached == wanted
            assert elsewhere.id not in reached


def test_a_role_in_a_delegation_says_nothing_about_its_neighbour():
    lead = [Standing(Role.LEAD, "w", 1)]
    assert may(lead, Permission.EDIT_PLAN, "w", 1)
    assert not may(lead, Permission.EDIT_PLAN, "w", 2)
    assert not may(lead, Permission.EDIT_PLAN, "w")


def test_a_role_in_a_workshop_ends_at_its_border():
    facilitator = [Standing(Role.FACILITATOR, "w")]
    assert may(facilitator, Permission.READ_PLAN, "w", 1)
    assert not may(facilitator, Permission.READ_PLAN, "other", 1)
    assert not may(facilitator, Permission.EDIT_PLAN, "w", 1)


def test_nobody_without_a_role_may_anything():
    assert not any(may_anywhere([], permission) for permission in Permission)


def test_every_role_that_drafts_belongs_to_a_delegation():
    assert {role for role in Role if Permission.EDIT_PLAN in GRANTS[role]} <= DELEGATION_ROLES


def test_who_is_signed_out_is_asked_to_sign_in_and_then_arrives(app, client, signed_in):
    app.add_url_rule("/wanted", "wanted", allow.signed_in(lambda: current_user.name))
    answer = client.get("/wanted?worksheet=threats")
    assert answer.location == "/sign-in"
    with client.session_transaction() as cookie:
        assert cookie["wanted"] == "/wanted?worksheet=threats"


def test_a_script_of_somebody_signed_out_gets_401_and_not_a_page(app, client):
    app.add_url_rule("/wanted", "wanted", allow.signed_in(lambda: "inside"))
    answer = client.get("/wanted", headers={"Sec-Fetch-Dest": "empty", "Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["error"] == "You are signed out"
