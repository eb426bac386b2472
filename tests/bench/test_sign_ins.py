"""How long a room of three hundred people takes to sign in from one address, at the full cost of hashing."""

from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter

import pytest

from roadmap.app import create_app
from roadmap.config import PasswordCost
from tests.client import CheckingClient
from tests.conftest import make_config
from tests.factories import PASSWORD, create_user

PEOPLE = 300
THREADS = 8  # as many as the server has


@pytest.fixture
def app(sqlite_url, tmp_path):
    application = create_app(make_config(sqlite_url, tmp_path, password_cost=PasswordCost()))
    application.test_client_class = CheckingClient
    yield application
    application.extensions["engine"].dispose()


def test_three_hundred_people_sign_in_from_one_address(app):
    with app.app_context():
        emails = [create_user().email for _ in range(PEOPLE)]

    def sign_in(email: str) -> tuple[int, float]:
        client = app.test_client()
        form = {"email": email, "password": PASSWORD}
        began = perf_counter()
        answer = client.submit("/sign-in", form, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
        return answer.status_code, perf_counter() - began

    began = perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(sign_in, emails))
    whole = perf_counter() - began
    times = sorted(seconds for _, seconds in answers)
    print(f"\n{PEOPLE} sign-ins in {whole:.0f} s; median {median(times):.2f} s, slowest {times[-1]:.2f} s")
    assert {status for status, _ in answers} == {302}
