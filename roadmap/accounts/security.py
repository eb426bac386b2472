"""Flask-Security on our own models, narrowed to what we use: a session cookie backed by a row of our own."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_login import user_logged_out
from flask_security import Security, SQLAlchemySessionUserDatastore, user_authenticated
from flask_security.utils import set_request_attr
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response as AnyResponse

from roadmap import db
from roadmap.accounts import presence, second_factors, sessions, slowing
from roadmap.accounts.devices import device
from roadmap.accounts.forms import ConfirmForm, NoRescueForm, SetUpForm, SignInForm
from roadmap.accounts.models import User
from roadmap.assets import STATIC_ENDPOINTS
from roadmap.config import Config

# They begin by reading: a password takes long to hash, and attempts are counted apart.
READ_FIRST = frozenset(
    {
        "security.login",
        "security.verify",
        "accounts.change_password",
        "passkey_sign_in.sign_in",
        "passkey_sign_in.sign_in_second",
        "passkey_sign_in.confirm",
    }
)
FRESH = timedelta(minutes=15)  # after the password was given, before changing what protects the account
SIGN_OUTS = ("security.logout", "sessions.end_all")


def settings(config: Config) -> dict[str, Any]:
    """Return the settings of Flask-Security: argon2id only, answers that tell no account's existence."""
    cost = config.password_cost
    return {
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_POST_LOGIN_VIEW": "accounts.arrive",
        "SECURITY_POST_LOGOUT_VIEW": "security.login",
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign-in.html",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_FRESHNESS": FRESH,
        "SECURITY_FRESHNESS_GRACE_PERIOD": FRESH,
        "SECURITY_VERIFY_URL": "/account/confirm",
        "SECURITY_VERIFY_TEMPLATE": "accounts/confirm.html",
        "SECURITY_POST_VERIFY_VIEW": "accounts.arrive",
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_PASSWORD_SALT": config.password_salt,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__type": "ID",
            "argon2__memory_cost": cost.memory,
            "argon2__time_cost": cost.passes,
            "argon2__parallelism": cost.lanes,
        },
    }


def init_app(app: Flask, config: Config, second_factor_required: second_factors.Required) -> None:
    """Let people sign in to `app`; CSRF protection must already be in place."""
    app.config.update(settings(config) | second_factors.settings(config))
    app.before_request(_forms_only)
    app.before_request(_read_first)
    current: Any = LocalProxy(db.session)  # each request's own session, as a scoped session would give
    no_roles: Any = None  # memberships say what a person may do
    datastore = SQLAlchemySessionUserDatastore(current, User, no_roles)
    security = Security(
        app,
        datastore,
        login_form=SignInForm,
        verify_form=ConfirmForm,
        two_factor_setup_form=SetUpForm,
        two_factor_rescue_form=NoRescueForm,
        totp_cls=second_factors.Authenticator,
        mf_recovery_codes_util_cls=second_factors.RecoveryCodes,
    )
    security.want_json(lambda _request: False)
    security.reauthn_handler(_ask_to_confirm)
    security.login_manager.session_protection = None  # roaming from one network to another is not an attack
    security.login_manager.user_loader(_signed_in)
    security.login_manager.request_loader(lambda _request: None)
    user_authenticated.connect(_remember_sign_in, app)
    user_logged_out.connect(_forget_sign_in, app)
    presence.init_app(app)
    slowing.init_app(app)
    second_factors.init_app(app, second_factor_required)
    app.after_request(_clear_browser)


def _forms_only() -> None:
    """Refuse JSON at the library's pages: it would take a form's answers out of whatever JSON says."""
    if request.is_json and (request.endpoint or "").startswith("security."):
        abort(415)


def _read_first() -> None:
    """Let who proves who they are only read until it is proved: that takes long, and others wait to write."""
    if request.endpoint == "security.login":
        session.pop(second_factors.FIRST, None)
    if request.endpoint in READ_FIRST:
        db.session().begin_reading()


def _signed_in(_user_id: str) -> User | None:
    """Return who this request's session belongs to; a style sheet needs nobody and so costs no query.

    An error page about the database asks nothing of it either.
    """
    if request.endpoint in STATIC_ENDPOINTS or g.get("without_database") or "sign-in" not in session:
        return None
    g.sign_in = sessions.live_session(session["sign-in"])
    if g.sign_in is None:
        return None
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    user: User = g.sign_in.user
    return user


def _ask_to_confirm(_within: timedelta, _grace: timedelta) -> AnyResponse:
    """Ask for the password again; where the person was going stays in the session, never in the address."""
    session["wanted"] = request.path
    return redirect(url_for("security.verify"))


def _remember_sign_in(_app: Flask, user: User, authn_via: list[str] | None = None, **_: Any) -> None:
    """Bind the cookie to a fresh row and a fresh CSRF token: what was known before is worth nothing."""
    session.permanent = True
    session["sign-in"] = sessions.open_session(
        user, current_app.permanent_session_lifetime, device(request.user_agent.string), _method(authn_via)
    )
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)


def _method(authn_via: list[str] | None) -> str:
    """Return how the person proved who they are; the library tells nothing of a second step."""
    first = session.pop(second_factors.FIRST, None) or (authn_via or ["password"])[0]
    with_factor = "second_factor_of" in g or not authn_via
    return f"{first} and second factor" if with_factor else first


def _forget_sign_in(_app: Flask, **_: Any) -> None:
    if token := session.pop("sign-in", None):
        sessions.close_session(token)
    session.clear()


def _clear_browser(response: Response) -> Response:
    """Have the browser forget pages it kept when their reader signs out; what they typed stays theirs."""
    if request.endpoint in SIGN_OUTS and response.status_code < 400:
        response.headers["Clear-Site-Data"] = '"cache"'
    return response
