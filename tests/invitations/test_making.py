"""Inviting people: what may be written, who may write it, and that all of it is made or nothing."""

from html import unescape

import pytest
from sqlalchemy import select

from roadmap.access import Role
from roadmap.accounts.codes import ALPHABET, LENGTH, hash_of, in_groups, new_code, read_code
from roadmap.audit.models import AuditEntry
from roadmap.db import now, session
from roadmap.workshops.models import Delegation, Workshop
from tests.invitations.conftest import upload

LINES = "Vanuatu, lead, Ana Fale, ana@example.org\nFJ, Drafter\n, facilitator, Jo Kim"


def test_each_line_becomes_an_invitation_with_a_code_of_its_own(house):
    codes = house.codes(house.ask(lines=LINES))
    assert len(set(codes)) == 3
    by_hash = {one.token_hash: one for one in house.stored()}
    said = [(by_hash[hash_of(code)].role, by_hash[hash_of(code)].delegation_id) for code in codes]
    assert said == [(Role.LEAD, house.vanuatu), (Role.DRAFTER, house.fiji), (Role.FACILITATOR, None)]
    assert next((one.name, one.email) for one in house.stored()) == ("Ana Fale", "ana@example.org")


def test_a_code_is_stored_nowhere_and_carries_140_bits(house):
    (code,) = house.codes(house.ask(lines="Fiji, reader"))
    assert len(code) == LENGTH >= 26 and len(ALPHABET) == 32
    with house.app.app_context():
        rows = session().execute(select(AuditEntry)).all()
        rows += session().connection().exec_driver_sql("SELECT * FROM invitation").all()
    assert code not in repr(rows)
    assert in_groups(code) not in repr(rows)


def test_a_code_is_read_however_it_is_typed():
    code = new_code()
    typed = in_groups(code).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "A" * 27, "A" * 29, "É" * 28, "U" * 28, "A" * 5000, "' OR 1=1--"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


@pytest.mark.parametrize(
    "text",
    [
        "country,role,name,email\nFiji,lead,Ana,ana@example.org",
        "\ufeffName;E-mail;Role;Delegation\r\nAna;ana@example.org;lead;Fiji\r\n",
        "Delegation of Fiji\tDelegation lead\tAna\tana@example.org",
        '"FJ","lead","Ana","ana@example.org"',
    ],
)
def test_a_list_may_come_as_any_spreadsheet_writes_it(house, text):
    house.codes(house.ask(file=upload(text.encode())))
    (one,) = house.stored()
    assert (one.role, one.delegation_id, one.name, one.email) == (
        Role.LEAD,
        house.fiji,
        "Ana",
        "ana@example.org",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Fidji,lead,Zoé".encode("latin-1"), "not in UTF-8"),
        ("Fiji,lead".encode("utf-16"), "not in UTF-8"),
        (b"PK\x03\x04 a workbook", "not a text file"),
        (b'Fiji,lead,"Ana', "quotation marks"),
        (b"Fiji,lead,Ana,ana@example.org,more", "four columns"),
        (b"Fiji,lead\n" * 501, "more than 500 lines"),
        (b"\n \n", "Nobody is named"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(house, data, words):
    answer = house.ask(file=upload(data))
    assert answer.status_code == 422
    assert words in unescape(answer.text)
    assert house.stored() == []


def test_every_wrong_line_is_named_and_nothing_is_half_done(house):
    lines = "Fiji, lead\nAtlantis, lead\nFiji, king\nFiji, lead, Ana, a@b@c\n, lead\nFiji, official\nWS, lead"
    answer = house.ask(lines=lines)
    assert answer.status_code == 422
    said = unescape(answer.text)
    for number in (2, 3, 4, 5, 6):
        assert f"Line {number}:" in said
    assert "Line 1:" not in said and "Line 7:" not in said
    assert lines.splitlines()[1] in said
    assert house.stored() == []
    with house.app.app_context():
        assert session().scalars(select(Delegation.country).where(Delegation.country == "WS")).all() == []


def test_the_delegation_of_a_known_country_is_added(house):
    house.codes(house.ask(lines="Tonga, lead\nTonga, drafter", countries=["WS"], leads="1"))
    with house.app.app_context():
        changed = select(AuditEntry).where(AuditEntry.event == "workshop-changed")
        assert [one.facts for one in session().scalars(changed)] == [{"change": "delegation added"}] * 2
        there = session().scalars(select(Delegation.country)).all()
        assert sorted(there) == ["FJ", "TO", "VU", "WS"]
    assert len(house.stored()) == 3


def test_so_many_people_of_each_role_can_be_asked_for(house):
    answer = house.ask(delegations=[str(house.fiji), str(house.vanuatu)], leads="1", drafters="3")
    assert len(house.codes(answer)) == 8
    assert {one.role for one in house.stored()} == {Role.LEAD, Role.DRAFTER}


@pytest.mark.parametrize("count", ["21", "-1", "1e3", "9" * 5000, "x"])
def test_a_count_out_of_bounds_is_refused_in_words(house, count):
    answer = house.ask(delegations=[str(house.fiji)], leads=count)
    assert answer.status_code == 422
    assert house.stored() == []


@pytest.mark.parametrize(
    ("who", "line", "may"),
    [
        ("facilitator", ", facilitator", True),
        ("facilitator", ", administrator", False),
        ("facilitator", ", official", True),
        ("administrator", ", administrator", True),
        ("lead", "Vanuatu, drafter", True),
        ("lead", "Vanuatu, lead", True),
        ("lead", "Fiji, drafter", False),
        ("lead", "Tonga, drafter", False),
        ("lead", ", facilitator", False),
        ("lead", ", official", False),
    ],
)
def test_nobody_gives_a_role_beyond_their_own(house, who, line, may):
    answer = house.ask(who, lines=line)
    assert answer.status_code == (200 if may else 422)
    assert len(house.stored()) == may


def test_a_lead_learns_nothing_of_another_delegation(house):
    known, made_up = (house.ask("lead", lines=f"{name}, drafter").text for name in ("Fiji", "Fijo"))
    assert "There is no delegation" in known
    assert known.replace("Fiji", "").count("There is no") == made_up.replace("Fijo", "").count("There is no")


@pytest.mark.parametrize(("who", "status"), [("drafter", 403), ("stranger", 404)])
def test_others_do_not_invite(house, who, status):
    assert house.people[who].get(f"{house.address}/new").status_code == status
    assert house.ask(who, lines="Fiji, lead").status_code == status
    assert house.stored() == []


def test_a_facilitator_lets_officials_read_no_further_than_themselves(house):
    assert house.ask(lines=", official", up_to="AMBER").status_code == 200
    assert house.ask(lines=", official", up_to="AMBER+STRICT").status_code == 422
    assert house.ask("administrator", lines=", official", up_to="AMBER+STRICT").status_code == 200
    assert house.ask("administrator", lines=", official", up_to="RED").status_code == 422


def test_the_same_form_sent_twice_makes_nobody_twice(house):
    batch = "a" * 22
    house.codes(house.ask(lines="Fiji, lead", batch=batch))
    again = house.ask(lines="Fiji, lead", batch=batch)
    assert again.location == house.address
    assert len(house.stored()) == 1


def test_an_invitation_ends_after_the_days_chosen(house):
    house.codes(house.ask(lines="Fiji, lead", days="3"))
    (one,) = house.stored()
    assert 2 < (one.expires_at - now()).total_seconds() / 86400 < 3


@pytest.mark.parametrize("days", ["", "400", "x", "-1"])
def test_other_days_are_refused(house, days):
    assert house.ask(lines="Fiji, lead", days=days).status_code == 422
    assert house.stored() == []


def test_what_was_made_stands_in_the_audit_log_by_role_and_place(house):
    house.codes(house.ask(lines="Fiji, drafter\nFiji, drafter\n, facilitator"))
    with house.app.app_context():
        wanted = select(AuditEntry).where(AuditEntry.event == "invitation-made").order_by(AuditEntry.seq)
        said = [(one.delegation_id, one.facts) for one in session().scalars(wanted)]
    assert said == [
        (house.fiji, {"role": "drafter", "count": 2}),
        (None, {"role": "facilitator", "count": 1}),
    ]


def test_the_same_form_sent_twice_adds_no_country_twice(house):
    for _ in range(2):
        house.ask(lines="Tonga, lead", batch="b" * 22)
    with house.app.app_context():
        added = select(Delegation.id).where(Delegation.country == "TO")
        assert len(session().scalars(added).all()) == 1


def test_a_country_whose_name_would_mislead_is_not_added(house):
    with house.app.app_context():
        workshop = session().get(Workshop, house.workshop_id)
        session().add(Delegation(workshop=workshop, country="XX", name="Ton\u0261a"))
        session().commit()
    answer = house.ask(lines="Tonga, lead")
    assert answer.status_code == 422
    assert house.stored() == []
