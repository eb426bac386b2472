"""The list of invitations: what became of each, taking them back, and printing them again."""

from html import unescape

import pytest
from sqlalchemy import select

from roadmap.audit.models import AuditEntry
from roadmap.db import session

LINES = "Vanuatu, drafter, Ana Fale\nFiji, lead, Jo Kim\nFiji, drafter, Mere Vula"


def rows(page):
    """Return the text of each row of the table."""
    body = page.text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(unescape(row).split()) for row in body.split("<tr>")[1:]]


def test_each_invitation_shows_what_became_of_it(app, house, join):
    ana, jo, mere = house.codes(house.ask(lines=LINES))
    join(jo, name="Jo K.")
    (revoked,) = [one for one in house.stored() if one.name == "Mere Vula"]
    house.people["facilitator"].submit(f"{house.address}/{revoked.id}/revoke")
    found = {
        row.partition("<bdi>")[2].partition("<")[0]: row
        for row in rows(house.people["facilitator"].get(house.address))
    }
    assert "Open" in found["Ana Fale"] and "until" in found["Ana Fale"]
    assert "Used" in found["Jo Kim"] and "Jo K." in found["Jo Kim"]
    assert "Revoked" in found["Mere Vula"]
    assert join(mere, email="other@example.org").status_code == 422
    assert join(ana, email="another@example.org").status_code == 302


@pytest.mark.parametrize(
    ("state", "names"), [("open", {"Ana Fale", "Mere Vula"}), ("used", {"Jo Kim"}), ("expired", set())]
)
def test_the_list_can_be_narrowed_by_state(house, join, state, names):
    codes = house.codes(house.ask(lines=LINES))
    join(codes[1])
    page = house.people["facilitator"].get(f"{house.address}?state={state}")
    assert {name for name in ("Ana Fale", "Jo Kim", "Mere Vula") if name in page.text} == names


def test_the_list_can_be_narrowed_by_delegation(house):
    house.ask(lines=LINES)
    page = house.people["facilitator"].get(f"{house.address}?delegation={house.fiji}")
    assert "Jo Kim" in page.text and "Ana Fale" not in page.text


@pytest.mark.parametrize(
    "query", ["state=x", "delegation=x", "delegation=99999999999999999999", "state=\u202e"]
)
def test_a_filter_that_is_none_shows_nothing_and_says_so(house, query):
    house.ask(lines=LINES)
    page = house.people["facilitator"].get(f"{house.address}?{query}")
    assert page.status_code == 200
    assert rows(page) == []


def test_a_lead_sees_the_invitations_of_their_delegation_alone(house):
    house.ask(lines=LINES)
    page = house.people["lead"].get(house.address)
    assert "Ana Fale" in page.text and "Jo Kim" not in page.text
    (other,) = [one for one in house.stored() if one.name == "Jo Kim"]
    assert house.people["lead"].get(f"{house.address}/{other.id}/revoke").status_code == 404
    assert house.people["lead"].submit(f"{house.address}/{other.id}/revoke").status_code == 404
    asked = {"delegation": str(house.fiji)}
    assert house.people["lead"].submit(f"{house.address}/revoke", asked).status_code == 404


def test_all_of_a_delegation_are_revoked_after_a_question(house):
    house.ask(lines=LINES)
    browser = house.people["facilitator"]
    page = browser.get(f"{house.address}/revoke?delegation={house.fiji}")
    assert "Revoke 2 invitations?" in page.text
    browser.submit(f"{house.address}/revoke", {"delegation": str(house.fiji)})
    assert {one.name for one in house.stored() if one.revoked_at} == {"Jo Kim", "Mere Vula"}


def test_a_lead_who_revokes_all_revokes_those_of_their_own(house):
    house.ask(lines=LINES)
    house.people["lead"].submit(f"{house.address}/revoke")
    assert {one.name for one in house.stored() if one.revoked_at} == {"Ana Fale"}


def test_revoking_stands_in_the_audit_log(house):
    house.ask(lines="Fiji, lead")
    house.people["facilitator"].submit(f"{house.address}/revoke")
    with house.app.app_context():
        wanted = select(AuditEntry).where(AuditEntry.event == "invitation-revoked")
        (entry,) = session().scalars(wanted)
    assert (entry.delegation_id, entry.facts) == (house.fiji, {"role": "lead"})


def test_what_was_used_is_not_revoked(house, join):
    join(house.invited("Fiji, lead"))
    (one,) = house.stored()
    house.people["facilitator"].submit(f"{house.address}/{one.id}/revoke")
    assert house.stored()[0].revoked_at is None


def test_printing_again_gives_new_codes_to_those_who_have_not_joined(house, join):
    ana, jo, mere = house.codes(house.ask(lines=LINES))
    join(jo)
    browser = house.people["facilitator"]
    page = browser.get(f"{house.address}/print-again")
    assert "2 people have not joined yet" in page.text
    assert "open nothing" in page.text
    new = house.codes(browser.submit(f"{house.address}/print-again", {"days": "7"}))
    assert len(new) == 2 and not {ana, jo, mere} & set(new)
    assert join(ana, email="a@example.org").status_code == 422
    assert join(new[0], email="a@example.org").status_code == 302


def test_a_lead_prints_the_cards_of_their_delegation_again_and_no_others(house):
    house.ask(lines=LINES)
    assert len(house.codes(house.people["lead"].submit(f"{house.address}/print-again", {"days": "7"}))) == 1


def test_the_queries_of_the_list_do_not_grow_with_its_rows(house, join, count_queries):
    browser = house.people["facilitator"]

    def queries():
        with count_queries() as made:
            assert browser.get(house.address).status_code == 200
        return len(made)

    join(house.invited("Fiji, lead"))
    few = queries()
    house.ask(delegations=[str(house.fiji), str(house.vanuatu)], drafters="10", readers="10")
    assert queries() == few


def test_people_are_invited_to_one_workshop_not_to_all_at_once(app, house):
    assert house.people["administrator"].get("/workshops/every/invitations").status_code == 404


@pytest.mark.parametrize("path", ["", "/new", "/revoke", "/print-again", "/x/revoke"])
def test_another_workshops_invitations_are_as_good_as_none(house, path):
    made_up = house.people["stranger"].get(f"/workshops/{'x' * 22}/invitations{path}")
    others = house.people["stranger"].get(f"{house.address}{path}")
    assert made_up.status_code == others.status_code == 404
