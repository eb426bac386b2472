"""The test client: it looks over every page it fetches, and signs people in without hashing."""

from secrets import token_hex
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from roadmap.accounts import sessions
from roadmap.accounts.models import User
from roadmap.headers import HEADERS
from tests.markup import faults


class CheckingClient(FlaskClient):
    """A browser of the tests; it fails the test on any answer without our headers, or page with a fault."""

    person: User | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **{"buffered": True, **kwargs})
        for name, value in HEADERS.items():
            assert response.headers.get(name) == value, f"{response.request.path} answers without {name}"
        if response.mimetype == "text/html" and response.data and response.location is None:
            found = faults(response.text)
            assert not found, f"{response.request.path}: " + "; ".join(found)
        return response

    def csrf_token(self) -> str:
        """Return the token that every form of this session carries; a script sends it as X-CSRFToken."""
        with self.session_transaction() as cookie:
            secret = cookie.setdefault("csrf_token", token_hex())
        return URLSafeTimedSerializer(self.application.secret_key or "", salt="wtf-csrf-token").dumps(secret)

    def submit(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Send a form to `path` as a browser does, with the CSRF token of this session."""
        return self.post(path, data={**(data or {}), "csrf_token": self.csrf_token()}, **kwargs)

    def sign_in(self, user: User) -> "CheckingClient":
        """Be `user` from here on."""
        app: Flask = self.application
        with app.app_context():
            token = sessions.open_session(user, app.permanent_session_lifetime)
        with self.session_transaction() as cookie:
            cookie.update({"_user_id": user.fs_uniquifier, "_fresh": True, "sign-in": token})
        self.person = user
        return self
