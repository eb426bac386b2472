"""Sign-ins as their owner sees them: told apart, ended one by one or all, and ending by themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from roadmap import db
from roadmap.accounts.devices import device
from roadmap.accounts.models import UserSession
from roadmap.audit.events import Event
from roadmap.audit.models import AuditEntry
from roadmap.config import ConfigError
from tests.conftest import make_config
from tests.factories import PASSWORD, create_user

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156 Safari/537.36 Edg/156"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1"


@pytest.fixture
def ana(app):
    with app.app_context():
        return create_user("ana@example.org")


@pytest.fixture
def devices(app, ana):
    """Return two browsers in which Ana is signed in."""
    browsers = [app.test_client(), app.test_client()]
    for browser, agent in zip(browsers, (FIREFOX, PHONE), strict=True):
        form = {"email": ana.email, "password": PASSWORD}
        assert browser.submit("/sign-in", form, headers={"User-Agent": agent}).status_code == 302
    return browsers


@pytest.fixture
def rows(app):
    def read():
        with app.app_context():
            return list(db.session().scalars(select(UserSession).order_by(UserSession.device)))

    return read


@pytest.fixture
def change(app):
    """Return a function that moves moments of every sign-in into the past."""

    def move(**ago):
        with app.app_context():
            moments = {name: db.now() - timedelta(minutes=minutes) for name, minutes in ago.items()}
            db.session().execute(update(UserSession).values(moments))
            db.session().commit()

    return move


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (EDGE, "Edge, Windows"),
        (PHONE, "Safari, iPhone"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(user_agent, name):
    assert device(user_agent) == name


def test_the_list_names_every_device_and_marks_this_one(devices):
    page = devices[0].get("/account/sessions").text
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert page.count("this one") == 1
    assert "Firefox, Windows</bdi> · this one" in page


def test_ending_one_signs_that_device_out_and_no_other(devices, rows):
    phone = next(row for row in rows() if "iPhone" in row.device)
    assert devices[0].submit(f"/account/sessions/{phone.id}/end").status_code == 302
    assert devices[0].get("/").status_code == 200
    assert devices[1].get("/").location == "/sign-in"


def test_nobody_ends_the_sign_in_of_somebody_else(devices, rows, signed_in):
    stranger = signed_in()
    for row in rows():
        if row.device:
            assert stranger.submit(f"/account/sessions/{row.id}/end").status_code == 404
    assert devices[0].get("/").status_code == devices[1].get("/").status_code == 200


def test_signing_out_everywhere_leaves_no_device(devices, rows, app):
    answer = devices[0].submit("/account/sessions/end")
    assert answer.location == "/sign-in"
    assert [browser.get("/").location for browser in devices] == ["/sign-in", "/sign-in"]
    assert rows() == []
    with app.app_context():
        ended = db.session().scalars(select(AuditEntry).where(AuditEntry.event == Event.SIGN_OUT)).all()
    assert [entry.facts for entry in ended] == [{"sessions": 2}]


@pytest.mark.parametrize("path", ["/sign-out", "/account/sessions/end"])
def test_the_browser_forgets_kept_pages_but_not_what_was_typed(devices, path):
    assert devices[0].submit(path).headers["Clear-Site-Data"] == '"cache"'


def test_a_sign_in_ends_when_nobody_is_there(devices, change):
    change(last_seen_at=59)
    assert devices[0].get("/").status_code == 200
    change(last_seen_at=61)
    assert devices[0].get("/").location == "/sign-in"


def test_being_there_prolongs_a_sign_in_up_to_its_longest_time(devices, change):
    change(last_seen_at=50)
    devices[0].get("/")
    assert devices[0].get("/account/sessions/this").json["left"] > 58 * 60
    change(last_seen_at=50, expires_at=-1)
    devices[0].get("/")
    assert devices[0].get("/account/sessions/this").json["left"] <= 60


@pytest.mark.parametrize("headers", [{"X-Background": "1"}, {"Sec-Fetch-Dest": "empty"}])
def test_what_a_script_does_by_itself_prolongs_nothing(devices, change, headers):
    change(last_seen_at=50)
    devices[0].get("/", headers=headers)
    assert devices[0].get("/account/sessions/this", headers=headers).json["left"] <= 10 * 60


def test_a_person_who_asks_to_stay_stays(devices, change):
    change(last_seen_at=50)
    answer = devices[0].submit("/account/sessions/this")
    assert answer.json["left"] > 58 * 60


def test_a_page_left_open_gets_a_token_that_works(devices):
    token = devices[0].get("/account/sessions/this").json["csrf_token"]
    assert devices[0].post("/sign-out", data={"csrf_token": token}).location == "/sign-in"


def test_a_person_who_goes_on_costs_one_write_a_minute(devices, count_queries):
    with count_queries() as queries:
        devices[0].get("/")
    assert not [query for query in queries if query.startswith("UPDATE")]


def test_people_must_have_time_to_be_warned(tmp_path):
    with pytest.raises(ConfigError, match="ROADMAP_SESSION_IDLE_MINUTES"):
        make_config("sqlite://", tmp_path, session_idle=timedelta(minutes=4))
