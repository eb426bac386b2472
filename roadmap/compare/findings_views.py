"""Findings across plans: what most delegations forget, by rule, and which plans each concerns.

`GET /workshops/WORKSHOP/findings.json` gives `plans` (how many were checked) and `weaknesses`: `rule`,
`severity`, `remedy`, and `concerns`, each with `delegation` (its number), `country`, `name` and `findings`
(`place`, `sentence`). It reads the same address as the page: `severity` and `subregion`.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from roadmap.access import Permission, allow
from roadmap.checks.finding import Finding, Severity
from roadmap.compare.compared import Compared, subregions
from roadmap.compare.entrance import to_compare
from roadmap.compare.findings import Concern, Weakness, weaknesses
from roadmap.compare.kept import compared
from roadmap.i18n import N_

SEVERITIES = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.NOTE: N_("Note"),
}

blueprint = Blueprint("findings", __name__, url_prefix="/workshops/<string:workshop_id>")


@dataclass(frozen=True)
class Wanted:
    """What of the worklist is asked for; empty for all of it."""

    severity: str
    subregion: str


@blueprint.app_template_global("finding_address")
def finding_address(delegation: Compared, finding: Finding) -> str:
    """Where a finding stands: its row, or its worksheet as a whole."""
    plan_id, worksheet = delegation.plan_id, finding.worksheet
    if finding.row in (None, worksheet):
        return url_for("plans.open_worksheet", plan_id=plan_id, worksheet=worksheet)
    return url_for("plans.open_one_row", plan_id=plan_id, worksheet=worksheet, row_key=finding.row)


@blueprint.get("/findings")
@allow(Permission.COMPARE)
def show(workshop_id: str) -> str:
    """Show the worklist; `?rule=ID` opens the sentences of one rule."""
    workshop = to_compare(workshop_id)
    columns = compared(workshop)
    wanted = _wanted(columns)
    return render_template(
        "compare/findings.html",
        workshop=workshop,
        plans=_checked(columns, wanted),
        weaknesses=weaknesses(columns, wanted.severity, wanted.subregion),
        wanted=wanted,
        opened=request.args.get("rule", ""),
        severities=[(severity.value, gettext(word)) for severity, word in SEVERITIES.items()],
        subregions=[(name, name) for name in subregions(columns)],
        translate=gettext,
    )


@blueprint.get("/findings.json")
@allow(Permission.COMPARE)
def data(workshop_id: str) -> AnyResponse:
    """Give the worklist to other programs; the contract stands at the head of this module."""
    columns = compared(to_compare(workshop_id))
    wanted = _wanted(columns)
    listed = weaknesses(columns, wanted.severity, wanted.subregion)
    return jsonify(plans=_checked(columns, wanted), weaknesses=[_weakness(one) for one in listed])


def _wanted(columns: tuple[Compared, ...]) -> Wanted:
    """Read what the address asks; what it cannot mean asks for everything."""
    severity, subregion = request.args.get("severity", ""), request.args.get("subregion", "")
    known = subregion in subregions(columns)
    return Wanted(severity if severity in set(Severity) else "", subregion if known else "")


def _checked(columns: tuple[Compared, ...], wanted: Wanted) -> int:
    return sum(bool(each.version) and wanted.subregion in ("", each.subregion) for each in columns)


def _weakness(weakness: Weakness) -> dict[str, Any]:
    remedy, concerns = gettext(weakness.remedy), [_concern(each) for each in weakness.concerns]
    return {"rule": weakness.rule, "severity": weakness.severity, "remedy": remedy, "concerns": concerns}


def _concern(concern: Concern) -> dict[str, Any]:
    whose = concern.delegation
    found = [{"place": each.place, "sentence": each.sentence(gettext)} for each in concern.findings]
    return {"delegation": whose.number, "country": whose.country, "name": whose.name, "findings": found}
