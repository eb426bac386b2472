"""Signing in by a passkey, alone or after the password, and confirming with one that it is still you.

A passkey signs in alone when its authenticator knew its person by a PIN, a finger or a face: holding it and
that are both factors, and no other site can ask for them. One that did not counts after the password only.
"""

import time
from typing import Any

from flask import Blueprint, Flask, abort, jsonify, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext
from flask_login import current_user
from flask_security.utils import login_user
from webauthn.helpers.structs import AuthenticationCredential
from werkzeug.wrappers import Response

from roadmap.access import allow
from roadmap.accounts import ceremony, passkeys
from roadmap.accounts.ceremony import PasskeyRefusedError, Shown
from roadmap.accounts.forms import ConfirmForm, SignInForm
from roadmap.accounts.models import Passkey, User
from roadmap.accounts.second_factors import READY, abandon, complete, half_signed_in
from roadmap.accounts.slowing import slow_down_passkey
from roadmap.audit.events import Event, Outcome
from roadmap.audit.store import record_alone
from roadmap.i18n import N_

ALONE, SECOND, CONFIRM = "sign in", "second step", "confirm"
CODE = "security.two_factor_token_validation"
NOT_ACCEPTED = N_("That passkey was not accepted. Try again, or use another way.")
UNPROCESSABLE = 422
Answer = Response | str | tuple[str, int]

blueprint = Blueprint("passkey_sign_in", __name__)


def init_app(app: Flask) -> None:
    """Add the pages to `app`, and tell every template whether its browsers can have passkeys."""
    app.register_blueprint(blueprint)
    app.before_request(_to_the_factor_there_is)
    app.add_template_global(ceremony.possible, "passkeys_possible")
    app.add_template_global(passkeys.has_passkey)
    app.jinja_env.globals["public_address"] = app.extensions["config"].public_base_url


@blueprint.post("/sign-in/by-passkey/options")
@allow.public
def options_to_sign_in() -> Answer:
    """Tell the browser to show any passkey it has for this site; no account is named, so none is betrayed."""
    return jsonify(ceremony.ask_to_show(ALONE))


@blueprint.post("/sign-in/by-passkey")
@allow.public
def sign_in() -> Answer:
    """Sign in by a passkey alone."""
    if current_user.is_authenticated:
        return redirect(url_for("accounts.arrive"))
    user = None
    try:
        passkey, answer = _found()
        user = passkey.user
        if (wait := slow_down_passkey(user)) is not None:
            return wait
        known = _proved(passkey, ALONE, None, answer).verified_person
    except PasskeyRefusedError:
        known = False
    if user is None or not known:
        return _refuse(user, "accounts/sign-in.html", login_user_form=SignInForm(formdata=None))
    abandon()
    login_user(user, remember=False, authn_via=[passkeys.METHOD])
    return redirect(url_for("accounts.arrive"))


@blueprint.get("/sign-in/passkey")
@allow.public
def second_step() -> Answer:
    """Ask for a passkey after the password."""
    if half_signed_in(READY) is None:
        return redirect(url_for("security.login"))
    return render_template("accounts/passkey.html")


@blueprint.post("/sign-in/passkey/options")
@allow.public
def options_for_second_step() -> Answer:
    """Tell the browser to show one of the passkeys of whoever gave the password."""
    user = half_signed_in(READY) or abort(401)
    return jsonify(ceremony.ask_to_show(SECOND, user, passkeys.passkeys_of(user)))


@blueprint.post("/sign-in/passkey")
@allow.public
def sign_in_second() -> Answer:
    """Sign in who gave the password and now a passkey of theirs."""
    user = half_signed_in(READY)
    if user is None or not user.is_active:
        return redirect(url_for("security.login"))
    try:
        passkey, answer = _found()
        _proved(passkey, SECOND, user, answer)
    except PasskeyRefusedError:
        return _refuse(user, "accounts/passkey.html")
    return complete(user)


@blueprint.post("/account/confirm/passkey/options")
@allow.signed_in
def options_to_confirm() -> Answer:
    """Tell the browser to show one of the person's own passkeys."""
    return jsonify(ceremony.ask_to_show(CONFIRM, current_user, passkeys.passkeys_of(current_user)))


@blueprint.post("/account/confirm/passkey")
@allow.signed_in
def confirm() -> Answer:
    """Take a passkey in place of the password from who is signed in; the authenticator must know them."""
    try:
        passkey, answer = _found()
        known = _proved(passkey, CONFIRM, current_user, answer).verified_person
    except PasskeyRefusedError:
        known = False
    if not known:
        form = ConfirmForm(formdata=None, user=current_user)
        return render_template("accounts/confirm.html", verify_form=form, refused=True), UNPROCESSABLE
    cookie["fs_paa"] = time.time()
    return redirect(url_for("accounts.arrive"))


def _found() -> tuple[Passkey, AuthenticationCredential]:
    """Return the passkey that the form names, of somebody who may sign in, and what is to prove it."""
    answer = ceremony.read_shown(request.form.get("credential", ""))
    passkey = passkeys.passkey_shown(answer.raw_id)
    if passkey is None or not passkey.user.is_active:
        raise PasskeyRefusedError
    return passkey, answer


def _proved(passkey: Passkey, purpose: str, user: User | None, answer: AuthenticationCredential) -> Shown:
    """Return what `answer` proves about `passkey`, which is `user`'s where one is expected."""
    if user is not None and passkey.user_id != user.id:
        raise PasskeyRefusedError
    shown = ceremony.check_shown(purpose, user, passkey, answer)
    passkeys.note_use(passkey, shown)
    return shown


def _refuse(user: User | None, template: str, **context: Any) -> tuple[str, int]:
    account = f"user:{user.id}" if user else "unknown account"
    record_alone(Event.SIGN_IN_REFUSED, outcome=Outcome.REFUSED, target=account, method=passkeys.METHOD)
    return render_template(template, refused=gettext(NOT_ACCEPTED), **context), UNPROCESSABLE


def _to_the_factor_there_is() -> Response | None:
    """Who has a passkey and no authenticator has no code to give: the library would look for one."""
    if request.endpoint != CODE or cookie.get("tf_state") not in READY:
        return None
    user = half_signed_in(READY)
    return redirect(url_for("passkey_sign_in.second_step")) if user and not user.tf_primary_method else None
