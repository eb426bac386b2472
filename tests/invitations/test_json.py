"""What is no form is no form: JSON sent to a page's address is refused in words, whatever it holds."""

import json

import pytest

BODIES = [
    [1, 2],
    [[1, 2, 3]],
    1.5,
    None,
    "x",
    True,
    {"lines": 5, "email": [1], "code": {"a": 1}, "days": None, "name": 3, "role": [], "codes": 1},
]
PATHS = (
    *("/join", "/join/new", "/join/myself", "/account/email", "/account/email/confirm"),
    *("invitations/new", "invitations/sheet", "invitations/revoke", "invitations/print-again", "people/1"),
)


@pytest.mark.parametrize("body", BODIES, ids=repr)
def test_json_sent_to_a_page_is_as_good_as_an_empty_form(house, body):
    browser = house.people["facilitator"]
    for path in PATHS:
        address = path if path.startswith("/") else f"/workshops/{house.workshop_id}/{path}"
        headers = {"X-CSRFToken": browser.csrf_token()}
        sent = json.dumps(body)
        answer = browser.post(address, data=sent, content_type="application/json", headers=headers)
        assert answer.status_code in (302, 403, 404, 422), address
    assert house.stored() == []
