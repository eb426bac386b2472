"""Where a person goes right after signing in, and the page of their own account."""

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from roadmap.access import allow
from roadmap.accounts import store
from roadmap.accounts.forms import PasswordForm
from roadmap.accounts.slowing import slow_down_password

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/arrive")
@allow.signed_in
def arrive() -> Response:
    """Take the person to the page they asked for before signing in; only the guard ever writes it down."""
    return redirect(session.pop("wanted", None) or url_for("workshops.home"))


@blueprint.get("/account")
@allow.signed_in
def account() -> str:
    """Show what belongs to the person alone: their name, and the ways they prove who they are."""
    return render_template("accounts/account.html", form=PasswordForm(formdata=None))


@blueprint.post("/account/password")
@allow.signed_in
def change_password() -> Response | str | tuple[str, int]:
    """Change the person's password; every other device is signed out."""
    if (wait := slow_down_password(current_user)) is not None:
        return wait
    form = PasswordForm()
    if not form.validate():
        return render_template("accounts/account.html", form=form), 422
    store.change_password(current_user, form.new.data or "", g.sign_in.id)
    flash(gettext("Your password is changed. Every other device is signed out."))
    return redirect(url_for("accounts.account"))
