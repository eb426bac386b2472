"""Codes that are none, and names that are no address, at the door by which people join."""

import pytest
from werkzeug.test import TestResponse

from roadmap.accounts.codes import read_code
from roadmap.db import session
from roadmap.workshops.models import Delegation
from tests.hostile.corpus import Attack, attack, covers, through
from tests.hostile.doors import House
from tests.hostile.expectations import same
from tests.hostile.rows import noted

PASSWORD = "four words nobody joins"


@pytest.mark.parametrize("entry", through("path:token"), ids=str)
def test_a_made_up_code_is_answered_like_any_wrong_one(house: House, entry: Attack) -> None:
    before = noted(house)
    answer, ordinary = _join(house, entry.payload), _join(house, "AAAA AAAA AAAA AAAA AAAA AAAA AAAA")
    assert answer.status_code == ordinary.status_code == 422
    assert same(answer, ordinary)
    assert noted(house) == before + 2


def _join(house: House, code: str) -> TestResponse:
    return house.app.test_client().submit("/join", {"code": code})


@covers("homoglyph-015")
def test_a_name_that_looks_like_ours_is_no_address_to_sign_in_with(house: House) -> None:
    browser = house.app.test_client()
    assert browser.submit("/join", {"code": _invited(house)}).status_code == 302
    said = {"name": "Ana Fale", "email": attack("homoglyph-015").payload, "new": PASSWORD, "again": PASSWORD}
    answer = browser.submit("/join/new", said)
    assert answer.status_code == 422
    assert "is-invalid" in answer.text


def _invited(house: House) -> str:
    """Have a facilitator invite one person, and return the code."""
    with house.app.app_context():
        workshop = session().get_one(Delegation, house.delegation_id).workshop_id
    form = {"lines": "Vanuatu, drafter", "days": "14", "up_to": "GREEN", "batch": ""}
    page = house.facilitator.submit(f"/workshops/{workshop}/invitations/new", form).text
    found = (part.partition("</code>")[0] for part in page.split('translate="no">')[1:])
    return next(filter(None, map(read_code, found)))
