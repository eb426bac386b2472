"""Joint actions on a page: which actions of several plans could be one regional action, and why.

`GET /workshops/WORKSHOP/joint.json` gives `clusters`: `start`, `end`, `actions` (`delegation`, `key`,
`title`) and `reasons` (`threat`, and by it `measure` or `instrument`; slugs).
"""

from typing import Any

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.compare.entrance import to_compare
from roadmap.compare.joint import Cluster, clusters
from roadmap.compare.kept import compared
from roadmap.workshops.asking import asked_by

MOST_SHOWN = 60  # proposals

blueprint = Blueprint("joint", __name__, url_prefix="/workshops/<string:workshop_id>")


@blueprint.get("/joint")
@allow(Permission.COMPARE)
def show(workshop_id: str) -> str:
    """Propose regional actions, with the reasons in words."""
    workshop = to_compare(workshop_id)
    everybody = compared(workshop)
    found = clusters(everybody)
    titles = asked_by(workshop).catalogue(catalogue()).lists
    return render_template(
        "compare/joint.html",
        workshop=workshop,
        clusters=found[:MOST_SHOWN],
        more=max(len(found) - MOST_SHOWN, 0),
        threats=titles["threats"],
        measures=titles["defence"],
        instruments=titles["instruments"],
        kept_back=[each for each in everybody if each.kept_back],
    )


@blueprint.get("/joint.json")
@allow(Permission.COMPARE)
def show_json(workshop_id: str) -> ResponseReturnValue:
    """Give the same as JSON; the contract stands at the head of this module."""
    found = clusters(compared(to_compare(workshop_id)))
    return jsonify(clusters=[_cluster(cluster) for cluster in found])


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "start": cluster.start.isoformat(),
        "end": cluster.end.isoformat(),
        "actions": [
            {"delegation": part.delegation.number, "key": part.action.key, "title": part.action.title}
            for part in cluster.parts
        ],
        "reasons": [{"threat": each.threat, each.kind: each.slug} for each in cluster.reasons],
    }
