"""The calendar of all plans on a page: actions by quarter, and what falls due.

`GET /workshops/WORKSHOP/calendar.json?from=2027-Q1&delegation=NUMBER` gives `quarters` (such as 2027-Q1),
`lines` (`delegation`, `loads` by quarter, `undated`) and `actions` (`delegation`, `key`, `title`, `start`,
`end`), of one delegation where the address names it.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from roadmap.access import Permission, allow
from roadmap.compare.calendar import Bar, Calendar, Line, calendar, due_in, read_quarter
from roadmap.compare.compared import Compared
from roadmap.compare.entrance import to_compare
from roadmap.compare.kept import compared
from roadmap.worksheets.pillar import PILLARS

MOST_BARS = 200  # actions drawn one by one

blueprint = Blueprint("calendar", __name__, url_prefix="/workshops/<string:workshop_id>")


@blueprint.get("/calendar")
@allow(Permission.COMPARE)
def show(workshop_id: str) -> str:
    """Show how many actions are under way in each quarter, and the actions themselves."""
    workshop = to_compare(workshop_id)
    everybody = compared(workshop)
    chosen, quarter = _chosen(everybody), read_quarter(request.args.get("quarter", ""))
    whole = _calendar(everybody)
    bars = [bar for bar in _of(whole.bars, chosen) if quarter is None or _runs_in(bar, whole, str(quarter))]
    return render_template(
        "compare/calendar.html",
        workshop=workshop,
        calendar=whole,
        everybody=everybody,
        chosen=chosen,
        quarter=quarter,
        bars=bars[:MOST_BARS],
        hidden=max(len(bars) - MOST_BARS, 0),
        due=due_in([chosen] if chosen else everybody, quarter)[:MOST_BARS] if quarter else [],
        pillars={pillar.value: pillar.title for pillar in PILLARS},
        kept_back=[each for each in everybody if each.kept_back],
    )


@blueprint.get("/calendar.json")
@allow(Permission.COMPARE)
def show_json(workshop_id: str) -> ResponseReturnValue:
    """Give the same as JSON; the contract stands at the head of this module."""
    everybody = compared(to_compare(workshop_id))
    whole = _calendar(everybody)
    return jsonify(
        quarters=[str(quarter) for quarter in whole.quarters],
        lines=[_line(line) for line in whole.lines],
        actions=[_action(bar) for bar in _of(whole.bars, _chosen(everybody))],
    )


def _calendar(everybody: tuple[Compared, ...]) -> Calendar:
    return calendar(everybody, read_quarter(request.args.get("from", "")))


def _chosen(everybody: Iterable[Compared]) -> Compared | None:
    wanted = request.args.get("delegation", "")
    return next((each for each in everybody if str(each.number) == wanted), None)


def _of(bars: Iterable[Bar], chosen: Compared | None) -> list[Bar]:
    return [bar for bar in bars if chosen is None or bar.delegation is chosen]


def _runs_in(bar: Bar, whole: Calendar, quarter: str) -> bool:
    under_way = whole.quarters[bar.before : bar.before + bar.length]
    return quarter in map(str, under_way)


def _line(line: Line) -> dict[str, Any]:
    loads = [load.actions for load in line.loads]
    return {"delegation": line.delegation.number, "loads": loads, "undated": line.undated}


def _action(bar: Bar) -> dict[str, Any]:
    action = bar.action
    return {
        "delegation": bar.delegation.number,
        "key": action.key,
        "title": action.title,
        "start": action.start.isoformat() if action.start else None,
        "end": action.end.isoformat() if action.end else None,
    }
