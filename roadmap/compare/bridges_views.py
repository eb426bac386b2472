"""Legal bridges on pages: the region for one kind of cooperation, and two delegations in a briefing.

`GET /workshops/WORKSHOP/bridges.json?kind=KIND` gives the map as `pairs`, each with the numbers of its two
delegations, `in_force` (how many instruments), `state`, `steps` and `nearest` (a slug, null where something
is in force); `bridges/pair.json?one=NUMBER&two=NUMBER` the briefing.
"""

from collections.abc import Sequence
from functools import lru_cache

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from roadmap.access import Permission, allow
from roadmap.catalogue.load import catalogue
from roadmap.compare.bridges import BridgeMap, bridge_map
from roadmap.compare.bridges_graph import Graph, graph
from roadmap.compare.bridges_instrument import KINDS
from roadmap.compare.bridges_json import map_as_json, pair_as_json
from roadmap.compare.bridges_pair import briefing
from roadmap.compare.bridges_sides import known_to, sides
from roadmap.compare.bridges_standing import Instruments, Side
from roadmap.compare.compared import Compared, subregions
from roadmap.compare.entrance import to_compare
from roadmap.compare.kept import compared
from roadmap.worksheets.questionnaire import Questionnaire
from roadmap.workshops.asking import asked_by
from roadmap.workshops.models import Workshop

MOST_LINKED = 60  # delegations; of more, the cells of the map carry no links of their own
MOST_NAMED = 40  # delegations; of more, the graph and the heads of the map name countries by their codes
MOST_KEPT = 16  # maps
MOST_LISTED = 100  # pairs without a bridge

blueprint = Blueprint("bridges", __name__, url_prefix="/workshops/<string:workshop_id>")


@blueprint.get("/bridges")
@allow(Permission.COMPARE)
def show(workshop_id: str) -> str:
    """Show the map of one kind of cooperation, as a matrix and as a graph."""
    workshop = to_compare(workshop_id)
    everybody = compared(workshop)
    region = _map(workshop, everybody)
    closed = region.without
    return render_template(
        "compare/bridges.html",
        workshop=workshop,
        region=region,
        graph=_drawn(region),
        titles=_titles(),
        subregion_options=[(name, name) for name in subregions(everybody)],
        chosen=request.args.get("subregion", ""),
        closed=closed[:MOST_LISTED],
        more=max(len(closed) - MOST_LISTED, 0),
        kept_back=[each for each in everybody if each.kept_back],
        linked=len(region.sides) <= MOST_LINKED,
        named=len(region.sides) <= MOST_NAMED,
    )


@blueprint.get("/bridges.json")
@allow(Permission.COMPARE)
def show_json(workshop_id: str) -> ResponseReturnValue:
    """Give the map as JSON; the contract stands at the head of this module."""
    workshop = to_compare(workshop_id)
    return jsonify(map_as_json(_map(workshop, compared(workshop))))


@blueprint.get("/bridges/pair")
@allow(Permission.COMPARE)
def pair(workshop_id: str) -> str:
    """Brief two delegations on what is between them; without two, ask which."""
    workshop = to_compare(workshop_id)
    everybody, known = _everybody(workshop)
    chosen = _two(everybody)
    return render_template(
        "compare/pair.html",
        workshop=workshop,
        everybody=everybody,
        chosen=chosen,
        bridges=briefing(*chosen, known) if chosen else (),
        titles=_titles(),
    )


@blueprint.get("/bridges/pair.json")
@allow(Permission.COMPARE)
def pair_json(workshop_id: str) -> ResponseReturnValue:
    """Give the briefing as JSON; nothing of nobody without two delegations."""
    everybody, known = _everybody(to_compare(workshop_id))
    chosen = _two(everybody)
    return jsonify(
        pair_as_json(chosen, briefing(*chosen, known)) if chosen else {"delegations": [], "bridges": []}
    )


def _map(workshop: Workshop, everybody: Sequence[Compared]) -> BridgeMap:
    subregion, kind = request.args.get("subregion"), request.args.get("kind", "")
    shown = tuple(each for each in everybody if not subregion or each.subregion == subregion)
    return _region(asked_by(workshop), kind if kind in KINDS else KINDS[0], shown)


@lru_cache(maxsize=MOST_KEPT)
def _region(asked: Questionnaire, kind: str, shown: tuple[Compared, ...]) -> BridgeMap:
    """The map of these versions of the plans; made again when one of them changed."""
    known = known_to(asked)
    return bridge_map(sides(shown, known), kind, known)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(region: BridgeMap) -> Graph:
    return graph(region)


def _everybody(workshop: Workshop) -> tuple[tuple[Side, ...], Instruments]:
    known = known_to(asked_by(workshop))
    return sides(compared(workshop), known), known


def _two(everybody: Sequence[Side]) -> tuple[Side, Side] | None:
    """The two delegations that the address names; 404 for one that is not of this workshop."""
    named = [number for key in ("one", "two") if (number := request.args.get(key))]
    if len(named) < 2:
        return None
    by_number = {str(side.number): side for side in everybody}
    one, two = (by_number.get(number) for number in named)
    return (one, two) if one and two and one is not two else abort(404)


def _titles() -> dict[str, str]:
    return {kind: catalogue().lists["cooperation-kinds"][kind] for kind in KINDS}
