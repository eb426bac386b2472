"""`roadmap forget-factors`: whoever lost every second factor begins again with their password."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from roadmap import db
from roadmap.accounts.models import Passkey, SignOnIdentity, UserSession
from roadmap.accounts.store import user_by_email
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from roadmap.cli import main
from roadmap.commands.application import installed, opened
from roadmap.instance import Instance
from tests.factories import create_user


@pytest.fixture
def ana(installation):
    """Return the address of somebody who has every second factor, on an installation of their own."""
    Instance.from_env().write_secrets()
    db.upgrade(installed().database_url)
    with opened(installed()):
        for email in ("ana@example.org", "eve@example.org"):
            user = create_user(email)
            user.tf_primary_method, user.tf_totp_secret = "authenticator", "secret"
            user.mf_recovery_codes = ["one", "two"]
            number = user.id.to_bytes(32, "big")
            db.session().add(
                Passkey(user_id=user.id, name="Phone", credential_id=number, public_key=b"k", sign_count=0)
            )
            db.session().add(SignOnIdentity(issuer="https://id.example.org", subject=email, user_id=user.id))
            db.session().add(UserSession(token_hash=number, user_id=user.id, expires_at=db.now()))
            db.session().commit()
    return "ana@example.org"


def forget(email, answer="y"):
    return CliRunner().invoke(main, ["forget-factors", email], input=f"{answer}\n")


def test_nothing_but_the_password_is_left_and_only_of_that_person(ana):
    done = forget("ANA@example.org")
    assert done.exit_code == 0, done.output
    with opened(installed()):
        user, other = user_by_email(ana), user_by_email("eve@example.org")
        assert (user.tf_primary_method, user.tf_totp_secret, user.mf_recovery_codes or None) == (None,) * 3
        assert other.tf_primary_method == "authenticator"
        for model in (Passkey, SignOnIdentity, UserSession):
            assert db.session().scalars(select(model.user_id)).all() == [other.id]
        noted = db.session().scalars(
            select(AuditEntry).where(AuditEntry.event == Event.SECOND_FACTOR_CHANGED)
        )
        entry = noted.one()
    assert (entry.target, entry.facts) == (f"user:{user.id}", {"change": "forgotten on the server"})


def test_it_asks_first(ana):
    assert forget(ana, "n").exit_code == 1
    with opened(installed()):
        assert user_by_email(ana).tf_primary_method == "authenticator"


@pytest.mark.parametrize("email", ["nobody@example.org", "not an address"])
def test_nobody_is_made_for_it(ana, email):
    done = forget(email)
    assert done.exit_code == 1
    assert "Nobody has the address" in done.output
