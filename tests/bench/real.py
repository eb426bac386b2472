"""Real plans of three sizes, to measure with."""

from dataclasses import replace
from pathlib import Path

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.reading import read_document

CASES = Path(__file__).parents[3] / "shared" / "cases"
FILES = {"small": "vu-vanuatu-small", "typical": "ph-philippines-large", "large": "ph-philippines-large"}
# What a typical plan has; other rows, and references to them, are left out of the large one.
TYPICAL = {"threats": 15, "actions": 25, "indicators": 25, "risks": 12, "resources": 12, "partnerships": 10}


def plan(size: str) -> Plan:
    """The plan of Vanuatu, that of the Philippines, or what is typical of the latter."""
    path = CASES / f"{FILES[size]}.yaml"
    whole = load_plan(read_document(path.read_bytes(), path.name), catalogue())
    if size != "typical":
        return whole
    return replace(whole, sheets={key: rows[: TYPICAL.get(key, 12)] for key, rows in whole.sheets.items()})
