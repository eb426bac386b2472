"""Slows down whoever tries one account again and again, before its password is even looked at."""

from flask import Flask, Response, make_response, render_template, request, session
from flask_security import UserMixin, user_authenticated

from roadmap.accounts import limits
from roadmap.accounts.forms import SignInForm, printable
from roadmap.accounts.limits import CODE, PASSKEY_HERE, PASSWORD, PASSWORD_AGAIN, PASSWORD_HERE, Subject
from roadmap.accounts.models import User
from roadmap.accounts.second_factors import proves

SIGN_IN = "security.login"
SECOND_STEP = frozenset(
    {
        "security.two_factor_token_validation",
        "security.mf_recovery",
        "passkey_sign_in.sign_in_second",
    }
)
CONFIRM = frozenset({"security.verify", "passkey_sign_in.confirm"})
LONGEST_CODE = 20
TOO_MANY = 429


def init_app(app: Flask) -> None:
    """Count attempts on accounts of `app`; CSRF protection comes first, so that no other site spends them."""
    app.before_request(slow_down)
    user_authenticated.connect(_forget, app)


def slow_down() -> Response | None:
    """Answer 429 instead of looking at one more password, or one more code, of an account."""
    if request.method != "POST":
        return None
    if request.endpoint == SIGN_IN:
        account = printable(request.form.get("email"))
        slowed = _answer("accounts/sign-in.html", *_passwords(account))
        return None if slowed and _has_second_factor(account) else slowed
    if request.endpoint in CONFIRM and "sign-in" in session:
        return _answer("accounts/wait.html", Subject(PASSWORD_AGAIN, session.get("_user_id", "")))
    if request.endpoint in SECOND_STEP and "tf_user_id" in session:
        return _answer("accounts/wait.html", Subject(CODE, session["tf_user_id"]))
    return None


def slow_down_password(user: User) -> Response | None:
    """Answer 429 instead of looking at one more password from somebody who is already signed in."""
    return _answer("accounts/wait.html", Subject(PASSWORD_AGAIN, user.fs_uniquifier))


def slow_down_passkey(user: User) -> Response | None:
    """Answer 429 instead of looking at one more answer in the name of a passkey of `user` from one address.

    Never for the account as a whole: whoever others slow signs in by a passkey.
    """
    return _answer("accounts/wait.html", _passkey(user))


def _has_second_factor(account: str) -> bool:
    """Whether the owner of a slowed account showed themselves by a code; codes are counted like passwords."""
    code = request.form.get("code", "")[:LONGEST_CODE]
    if not code or limits.take(Subject(CODE, account, request.remote_addr or "")):
        return False
    return proves(account, code)


def _answer(template: str, *tried: Subject) -> Response | None:
    if not (seconds := limits.take(*tried)):
        return None
    page = render_template(template, login_user_form=SignInForm(formdata=None), wait=seconds)
    response = make_response(page, TOO_MANY)
    response.headers["Retry-After"] = str(seconds)
    return response


def _passwords(account: str) -> tuple[Subject, Subject]:
    return Subject(PASSWORD, account), Subject(PASSWORD_HERE, account, request.remote_addr or "")


def _passkey(user: UserMixin) -> Subject:
    return Subject(PASSKEY_HERE, user.fs_uniquifier, request.remote_addr or "")


def _forget(_app: Flask, user: UserMixin, **_: object) -> None:
    limits.clear(*_passwords(user.email), Subject(CODE, user.fs_uniquifier), _passkey(user))
