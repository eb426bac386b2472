"""The threat register as a map of likelihood and impact, five by five."""

from collections.abc import Iterable
from dataclasses import dataclass

from roadmap.publish.entry import Entry
from roadmap.worksheets.scales import IMPACT, LIKELIHOOD, Band, band, score


@dataclass(frozen=True)
class Cell:
    """One meeting of likelihood and impact, and the keys of the threats rated so."""

    score: int
    band: Band
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One step of likelihood with its word (a message id), cells from the lowest impact to the highest."""

    likelihood: int
    word: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HeatMap:
    """The map, likeliest line first; `unrated` are the keys of threats without a score."""

    lines: tuple[Line, ...]
    impacts: tuple[tuple[int, str], ...]
    unrated: tuple[str, ...]

    @property
    def rated(self) -> int:
        """How many threats stand on the map."""
        return sum(len(cell.keys) for line in self.lines for cell in line.cells)


def heat_map(threats: Iterable[Entry]) -> HeatMap:
    """Put threats on the map by their own ratings."""
    placed: dict[tuple[int, int], list[str]] = {}
    unrated = []
    for threat in threats:
        likelihood, impact = threat.value("likelihood"), threat.value("impact")
        if score(likelihood, impact) is None:
            unrated.append(threat.key)
        else:
            placed.setdefault((likelihood, impact), []).append(threat.key)
    lines = (Line(step, LIKELIHOOD[step], _cells(step, placed)) for step in sorted(LIKELIHOOD, reverse=True))
    return HeatMap(tuple(lines), tuple(IMPACT.items()), tuple(unrated))


def _cells(likelihood: int, placed: dict[tuple[int, int], list[str]]) -> tuple[Cell, ...]:
    points = {impact: likelihood * impact for impact in IMPACT}
    return tuple(
        Cell(points[impact], band(points[impact]), tuple(placed.get((likelihood, impact), ())))
        for impact in IMPACT
    )
