"""The draft of a plan as a PDF, for the people who may read the plan."""

import atexit
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from flask import Blueprint, Flask, Response, current_app, make_response, render_template, send_file
from flask_babel import gettext
from flask_login import current_user

from roadmap.access import Permission, allow
from roadmap.db import session
from roadmap.fields.problem import Refused
from roadmap.plans.entrance import to_read
from roadmap.plans.noting import note_download
from roadmap.plans.opened import Opened
from roadmap.publish.ahead import Ahead
from roadmap.publish.edition import Edition, Paper
from roadmap.publish.naming import file_stem
from roadmap.publish.pool import Limits, RenderFailed, RenderPool
from roadmap.publish.store import draft
from roadmap.worksheets.audience import WIDEST, for_audience
from roadmap.worksheets.marking import least_strict

# Saving comes first: a document is set with what the processor has left.
LIMITS = Limits(niceness=10)
blueprint = Blueprint("publish", __name__, url_prefix="/plans/<plan_id>")
log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Give `app` its renderer: one child, started for the first document."""
    pool = RenderPool(1, LIMITS)
    app.extensions["renderer"] = pool
    app.extensions["ahead"] = Ahead()
    atexit.register(pool.close)
    app.register_blueprint(blueprint)


@blueprint.get("/roadmap.pdf")
@allow(Permission.READ_PLAN)
def roadmap_pdf(plan_id: str) -> Response:
    """Send today's draft; what is TLP:RED is left out of it, and said to be."""
    opened = to_read(plan_id)
    edition = _edition(opened)
    try:
        shown = for_audience(opened.plan, edition.audience)
        file = draft(_folder(opened, edition), opened.plan, edition, current_app.extensions["renderer"])
    except Refused as refused:
        return _not_made(opened, refused.problems[0].sentence(gettext))
    except RenderFailed as failure:
        log.error("render failed", plan=opened.id, detail=failure.detail[:500])
        return _not_made(opened, gettext(failure.message) % failure.params)
    note_download(opened.book.record, shown.marking, file.stat().st_size, current_user)
    return send_file(file, "application/pdf", as_attachment=True, download_name=f"{file_stem(shown)}.pdf")


@blueprint.post("/roadmap.pdf/ahead")
@allow(Permission.READ_PLAN)
def ahead(plan_id: str) -> Response:
    """Make today's draft in the background, so that whoever asks for it next finds it ready."""
    session().begin_reading()
    opened = to_read(plan_id)
    edition = _edition(opened)
    renderer = current_app.extensions["renderer"]
    work = partial(draft, _folder(opened, edition), opened.plan, edition, renderer)
    current_app.extensions["ahead"].ask(f"{opened.id} {edition.audience}", work)
    return Response(status=202)


def _edition(opened: Opened) -> Edition:
    config = current_app.extensions["config"]
    return Edition(
        date=datetime.now().astimezone().date(),
        paper=Paper(config.paper),
        audience=least_strict(opened.book.clearance, WIDEST),
        state_withheld=config.state_withheld,
    )


def _folder(opened: Opened, edition: Edition) -> Path:
    """Where the drafts of a plan are kept, for each audience by itself."""
    return (
        Path(current_app.extensions["config"].exports) / "drafts" / opened.id / edition.audience.name.lower()
    )


def _not_made(opened: Opened, sentence: str) -> Response:
    return make_response(render_template("publish/not-made.html", opened=opened, sentence=sentence), 422)
