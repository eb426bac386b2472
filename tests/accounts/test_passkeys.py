"""Passkeys: made by their owner only, good as a second factor and, where the person was verified, alone."""

import json
import time

import pytest
from sqlalchemy import select, update

from roadmap import db
from roadmap.access import Role
from roadmap.accounts import ceremony
from roadmap.accounts.ceremony import WITHIN
from roadmap.accounts.models import Passkey, User
from roadmap.app import create_app
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from tests.accounts.authenticator import Authenticator
from tests.accounts.test_second_factors import CODES, KEY, code_before, code_of
from tests.client import CheckingClient
from tests.conftest import make_config
from tests.factories import PASSWORD, create_member, create_user

ADDRESS = "http://localhost"


@pytest.fixture
def config(database_url, tmp_path):
    return make_config(database_url, tmp_path, public_base_url=ADDRESS)


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana@example.org")


@pytest.fixture
def device():
    return Authenticator(ADDRESS)


def sign_in(client, person, **more):
    return client.submit("/sign-in", {"email": person.email, "password": PASSWORD, **more})


def options(client, path):
    answer = client.submit(path)
    assert answer.status_code == 200, answer.status
    return answer.json


def add(client, device, name="Ana's telephone"):
    made = device.make(options(client, "/account/passkeys/new/options"))
    return client.submit("/account/passkeys/new", {"name": name, "credential": made})


def show(client, device, path):
    shown = device.show(options(client, f"{path}/options"))
    return client.submit(path, {"credential": shown})


def keep(app, person, *devices):
    """Sign `person` in on some browser and add a passkey of each device."""
    browser = app.test_client()
    sign_in(browser, person)
    for device in devices:
        assert add(browser, device).status_code == 302
    return browser


def noted(app, event):
    with app.app_context():
        return list(db.session().scalars(select(AuditEntry.facts).where(AuditEntry.event == event)))


def disable(app):
    with app.app_context():
        db.session().execute(update(User).values(active=False))
        db.session().commit()


def test_a_passkey_is_kept_with_its_name(app, ana, device):
    page = keep(app, ana, device).get("/account/passkeys").text
    assert "Ana&#39;s telephone" in page
    assert "not used yet" in page
    assert {"change": "set up", "method": "passkey"} in noted(app, Event.SECOND_FACTOR_CHANGED)


def test_the_password_alone_no_longer_signs_in_and_the_passkey_does_after_it(app, client, ana, device):
    keep(app, ana, device)
    assert sign_in(client, ana).location == "/sign-in/passkey"
    assert client.get("/").location == "/sign-in"
    assert "Your passkey" in client.get("/sign-in/passkey").text
    assert show(client, device, "/sign-in/passkey").location == "/arrive"
    assert client.get("/").status_code == 200
    assert "last used" in client.get("/account/passkeys").text
    assert {"method": "password and second factor"} in noted(app, Event.SIGN_IN)


def test_a_passkey_that_knows_its_person_signs_in_alone(app, client, ana, device):
    keep(app, ana, device)
    assert show(client, device, "/sign-in/by-passkey").location == "/arrive"
    assert client.get("/").status_code == 200
    assert {"method": "passkey"} in noted(app, Event.SIGN_IN)


def test_one_that_does_not_know_its_person_counts_after_the_password_only(app, client, ana):
    device = Authenticator(ADDRESS, knows=False)
    keep(app, ana, device)
    answer = show(client, device, "/sign-in/by-passkey")
    assert answer.status_code == 422
    assert "not accepted" in answer.text
    assert client.get("/").location == "/sign-in"
    sign_in(client, ana)
    assert show(client, device, "/sign-in/passkey").location == "/arrive"


def test_the_owner_of_a_slowed_account_gets_in_with_a_passkey(app, client, ana, device):
    keep(app, ana, device)
    for _ in range(11):
        answer = app.test_client().submit("/sign-in", {"email": ana.email, "password": "wrong"})
    assert answer.status_code == 429
    assert sign_in(client, ana).status_code == 429
    assert show(client, device, "/sign-in/by-passkey").location == "/arrive"
    assert client.get("/").status_code == 200


def test_the_passkey_of_somebody_else_is_no_second_step(app, client, ana, device):
    with app.app_context():
        eve = create_user("eve@example.org")
    other = Authenticator(ADDRESS)
    keep(app, ana, device)
    keep(app, eve, other)
    sign_in(client, eve)
    answer = client.submit(
        "/sign-in/passkey", {"credential": device.show(options(client, "/sign-in/passkey/options"))}
    )
    assert answer.status_code == 422
    assert client.get("/").location == "/sign-in"


def test_a_challenge_counts_once_in_one_browser_for_one_purpose_and_not_for_long(app, ana, device):
    keep(app, ana, device)
    first, second = app.test_client(), app.test_client()
    asked = options(first, "/sign-in/by-passkey/options")
    shown = {"credential": device.show(asked)}
    options(second, "/sign-in/by-passkey/options")
    assert second.submit("/sign-in/by-passkey", shown).status_code == 422
    sign_in(second, ana)
    asked = options(second, "/sign-in/by-passkey/options")
    assert second.submit("/sign-in/passkey", {"credential": device.show(asked)}).status_code == 422
    asked = options(second, "/sign-in/by-passkey/options")
    with second.session_transaction() as cookie:
        cookie["passkey"][2] -= WITHIN + 1
        cookie.modified = True
    assert second.submit("/sign-in/by-passkey", {"credential": device.show(asked)}).status_code == 422
    assert first.submit("/sign-in/by-passkey", shown).status_code == 302


def test_a_copy_of_an_answer_is_worth_nothing(app, client, ana, device):
    keep(app, ana, device)
    shown = {"credential": device.show(options(client, "/sign-in/by-passkey/options"))}
    assert client.submit("/sign-in/by-passkey", shown).status_code == 302
    client.submit("/sign-out")
    assert client.submit("/sign-in/by-passkey", shown).status_code == 422


@pytest.mark.parametrize("origin", ["http://localhost:8000", "https://localhost", "http://evil.example"])
def test_a_passkey_counts_at_the_public_address_only(app, client, ana, device, origin):
    keep(app, ana, device)
    device.origin = origin
    assert show(client, device, "/sign-in/by-passkey").status_code == 422


def test_the_host_header_does_not_choose_what_passkeys_belong_to(app):
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        assert ceremony.ask_to_show("sign in")["rpId"] == "localhost"
        assert ceremony.address() == ("localhost", ADDRESS)


def part(name, value):
    """Return a function that gives an answer with one part of it replaced; None where it has no such part."""

    def spoil(answer):
        if name not in answer["response"]:
            return None
        return json.dumps({**answer, "response": {**answer["response"], name: value}})

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: "",
        lambda answer: "{}",
        lambda answer: "[1]",
        lambda answer: "null",
        lambda answer: "\N{SNOWMAN}",
        lambda answer: json.dumps({**answer, "id": 7, "rawId": 7}),
        lambda answer: json.dumps({**answer, "rawId": "!!"}),
        lambda answer: json.dumps({**answer, "type": "password"}),
        lambda answer: json.dumps({**answer, "response": []}),
        part("clientDataJSON", "AA"),
        part("clientDataJSON", "e30"),
        part("userHandle", "AAAA"),
        part("signature", "AAAA"),
        part("authenticatorData", ""),
        part("attestationObject", "AA"),
        part("attestationObject", "oA"),
        lambda answer: json.dumps(answer) + " " * 30_000,
        lambda answer: "[" * 19_000,
    ],
)
def test_a_spoiled_answer_proves_nothing_and_breaks_nothing(app, client, ana, device, spoil):
    browser = keep(app, ana, device)
    shown = json.loads(device.show(options(client, "/sign-in/by-passkey/options")))
    if (spoiled := spoil(shown)) is not None:
        assert client.submit("/sign-in/by-passkey", {"credential": spoiled}).status_code == 422
    made = json.loads(Authenticator(ADDRESS).make(options(browser, "/account/passkeys/new/options")))
    if (spoiled := spoil(made)) is not None:
        answer = browser.submit("/account/passkeys/new", {"name": "x", "credential": spoiled})
        assert answer.status_code == 422
        assert "was not kept" in answer.text


def test_a_copied_passkey_is_noticed(app, client, ana, device):
    keep(app, ana, device)
    show(client, device, "/sign-in/by-passkey")
    device.count = 0
    assert show(app.test_client(), device, "/sign-in/by-passkey").status_code == 422


def test_a_disabled_person_is_not_let_in(app, client, ana, device):
    keep(app, ana, device)
    other = app.test_client()
    sign_in(other, ana)
    asked = options(other, "/sign-in/passkey/options")
    disable(app)
    assert show(client, device, "/sign-in/by-passkey").status_code == 422
    assert other.submit("/sign-in/passkey", {"credential": device.show(asked)}).location == "/sign-in"
    assert other.get("/").location == "/sign-in"


def test_refusals_are_in_the_audit_log(app, client, ana, device):
    keep(app, ana, device)
    device.origin = "http://evil.example"
    show(client, device, "/sign-in/by-passkey")
    assert {"method": "passkey"} in noted(app, Event.SIGN_IN_REFUSED)


def test_passkeys_cannot_be_tried_for_long(app, client, ana, device):
    keep(app, ana, device)
    device.origin = "http://evil.example"
    tried = [show(client, device, "/sign-in/by-passkey").status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]
    sign_in(client, ana)
    tried = [show(client, device, "/sign-in/passkey").status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]


def age(client):
    with client.session_transaction() as cookie:
        cookie["fs_paa"] = time.time() - 16 * 60
        cookie.pop("fs_gexp", None)


def test_adding_and_removing_want_a_confirmation_of_a_while_ago(app, ana, device):
    browser = keep(app, ana, device)
    with app.app_context():
        kept = db.session().scalars(select(Passkey.id)).one()
    asked = options(browser, "/account/passkeys/new/options")
    made = {"name": "Eve's key", "credential": Authenticator(ADDRESS).make(asked)}
    age(browser)
    for path in ("/account/passkeys", "/account/passkeys/new", f"/account/passkeys/{kept}/remove"):
        assert browser.get(path).location == "/account/confirm"
    for path in (
        "/account/passkeys/new/options",
        "/account/passkeys/new",
        f"/account/passkeys/{kept}/remove",
    ):
        assert browser.submit(path, made).location == "/account/confirm"
    with app.app_context():
        assert db.session().scalars(select(Passkey.id)).all() == [kept]


def test_a_passkey_confirms_that_it_is_still_the_same_person(app, client, ana, device):
    browser = keep(app, ana, device)
    age(browser)
    assert browser.get("/account/passkeys").location == "/account/confirm"
    assert "Confirm with a passkey" in browser.get("/account/confirm").text
    assert show(browser, device, "/account/confirm/passkey").location == "/arrive"
    assert browser.get("/arrive").location == "/account/passkeys"
    assert browser.get("/account/passkeys").status_code == 200


def test_nobody_confirms_with_the_passkey_of_somebody_else(app, client, ana, device):
    """GHSA-f66q-9rf6-8795: any passkey refreshed any sign-in."""
    with app.app_context():
        eve = create_user("eve@example.org")
    other = Authenticator(ADDRESS)
    keep(app, eve, other)
    browser = keep(app, ana, device)
    age(browser)
    assert show(browser, other, "/account/confirm/passkey").status_code == 422
    assert browser.get("/account/passkeys").location == "/account/confirm"


def test_a_passkey_without_its_person_confirms_nothing(app, ana):
    device = Authenticator(ADDRESS, knows=False)
    browser = keep(app, ana, device)
    age(browser)
    assert show(browser, device, "/account/confirm/passkey").status_code == 422
    assert browser.get("/account/passkeys").location == "/account/confirm"


def test_confirmations_cannot_be_tried_for_long(app, ana, device):
    browser = keep(app, ana, device)
    device.origin = "http://evil.example"
    tried = [show(browser, device, "/account/confirm/passkey").status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]


def test_removing_asks_first_and_takes_recovery_codes_with_the_last_factor(app, client, ana, device):
    browser = keep(app, ana, device)
    assert (
        len(CODES.findall(browser.submit("/account/recovery-codes", {"generate_new_codes": "yes"}).text))
        == 10
    )
    with app.app_context():
        kept = db.session().scalars(select(Passkey.id)).one()
    page = browser.get(f"/account/passkeys/{kept}/remove").text
    assert "cannot be undone" in page
    assert browser.submit(f"/account/passkeys/{kept}/remove").location == "/account/passkeys"
    assert "You have none yet" in browser.get("/account/passkeys").text
    with app.app_context():
        assert not db.session().scalars(select(User.mf_recovery_codes)).one()
    assert sign_in(client, ana).location == "/arrive"
    assert "removed" in [facts["change"] for facts in noted(app, Event.SECOND_FACTOR_CHANGED)]


def test_the_passkey_of_somebody_else_is_none(app, client, ana, device):
    keep(app, ana, device)
    with app.app_context():
        kept = db.session().scalars(select(Passkey.id)).one()
        eve = create_user("eve@example.org")
    sign_in(client, eve)
    assert client.get(f"/account/passkeys/{kept}/remove").status_code == 404
    assert client.submit(f"/account/passkeys/{kept}/remove").status_code == 404


def test_one_authenticator_holds_one_passkey_of_a_person(app, ana, device):
    browser = keep(app, ana, device)
    asked = options(browser, "/account/passkeys/new/options")
    assert [each["id"] for each in asked["excludeCredentials"]]
    again = {"name": "Again", "credential": device.make(asked)}
    assert browser.submit("/account/passkeys/new", again).status_code == 422


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_passkey_has_a_name(app, ana, device, name):
    browser = keep(app, ana)
    assert add(browser, device, name).status_code == 422
    with app.app_context():
        assert db.session().scalars(select(Passkey)).all() == []


def test_whoever_lost_their_passkey_signs_in_by_a_recovery_code(app, client, ana, device):
    browser = keep(app, ana, device)
    codes = CODES.findall(browser.submit("/account/recovery-codes", {"generate_new_codes": "yes"}).text)
    sign_in(client, ana)
    assert client.submit("/sign-in/recovery-code", {"code": codes[0]}).location == "/arrive"


def test_there_is_no_code_to_give_without_an_authenticator(app, client, ana, device):
    keep(app, ana, device)
    sign_in(client, ana)
    assert client.get("/sign-in/code").location == "/sign-in/passkey"
    assert client.submit("/sign-in/code", {"code": "000000"}).location == "/sign-in/passkey"


def test_who_has_an_authenticator_and_a_passkey_chooses(app, client, ana, device):
    browser = keep(app, ana, device)
    page = browser.submit("/account/second-factor", {"setup": "authenticator"}).text
    key = KEY.search(page)[1]
    target = page.split('action="/account/second-factor/')[1].split('"')[0]
    browser.submit(f"/account/second-factor/{target}", {"code": code_before(key)})
    assert sign_in(client, ana).location.startswith("/sign-in/second-factor")
    page = client.get("/sign-in/second-factor").text
    assert "Code of your authenticator" in page
    assert "Passkey" in page
    for strange in ("", "sms"):
        assert "Your second factor" in client.submit("/sign-in/second-factor", {"which": strange}).text
    assert client.submit("/sign-in/second-factor", {"which": "passkey"}).location == "/sign-in/passkey"
    assert "Use your other second factor" in client.get("/sign-in/passkey").text
    assert client.submit("/sign-in/second-factor", {"which": "authenticator"}).location.startswith(
        "/sign-in/code"
    )
    assert client.submit("/sign-in/code", {"code": code_of(key)}).location == "/arrive"
    assert browser.submit("/account/second-factor", {"setup": "disable"}).status_code == 302
    assert sign_in(app.test_client(), ana).location == "/sign-in/passkey"


def test_nobody_reaches_the_second_step_without_the_first(client, ana, device):
    assert client.get("/sign-in/passkey").location == "/sign-in"
    assert client.submit("/sign-in/passkey/options").status_code == 401
    assert client.submit("/sign-in/passkey", {"credential": ""}).location == "/sign-in"
    assert client.get("/account/passkeys/new").location == "/sign-in"
    assert client.submit("/account/passkeys/new", {"name": "x"}).location == "/sign-in"


@pytest.fixture
def strict(sqlite_url, tmp_path):
    """Return an installation that asks facilitators for a second factor."""
    settings = {"second_factor_required": ("facilitator",), "public_base_url": ADDRESS}
    app = create_app(make_config(sqlite_url, tmp_path, **settings))
    app.test_client_class = CheckingClient
    yield app
    app.extensions["engine"].dispose()


def test_a_passkey_is_the_second_factor_that_a_role_asks_for(strict, device):
    with strict.app_context():
        facilitator = create_member(Role.FACILITATOR)
    client = strict.test_client()
    assert sign_in(client, facilitator).location == "/account/second-factor"
    assert "Use a passkey instead" in client.get("/account/second-factor").text
    assert client.get("/account/passkeys/new").status_code == 200
    assert client.get("/").location == "/sign-in"
    assert add(client, device).location == "/arrive"
    assert client.get("/").status_code == 200
    again = strict.test_client()
    assert show(again, device, "/sign-in/by-passkey").location == "/arrive"
    with strict.app_context():
        kept = db.session().scalars(select(Passkey.id)).one()
    assert "the only one you have" in client.get(f"/account/passkeys/{kept}/remove").text
    assert client.submit(f"/account/passkeys/{kept}/remove").status_code == 422


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", True),
        ("https://192.0.2.7", False),
        ("http://roadmap.example.org", False),
        ("https://roadmap.example.org", True),
    ],
)
def test_passkeys_are_offered_where_browsers_make_them(sqlite_url, tmp_path, address, offered):
    app = create_app(make_config(sqlite_url, tmp_path, public_base_url=address))
    page = app.test_client().get("/sign-in", base_url=address).text
    assert ("Use a passkey instead" in page) == offered
    app.extensions["engine"].dispose()


def test_a_longer_list_of_passkeys_asks_the_database_no_more(count_queries, app, ana):
    browser = keep(app, ana, Authenticator(ADDRESS))
    browser.get("/account/passkeys")
    with count_queries() as one:
        browser.get("/account/passkeys")
    for _ in range(3):
        add(browser, Authenticator(ADDRESS))
    browser.get("/account/passkeys")
    with count_queries() as four:
        browser.get("/account/passkeys")
    assert len(four) == len(one)
