"""No form and no JSON address of the whole program fails, whatever is sent to it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.access import Role
from roadmap.config import Config
from roadmap.db import session
from roadmap.workshops.models import Delegation
from tests.conftest import make_config
from tests.factories import create_member
from tests.hostile.corpus import attacks
from tests.hostile.doors import QUESTIONS, House
from tests.hostile.expectations import never_5xx
from tests.hostile.forms import Form, forms

SEARCH = int(os.environ.get("EXAMPLES", 60))
HOSTILE = sorted({text for each in attacks() if isinstance(text := each.raw.get("payload"), str)})
ORDINARY = [
    "",
    "1",
    "-1",
    "on",
    "2026-04-01",
    "en",
    "GREEN",
    "VU",
    "Fiji, drafter",
    "lead",
    "threats",
    "short_text",
]
ANYTHING = st.sampled_from(ORDINARY) | st.sampled_from(HOSTILE) | st.text(max_size=60)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=9), inside, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> Config:
    """Return the settings of the installation that is searched."""
    return make_config(sqlite_url, tmp_path)


@pytest.fixture
def house(app: Flask) -> House:
    """Return an installation of this test's own: some forms close it, or take people's roles away."""
    return House(app)


@pytest.fixture
def found(house: House) -> list[Form]:
    """Every form that a lead, a facilitator and an administrator of every workshop reach."""
    house.write_row(QUESTIONS["field:textarea"], title="As it was")
    with house.app.app_context():
        workshop = session().get_one(Delegation, house.delegation_id).workshop
        people = [
            create_member(Role.LEAD, delegation=session().get_one(Delegation, house.delegation_id)),
            create_member(Role.FACILITATOR, workshop),
            create_member(Role.ADMINISTRATOR, workshop),
        ]
        browsers = [house.app.test_client().sign_in(person) for person in people]
    return [form for browser in browsers for form in forms(browser)]


@pytest.mark.hypothesis
def test_no_form_fails_whatever_it_is_sent(house: House, found: list[Form]) -> None:
    assert len({form.action for form in found}) > 30

    @settings(max_examples=SEARCH, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def search(data: Any) -> None:
        form = data.draw(st.sampled_from(found))
        sent = {name: data.draw(ANYTHING, name) for name in form.names}
        never_5xx(form.person.submit(form.action, sent))
        never_5xx(form.person.submit(form.action, sent, content_type="multipart/form-data"))
        headers = {"X-CSRFToken": form.person.csrf_token()}
        body = json.dumps(data.draw(JSON)).encode()
        never_5xx(form.person.post(form.action, data=body, content_type="application/json", headers=headers))

    search()
