"""Every route for every role, in one's own place and in another's: just as the table of grants says."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from roadmap.access import Permission, Role, Standing, clearance, may, may_anywhere, rule_of
from roadmap.config import Config
from roadmap.db import session
from roadmap.plans.models import Entry
from roadmap.workshops.models import Delegation, Workshop
from roadmap.workshops.store import standings_of
from tests.client import CheckingClient
from tests.conftest import make_config
from tests.factories import create_delegation, create_entry, create_member, create_plan, create_workshop
from tests.hostile.expectations import same

PLACES = ("own", "neighbour", "elsewhere")
# What stands in an address after the workshop or the plan.
PARTS = {"worksheet": "threats", "row_key": "T1", "field": "title"}
PLACED = {"workshop_id", "plan_id", *PARTS}
ANSWER = '{"value": "Vishing", "version": 1}'


@dataclass(frozen=True)
class Target:
    """What a route leads to: a workshop, one delegation of it, and that delegation's plan."""

    workshop: str
    delegation: int
    plan: str

    def values(self, rule: Rule) -> dict[str, str]:
        """What to put into the address of `rule`; of what nobody made, an identifier that is not there."""
        known = {"workshop_id": self.workshop, "plan_id": self.plan, "delegation_id": f"{self.delegation}"}
        return {name: (PARTS | known).get(name, "9") for name in rule.arguments}


def make_target(workshop=None, country="VU") -> Target:
    delegation = create_delegation(workshop, country, f"Delegation of {country}")
    plan = create_plan(delegation)
    create_entry(plan, "threats", "T1", {"title": "Phishing"})
    return Target(delegation.workshop_id, delegation.id, plan.id)


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> Config:
    """Return the settings of the installation that is walked; test_access.py asks both databases the same."""
    return make_config(sqlite_url, tmp_path)


@pytest.fixture
def targets(app: Flask) -> dict[str, Target]:
    """Return a delegation's own place, that of another delegation of its workshop, and another workshop's."""
    with app.app_context():
        workshop = create_workshop()
        return {
            "own": make_target(workshop, "VU"),
            "neighbour": make_target(workshop, "FJ"),
            "elsewhere": make_target(None, "KH"),
        }


def enter(app: Flask, role: Role, target: Target) -> tuple[CheckingClient, tuple[Standing, ...]]:
    """Sign in somebody with `role` in that delegation, or in its workshop."""
    with app.app_context():
        delegation = session().get_one(Delegation, target.delegation)
        user = create_member(role, delegation.workshop, delegation)
        return app.test_client().sign_in(user), standings_of(user)


def guarded(app: Flask) -> Iterator[tuple[Rule, str, Permission]]:
    """Every route that asks for a permission, with each of its methods."""
    for rule in app.url_map.iter_rules():
        permission = rule_of(app, rule.endpoint)
        if isinstance(permission, Permission):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method, permission


def expected(standings: tuple[Standing, ...], permission: Permission, rule: Rule, target: Target) -> str:
    """Compute from the table what a route answers: "opens", "refuses", or "is not there"."""
    if not may_anywhere(standings, permission):
        return "refuses"
    if "plan_id" in rule.arguments:
        if clearance(standings, Permission.READ_PLAN, target.workshop, target.delegation) is None:
            return "is not there"
        granted = may(standings, permission, target.workshop, target.delegation)
        return "opens" if granted else "refuses"
    if "workshop_id" in rule.arguments:
        places = {None, *(held.delegation for held in standings)}  # a lead invites to a part of the workshop
        reached = any(may(standings, permission, target.workshop, place) for place in places)
        return "opens" if reached else "is not there"
    return "opens"


def unmade(rule: Rule) -> bool:
    """Whether a route leads to what nobody made here, so that even who may reach it finds nothing."""
    return not rule.arguments <= PLACED


def answered(answer: TestResponse, rule: Rule) -> str:
    if answer.status_code in (401, 403):
        return "refuses"
    absent = answer.status_code == 404 and not unmade(rule)
    return "is not there" if absent else "opens"


def as_before(app: Flask, target: Target) -> None:
    """Undo what the route before did: bring the row back, drafting, and what plans ask."""
    with app.app_context():
        session().execute(update(Entry).where(Entry.plan_id == target.plan).values(deleted_at=None))
        session().execute(
            update(Workshop).values(closed_at=None, worksheets=None, questions=None, entries=None)
        )
        session().commit()


def ask(app: Flask, browser: CheckingClient, rule: Rule, method: str, target: Target) -> TestResponse:
    with app.test_request_context():
        address = app.url_map.bind("127.0.0.1:8000").build(rule.endpoint, target.values(rule), method=method)
    if method == "GET":
        return browser.get(address)
    body = {"data": ANSWER, "content_type": "application/json"} if "field" in rule.arguments else {}
    return browser.post(address, headers={"X-CSRFToken": browser.csrf_token()}, **body)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", Role)
def test_a_route_answers_each_role_as_the_table_says(app, targets, role, place, renderer):
    browser, standings = enter(app, role, targets["own"])
    wrong = []
    for rule, method, permission in guarded(app):
        as_before(app, targets[place])
        got = answered(ask(app, browser, rule, method, targets[place]), rule)
        want = expected(standings, permission, rule, targets[place])
        if got != want and not (want == "is not there" and unmade(rule)):
            wrong.append(f"{method} {rule}: {got}, but the table says it {want}")
    assert wrong == []


def test_the_walk_meets_grants_and_refusals_alike(app, targets):
    """Else the test above could pass by asking nothing."""
    for role in set(Role) - {Role.OFFICIAL}:  # an official reads finished editions, and none is made yet
        _, standings = enter(app, role, targets["own"])
        computed = {
            expected(standings, permission, rule, targets[place])
            for place in PLACES
            for rule, _, permission in guarded(app)
        }
        assert computed >= {"opens", "refuses"}, role
    assert len(list(guarded(app))) > 50


@pytest.mark.parametrize("place", PLACES)
def test_who_belongs_nowhere_reaches_nothing(app, targets, place, renderer):
    browser = app.test_client()
    for rule, method, _ in guarded(app):
        answer = ask(app, browser, rule, method, targets[place])
        signed_out = answer.status_code == 401 or (answer.location or "").endswith("/sign-in")
        assert signed_out, f"{method} {rule}"


def test_every_route_says_who_may_use_it(app):
    undeclared = [rule.rule for rule in app.url_map.iter_rules() if rule_of(app, rule.endpoint) is None]
    assert undeclared == []


def test_a_plan_of_others_answers_exactly_like_one_that_is_not_there(app, targets, renderer):
    browser, _ = enter(app, Role.LEAD, targets["own"])
    nowhere = Target("a" * 22, 0, "a" * 22)
    for rule, method, _ in guarded(app):
        if "plan_id" not in rule.arguments:
            continue
        theirs = ask(app, browser, rule, method, targets["neighbour"])
        missing = ask(app, browser, rule, method, nowhere)
        assert theirs.status_code == missing.status_code, f"{method} {rule}"
        assert same(theirs, missing), f"{method} {rule}"


def test_identifiers_in_addresses_cannot_be_guessed(targets):
    for target in targets.values():
        for identifier in (target.workshop, target.plan):
            assert len(identifier) == 22  # 128 bits, six to a character
    assert len({target.plan for target in targets.values()}) == len(targets)


@pytest.fixture
def renderer(app):
    """Let the walk not wait for documents: what stands in them has tests of its own."""

    class Instant:
        def render(self, _payload):
            return b"%PDF-1.7"

        def close(self):
            pass

    app.extensions["renderer"].close()
    app.extensions["renderer"] = Instant()
