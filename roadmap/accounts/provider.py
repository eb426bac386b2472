"""Asks the one OpenID provider of this installation who somebody is, and checks what it answers.

The only module that knows Authlib, which an installation without single sign-on does not have.
Source: OpenID Connect Core 1.0, 3.1; OpenID Connect Discovery 1.0, 4.3; RFC 7636; RFC 9207.
"""

import re
from typing import Any
from urllib.parse import urlsplit

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, request, session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from roadmap.accounts.identities import NOT_GIVEN, UNREACHABLE, UNUSABLE, Identity, SignOnRefusedError
from roadmap.accounts.models import LONGEST_SUBJECT
from roadmap.config import LOOPBACK, Provider

NAME = "provider"
PATIENCE = 10  # seconds for each answer of the provider
LEEWAY = 60  # seconds that its clock may differ from ours
# Signatures with a key pair: one made with our shared secret, or none at all, proves nothing.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SIGNATURES = "id_token_signing_alg_values_supported"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# What an answer of a strange shape makes of the libraries.
MISSHAPEN = (LookupError, TypeError, ValueError, AttributeError, RuntimeError)

log = structlog.get_logger()


class SignOn:
    """The way to the provider and back: `leave` sends a person there, `identity` reads what they bring."""

    def __init__(self, app: Flask, settings: Provider) -> None:
        self.issuer = settings.issuer
        self._client_id = settings.client_id
        discovery = f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        self._client: Any = OAuth(app).register(
            NAME,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=discovery,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE,
            },
        )

    def leave(self, back: str, **more: Any) -> Response:
        """Send the person to the provider, to return to `back`; raises SignOnRefusedError."""
        for key in [key for key in session if key.startswith(f"_state_{NAME}_")]:
            session.pop(key)  # the cookie has no room for every beginning
        try:
            self._check_metadata()
            gone: Response = self._client.authorize_redirect(back, **more)
        except (RequestException, AuthlibBaseError, *MISSHAPEN) as error:
            raise self._refusal(error) from error
        return gone

    def identity(self) -> Identity:
        """Return whom this request brings back from the provider; raises SignOnRefusedError."""
        if "error" in request.args:
            raise SignOnRefusedError(NOT_GIVEN, "the provider refused")
        try:
            if request.args.get("iss", self.issuer) != self.issuer:
                raise ValueError("another provider answered")
            self._check_metadata()
            token = self._client.authorize_access_token(claims_options=self._wanted(), leeway=LEEWAY)
            return self._read(self._claims(token))
        except (RequestException, AuthlibBaseError, JoseError, *MISSHAPEN) as error:
            raise self._refusal(error) from error

    def _check_metadata(self) -> None:
        """Have no signature taken that we would not take; what the issuer describes must be itself."""
        found = self._client.load_server_metadata()
        offered = found.get(SIGNATURES, ["RS256"])
        found[SIGNATURES] = [each for each in ALGORITHMS if isinstance(offered, list) and each in offered]
        own = found.get("issuer") == self.issuer and all(_safe(found.get(name)) for name in ENDPOINTS)
        if not own or not found[SIGNATURES]:
            found.clear()  # or this would be remembered as the answer
            raise ValueError("the issuer does not describe itself")

    def _wanted(self) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client_id},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }

    def _claims(self, token: dict[str, Any]) -> dict[str, Any]:
        """Return the claims of the ID token, and where it has no address those of the UserInfo Endpoint."""
        claims = dict(token["userinfo"])
        if "email" in claims or "userinfo_endpoint" not in self._client.server_metadata:
            return claims
        more = dict(self._client.userinfo(token=token))
        if more.get("sub") != claims["sub"]:
            raise ValueError("the provider speaks of two people")
        return {
            **{name: more[name] for name in ("email", "email_verified", "name") if name in more},
            **claims,
        }

    def _read(self, claims: dict[str, Any]) -> Identity:
        subject, email = claims["sub"], claims.get("email")
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or "\x00" in subject:
            raise ValueError("the provider names nobody")
        vouched = claims.get("email_verified") is True and isinstance(email, str)
        return Identity(
            issuer=self.issuer,
            subject=subject,
            email=str(email) if vouched else "",
            name=str(claims.get("name") or email or ""),
            several_factors=_several_factors(claims),
            signed_in_at=float(claims.get("auth_time") or 0),
        )

    def _refusal(self, error: Exception) -> SignOnRefusedError:
        log.warning("single sign-on failed", why=type(error).__name__, said=str(error)[:200])
        if isinstance(error, RequestException):
            return SignOnRefusedError(UNREACHABLE, "the provider cannot be reached")
        return SignOnRefusedError(UNUSABLE, "the answer proves nothing")


def _several_factors(claims: dict[str, Any]) -> bool:
    """Whether the provider says that it asked for several factors. Source: RFC 8176."""
    return "mfa" in (claims.get("amr") or ()) or "mfa" in re.split(
        "[^a-z]+", str(claims.get("acr", "")).lower()
    )


def _safe(address: object) -> bool:
    parts = urlsplit(str(address))
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
