"""Second factors: codes from an authenticator, each good for one use, and recovery codes for a lost one."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import segno
from flask import Flask, current_app, g, redirect, session, url_for
from flask_security import (
    MfRecoveryCodesUtil,
    Totp,
    tf_code_confirmed,
    tf_disabled,
    tf_profile_changed,
)
from flask_security.tf_plugin import tf_check_state, tf_clean_session
from markupsafe import Markup
from passlib.totp import TOTP, AppWallet, TotpMatch
from werkzeug.wrappers import Response

from roadmap import db
from roadmap.accounts.models import User
from roadmap.accounts.passkeys import has_passkey
from roadmap.accounts.store import user_by_email
from roadmap.audit.events import Event
from roadmap.audit.store import record
from roadmap.config import Config

ISSUER = "Roadmap"
CODES = 10
DRIFT = 30  # seconds that the clock of a telephone may be wrong
FIRST = "first-factor"  # where a session keeps what was given before the second, unless it was a password
# The library's names for who gave the password and now gives the second factor, or has to set one up first.
READY = ("ready",)
SETTING_UP = ("setup_from_login", "validating_profile")
Required = Callable[[User], bool]


def settings(config: Config) -> dict[str, Any]:
    """Return Flask-Security's settings; what it encrypts with follows from our secret and its forerunners."""
    secrets = (config.secret_key, *config.secret_key_fallbacks)
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {
            "code": "flask_security.twofactor.CodeTfPlugin",
            "passkey": "roadmap.accounts.passkeys.PasskeyFactor",
        },
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": DRIFT,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_SETUP_URL": "/account/second-factor",
        "SECURITY_TWO_FACTOR_SETUP_TEMPLATE": "accounts/second-factor.html",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
        "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "accounts/code.html",
        "SECURITY_TWO_FACTOR_RESCUE_URL": "/sign-in/rescue",
        "SECURITY_TWO_FACTOR_SELECT_URL": "/sign-in/second-factor",
        "SECURITY_TWO_FACTOR_SELECT_TEMPLATE": "accounts/choose-factor.html",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [_fernet_key(secret) for secret in secrets],
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "accounts/recovery-codes.html",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery-code",
        "SECURITY_MULTI_FACTOR_RECOVERY_TEMPLATE": "accounts/recovery-code.html",
        "SECURITY_TOTP_ISSUER": ISSUER,
        "SECURITY_TOTP_SECRETS": {_tag(secret): _derived("totp", secret).hex() for secret in secrets},
    }


def init_app(app: Flask, required: Required) -> None:
    """Note every change of a second factor of `app`; `required` says who must have one."""
    app.extensions["second_factor_required"] = required
    tf_profile_changed.connect(_note_set_up, app)
    tf_code_confirmed.connect(_note_first_time, app)
    tf_disabled.connect(_note_turned_off, app)


class Authenticator(Totp):
    """Codes of an authenticator: the last one accepted is kept, so that none is accepted twice."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        # The first secret encrypts, whichever tag would sort last.
        wallet = AppWallet(secrets, default_tag=next(iter(secrets)))
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    def get_last_counter(self, user: Any) -> int | None:
        """Return the period of the last code accepted from `user`."""
        last: int | None = user.tf_last_counter
        return last

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        """Keep the period of the code just accepted."""
        user.tf_last_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the code to photograph as an SVG element, dark on light in either colour scheme."""
        drawn = segno.make(self.get_totp_uri(username, totp), error="m")
        # Safe: segno writes paths only, no text of anybody's.
        return Markup(drawn.svg_inline(scale=5, dark="#000", light="#fff", omitsize=True))  # noqa: S704


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes, noted in the audit log when they are made and when one is used."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        """Make new codes for `user`; those from before count no more."""
        _note(user, "recovery codes made", method="recovery code", left=CODES)
        codes: list[str] = super().create_recovery_codes(user)
        return codes

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Use one code up."""
        used: bool = super().delete_recovery_code(user, code)
        _note(user, "recovery code used", method="recovery code", left=len(user.mf_recovery_codes))
        return used


def half_signed_in(states: tuple[str, ...]) -> User | None:
    """Return who gave the password and is in one of `states`; whoever is not begins again."""
    user: Any = tf_check_state(list(states))
    found: User | None = user
    return found


def abandon() -> None:
    """Forget a sign-in that waits for its second factor."""
    tf_clean_session()  # type: ignore[no-untyped-call]


def complete(user: User) -> Response:
    """Sign `user` in, who gave the second factor as well, and go where they wanted."""
    current_app.extensions["security"].two_factor_plugins.tf_complete(user, True)
    return redirect(url_for("accounts.arrive"))


def proves(email: str, code: str) -> bool:
    """Whether `code`, an authenticator's or a recovery code, is right for this account, and use it up.

    For who is slowed because others guess at their password; the sign-in under way asks no second time.
    """
    db.session().begin_writing()
    user = _account(email)
    given = user is not None and user.is_active and _accepts(user, "".join(code.split()))
    if user is not None and given:
        g.second_factor_of = user.id
    db.session().commit()
    db.session().begin_reading()
    return given


def _account(email: str) -> User | None:
    try:
        return user_by_email(email)
    except ValueError:
        return None


def _accepts(user: User, code: str) -> bool:
    security: Any = current_app.extensions["security"]
    if user.tf_totp_secret and security.totp_factory.verify_totp(code, user.tf_totp_secret, user, DRIFT):
        return True
    codes = security.mf_recovery_codes_util
    return bool(codes.check_recovery_code(user, code) and codes.delete_recovery_code(user, code))


def _note(user: Any, change: str, **facts: Any) -> None:
    record(db.session(), Event.SECOND_FACTOR_CHANGED, actor_id=user.id, change=change, **facts)


def _note_set_up(_app: Flask, user: Any, method: str, **_: Any) -> None:
    _note(user, "set up", method=method)


def _note_first_time(_app: Flask, user: Any, method: str, **_: Any) -> None:
    if session.get("tf_state") == "validating_profile":
        _note(user, "set up", method=method)


def _note_turned_off(_app: Flask, user: Any, **_: Any) -> None:
    if not has_passkey(user):
        user.mf_recovery_codes = None
    _note(user, "turned off", method="authenticator")


def _derived(purpose: str, secret: str) -> bytes:
    return sha256(f"roadmap {purpose}\n{secret}".encode()).digest()


def _fernet_key(secret: str) -> bytes:
    return urlsafe_b64encode(_derived("recovery codes", secret))


def _tag(secret: str) -> str:
    return _derived("tag", secret).hex()[:8]
