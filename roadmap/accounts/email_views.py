"""Changing the address a person signs in with: at once, or by a letter where letters are sent."""

from datetime import timedelta

from flask import Blueprint, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext
from flask_login import current_user
from flask_security.utils import check_and_update_authn_fresh
from werkzeug.wrappers import Response

from roadmap import db
from roadmap.access import allow
from roadmap.accounts import emails, limits
from roadmap.accounts.addresses import normal_email
from roadmap.accounts.codes import hash_of, in_groups, read_code
from roadmap.accounts.email_forms import ConfirmEmailForm, EmailForm
from roadmap.accounts.limits import Limit, Subject
from roadmap.config import Config
from roadmap.i18n import N_
from roadmap.mail import Letter, configured, send

CHANGES = Limit("changes of an address", 10, timedelta(hours=1))
CODES_HERE = Limit("codes of letters from one address", 300, timedelta(minutes=10))
TOO_MANY = 429
TAKEN = N_("This address cannot be used. Choose another one.")
WORTHLESS = N_(
    "This code opens nothing. It may be mistyped, used or too old. Ask for a new letter if you need one."
)
Answer = Response | str | tuple[str, int]

blueprint = Blueprint("emails", __name__, url_prefix="/account/email")


@blueprint.get("")
@allow.signed_in
def asked() -> Answer:
    """Ask for the new address, of who gave the password just now."""
    return _page(EmailForm(formdata=None)) if _is_fresh() else _confirm_first()


@blueprint.post("")
@allow.signed_in
def change() -> Answer:
    """Change the address, or send a letter to the new one; who owns an address already is told to nobody."""
    db.session().begin_reading()
    if not _is_fresh():
        return _confirm_first()
    if (wait := _slowed(Subject(CHANGES, current_user.fs_uniquifier))) is not None:
        return wait
    form = EmailForm()
    if not form.validate():
        return _page(form), 422
    email = normal_email(form.email.data)
    return _ask_by_letter(form, email) if configured(_config()) else _change_at_once(form, email)


@blueprint.get("/confirm")
@allow.public
def ask_for_code() -> str:
    """Ask for the code of the letter; opening this page uses nothing up."""
    return render_template("accounts/email-code.html", form=ConfirmEmailForm(formdata=None))


@blueprint.post("/confirm")
@allow.public
def confirm() -> Answer:
    """Change to the confirmed address, and tell the old one; who has the code reads mail at the new one."""
    db.session().begin_reading()
    if (wait := _slowed(Subject(CODES_HERE, "", request.remote_addr or ""))) is not None:
        return wait
    code = read_code(ConfirmEmailForm().code.data or "")
    own = g.sign_in.id if current_user.is_authenticated else None
    changed = emails.confirm(hash_of(code), own) if code else None
    if changed is None:
        form = ConfirmEmailForm(formdata=None)
        return render_template("accounts/email-code.html", form=form, trouble=gettext(WORTHLESS)), 422
    send([_notice(changed.before)], _config())
    flash(gettext("Your address is changed. Every other device is signed out."))
    return redirect(url_for("accounts.account"))


def _change_at_once(form: EmailForm, email: str) -> Answer:
    if emails.change(current_user.id, email, g.sign_in.id) is None:
        form.email.errors = [gettext(TAKEN)]
        return _page(form), 422
    flash(gettext("Your address is changed. Every other device is signed out."))
    return redirect(url_for("accounts.account"))


def _ask_by_letter(form: EmailForm, email: str) -> Answer:
    """A letter goes to the address in either case, so that neither answer nor delay tells who has it."""
    code = emails.ask(current_user.id, email)
    failed = send([_request(email, code) if code else _taken(email)], _config())
    if failed:
        form.email.errors = [gettext(failed[email])]
        return _page(form), 422
    flash(
        gettext(
            "A letter is on its way to the new address. Open its link within a day; nothing changes before."
        )
    )
    return redirect(url_for("accounts.account"))


def _request(email: str, code: str) -> Letter:
    base = _config().public_base_url.rstrip("/")
    parts = (
        gettext("Somebody wants to sign in to Roadmap with this address from now on."),
        gettext("If that is you, open this link within a day:"),
        f"{base}{url_for('emails.ask_for_code')}#{code}",
        gettext("Or type this code: %(code)s", code=in_groups(code)),
        gettext("If it is not you, do nothing."),
    )
    return Letter(email, gettext("Confirm your new address"), "\n\n".join(parts) + "\n")


def _taken(email: str) -> Letter:
    said = gettext("Somebody asked to use this address, but an account has it already. Nothing has changed.")
    return Letter(email, gettext("Your address at Roadmap"), f"{said}\n")


def _notice(before: str) -> Letter:
    said = gettext(
        "You no longer sign in to Roadmap with this address. If that was not you, tell your facilitator now."
    )
    return Letter(before, gettext("Your address at Roadmap is changed"), f"{said}\n")


def _page(form: EmailForm) -> str:
    return render_template("accounts/email.html", form=form, mail=configured(_config()))


def _is_fresh() -> bool:
    settings = current_app.config
    fresh: bool = check_and_update_authn_fresh(
        settings["SECURITY_FRESHNESS"], settings["SECURITY_FRESHNESS_GRACE_PERIOD"]
    )
    return fresh


def _confirm_first() -> Response:
    cookie["wanted"] = url_for("emails.asked")
    return redirect(url_for("security.verify"))


def _slowed(subject: Subject) -> Response | None:
    if not (seconds := limits.take(subject)):
        return None
    response = make_response(render_template("accounts/wait.html", wait=seconds), TOO_MANY)
    response.headers["Retry-After"] = str(seconds)
    return response


def _config() -> Config:
    config: Config = current_app.extensions["config"]
    return config
