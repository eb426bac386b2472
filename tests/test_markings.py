"""No door shows a row to somebody whom its marking keeps it from: any plan, every route, every reader."""

import re

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from roadmap.access import Permission, Role, rule_of
from roadmap.catalogue.load import catalogue
from roadmap.db import session
from roadmap.plans import store
from roadmap.plans.models import Plan
from roadmap.publish.document import compose
from roadmap.publish.edition import Edition
from roadmap.publish.markup import to_markup
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.marking import Tlp, strictest
from roadmap.worksheets.registry import WORKSHEETS
from roadmap.workshops.models import Delegation
from tests.client import CheckingClient
from tests.factories import create_delegation, create_member, create_workshop
from tests.hostile.expectations import same

# What each reader of a plan sees up to; None: nothing at all, not even that there is a plan.
READERS = {
    "member": Tlp.RED,
    "facilitator": Tlp.AMBER,
    "neighbour": None,
    "official": None,
    "administrator": None,
}
FILES = ("roadmap.pdf", "plan.json")
GREEN = {"tlp": "GREEN", "threats": [], "actions": [], "sources": []}
KEYS = {"threats": "T", "actions": "A", "sources": "S"}
MARKED = st.none() | st.sampled_from([tlp.value for tlp in Tlp])
PLANS = st.fixed_dictionaries(
    {
        "tlp": st.sampled_from([tlp.value for tlp in Tlp]),
        **{worksheet: st.lists(MARKED, min_size=2, max_size=3) for worksheet in KEYS},
    }
)


class Composed:
    """Stands for the worker: what a PDF says and carries, without setting it."""

    def render(self, payload: dict) -> bytes:
        plan, edition = load_plan(payload["plan"], catalogue()), Edition.from_dict(payload["edition"])
        document = compose(plan, edition, catalogue())
        return to_markup(document).encode() + document.verification.content

    def close(self) -> None:
        pass


@pytest.fixture
def house(app: Flask) -> tuple[Flask, dict[str, CheckingClient]]:
    """Return the application with a delegation, and the browser of each kind of reader."""
    app.extensions["renderer"].close()
    app.extensions["renderer"] = Composed()
    with app.app_context():
        workshop = create_workshop()
        own, other = (
            create_delegation(workshop, "VU"),
            create_delegation(workshop, "FJ", "Delegation of Fiji"),
        )
        people = {
            "member": create_member(Role.DRAFTER, delegation=own),
            "facilitator": create_member(Role.FACILITATOR, workshop),
            "neighbour": create_member(Role.LEAD, delegation=other),
            "official": create_member(Role.OFFICIAL, workshop),
            "administrator": create_member(Role.ADMINISTRATOR, workshop),
        }
        return app, {name: app.test_client().sign_in(person) for name, person in people.items()}


def document(drawn: dict) -> dict:
    """A plan of these markings in which each row has a word of its own, and actions refer to every threat."""
    sheets = {
        worksheet: [_row(worksheet, number, tlp) for number, tlp in enumerate(drawn[worksheet], 1)]
        for worksheet in KEYS
    }
    threats = [row["key"] for row in sheets["threats"]]
    for action in sheets["actions"]:
        action["threats"] = threats
    return {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": drawn["tlp"], **sheets}


def _row(worksheet: str, number: int, tlp: str | None) -> dict:
    key = f"{KEYS[worksheet]}{number}"
    return {"key": key, "title": f"Word {key}needle", **({"tlp": tlp} if tlp else {})}


def stored(said: dict) -> str:
    """Keep a plan document as the one plan of the first delegation, and return its identifier."""
    delegation = session().scalars(select(Delegation).where(Delegation.country == "VU")).one()
    if old := delegation.plan:
        session().delete(old)
        session().commit()
    plan = store.create_plan(delegation, "en", Tlp(said["tlp"]))
    store.bring_in(store.book_of(plan), load_plan(said, catalogue()), None)
    return plan.id


def doors(app: Flask, plan_id: str, workshop_id: str, rows: list[str]) -> list[str]:
    """Every address a plan can be read at, or told of."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not isinstance(rule_of(app, rule.endpoint), Permission):
            continue
        values = {"plan_id": plan_id, "workshop_id": workshop_id}
        if rule.arguments <= values.keys():
            found.append(_address(app, rule.endpoint, {k: values[k] for k in rule.arguments}))
        elif rule.arguments == {"plan_id", "worksheet"}:
            found += [_address(app, rule.endpoint, {**values, "worksheet": key}) for key in WORKSHEETS]
        elif rule.arguments == {"plan_id", "worksheet", "row_key"}:
            found += [f"/plans/{plan_id}/{row}/" for row in rows]
    return ["/", *found]


def _address(app: Flask, endpoint: str, values: dict) -> str:
    with app.test_request_context():
        kept = {k: v for k, v in values.items() if app.url_map.is_endpoint_expecting(endpoint, k)}
        return app.url_map.bind("127.0.0.1:8000").build(endpoint, kept)


def told(answer: TestResponse) -> set[str]:
    return set(re.findall(r"([TAS]\d)needle", answer.get_data(as_text=True)))


def may_be_told(said: dict, clearance: Tlp | None) -> set[str]:
    whole = Tlp(said["tlp"])
    marked = {
        row["key"]: strictest([whole, Tlp(row.get("tlp", "CLEAR"))])
        for worksheet in KEYS
        for row in said[worksheet]
    }
    return {key for key, tlp in marked.items() if clearance and tlp.strictness <= clearance.strictness}


@pytest.mark.hypothesis
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=PLANS)
def test_no_door_shows_what_a_marking_keeps_back(house, drawn):
    app, browsers = house
    said = document(drawn)
    with app.app_context():
        plan_id = stored(said)
        workshop_id = session().get_one(Plan, plan_id).delegation.workshop_id
    rows = [f"{worksheet}/{row['key']}" for worksheet in KEYS for row in said[worksheet]]
    addresses = doors(app, plan_id, workshop_id, rows)
    for reader, clearance in READERS.items():
        allowed = may_be_told(said, clearance)
        leaving = may_be_told(said, min(clearance or Tlp.CLEAR, Tlp.AMBER_STRICT, key=lambda t: t.strictness))
        seen: set[str] = set()
        for address in addresses:
            answer = browsers[reader].get(address)
            shown = told(answer)
            assert shown <= (leaving if address.endswith(FILES) else allowed), f"{reader} at {address}"
            seen |= shown
        assert seen == allowed, f"{reader} misses {allowed - seen}"


def test_a_row_that_is_kept_back_answers_like_one_that_is_not_there(house):
    app, browsers = house
    with app.app_context():
        plan_id = stored(
            document({"tlp": "GREEN", "threats": ["RED", None], "actions": [None], "sources": [None]})
        )
    kept_back, missing = (
        browsers["facilitator"].get(f"/plans/{plan_id}/threats/{key}/") for key in ("T1", "T9")
    )
    assert (kept_back.status_code, missing.status_code) == (404, 404)
    assert same(kept_back, missing)


def test_what_was_withheld_is_stated_unless_that_is_hidden_too(house):
    app, browsers = house
    with app.app_context():
        plan_id = stored(
            document({"tlp": "GREEN", "threats": ["RED", None], "actions": ["RED"], "sources": []})
        )
    page = browsers["facilitator"].get(f"/plans/{plan_id}/").text
    assert "2 entries are withheld under their marking." in page
    assert "withheld" not in browsers["member"].get(f"/plans/{plan_id}/").text
