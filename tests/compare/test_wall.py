"""The wall: how far every plan is filled, without a trace of what the room may not see; and the timer."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from roadmap.access import Role
from roadmap.accounts.models import UserSession
from roadmap.db import now, session
from roadmap.plans.models import Entry
from roadmap.workshops.models import Kind, Session, Workshop
from roadmap.workshops.timer import LINGERS, timer
from tests.factories import create_delegation, create_entry, create_plan, create_workshop

FILLED = {"title": "Deepfake fraud", "likelihood": 4, "impact": 4, "trend": "rising"}
NINE = datetime(2026, 9, 15, 0, 0, tzinfo=UTC)  # 9 o'clock in Seoul


@pytest.fixture
def plan(app):
    with app.app_context():
        plan = create_plan(create_delegation(create_workshop(), "VU"))
        create_entry(plan, "threats", "T1", FILLED)
        return plan


@pytest.fixture
def wall(plan, signed_in):
    """The address of the wall's state, and who may ask there."""
    browser = signed_in(Role.FACILITATOR, plan.delegation.workshop)
    return lambda **headers: browser.get(
        f"/workshops/{plan.delegation.workshop_id}/wall.json", headers=headers
    )


def add(app, plan, key, **answers):
    with app.app_context():
        create_entry(session().merge(plan), "threats", key, {"title": key, **answers})


def test_a_delegation_is_a_row_and_a_worksheet_a_column(app, plan, signed_in):
    with app.app_context():
        create_delegation(session().get(Workshop, plan.delegation.workshop_id), "FJ", "Delegation of Fiji")
    browser = signed_in(Role.FACILITATOR, plan.delegation.workshop)
    page = browser.get(f"/workshops/{plan.delegation.workshop_id}/wall").text
    for said in (
        "Delegation of Vanuatu",
        "Delegation of Fiji",
        "No plan yet",
        "Threats",
        ">100%<",
        ">0%<",
    ):
        assert said in page


def test_an_unchanged_wall_is_not_sent_again_and_a_changed_one_is(app, plan, wall):
    first = wall()
    assert wall(**{"If-None-Match": first.headers["ETag"]}).status_code == 304
    add(app, plan, "T2")
    second = wall(**{"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert second.json["part"] != first.json["part"]


@pytest.mark.parametrize("tlp", ["RED", "AMBER+STRICT"])
def test_a_row_that_the_room_may_not_see_changes_no_figure(app, plan, wall, tlp):
    before = wall().data
    add(app, plan, "T2", tlp=tlp)
    assert wall().data == before


def test_a_row_that_the_room_may_see_does(app, plan, wall):
    before = wall().data
    add(app, plan, "T2", tlp="AMBER")
    assert wall().data != before


def test_of_a_plan_kept_within_the_delegation_no_figure_is_shown(app, plan, wall):
    with app.app_context():
        session().merge(plan).tlp = "RED"
        session().commit()
    assert "Not shown under its marking" in wall().json["part"]
    assert "wall-cell" not in wall().json["part"]


def test_an_administrator_sees_the_same_wall(app, plan, wall, signed_in):
    admin = signed_in(Role.ADMINISTRATOR, plan.delegation.workshop)
    assert admin.get(f"/workshops/{plan.delegation.workshop_id}/wall.json").data == wall().data


def test_deleted_rows_do_not_count(app, plan, wall):
    before = wall().data
    add(app, plan, "T2")
    with app.app_context():
        session().query(Entry).filter_by(row_key="T2").one().deleted_at = now()
        session().commit()
    assert wall().data == before


def test_the_wall_takes_as_many_queries_for_many_delegations_as_for_one(app, signed_in, count_queries):
    counts = []
    for size in (1, 6):
        with app.app_context():
            workshop = create_workshop()
            for _ in range(size):
                create_entry(create_plan(create_delegation(workshop)), "threats", "T1", FILLED)
        browser = signed_in(Role.FACILITATOR, workshop)
        with count_queries() as queries:
            assert browser.get(f"/workshops/{workshop.id}/wall.json").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_what_did_not_change_is_not_counted_again(app, plan, wall, count_queries):
    wall()
    with count_queries() as before:
        wall()
    add(app, plan, "T2")
    with count_queries() as after:
        wall()
    assert len(after) == len(before) + 1


def test_a_wall_that_looks_by_itself_keeps_nobody_signed_in(app, plan, signed_in):
    browser = signed_in(Role.FACILITATOR, plan.delegation.workshop)
    with app.app_context():
        session().query(UserSession).update({"last_seen_at": now() - timedelta(minutes=20)})
        session().commit()
    browser.get(f"/workshops/{plan.delegation.workshop_id}/wall.json", headers={"X-Background": "wall"})
    with app.app_context():
        seen = {row.last_seen_at for row in session().query(UserSession)}
    assert max(seen) < now() - timedelta(minutes=19)


def programme():
    workshop = Workshop(title="W", place="Jeju", zone="Asia/Seoul")
    for begins, title in ((time(9), "Lecture"), (time(11), "Planning")):
        one = Session(day=date(2026, 9, 15), begins=begins, minutes=90, title=title, kind=Kind.LECTURE)
        workshop.sessions.append(one)
    return workshop


@pytest.mark.parametrize(
    ("minutes", "title", "ends", "following"),
    [
        (-1, "", None, "Lecture"),
        (0, "Lecture", 90, "Planning"),
        (89, "Lecture", 90, "Planning"),
        (90, "", None, "Planning"),
        (120, "Planning", 210, None),
        (210, "", None, None),
    ],
)
def test_the_timer_follows_the_programme_by_the_clock_of_the_place(minutes, title, ends, following):
    shown = timer(programme(), NINE + timedelta(minutes=minutes))
    assert shown.title == title
    assert shown.ends_at == (None if ends is None else NINE + timedelta(minutes=ends))
    assert (shown.following.title if shown.following else None) == following


def test_a_timer_started_by_hand_comes_first_and_says_for_a_while_that_its_time_is_up():
    workshop = programme()
    workshop.timer_title, workshop.timer_ends_at = "Group work", NINE + timedelta(minutes=10)
    assert timer(workshop, NINE).title == "Group work"
    assert timer(workshop, NINE + timedelta(minutes=15)).by_hand
    assert timer(workshop, NINE + timedelta(minutes=10) + LINGERS).title == "Lecture"


def test_a_timer_is_started_by_hand_survives_a_reload_and_is_stopped(plan, signed_in):
    browser = signed_in(Role.FACILITATOR, plan.delegation.workshop)
    address = f"/workshops/{plan.delegation.workshop_id}"
    assert browser.submit(f"{address}/timer", {"title": "Group work", "minutes": "10"}).status_code == 303
    ends = {browser.get(f"{address}/wall.json").json["timer"]["ends_at"] for _ in range(2)}
    assert len(ends) == 1
    left = datetime.fromisoformat(ends.pop()) - now()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)
    assert "Group work" in browser.get(f"{address}/wall").text
    assert "Stop it" in browser.get(f"{address}/timer").text
    browser.submit(f"{address}/timer/stop")
    assert browser.get(f"{address}/wall.json").json["timer"]["ends_at"] is None


@pytest.mark.parametrize("minutes", ["0", "721", "ten", ""])
def test_a_timer_needs_minutes_that_can_be(plan, signed_in, minutes):
    browser = signed_in(Role.FACILITATOR, plan.delegation.workshop)
    sent = {"title": "Group work", "minutes": minutes}
    answer = browser.submit(f"/workshops/{plan.delegation.workshop_id}/timer", sent)
    assert answer.status_code == 422
    assert "Group work" in answer.text


def test_a_wall_of_somebody_elses_workshop_is_not_there(app, plan, signed_in):
    stranger = signed_in(Role.FACILITATOR)
    assert stranger.get(f"/workshops/{plan.delegation.workshop_id}/wall.json").status_code == 404


def test_next_is_said_by_the_clock_of_the_place_and_only_for_today(app, plan, wall):
    with app.app_context():
        workshop = session().get(Workshop, plan.delegation.workshop_id)
        workshop.zone = "Pacific/Auckland"
        soon = now() + timedelta(minutes=1)
        local = soon.astimezone(ZoneInfo(workshop.zone))
        session().add(
            Session(
                workshop=workshop,
                day=local.date(),
                begins=local.time().replace(second=0, microsecond=0),
                minutes=30,
                title="Soon",
                kind=Kind.OTHER,
            )
        )
        session().add(
            Session(
                workshop=workshop,
                day=local.date() + timedelta(days=1),
                begins=time(9),
                minutes=30,
                title="Tomorrow",
                kind=Kind.OTHER,
            )
        )
        session().commit()
    said = wall().json["timer"]
    assert "Tomorrow" not in said["following"]
    assert said["title"] == "Soon" or f"{local:%H:%M}: Soon" == said["following"]
