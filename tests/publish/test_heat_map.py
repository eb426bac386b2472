"""Threats stand on the map where their ratings put them."""

import pytest

from roadmap.publish.heat_map import band, heat_map
from roadmap.publish.summary import largest_threats
from tests.publish.plans import plan, reading


def threats(*rated):
    rows = [
        {"key": f"T{n}", "title": f"Threat {n}", "likelihood": likelihood, "impact": impact}
        for n, (likelihood, impact) in enumerate(rated, 1)
    ]
    return reading(plan(threats=rows))


def test_a_threat_stands_where_likelihood_and_impact_meet():
    drawn = heat_map(threats((4, 5), (4, 5), (1, 1)).entries("threats"))
    cells = {
        (line.likelihood, cell.score): cell.keys for line in drawn.lines for cell in line.cells if cell.keys
    }
    assert cells == {(4, 20): ("T1", "T2"), (1, 1): ("T3",)}
    assert drawn.rated == 3


def test_the_likeliest_line_comes_first_and_the_gravest_cell_last():
    drawn = heat_map(())
    assert [line.likelihood for line in drawn.lines] == [5, 4, 3, 2, 1]
    assert [cell.score for cell in drawn.lines[0].cells] == [5, 10, 15, 20, 25]


def test_a_threat_without_both_ratings_is_named_beside_the_map():
    assert heat_map(threats((4, None), (None, None)).entries("threats")).unrated == ("T1", "T2")


@pytest.mark.parametrize(
    ("points", "name"),
    [(1, "low"), (5, "low"), (6, "medium"), (11, "medium"), (12, "high"), (19, "high"), (20, "critical")],
)
def test_a_score_belongs_to_one_band(points, name):
    assert band(points).name == name


def test_the_largest_threats_come_by_score_and_equal_ones_in_the_order_of_the_register():
    largest = largest_threats(threats((1, 1), (5, 5), (2, 2), (3, 5), (5, 3), (None, 5), (4, 4)))
    assert [threat.entry.key for threat in largest] == ["T2", "T7", "T4", "T5", "T3"]
