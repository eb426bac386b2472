"""The six real plans, for the linter."""

from collections.abc import Callable
from pathlib import Path

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.reading import read_document


@pytest.fixture
def plan_of(shared: Path) -> Callable[[str], Plan]:
    """Return a function: the plan of one case, by its file's stem."""

    def read(name: str) -> Plan:
        path = shared / "cases" / f"{name}.yaml"
        return load_plan(read_document(path.read_bytes(), path.name), catalogue())

    return read
