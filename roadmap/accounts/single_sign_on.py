"""Signing in through an OpenID provider: there by a link, back with what proves who somebody is."""

import time
from importlib import import_module
from typing import Any
from urllib.parse import urljoin

from flask import Blueprint, Flask, current_app, g, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_security.utils import login_user
from werkzeug.wrappers import Response

from roadmap import db
from roadmap.access import allow
from roadmap.accounts.identities import (
    NOT_GIVEN,
    UNREACHABLE,
    Identity,
    Invited,
    SignOnRefusedError,
    person_of,
)
from roadmap.accounts.models import User
from roadmap.accounts.second_factors import FIRST, abandon
from roadmap.audit.events import Event, Outcome
from roadmap.audit.store import record_alone
from roadmap.config import Config, ConfigError

METHOD = "single sign-on"
STATUS = {UNREACHABLE: 503, NOT_GIVEN: 403}
Answer = Response | tuple[str, int]

blueprint = Blueprint("single_sign_on", __name__, url_prefix="/sign-in/elsewhere")


def init_app(app: Flask, config: Config, invited: Invited) -> None:
    """Let people sign in to `app` through the provider of `config`, if it names one; see `person_of`."""
    app.jinja_env.globals["sign_on"] = config.provider
    if config.provider is None:
        return
    try:
        provider = import_module("roadmap.accounts.provider")
    except ModuleNotFoundError as error:
        raise ConfigError(
            "ROADMAP_OIDC_ISSUER is set, but what it needs is not installed: "
            "pip install --require-hashes -r requirements-oidc.lock"
        ) from error
    app.extensions["single_sign_on"] = provider.SignOn(app, config.provider)
    app.extensions["invited"] = invited
    app.register_blueprint(blueprint)


@blueprint.get("")
@allow.public
def leave() -> Answer:
    """Send the person to the provider; whoever is signed in is asked there to sign in anew."""
    public = current_app.extensions["config"].public_base_url
    again = {"prompt": "login", "max_age": 0} if current_user.is_authenticated else {}
    db.session().rollback()  # the provider may take its time
    try:
        gone: Response = _sign_on().leave(urljoin(public, url_for("single_sign_on.back")), **again)
    except SignOnRefusedError as refusal:
        return _refuse(refusal)
    return gone


@blueprint.get("/back")
@allow.public
def back() -> Answer:
    """Sign in whom the provider vouches for, or confirm that whoever is signed in is still the same."""
    try:
        identity = _sign_on().identity()
        user = person_of(identity, current_app.extensions["invited"])
    except SignOnRefusedError as refusal:
        return _refuse(refusal)
    if current_user.is_authenticated:
        return _confirm(user, identity)
    return _sign_in(user, identity)


def _sign_in(user: User, identity: Identity) -> Response:
    """Go the way of a right password: the second factor is ours to ask for unless the provider did."""
    abandon()
    session[FIRST] = METHOD
    if identity.several_factors:
        g.second_factor_of = user.id
    factors = current_app.extensions["security"].two_factor_plugins
    asked: Response | None = factors.tf_enter(user, False, METHOD, next_loc=None)
    if asked is not None:
        return asked
    login_user(user, remember=False, authn_via=[METHOD])
    return redirect(url_for("accounts.arrive"))


def _confirm(user: User, identity: Identity) -> Response:
    within = current_app.config["SECURITY_FRESHNESS"].total_seconds()
    if user.id == current_user.id and time.time() - identity.signed_in_at < within:
        session["fs_paa"] = time.time()
        return redirect(url_for("accounts.arrive"))
    return redirect(url_for("security.verify"))


def _refuse(refusal: SignOnRefusedError) -> tuple[str, int]:
    record_alone(Event.SIGN_IN_REFUSED, outcome=Outcome.REFUSED, method=METHOD, reason=refusal.reason)
    page = render_template("accounts/sign-on-refused.html", words=gettext(refusal.words))
    return page, STATUS.get(refusal.words, 400)


def _sign_on() -> Any:
    return current_app.extensions["single_sign_on"]
