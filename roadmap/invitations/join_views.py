"""Taking an invitation up: the code comes by POST alone, and then everything is asked on plain pages.

The link's code stands behind a #, which no browser sends; a script moves it into the form.
"""

from datetime import timedelta

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext
from flask_login import current_user, logout_user
from flask_security import login_user
from werkzeug.wrappers import Response as AnyResponse

from roadmap import db
from roadmap.access import allow
from roadmap.accounts import limits
from roadmap.accounts.addresses import normal_email
from roadmap.accounts.codes import hash_of, read_code
from roadmap.accounts.limits import Limit, Subject
from roadmap.accounts.models import User
from roadmap.audit.events import Event, Outcome
from roadmap.audit.store import record_alone
from roadmap.i18n import N_
from roadmap.invitations.join_forms import CodeForm, NewPersonForm
from roadmap.invitations.joining import AddressTaken, join_as, join_as_new, open_invitation
from roadmap.invitations.models import Invitation

# A room of three hundred shares one address; nobody guesses 140 bits, so this bounds work, not luck.
CODES_HERE = Limit("invitation codes from one address", 1200, timedelta(minutes=10))
ACCOUNTS = Limit("accounts tried by one invitation", 20, timedelta(minutes=10))
TOO_MANY = 429
WORTHLESS = N_(
    "This code opens nothing. It may be mistyped, used, revoked or too old. Check it, or ask who invited you."
)
TAKEN = N_("No account can be made with this address. If you have one already, sign in instead.")
Answer = AnyResponse | str | tuple[str, int]

blueprint = Blueprint("joining", __name__, url_prefix="/join")


@blueprint.get("")
@allow.public
def asked() -> str:
    """Ask for the code of an invitation; opening this page uses nothing up."""
    return render_template("invitations/code.html", form=CodeForm(formdata=None))


@blueprint.post("")
@allow.public
def show() -> Answer:
    """Exchange the code for the page that says what it is an invitation to."""
    db.session().begin_reading()
    if (wait := _slowed(Subject(CODES_HERE, "", request.remote_addr or ""))) is not None:
        return wait
    form = CodeForm()
    code = read_code(form.code.data or "")
    found = open_invitation(hash_of(code or ""))
    if found is None:
        return _worthless()
    session["invitation"] = found.token_hash.hex()
    return redirect(url_for("joining.offer"))


@blueprint.get("/accept")
@allow.public
def offer() -> Answer:
    """Say who invites whom to what, and ask to join."""
    found = _offered()
    if found is None:
        return _worthless()
    return _page(found, NewPersonForm(formdata=None, data={"name": found.name, "email": found.email}))


@blueprint.get("/sign-in")
@allow.signed_in
def sign_in() -> AnyResponse:
    """Bring somebody who has an account back here; who is not signed in is asked to first."""
    return redirect(url_for("joining.offer"))


@blueprint.post("/new")
@allow.public
def join_new() -> Answer:
    """Make an account, give it the role, and sign it in as the sign-in page does."""
    db.session().begin_reading()
    found = _offered()
    if found is None:
        return _worthless()
    if (wait := _slowed(Subject(ACCOUNTS, found.id))) is not None:
        return wait
    form = NewPersonForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        joined = join_as_new(
            found.token_hash, form.name.data, normal_email(form.email.data), form.new.data or ""
        )
    except AddressTaken:
        form.email.errors = [gettext(TAKEN)]
        return _page(found, form), 422
    if joined is None:
        return _worthless()
    return _signed_in(joined.user)


@blueprint.post("/myself")
@allow.signed_in
def join_myself() -> Answer:
    """Give the role to the person who is signed in."""
    found = _offered()
    joined = join_as(found.token_hash, current_user.id) if found else None
    if joined is None:
        return _worthless()
    session.pop("invitation", None)
    if joined.sign_in_again:
        logout_user()
        flash(gettext("You have joined. Your new role asks for a second factor: sign in to set one up."))
        return redirect(url_for("security.login"))
    flash(gettext("You have joined. What you may do here now counts beside your other roles."))
    return redirect(url_for("workshops.home"))


def _offered() -> Invitation | None:
    kept = session.get("invitation")
    return open_invitation(bytes.fromhex(kept)) if isinstance(kept, str) else None


def _signed_in(user: User) -> AnyResponse:
    """Sign in by the library's own steps, so a role that asks for a second factor has it set up first."""
    session.pop("invitation", None)
    session.pop("wanted", None)
    if current_user.is_authenticated:
        logout_user()
    flash(gettext("Welcome. You have joined."))
    second_step = current_app.extensions["security"].two_factor_plugins.tf_enter(
        user, False, "password", None
    )
    if second_step is not None:
        return make_response(second_step)
    login_user(user, authn_via=["password"])
    return redirect(url_for("accounts.arrive"))


def _page(found: Invitation, form: NewPersonForm) -> str:
    return render_template("invitations/offer.html", found=found, form=form)


def _worthless() -> tuple[str, int]:
    """One answer for every code that is not good, whatever the reason; the log knows that somebody tried."""
    session.pop("invitation", None)
    record_alone(Event.INVITATION_USED, outcome=Outcome.REFUSED)
    page = render_template("invitations/code.html", form=CodeForm(formdata=None), trouble=gettext(WORTHLESS))
    return page, 422


def _slowed(subject: Subject) -> Response | None:
    if not (seconds := limits.take(subject)):
        return None
    response = make_response(render_template("accounts/wait.html", wait=seconds), TOO_MANY)
    response.headers["Retry-After"] = str(seconds)
    return response
