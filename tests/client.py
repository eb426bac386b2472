"""The test client: it looks over every page it fetches, and signs people in without hashing."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from roadmap.accounts import store as accounts
from roadmap.accounts.models import User
from roadmap.headers import HEADERS
from tests.markup import faults

CSRF_FIELD = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class CheckingClient(FlaskClient):
    """A browser of the tests; it fails the test on any answer without our headers, or page with a fault."""

    person: User | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        for name, value in HEADERS.items():
            assert response.headers.get(name) == value, f"{response.request.path} answers without {name}"
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            found = faults(response.text)
            assert not found, f"{response.request.path}: " + "; ".join(found)
        return response

    def csrf_token(self, path: str = "/") -> str:
        """Return the token in the first form of the page at `path`, as this person's browser would send it."""
        page = self.get(path).text
        found = CSRF_FIELD.search(page)
        assert found, f"no form with a CSRF token on {path}"
        return found[1]

    def submit(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Send a form to `path` as a browser does, with the CSRF token of this session."""
        if not hasattr(self, "_token"):
            self._token = self.csrf_token("/" if self.person else "/sign-in")
        return self.post(path, data={**(data or {}), "csrf_token": self._token}, **kwargs)

    def sign_in(self, user: User) -> "CheckingClient":
        """Be `user` from here on."""
        app: Flask = self.application
        with app.app_context():
            token = accounts.open_session(user, app.permanent_session_lifetime)
        with self.session_transaction() as cookie:
            cookie.update({"_user_id": user.fs_uniquifier, "_fresh": True, "sign-in": token})
        self.person = user
        self.__dict__.pop("_token", None)
        return self
