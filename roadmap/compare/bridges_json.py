"""Legal bridges as JSON; the views say what it holds."""

from collections.abc import Sequence
from typing import Any

from roadmap.compare.bridges import BridgeMap
from roadmap.compare.bridges_pair import Bridge, Crossing, Step
from roadmap.compare.bridges_standing import Side


def map_as_json(region: BridgeMap) -> dict[str, Any]:
    """The map of one kind of cooperation: its delegations, and every pair once."""
    pairs = [
        {
            "delegations": [pair.first.number, pair.second.number],
            "state": pair.cell.state,
            "in_force": pair.cell.in_force,
            "steps": pair.cell.steps,
            "nearest": pair.cell.nearest.slug if pair.cell.nearest else None,
        }
        for pair in region.pairs()
    ]
    return {"kind": region.kind, "delegations": [_delegation(side) for side in region.sides], "pairs": pairs}


def pair_as_json(two: Sequence[Side], bridges: Sequence[Bridge]) -> dict[str, Any]:
    """The briefing of two delegations."""
    return {
        "delegations": [_delegation(side) for side in two],
        "bridges": [_bridge(each) for each in bridges],
    }


def _delegation(side: Side) -> dict[str, Any]:
    return {"number": side.number, "country": side.country, "name": side.name, "has_plan": side.has_plan}


def _bridge(bridge: Bridge) -> dict[str, Any]:
    return {
        "kind": bridge.kind,
        "in_force": [_crossing(each) for each in bridge.in_force],
        "nearest": _crossing(bridge.nearest) if bridge.nearest else None,
    }


def _crossing(crossing: Crossing) -> dict[str, Any]:
    return {
        "instrument": crossing.instrument.slug or None,
        "title": crossing.title,
        "unconfirmed": crossing.instrument.unconfirmed or None,
        "steps": [_step(step) for step in crossing.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    said = step.place.statement
    return {
        "delegation": step.side.number,
        "stands_at": said.row["status"] if said else None,
        "rungs_to_climb": list(step.rungs),
        "first_join": step.first.slug if step.first else None,
        "next_step": said.row["next_step"] if said else None,
        "lead": said.row["lead"] if said else None,
        "due": due.isoformat() if said and (due := said.row["due"]) else None,
    }
