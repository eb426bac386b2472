"""A person's own sign-ins: the list of them, ending one or all, and how long this one still lasts."""

from datetime import timedelta

from flask import Blueprint, Flask, Response, abort, flash, g, jsonify, redirect, render_template, url_for
from flask import session as cookie
from flask_babel import gettext
from flask_login import current_user, logout_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from roadmap.access import allow
from roadmap.accounts import sessions

WARNING = timedelta(minutes=2)  # before the end

blueprint = Blueprint("sessions", __name__, url_prefix="/account/sessions")


def init_app(app: Flask) -> None:
    """Add the pages to `app`, and to every page the time after which to warn."""
    app.register_blueprint(blueprint)
    app.add_template_global(seconds_left, "session_seconds_left")
    app.jinja_env.globals["session_warning_seconds"] = int(WARNING.total_seconds())


def seconds_left() -> int:
    """Return for how many seconds this sign-in lasts from now on."""
    return max(0, int(sessions.left_of(g.sign_in).total_seconds()))


@blueprint.get("")
@allow.signed_in
def listed() -> str:
    """List the person's sign-ins, this one among them."""
    return render_template(
        "accounts/sessions.html", sessions=sessions.sessions_of(current_user), this=g.sign_in.id
    )


@blueprint.post("/<session_id>/end")
@allow.signed_in
def end(session_id: str) -> AnyResponse:
    """End one of the person's sign-ins; somebody else's is as good as none."""
    if not sessions.close_one(current_user, session_id):
        abort(404)
    flash(gettext("That device is signed out."))
    return redirect(url_for("sessions.listed"))


@blueprint.post("/end")
@allow.signed_in
def end_all() -> AnyResponse:
    """Sign the person out on every device, this one included."""
    sessions.close_all(current_user)
    cookie.pop("sign-in", None)
    logout_user()
    return redirect(url_for("security.login"))


@blueprint.get("/this")
@allow.signed_in
def this() -> Response:
    """Tell a script how long this sign-in lasts; asking does not prolong it."""
    return _state()


@blueprint.post("/this")
@allow.signed_in
def stay() -> Response:
    """Prolong this sign-in, because its person asks to stay."""
    sessions.note_presence(g.sign_in)
    return _state()


def _state() -> Response:
    """The CSRF token is told too: a page left open needs the new one after its person signed in again."""
    return jsonify(left=seconds_left(), csrf_token=generate_csrf())
