"""Letters, sent to a real mail server: what stands in them, and what happens where it takes none."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest

from roadmap.accounts.codes import in_groups, read_code
from roadmap.config import Config, ConfigError
from roadmap.mail import (
    AWAY,
    NOT_ENCRYPTED,
    NOT_LET_IN,
    REFUSED,
    TOO_SLOW,
    UNWRITABLE,
    Letter,
    send,
)
from tests.conftest import make_config
from tests.factories import create_user
from tests.hostile.corpus import attacks
from tests.invitations.post_office import PASSWORD, USER, PostOffice, serving, write_certificate

SENDER = "roadmap@example.org"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return write_certificate(tmp_path_factory.mktemp("post") / "own.pem")


def settings(url: str, folder) -> Config:
    return make_config("sqlite://", folder, smtp_url=url, mail_from=SENDER)


@contextmanager
def posted(app, url: str) -> Iterator[None]:
    """Have the installation send its letters to `url`."""
    before = app.extensions["config"]
    app.extensions["config"] = replace(before, smtp_url=url, mail_from=SENDER)
    yield
    app.extensions["config"] = before


def test_an_invitation_with_an_address_is_sent_too(app, house, office):
    with serving(office) as port, posted(app, f"smtp+plain://127.0.0.1:{port}"):
        answer = house.ask(lines="Vanuatu, lead, Ana Fale, ana@example.org\nFiji, drafter, Jo")
    ana, _ = house.codes(answer)
    (letter,) = office.letters
    assert office.recipients == [["ana@example.org"]]
    assert f"http://127.0.0.1:8000/join#{ana}" in letter.get_content()
    assert letter["To"] == "ana@example.org"
    assert letter["From"] == "Roadmap <roadmap@example.org>"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content_charset() == "utf-8"
    assert re.fullmatch(r"<[^<>\s]+@example.org>", letter["Message-ID"])
    assert letter["Date"].datetime.tzinfo is not None
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_letter_tells_nothing_of_delegation_or_role(app, house, office):
    with serving(office) as port, posted(app, f"smtp+plain://127.0.0.1:{port}"):
        house.ask(lines="Vanuatu, lead, Ana Fale, ana@example.org")
    said = office.letters[0].as_string()
    assert not [word for word in ("Vanuatu", "lead", "Ana") if word in said]


def test_the_link_of_a_letter_lets_its_reader_join(app, house, office, join):
    with serving(office) as port, posted(app, f"smtp+plain://127.0.0.1:{port}"):
        house.ask(lines="Vanuatu, lead, Ana Fale, ana@example.org")
    code = re.search(r"/join#(\w+)", office.letters[0].get_content())[1]
    assert join(code).location == "/arrive"


def test_letters_and_passwords_go_encrypted(certificate, office, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(office, certificate) as port:
        url = f"smtp://{USER}:{quote(PASSWORD)}@127.0.0.1:{port}"
        assert send([Letter("a@example.org", "Título", "Texto ñ\n")], settings(url, tmp_path)) == {}
        wrong = f"smtp://{USER}:wrong@127.0.0.1:{port}"
        failed = send([Letter("a@example.org", "S", "T")], settings(wrong, tmp_path))
    assert office.letters[0]["Subject"] == "Título"
    assert office.letters[0].get_content().splitlines() == ["Texto ñ"]
    assert failed == {"a@example.org": NOT_LET_IN}


def test_a_server_with_a_certificate_of_nobody_gets_nothing(certificate, office, tmp_path):
    with serving(office, certificate) as port:
        failed = send([Letter("a@example.org", "S", "T")], settings(f"smtp://127.0.0.1:{port}", tmp_path))
    assert failed == {"a@example.org": NOT_ENCRYPTED}
    assert office.letters == []


def test_where_starttls_is_refused_nothing_is_sent(app, house, office):
    with serving(office) as port, posted(app, f"smtp://127.0.0.1:{port}"):
        answer = house.ask(lines="Vanuatu, lead, Ana Fale, ana@example.org")
    assert office.letters == []
    assert NOT_ENCRYPTED in answer.text
    assert len(house.codes(answer)) == 1


def test_where_the_server_is_away_it_is_said_for_each_person_and_the_codes_stand(app, house, join):
    with posted(app, "smtp://127.0.0.1:1"):
        answer = house.ask(lines="Fiji, lead, Ana, ana@example.org\nFiji, drafter, Jo, jo@example.org")
    assert unescape(answer.text).count(AWAY) == 2
    assert join(house.codes(answer)[0]).location == "/arrive"


def test_one_refused_address_keeps_no_other_letter_back(tmp_path):
    office = PostOffice(refused="b@example.org")
    letters = [Letter(f"{name}@example.org", "S", "T") for name in "abc"]
    with serving(office) as port:
        failed = send(letters, settings(f"smtp+plain://127.0.0.1:{port}", tmp_path))
    assert failed == {"b@example.org": REFUSED}
    assert office.recipients == [["a@example.org"], ["c@example.org"]]


@pytest.mark.parametrize(
    "address", ["a@ex.example\nBcc: b@evil.example", "a@ex.example, b@evil.example", "a", "", "<a@b.example>"]
)
def test_an_address_that_is_two_or_none_is_written_on_no_letter(office, tmp_path, address):
    with serving(office) as port:
        failed = send([Letter(address, "S", "T")], settings(f"smtp+plain://127.0.0.1:{port}", tmp_path))
    assert failed == {address: UNWRITABLE}
    assert office.letters == []


NAMES = [each for each in attacks() if each.where in ("field:person-name", "mail:display-name")]


def test_no_name_becomes_a_header(app, house, office):
    names = [each.payload for each in NAMES if isinstance(each.payload, str)]
    names += ["X\r\nBcc: evil@example.org", "=?utf-8?q?x?=", "=cmd|'/c calc'!A0"]
    with serving(office) as port, posted(app, f"smtp+plain://127.0.0.1:{port}"):
        for number, name in enumerate(names):
            cell = '"' + name.replace('"', '""') + '"'
            house.ask(lines=f"Fiji,drafter,{cell},p{number}@example.org")
    assert len(office.letters) > len(names) / 2
    for letter, recipients in zip(office.letters, office.recipients, strict=True):
        assert [letter["To"]] == recipients
        assert letter.get_all("Bcc") is None
        assert set(letter.keys()) == {
            *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
            *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
        }


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("smtp://host.example", ""),
        ("", SENDER),
        ("http://host.example", SENDER),
        ("smtp://", SENDER),
        ("smtp://host:port", SENDER),
        ("smtp+plain://mail.example.org", SENDER),
        ("smtp://host.example", "Roadmap\nBcc: x@example.org"),
        ("smtp://host.example", "Roadmap <a@example.org>"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_the_start(tmp_path, url, sender):
    with pytest.raises(ConfigError) as refused:
        make_config("sqlite://", tmp_path, smtp_url=url, mail_from=sender)
    assert "ROADMAP_" in str(refused.value)


def test_a_setting_never_shows_the_password(tmp_path):
    with pytest.raises(ConfigError) as refused:
        settings("smtp://user:hidden@host:port", tmp_path)
    assert "hidden" not in str(refused.value)
    assert "hidden" not in repr(settings("smtp://user:hidden@host.example", tmp_path))


def test_the_password_may_stand_in_a_file(tmp_path):
    secret = tmp_path / "url"
    secret.write_text("smtps://user:secret@mail.example.org\n")
    environ = {
        "ROADMAP_SECRET_KEY": "7d1f0c6e9ab2485c83d4e5f60718293a",
        "ROADMAP_PASSWORD_SALT": "c4e81b7f2d903a65f7e6d5c4b3a29180",
        "ROADMAP_SMTP_URL_FILE": str(secret),
        "ROADMAP_MAIL_FROM": SENDER,
        "ROADMAP_INVITATION_DAYS": "7",
    }
    config = Config.from_env(environ)
    assert (config.smtp_url, config.invitation_days) == ("smtps://user:secret@mail.example.org", 7)


def test_new_links_are_sent_again_because_the_old_ones_open_nothing(app, house, office, join):
    with serving(office) as port, posted(app, f"smtp+plain://127.0.0.1:{port}"):
        old = house.invited("Fiji, lead, Ana, ana@example.org")
        answer = house.people["facilitator"].submit(f"{house.address}/print-again", {"days": "7"})
    (new,) = house.codes(answer)
    assert in_groups(new) != in_groups(old)
    assert read_code(re.search(r"/join#(\w+)", office.letters[1].get_content())[1]) == new
    assert join(old).status_code == 422
    assert join(new).location == "/arrive"


def test_a_slow_server_keeps_nobody_waiting_for_ever(office, tmp_path, monkeypatch):
    monkeypatch.setattr("roadmap.mail.SECONDS_FOR_ALL", -1)
    letters = [Letter("a@example.org", "S", "T")]
    with serving(office) as port:
        failed = send(letters, settings(f"smtp+plain://127.0.0.1:{port}", tmp_path))
    assert failed == {"a@example.org": TOO_SLOW}


def test_letters_go_out_after_nothing_is_locked(app, house, monkeypatch):
    """While a letter is on its way, others can write: the invitations are stored before."""

    def send_and_write(_letters, _config):
        with app.app_context():
            create_user()
        return {}

    monkeypatch.setattr("roadmap.invitations.letters.send", send_and_write)
    with posted(app, "smtp://127.0.0.1:1"):
        assert house.ask(lines="Fiji, lead, Ana, ana@example.org").status_code == 200
