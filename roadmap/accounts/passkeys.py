"""Every read and write of passkeys, and their place among the second factors."""

from typing import Any

from flask import Flask, redirect, session, url_for
from flask_babel import gettext
from flask_security.tf_plugin import TfPluginBase
from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from roadmap import db
from roadmap.accounts.ceremony import Made, Shown
from roadmap.accounts.models import Passkey, User
from roadmap.audit.events import Event
from roadmap.audit.store import record

MOST = 20  # passkeys of one person
LONGEST_NAME = 60
METHOD = "passkey"


class PasskeyFactor(TfPluginBase):
    """The passkeys of a person as one of the library's second factors."""

    def create_blueprint(self, _app: Flask, _blueprint: Any, _security: Any) -> None:
        """The pages are our own."""

    def get_setup_methods(self, user: Any) -> list[tuple[str, str]]:
        """Return this factor, if `user` has it."""
        return [(METHOD, gettext("Passkey"))] if has_passkey(user) else []

    def tf_login(self, _user: Any, _payload: dict[str, Any], next_loc: str | None) -> Response:
        """Go on to the page that asks for the passkey, after the password was right."""
        session["tf_state"] = "ready"
        return redirect(url_for("passkey_sign_in.second_step"))


def has_passkey(user: User) -> bool:
    """Whether `user` has any passkey."""
    return bool(db.session().scalar(select(func.count()).where(Passkey.user_id == user.id)))


def passkeys_of(user: User) -> list[Passkey]:
    """Return the passkeys of `user`, the oldest first."""
    mine = select(Passkey).where(Passkey.user_id == user.id)
    return list(db.session().scalars(mine.order_by(Passkey.added_at, Passkey.id)))


def passkey_of(user: User, passkey_id: str) -> Passkey | None:
    """Return the passkey of `user` with this id; somebody else's is as good as none."""
    mine = select(Passkey).where(Passkey.user_id == user.id, Passkey.id == passkey_id)
    return db.session().scalars(mine).one_or_none()


def passkey_shown(credential_id: bytes) -> Passkey | None:
    """Return the passkey that an authenticator names, with its person."""
    wanted = select(Passkey).where(Passkey.credential_id == credential_id)
    return db.session().scalars(wanted.options(joinedload(Passkey.user))).one_or_none()


def add(user: User, name: str, made: Made) -> None:
    """Keep a new passkey of `user`."""
    passkey = Passkey(
        user_id=user.id,
        name=name,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=" ".join(made.transports),
    )
    db.session().add(passkey)
    _note(user, "set up")
    db.session().commit()


def note_use(passkey: Passkey, shown: Shown) -> None:
    """Write down that `passkey` was shown; its count tells a copy of it later."""
    if not db.session().writing:
        db.session().begin_writing()
    passkey.sign_count, passkey.used_at = shown.sign_count, db.now()
    db.session().commit()


def remove(user: User, passkey: Passkey) -> None:
    """Forget a passkey of `user`, and the recovery codes with the last second factor."""
    db.session().execute(delete(Passkey).where(Passkey.id == passkey.id))
    _note(user, "removed")
    if not user.tf_primary_method and not has_passkey(user):
        user.mf_recovery_codes = None
    db.session().commit()


def _note(user: User, change: str) -> None:
    record(db.session(), Event.SECOND_FACTOR_CHANGED, actor_id=user.id, change=change, method=METHOD)
