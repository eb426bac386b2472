"""Taking a plan along: as its document."""

import io

from flask import Blueprint, Response, send_file
from flask_login import current_user

from roadmap.access import Permission, allow
from roadmap.plans.entrance import to_read
from roadmap.plans.noting import note_export
from roadmap.plans.opened import Opened
from roadmap.worksheets.document import canonical_bytes

blueprint = Blueprint("files", __name__)


@blueprint.get("/plan.json")
@allow(Permission.READ_PLAN)
def plan_json(plan_id: str) -> Response:
    """Send the plan document, as it is exported, hashed and embedded in the PDF."""
    plan = to_read(plan_id)
    data = io.BytesIO(canonical_bytes(plan.plan))
    note_export(plan.book.record, plan.plan, current_user)
    return send_file(
        data, "application/json; charset=utf-8", as_attachment=True, download_name=file_name(plan, "json")
    )


def file_name(plan: Opened, ending: str) -> str:
    """A name that says whose plan it is and how it is marked, such as `VU-roadmap-TLP-AMBER-STRICT.json`."""
    marking = plan.plan.marking.label.replace(":", "-").replace("+", "-")
    return f"{plan.plan.country}-roadmap-{marking}.{ending}"
