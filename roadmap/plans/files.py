"""Taking a plan along: as its document."""

import io

from flask import Blueprint, Response, make_response, render_template, send_file
from flask_babel import gettext
from flask_login import current_user

from roadmap.access import Permission, allow
from roadmap.fields.problem import Refused
from roadmap.plans.entrance import to_read
from roadmap.plans.noting import note_export
from roadmap.worksheets.audience import Shown, for_audience
from roadmap.worksheets.document import canonical_bytes

blueprint = Blueprint("files", __name__)


@blueprint.get("/plan.json")
@allow(Permission.READ_PLAN)
def plan_json(plan_id: str) -> Response:
    """Send the plan document, as it is hashed and embedded in the PDF; what is TLP:RED stays on the pages."""
    opened = to_read(plan_id)
    try:
        shown = for_audience(opened.plan, opened.book.clearance)
    except Refused as refused:
        sentence = refused.problems[0].sentence(gettext)
        return make_response(
            render_template("plans/not-exported.html", opened=opened, sentence=sentence), 422
        )
    data = io.BytesIO(canonical_bytes(shown.plan))
    note_export(opened.book.record, shown.plan, current_user)
    return send_file(
        data, "application/json; charset=utf-8", as_attachment=True, download_name=file_name(shown, "json")
    )


def file_name(shown: Shown, ending: str) -> str:
    """A name that says whose plan it is and how it is marked, such as `VU-roadmap-TLP-AMBER-STRICT.json`."""
    marking = shown.marking.label.replace(":", "-").replace("+", "-")
    return f"{shown.plan.country}-roadmap-{marking}.{ending}"
