"""The region as a graph: delegations on a circle, a line for each pair with a bridge."""

from collections import Counter
from dataclasses import dataclass
from math import cos, pi, sin

from roadmap.compare.bridges import BridgeMap
from roadmap.compare.bridges_standing import Side

WIDTH, HEIGHT = 760, 620  # units of the drawing
RADIUS = 235
LABEL_GAP = 14
THICKEST = 4


@dataclass(frozen=True)
class Node:
    """A delegation on the circle; `anchor` is the end of its label that lies at the circle."""

    side: Side
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    bridges: int


@dataclass(frozen=True)
class Edge:
    """A bridge between two delegations; `weight` says how many instruments carry it, 1 to 4."""

    first: Node
    second: Node
    in_force: int
    weight: int


@dataclass(frozen=True)
class Graph:
    """The drawing, and its size."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int = WIDTH
    height: int = HEIGHT

    def path(self, weight: int) -> str:
        """Every line of one weight as one path; empty where there is none."""
        lines = (edge for edge in self.edges if edge.weight == weight)
        return "".join(f"M{e.first.x} {e.first.y}L{e.second.x} {e.second.y}" for e in lines)


def graph(region: BridgeMap) -> Graph:
    """Lay the region out on a circle, in the order of its lines."""
    joined = [pair for pair in region.pairs() if pair.cell.in_force]
    bridges = Counter(side.number for pair in joined for side in (pair.first, pair.second))
    nodes = {
        side.number: _node(side, index, len(region.sides), bridges[side.number])
        for index, side in enumerate(region.sides)
    }
    edges = (
        Edge(
            nodes[pair.first.number],
            nodes[pair.second.number],
            pair.cell.in_force,
            min(pair.cell.in_force, THICKEST),
        )
        for pair in joined
    )
    return Graph(tuple(nodes.values()), tuple(edges))


def _node(side: Side, index: int, count: int, bridges: int) -> Node:
    angle = 2 * pi * index / count - pi / 2
    across, down = cos(angle), sin(angle)
    anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
    reach = RADIUS + (2 * LABEL_GAP if anchor == "middle" else LABEL_GAP)
    return Node(
        side,
        round(WIDTH / 2 + RADIUS * across, 1),
        round(HEIGHT / 2 + RADIUS * down, 1),
        round(WIDTH / 2 + reach * across, 1),
        round(HEIGHT / 2 + reach * down + 5, 1),
        anchor,
        bridges,
    )
