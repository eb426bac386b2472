"""The pages where a person keeps their passkeys: the list of them, a new one, and one less."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext
from flask_login import current_user
from flask_security.utils import check_and_update_authn_fresh
from werkzeug.wrappers import Response

from roadmap.access import allow
from roadmap.accounts import ceremony, passkeys
from roadmap.accounts.ceremony import PasskeyRefusedError
from roadmap.accounts.devices import device
from roadmap.accounts.forms import PasskeyForm
from roadmap.accounts.models import User
from roadmap.accounts.second_factors import SETTING_UP, complete, half_signed_in

UNPROCESSABLE = 422
Answer = Response | str | tuple[str, int]

blueprint = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")


def for_owner(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Let in who confirmed a while ago that it is them, or who must set a factor up after the password."""

    @wraps(view)
    def checked(**kwargs: Any) -> Answer:
        if not current_user.is_authenticated:
            owner = half_signed_in(SETTING_UP)
            return view(owner, **kwargs) if owner else redirect(url_for("security.login"))
        within = current_app.config["SECURITY_FRESHNESS"]
        if check_and_update_authn_fresh(within, current_app.config["SECURITY_FRESHNESS_GRACE_PERIOD"]):
            return view(current_user, **kwargs)
        cookie["wanted"] = url_for("passkeys.listed")
        return redirect(url_for("security.verify"))

    return checked


@blueprint.get("")
@allow.signed_in
@for_owner
def listed(owner: User) -> Answer:
    """List the person's passkeys."""
    return render_template("accounts/passkeys.html", passkeys=passkeys.passkeys_of(owner))


@blueprint.get("/new")
@allow.public
@for_owner
def new(_owner: User) -> Answer:
    """Ask how the new passkey is to be called."""
    return render_template("accounts/new-passkey.html", form=_name_form())


@blueprint.post("/new/options")
@allow.public
@for_owner
def options_to_make(owner: User) -> Answer:
    """Tell the browser what to make."""
    return jsonify(ceremony.ask_to_make(owner, passkeys.passkeys_of(owner)))


@blueprint.post("/new")
@allow.public
@for_owner
def add(owner: User) -> Answer:
    """Keep the passkey that the browser made; who had to have a factor first is signed in."""
    form = PasskeyForm()
    full = len(passkeys.passkeys_of(owner)) >= passkeys.MOST
    if full or not form.validate():
        return render_template("accounts/new-passkey.html", form=form, full=full), UNPROCESSABLE
    try:
        made = ceremony.read_made(owner, form.credential.data or "")
    except PasskeyRefusedError:
        made = None
    if made is None or passkeys.passkey_shown(made.credential_id):
        return render_template("accounts/new-passkey.html", form=form, refused=True), UNPROCESSABLE
    passkeys.add(owner, form.name.data or "", made)
    flash(gettext("The passkey is kept: it can be used from now on."))
    if current_user.is_authenticated:
        return redirect(url_for("passkeys.listed"))
    return complete(owner)


@blueprint.get("/<passkey_id>/remove")
@allow.signed_in
@for_owner
def ask_to_remove(owner: User, passkey_id: str) -> Answer:
    """Ask before a passkey is forgotten."""
    passkey = passkeys.passkey_of(owner, passkey_id) or abort(404)
    return render_template("accounts/remove-passkey.html", passkey=passkey, needed=_is_needed(owner))


@blueprint.post("/<passkey_id>/remove")
@allow.signed_in
@for_owner
def remove(owner: User, passkey_id: str) -> Answer:
    """Forget one of the person's passkeys, unless their role asks for it."""
    passkey = passkeys.passkey_of(owner, passkey_id) or abort(404)
    if _is_needed(owner):
        return render_template("accounts/remove-passkey.html", passkey=passkey, needed=True), UNPROCESSABLE
    passkeys.remove(owner, passkey)
    flash(gettext("The passkey is removed. You can delete it on its device as well."))
    return redirect(url_for("passkeys.listed"))


def _is_needed(owner: User) -> bool:
    """Whether the person's role asks for a second factor and this passkey is the last there is."""
    last = not owner.tf_primary_method and len(passkeys.passkeys_of(owner)) == 1
    return last and owner.check_tf_required_setup()


def _name_form() -> PasskeyForm:
    return PasskeyForm(formdata=None, name=device(request.user_agent.string))
