"""The two ceremonies of Web Authentication, at the one public address: making a passkey, and showing it.

Flask-Security's own views for them are not used: they take the site's name from the Host header, let the
answer to a registration pass without the fresh confirmation its beginning asked for, bind no challenge to a
browser, and accept anybody's passkey as the second step of somebody's sign-in.
Source: W3C Web Authentication Level 2, 7.1 and 7.2.
"""

import json
import secrets
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import structlog
import webauthn
from flask import current_app, session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from roadmap.accounts.models import Passkey, User

WITHIN = 300  # seconds from the challenge to the answer
CHALLENGE = "passkey"
LONGEST_ANSWER = 20_000  # characters
PREFERRED = UserVerificationRequirement.PREFERRED
# What an unreadable answer makes of py_webauthn, whose parsers trust the shape of what they are given.
UNREADABLE = (
    WebAuthnException,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    struct.error,
)

log = structlog.get_logger()


class PasskeyRefusedError(Exception):
    """What a browser answered proves nothing."""


@dataclass(frozen=True)
class Made:
    """A new passkey, as the authenticator describes it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A passkey that was shown: how often, and whether its authenticator knew the person by PIN or body."""

    sign_count: int
    verified_person: bool


def address() -> tuple[str, str]:
    """Return the host that passkeys belong to and the origin they are used from, never the Host header's."""
    origin: str = current_app.extensions["config"].public_base_url.rstrip("/")
    return urlsplit(origin).hostname or "", origin


def possible() -> bool:
    """Whether browsers make passkeys for the public address: it has a name, and https but on this machine."""
    host, origin = address()
    if host == "localhost":
        return True
    return origin.startswith("https://") and not _is_number(host)


def ask_to_make(user: User, passkeys: Iterable[Passkey]) -> dict[str, Any]:
    """Return what the browser needs to make a passkey for `user`, but where one of `passkeys` is kept."""
    options = webauthn.generate_registration_options(
        rp_id=address()[0],
        rp_name="Roadmap",
        user_id=handle(user),
        user_name=user.email,
        user_display_name=user.name,
        challenge=_new_challenge("make", user),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=PREFERRED
        ),
        exclude_credentials=[_descriptor(passkey) for passkey in passkeys],
    )
    return _plain(options)


def read_made(user: User, answer: str) -> Made:
    """Return the passkey that `answer` brings for `user`; raises PasskeyRefusedError."""
    host, origin = address()
    challenge = _challenge("make", user)
    try:
        credential = webauthn.helpers.parse_registration_credential_json(_bounded(answer))
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
        )
    except UNREADABLE as error:
        raise _refusal(error) from error
    transports = tuple(each.value for each in credential.response.transports or ())
    return Made(verified.credential_id, verified.credential_public_key, verified.sign_count, transports)


def ask_to_show(purpose: str, user: User | None = None, passkeys: Iterable[Passkey] = ()) -> dict[str, Any]:
    """Return what the browser needs to show one of `passkeys`, or any that it has when none is named."""
    options = webauthn.generate_authentication_options(
        rp_id=address()[0],
        challenge=_new_challenge(purpose, user),
        allow_credentials=[_descriptor(passkey) for passkey in passkeys],
        user_verification=PREFERRED,
    )
    return _plain(options)


def read_shown(answer: str) -> AuthenticationCredential:
    """Return `answer` taken apart but proving nothing yet; raises PasskeyRefusedError."""
    try:
        return webauthn.helpers.parse_authentication_credential_json(_bounded(answer))
    except UNREADABLE as error:
        raise _refusal(error) from error


def check_shown(purpose: str, user: User | None, passkey: Passkey, shown: AuthenticationCredential) -> Shown:
    """Return what `shown` proves about `passkey`; raises PasskeyRefusedError."""
    host, origin = address()
    challenge = _challenge(purpose, user)
    if shown.response.user_handle not in (None, b"", handle(passkey.user)):
        raise PasskeyRefusedError
    try:
        verified = webauthn.verify_authentication_response(
            credential=shown,
            expected_challenge=challenge,
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
    except UNREADABLE as error:
        raise _refusal(error) from error
    return Shown(verified.new_sign_count, verified.user_verified)


def handle(user: User) -> bytes:
    """Return what authenticators know `user` by: it tells nobody else anything."""
    return sha256(f"roadmap passkey\n{user.fs_uniquifier}".encode()).digest()


def _new_challenge(purpose: str, user: User | None) -> bytes:
    """Bind a fresh challenge to this browser, its purpose and its person; it counts once, for a while."""
    challenge = secrets.token_bytes(32)
    session[CHALLENGE] = [purpose, user.id if user else 0, int(time.time()), bytes_to_base64url(challenge)]
    return challenge


def _challenge(purpose: str, user: User | None) -> bytes:
    wanted, user_id, asked_at, challenge = session.pop(CHALLENGE, ("", 0, 0, ""))
    if (wanted, user_id) != (purpose, user.id if user else 0) or time.time() - asked_at > WITHIN:
        raise PasskeyRefusedError
    return base64url_to_bytes(challenge)


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    known = {each.value: each for each in AuthenticatorTransport}
    transports = [known[name] for name in passkey.transports.split() if name in known]
    return PublicKeyCredentialDescriptor(id=passkey.credential_id, transports=transports or None)


def _plain(options: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return plain


def _bounded(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("no authenticator answers at such length")
    return answer


def _refusal(error: Exception) -> PasskeyRefusedError:
    log.info("a passkey was refused", why=type(error).__name__, said=str(error)[:200])
    return PasskeyRefusedError()


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
