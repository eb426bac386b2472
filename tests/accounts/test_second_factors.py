"""Second factors: set up, asked for, used once, lost and recovered, and a way past those who guess."""

import base64
import hmac
import re
import struct
import time

import pytest
from sqlalchemy import select, update

from roadmap import db
from roadmap.access import Role
from roadmap.accounts.models import User
from roadmap.app import create_app
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from roadmap.config import ConfigError
from tests.client import CheckingClient
from tests.conftest import make_config
from tests.factories import PASSWORD, create_member, create_user

KEY = re.compile(r'class="totp-key"[^>]*>([A-Z2-7 -]+)<')
CODES = re.compile(r"<li><code>([0-9a-f-]{14})</code>")


def code_of(key, periods=0):
    """Compute the six digits of RFC 6238 for now, or for some periods of 30 seconds from now."""
    secret = base64.b32decode(re.sub("[^A-Z2-7]", "", key) + "=" * (-len(re.sub("[^A-Z2-7]", "", key)) % 8))
    digest = hmac.digest(secret, struct.pack(">Q", int(time.time()) // 30 + periods), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def code_before(key):
    """Compute the code before the present one, which is accepted too and leaves the present one unused."""
    if time.time() % 30 > 25:
        time.sleep(5.5)  # it would be too old by the time it arrives
    return code_of(key, -1)


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana@example.org")


def sign_in(client, person, **more):
    return client.submit("/sign-in", {"email": person.email, "password": PASSWORD, **more})


def set_up(client):
    """Set an authenticator up for whoever is signed in and return its key."""
    page = client.submit("/account/second-factor", {"setup": "authenticator"}).text
    key = KEY.search(page)[1]
    target = re.search(r'action="(/account/second-factor/[^"]+)"', page)[1]
    client.submit(target, {"code": code_before(key)})
    assert "Your authenticator is in use" in client.get("/account/second-factor").text
    return key


@pytest.fixture
def key(app, ana):
    browser = app.test_client()
    sign_in(browser, ana)
    return set_up(browser)


def facts_of(app, event):
    with app.app_context():
        return list(db.session().scalars(select(AuditEntry.facts).where(AuditEntry.event == event)))


def test_the_password_alone_no_longer_signs_in(client, ana, key):
    assert sign_in(client, ana).location.startswith("/sign-in/code")
    assert client.get("/sign-in/code").status_code == 200
    assert client.get("/").location == "/sign-in"


def test_the_code_does_after_the_password(app, client, ana, key):
    sign_in(client, ana)
    assert client.submit("/sign-in/code", {"code": code_of(key)}).location == "/arrive"
    assert client.get("/").status_code == 200
    assert {"method": "password and second factor"} in facts_of(app, Event.SIGN_IN)
    assert {"change": "set up", "method": "authenticator"} in facts_of(app, Event.SECOND_FACTOR_CHANGED)


@pytest.mark.parametrize("wrong", ["000000", "", "abcdef", "1" * 500, "１２３４５６"])
def test_a_wrong_code_does_not(client, ana, key, wrong):
    sign_in(client, ana)
    answer = client.submit("/sign-in/code", {"code": wrong})
    assert answer.status_code == 200
    assert "That code is not right" in answer.text
    assert client.get("/").location == "/sign-in"


def test_a_code_counts_once(app, ana, key):
    code = code_of(key)
    first, second = app.test_client(), app.test_client()
    sign_in(first, ana)
    sign_in(second, ana)
    assert first.submit("/sign-in/code", {"code": code}).status_code == 302
    assert "That code is not right" in second.submit("/sign-in/code", {"code": code}).text


def test_a_code_from_before_the_last_one_is_refused(client, ana, key):
    sign_in(client, ana)
    assert "That code is not right" in client.submit("/sign-in/code", {"code": code_of(key, -2)}).text
    assert client.get("/").location == "/sign-in"


def test_codes_cannot_be_guessed_for_long(app, client, ana, key):
    sign_in(client, ana)
    for _ in range(10):
        assert client.submit("/sign-in/code", {"code": "000000"}).status_code == 200
    answer = client.submit("/sign-in/code", {"code": code_of(key)})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_nobody_reaches_the_second_step_without_the_first(client, ana, key):
    for path in ("/sign-in/code", "/sign-in/recovery-code", "/sign-in/second-factor", "/sign-in/rescue"):
        assert client.get(path).location.endswith("/sign-in")
        assert client.submit(path, {"code": code_of(key), "help_setup": "help"}).location.endswith("/sign-in")


def test_the_owner_gets_in_with_a_second_factor_while_others_guess(app, client, ana, key):
    for _ in range(11):
        answer = app.test_client().submit("/sign-in", {"email": ana.email, "password": "wrong"})
    assert answer.status_code == 429
    assert sign_in(client, ana).status_code == 429
    assert sign_in(client, ana, code="000000").status_code == 429
    assert sign_in(client, ana, code=code_of(key)).location == "/arrive"
    assert client.get("/").status_code == 200


def test_a_code_does_not_replace_the_password(app, client, ana, key):
    for _ in range(11):
        app.test_client().submit("/sign-in", {"email": ana.email, "password": "wrong"})
    answer = client.submit("/sign-in", {"email": ana.email, "password": "wrong", "code": code_of(key)})
    assert answer.status_code == 200
    assert client.get("/").location == "/sign-in"


def test_a_recovery_code_signs_in_once(app, client, ana, key):
    sign_in(client, ana)
    client.submit("/sign-in/code", {"code": code_of(key)})
    codes = CODES.findall(client.submit("/account/recovery-codes", {"generate_new_codes": "yes"}).text)
    assert len(set(codes)) == 10
    with app.app_context():
        stored = db.session().scalars(select(User.mf_recovery_codes)).one()
    assert not set(codes) & set(stored), "they are kept encrypted"
    for lost, status in ((codes[0], 302), (codes[0], 200), (codes[1], 302)):
        browser = app.test_client()
        sign_in(browser, ana)
        assert browser.submit("/sign-in/recovery-code", {"code": lost}).status_code == status
    changes = [facts["change"] for facts in facts_of(app, Event.SECOND_FACTOR_CHANGED)]
    assert changes == ["set up", "recovery codes made", "recovery code used", "recovery code used"]


def test_what_is_stored_is_of_no_use_without_our_secret(app, ana, key):
    with app.app_context():
        stored = db.session().scalars(select(User.tf_totp_secret)).one()
    assert key.replace("-", "").replace(" ", "") not in stored


def test_who_signed_in_long_ago_gives_the_password_before_changing_anything(app, client, ana):
    sign_in(client, ana)
    with client.session_transaction() as cookie:
        cookie["fs_paa"] = time.time() - 16 * 60
        cookie.pop("fs_gexp", None)
    for path in ("/account/second-factor", "/account/recovery-codes"):
        assert client.get(path).location == "/account/confirm"
    answer = client.submit("/account/second-factor", {"setup": "authenticator"})
    assert answer.location == "/account/confirm"
    assert "not right" in client.submit("/account/confirm", {"password": "wrong"}).text
    assert client.submit("/account/confirm", {"password": PASSWORD}).location == "/arrive"
    assert client.get("/arrive").location == "/account/second-factor"
    assert client.get("/account/second-factor").status_code == 200


def test_where_a_confirmation_leads_is_never_told_from_outside(client, ana):
    sign_in(client, ana)
    form = {"password": PASSWORD, "next": "https://evil.example/"}
    answer = client.submit("/account/confirm?next=https://evil.example/", form)
    assert answer.location in (None, "/arrive")


def test_it_can_be_turned_off_by_whom_nothing_asks_for_it(app, client, ana, key):
    sign_in(client, ana)
    client.submit("/sign-in/code", {"code": code_of(key)})
    assert client.submit("/account/second-factor", {"setup": "disable"}).status_code == 302
    assert sign_in(app.test_client(), ana).location == "/arrive"


@pytest.fixture
def strict(sqlite_url, tmp_path):
    """Return an installation that asks facilitators for a second factor."""
    app = create_app(make_config(sqlite_url, tmp_path, second_factor_required=("facilitator",)))
    app.test_client_class = CheckingClient
    yield app
    app.extensions["engine"].dispose()


def test_a_role_may_ask_for_it_at_the_next_sign_in(strict):
    with strict.app_context():
        facilitator, lead = create_member(Role.FACILITATOR), create_member(Role.LEAD)
    assert sign_in(strict.test_client(), lead).location == "/arrive"
    client = strict.test_client()
    assert sign_in(client, facilitator).location == "/account/second-factor"
    assert client.get("/account/second-factor").status_code == 200
    assert client.get("/").location == "/sign-in"
    page = client.submit("/account/second-factor", {"setup": "authenticator"}).text
    assert client.submit("/sign-in/code", {"code": code_of(KEY.search(page)[1])}).location == "/arrive"
    assert client.get("/").status_code == 200
    assert client.submit("/account/second-factor", {"setup": "disable"}).status_code == 200
    with strict.app_context():
        asked = select(User.tf_primary_method).where(User.id == facilitator.id)
        assert db.session().scalars(asked).one() == "authenticator"


def test_the_secret_may_change_while_the_one_before_is_kept(app, ana, key, config, tmp_path):
    newer = make_config(
        config.database_url,
        tmp_path,
        secret_key="0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        secret_key_fallbacks=(config.secret_key,),
    )
    rotated = create_app(newer)
    rotated.test_client_class = CheckingClient
    client = rotated.test_client()
    sign_in(client, ana)
    assert client.submit("/sign-in/code", {"code": code_of(key)}).location == "/arrive"
    rotated.extensions["engine"].dispose()


def test_only_roles_can_be_required(tmp_path):
    with pytest.raises(ConfigError, match="ROADMAP_SECOND_FACTOR_REQUIRED"):
        make_config("sqlite://", tmp_path, second_factor_required=("boss",))


def test_a_disabled_person_is_not_let_past_by_a_code(app, client, ana, key):
    with app.app_context():
        db.session().execute(update(User).values(active=False))
        db.session().commit()
    for _ in range(11):
        app.test_client().submit("/sign-in", {"email": ana.email, "password": "wrong"})
    assert sign_in(client, ana, code=code_of(key)).status_code == 429
