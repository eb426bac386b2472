"""An OpenID provider that can be told to lie, and whom it has sign in: for what no honest one would answer.

Source: OpenID Connect Core 1.0, 3.1; RFC 7636.
"""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import Thread
from urllib.parse import urlencode

from flask import Flask, redirect, request
from joserfc import jws, jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "roadmap", "a secret that both of us know"


class Provider:
    """What it says can be changed before each sign-in: `claims`, `metadata`, and what it signs with."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "1"})
        self.issuer = ""
        self.tell_the_truth()

    def tell_the_truth(self) -> None:
        """Forget whatever it was told to say."""
        self.signing = self.key
        self.algorithm = "RS256"
        self.claims: dict = {}
        self.metadata: dict = {}
        self.userinfo: dict = {}
        self.asked: dict = {}
        self.down = False

    def app(self) -> Flask:
        """Return the program that answers for it."""
        app = Flask("provider")
        app.before_request(lambda: ("down", 503) if self.down else None)
        app.add_url_rule("/.well-known/openid-configuration", "discovery", self._discovery)
        app.add_url_rule("/authorize", "authorize", self._authorize)
        app.add_url_rule("/token", "token", self._token, methods=["POST"])
        app.add_url_rule("/keys", "keys", lambda: {"keys": [self.key.as_dict(private=False)]})
        app.add_url_rule("/userinfo", "userinfo", lambda: self.userinfo)
        return app

    def _discovery(self) -> dict:
        described = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        return {**described, **self.metadata}

    def _authorize(self):
        self.asked = request.args.to_dict()
        answer = {"code": "once", "state": self.asked["state"]}
        return redirect(f"{self.asked['redirect_uri']}?{urlencode(answer)}")

    def _token(self):
        if request.form.get("code") != "once":
            return {"error": "invalid_grant"}, 400
        verifier = sha256(request.form["code_verifier"].encode()).digest()
        assert urlsafe_b64encode(verifier).rstrip(b"=").decode() == self.asked["code_challenge"]
        assert self.asked["code_challenge_method"] == "S256"
        assert request.authorization
        assert (request.authorization.username, request.authorization.password) == (CLIENT, SECRET)
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "248289761001",
            "iat": moment,
            "exp": moment + 300,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self._signed(said)}

    def _signed(self, claims: dict) -> str:
        header = {"alg": self.algorithm, "kid": "1"}
        if self.algorithm == "none":
            return ".".join((_part(header), _part(claims), ""))
        key = OctKey.import_key(SECRET) if self.algorithm == "HS256" else self.signing
        return jwt.encode(header, claims, key, registry=jws.JWSRegistry(algorithms=[self.algorithm]))


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Have `provider` answer on a free port of this machine."""
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


def _part(content: dict) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
