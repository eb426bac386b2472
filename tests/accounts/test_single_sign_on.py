"""Single sign-on: who the provider vouches for gets in, and nothing that it could not have said counts."""

import secrets
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import RSAKey
from sqlalchemy import select, update

from roadmap import config as settings
from roadmap import db
from roadmap.access import Role
from roadmap.accounts import single_sign_on
from roadmap.accounts.models import SignOnIdentity, User
from roadmap.app import create_app
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from roadmap.config import ConfigError
from roadmap.invitations.models import Invitation
from roadmap.workshops.models import Membership
from tests.accounts.authenticator import Authenticator
from tests.accounts.provider import CLIENT, SECRET, Provider, running
from tests.accounts.test_passkeys import ADDRESS, keep, show
from tests.client import CheckingClient
from tests.conftest import make_config
from tests.factories import PASSWORD, create_delegation, create_member, create_user

ANA = {"email": "Ana@example.org", "email_verified": True, "name": "Ana Fale"}


@pytest.fixture(scope="module")
def started():
    with running(Provider()) as provider:
        yield provider


@pytest.fixture
def provider(started):
    """Return the provider, honest about Ana."""
    started.tell_the_truth()
    started.claims = dict(ANA)
    return started


def installed(provider, database_url, folder, **more):
    ours = settings.Provider(provider.issuer, CLIENT, SECRET, "Ministry of Justice")
    given = {"provider": ours, "public_base_url": ADDRESS, **more}
    return make_config(database_url, folder, **given)


@pytest.fixture
def config(provider, database_url, tmp_path):
    return installed(provider, database_url, tmp_path)


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana@example.org")


def go(client):
    """Follow the link to the provider and come back; return what we answer then."""
    return client.get(come_back(client))


def come_back(client):
    """Follow the link to the provider and return the address that it sends the browser back to."""
    gone = client.get("/sign-in/elsewhere")
    assert gone.status_code == 302, gone.text
    answer = requests.get(gone.location, allow_redirects=False, timeout=10)
    return answer.headers["Location"].removeprefix(ADDRESS)


def noted(app, event):
    with app.app_context():
        return list(db.session().scalars(select(AuditEntry.facts).where(AuditEntry.event == event)))


def links(app):
    with app.app_context():
        return list(db.session().scalars(select(SignOnIdentity.subject)))


def test_the_sign_in_page_names_the_provider(client):
    assert "Sign in through Ministry of Justice" in client.get("/sign-in").text


def test_whom_the_provider_vouches_for_is_signed_in(app, client, ana):
    assert go(client).location == "/arrive"
    assert client.get("/").status_code == 200
    assert noted(app, Event.SIGN_IN) == [{"method": "single sign-on"}]
    assert links(app) == ["248289761001"]


def test_the_code_flow_is_used_with_everything_that_protects_it(client, provider):
    asked = parse_qs(urlsplit(client.get("/sign-in/elsewhere").location).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{ADDRESS}/sign-in/elsewhere/back"]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))


def test_every_beginning_is_different_and_only_the_last_is_remembered(client):
    begun = [client.get("/sign-in/elsewhere").location for _ in range(3)]
    assert len({parse_qs(urlsplit(each).query)["state"][0] for each in begun}) == 3
    with client.session_transaction() as cookie:
        assert len([key for key in cookie if key.startswith("_state_")]) == 1


def test_the_page_asked_for_before_is_reached_after_and_none_from_outside(app, client, ana):
    client.get("/account/sessions")
    back = come_back(client)
    assert client.get(f"{back}&next=https://evil.example/&wanted=https://evil.example/").location == "/arrive"
    assert client.get("/arrive").location == "/account/sessions"


def test_a_sign_in_gets_a_new_row_and_a_new_csrf_token(app, client, ana):
    before = client.csrf_token()
    go(client)
    with client.session_transaction() as cookie:
        assert cookie["sign-in"]
        assert "csrf_token" not in cookie
    assert client.csrf_token() != before
    assert "this one" in client.get("/account/sessions").text


LIES = [
    {"nonce": "another"},
    {"nonce": None},
    {"iss": "https://evil.example"},
    {"iss": None},
    {"aud": "another client"},
    {"aud": ["another client"]},
    {"aud": None},
    {"aud": [CLIENT, "another client"], "azp": "another client"},
    {"exp": 1_700_000_000},
    {"exp": None},
    {"exp": "never"},
    {"iat": None},
    {"sub": None},
    {"sub": ""},
    {"sub": 7},
    {"sub": "x" * 300},
    {"sub": "a\x00b"},
    {"amr": "mfa"},
    {"auth_time": "now"},
]


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_a_token_that_says_the_wrong_thing_signs_nobody_in(app, client, ana, provider, lie):
    provider.claims.update(lie)
    answer = go(client)
    assert answer.status_code == 400
    assert "counts for nothing" in answer.text
    assert client.get("/").location == "/sign-in"
    assert links(app) == []
    refused = {"method": "single sign-on", "reason": "the answer proves nothing"}
    assert noted(app, Event.SIGN_IN_REFUSED) == [refused]


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_without_a_signature_of_the_provider_signs_nobody_in(client, ana, provider, algorithm):
    provider.algorithm = algorithm
    assert go(client).status_code == 400


def test_a_token_signed_with_another_key_signs_nobody_in(client, ana, provider):
    provider.signing = RSAKey.generate_key(2048, {"kid": "1"})
    assert go(client).status_code == 400


@pytest.mark.parametrize(
    "changed", [{"state": "another"}, {"state": ""}, {"code": ""}, {"iss": "https://evil"}]
)
def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, ana, changed):
    back = urlsplit(come_back(client))
    query = {name: values[0] for name, values in parse_qs(back.query).items()} | changed
    assert client.get(back.path, query_string=query).status_code == 400
    assert client.get("/").location == "/sign-in"


def test_an_answer_counts_once_and_in_the_browser_that_asked(app, client, ana):
    back = come_back(client)
    assert app.test_client().get(back).status_code == 400
    assert client.get(back).location == "/arrive"
    client.submit("/sign-out")
    assert client.get(back).status_code == 400


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_an_address_that_is_not_verified_opens_no_account(app, client, ana, provider, said):
    provider.claims["email_verified"] = said
    answer = go(client)
    assert answer.status_code == 400
    assert "does not vouch for your e-mail address" in answer.text
    assert links(app) == []


def test_a_stranger_is_told_whom_to_ask(app, client, ana, provider):
    provider.claims["email"] = "nobody@example.org"
    answer = go(client)
    assert answer.status_code == 400
    assert "Ask the facilitator of your workshop" in answer.text
    with app.app_context():
        assert len(db.session().scalars(select(User)).all()) == 1


@pytest.mark.parametrize("email", ["", "not an address", "a@b", 7, ["ana@example.org"], "x" * 5000])
def test_what_is_no_address_is_nobody(client, ana, provider, email):
    provider.claims["email"] = email
    assert go(client).status_code == 400


@pytest.mark.parametrize("linked", [True, False])
def test_a_disabled_person_is_refused(app, client, ana, linked):
    if linked:
        go(client)
        client.submit("/sign-out")
    with app.app_context():
        db.session().execute(update(User).values(active=False))
        db.session().commit()
    assert "no open account" in go(client).text
    assert client.get("/").location == "/sign-in"


def test_the_subject_counts_once_linked_not_the_address(app, client, ana, provider):
    go(client)
    client.submit("/sign-out")
    with app.app_context():
        create_user("minister@example.org")
    provider.claims.update(email="minister@example.org")
    go(client)
    assert "ana@example.org" in client.get("/account").text


def test_an_address_given_to_somebody_else_does_not_open_the_account(app, client, ana, provider):
    go(client)
    client.submit("/sign-out")
    provider.claims["sub"] = "another person"
    answer = go(client)
    assert answer.status_code == 400
    assert "is linked to somebody else" in answer.text
    assert links(app) == ["248289761001"]


def test_an_address_may_come_from_the_userinfo_endpoint(client, ana, provider):
    provider.claims = {}
    provider.userinfo = {"sub": "248289761001", **ANA}
    assert go(client).location == "/arrive"


def test_userinfo_about_somebody_else_counts_for_nothing(client, ana, provider):
    provider.claims = {}
    provider.userinfo = {"sub": "another", **ANA}
    assert go(client).status_code == 400


def test_our_second_factor_is_asked_for_unless_the_provider_asked_for_several(app, client, ana, provider):
    device = Authenticator(ADDRESS)
    keep(app, ana, device)
    assert go(client).location == "/sign-in/passkey"
    assert client.get("/").location == "/sign-in"
    assert show(client, device, "/sign-in/passkey").location == "/arrive"
    assert noted(app, Event.SIGN_IN)[-1] == {"method": "single sign-on and second factor"}
    for said in ({"amr": ["pwd", "mfa"]}, {"acr": "urn:example:acr:mfa"}):
        provider.claims = {**ANA, **said}
        browser = app.test_client()
        assert go(browser).location == "/arrive"
        assert browser.get("/").status_code == 200
    for said in ({"amr": ["pwd"]}, {"acr": "urn:example:nomfa"}):
        provider.claims = {**ANA, **said}
        assert go(app.test_client()).location == "/sign-in/passkey"


def test_a_sign_in_begun_elsewhere_leaves_no_trace_in_one_by_password(app, client, ana):
    device = Authenticator(ADDRESS)
    keep(app, ana, device)
    go(client)
    client.submit("/sign-in", {"email": ana.email, "password": PASSWORD})
    show(client, device, "/sign-in/passkey")
    assert noted(app, Event.SIGN_IN)[-1] == {"method": "password and second factor"}


def test_a_role_that_asks_for_a_second_factor_is_asked(provider, sqlite_url, tmp_path):
    strict = create_app(installed(provider, sqlite_url, tmp_path, second_factor_required=("facilitator",)))
    strict.test_client_class = CheckingClient
    with strict.app_context():
        facilitator = create_member(Role.FACILITATOR)
    provider.claims["email"] = facilitator.email
    client = strict.test_client()
    assert go(client).location == "/account/second-factor"
    assert client.get("/").location == "/sign-in"
    provider.claims["amr"] = ["mfa"]
    assert go(client).location == "/arrive"
    strict.extensions["engine"].dispose()


def test_whoever_is_signed_in_confirms_through_the_provider(app, client, ana, provider):
    go(client)
    with client.session_transaction() as cookie:
        cookie["fs_paa"] = time.time() - 16 * 60
        cookie.pop("fs_gexp", None)
    assert client.get("/account/passkeys").location == "/account/confirm"
    assert "Confirm through Ministry of Justice" in client.get("/account/confirm").text
    assert parse_qs(urlsplit(client.get("/sign-in/elsewhere").location).query)["prompt"] == ["login"]
    assert go(client).location == "/account/confirm", "the provider does not say when it asked"
    provider.claims["auth_time"] = int(time.time()) - 3600
    assert go(client).location == "/account/confirm"
    provider.claims["auth_time"] = int(time.time())
    assert go(client).location == "/arrive"
    assert client.get("/account/passkeys").status_code == 200


def test_nobody_confirms_for_somebody_else(app, client, ana, provider):
    with app.app_context():
        eve = create_user("eve@example.org")
    client.submit("/sign-in", {"email": eve.email, "password": PASSWORD})
    provider.claims["auth_time"] = int(time.time())
    assert go(client).location == "/account/confirm"
    assert "eve@example.org" in client.get("/account").text


def test_a_provider_that_is_down_is_said_to_be(app, client, ana, provider):
    provider.down = True
    answer = client.get("/sign-in/elsewhere")
    assert answer.status_code == 503
    assert "cannot be reached" in answer.text
    provider.down = False
    back = come_back(client)
    provider.down = True
    assert client.get(back).status_code in (400, 503)
    provider.down = False
    assert go(client).location == "/arrive"


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
        {"id_token_signing_alg_values_supported": 7},
    ],
    ids=str,
)
def test_a_provider_that_describes_something_else_is_not_followed(client, provider, described):
    provider.metadata = described
    assert client.get("/sign-in/elsewhere").status_code == 400
    provider.metadata = {}
    assert client.get("/sign-in/elsewhere").status_code == 302


def test_nothing_the_provider_says_of_an_error_is_shown(client):
    query = {"error": "access_denied", "error_description": "<b>Call +1 555 0100</b>"}
    answer = client.get("/sign-in/elsewhere/back", query_string=query)
    assert answer.status_code == 403
    assert "did not sign you in" in answer.text
    assert "555" not in answer.text


def test_an_installation_without_a_provider_has_no_such_page(sqlite_url, tmp_path):
    app = create_app(make_config(sqlite_url, tmp_path))
    assert app.test_client().get("/sign-in/elsewhere").status_code == 404
    assert "Sign in through" not in app.test_client().get("/sign-in").text
    app.extensions["engine"].dispose()


def test_a_missing_extra_is_named(provider, sqlite_url, tmp_path, monkeypatch):
    def missing(_name):
        raise ModuleNotFoundError

    monkeypatch.setattr(single_sign_on, "import_module", missing)
    with pytest.raises(ConfigError, match=r"requirements-oidc\.lock"):
        create_app(installed(provider, sqlite_url, tmp_path))


def invite(role=Role.LEAD, email="ana@example.org", **more):
    delegation = create_delegation()
    invitation = Invitation(
        token_hash=secrets.token_bytes(32),
        workshop=delegation.workshop,
        delegation=delegation,
        role=role,
        email=email,
        batch="b" * 22,
        position=secrets.randbelow(1000),
        maker=create_member(Role.FACILITATOR, delegation.workshop),
        expires_at=db.now() + timedelta(days=1),
    )
    for name, value in more.items():
        setattr(invitation, name, value)
    db.session().add(invitation)
    db.session().commit()


def test_who_was_invited_by_address_joins_with_every_role_they_were_invited_to(app, client):
    with app.app_context():
        invite()
        invite(Role.READER)
    assert go(client).location == "/arrive"
    with app.app_context():
        user = db.session().scalars(select(User).where(User.email == "ana@example.org")).one()
        roles = set(db.session().scalars(select(Membership.role).where(Membership.user_id == user.id)))
    assert (user.email, user.name, roles) == ("ana@example.org", "Ana Fale", {Role.LEAD, Role.READER})
    assert len(noted(app, Event.INVITATION_USED)) == 2
    client.submit("/sign-out")
    assert go(client).location == "/arrive"


@pytest.mark.parametrize(
    "spent",
    [
        {"expires_at": db.now()},
        {"revoked_at": db.now()},
        {"used_at": db.now()},
        {"email": None},
        {"maker": None},
    ],
)
def test_an_invitation_that_is_not_open_lets_nobody_in(app, client, spent):
    with app.app_context():
        invite(**spent)
    assert go(client).status_code == 400
    assert links(app) == []
