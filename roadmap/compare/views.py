"""The wall for the projector: the session timer, and how far every delegation's plan is filled.

`GET /workshops/WORKSHOP/wall.json` gives what the page's script puts in place: `timer`, an object with
`title`, `ends_at` (ISO 8601, null when nothing runs) and `following` (a sentence, empty when there is
nothing), and `part`, the markup of the wall. The header `ETag` names the content; with it in `If-None-Match`
an unchanged wall answers 304. The present moment is not part of it: the header `Date` says what the server's
clock shows.
"""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time, gettext
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from roadmap.access import Permission, allow
from roadmap.compare.progress import progress
from roadmap.compare.wall import Wall, wall
from roadmap.db import now
from roadmap.workshops import timetable
from roadmap.workshops.entrance import to_run
from roadmap.workshops.forms import Asked
from roadmap.workshops.models import Workshop
from roadmap.workshops.questions import TIMER
from roadmap.workshops.timer import Timer, timer

blueprint = Blueprint("wall", __name__, url_prefix="/workshops/<string:workshop_id>")


@blueprint.get("/wall")
@allow(Permission.RUN_WORKSHOP)
def show(workshop_id: str) -> str:
    """Show the wall; without its script it shows how things stood when it was loaded."""
    workshop = to_run(workshop_id)
    shown = timer(workshop, now())
    return render_template(
        "compare/wall.html",
        workshop=workshop,
        wall=_wall(workshop),
        timer=shown,
        until=_at_the_place(workshop, shown.ends_at) if shown.ends_at else "",
        next=_following(shown),
    )


@blueprint.get("/wall.json")
@allow(Permission.RUN_WORKSHOP)
def state(workshop_id: str) -> AnyResponse:
    """Tell the page's script how things stand; the contract stands at the head of this module."""
    workshop = to_run(workshop_id)
    shown = timer(workshop, now())
    ends_at = shown.ends_at.isoformat() if shown.ends_at else None
    answer = jsonify(
        timer={"title": shown.title, "ends_at": ends_at, "following": _following(shown)},
        part=render_template("compare/_wall.html", wall=_wall(workshop)),
    )
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get("/timer")
@allow(Permission.RUN_WORKSHOP)
def ask_timer(workshop_id: str) -> str:
    """Ask for a timer to start by hand, or to stop."""
    return _timer_page(to_run(workshop_id), Asked(TIMER, {"minutes": Decimal(15)}))


@blueprint.post("/timer")
@allow(Permission.RUN_WORKSHOP)
def start_timer(workshop_id: str) -> ResponseReturnValue:
    """Start a timer by hand; 422 with the form where an answer is not accepted."""
    workshop, asked = to_run(workshop_id, writing=True), Asked(TIMER, sent=request.form)
    if not asked.valid():
        return _timer_page(workshop, asked), 422
    timetable.start_timer(workshop, asked.answers["title"], int(asked.answers["minutes"]), current_user)
    return redirect(url_for("wall.show", workshop_id=workshop.id), 303)


@blueprint.post("/timer/stop")
@allow(Permission.RUN_WORKSHOP)
def stop_timer(workshop_id: str) -> AnyResponse:
    """Let the timer follow the programme again."""
    workshop = to_run(workshop_id, writing=True)
    timetable.stop_timer(workshop, current_user)
    flash(gettext("The timer follows the programme again."))
    return redirect(url_for("wall.show", workshop_id=workshop.id), 303)


def _wall(workshop: Workshop) -> Wall:
    return wall(workshop, progress(workshop))


def _following(shown: Timer) -> str:
    """What comes next, by the clock of the place; nothing of another day."""
    coming = shown.following
    if coming is None or coming.day != now().astimezone(ZoneInfo(coming.workshop.zone)).date():
        return ""
    begins = format_time(coming.begins, "short", rebase=False)
    return str(gettext("%(time)s: %(title)s", time=begins, title=coming.title))


def _at_the_place(workshop: Workshop, moment: datetime) -> str:
    return str(format_time(moment.astimezone(ZoneInfo(workshop.zone)), "short", rebase=False))


def _timer_page(workshop: Workshop, asked: Asked) -> str:
    running = timer(workshop, now())
    return render_template("compare/timer.html", workshop=workshop, asked=asked, timer=running)
