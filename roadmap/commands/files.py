"""Plan documents on disk, as the commands read them."""

from pathlib import Path

from roadmap.catalogue.load import catalogue
from roadmap.fields.problem import Refused
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.reading import LARGEST, read_document

Unreadable = (OSError, Refused)


def read_plan(path: Path) -> Plan:
    """Load a plan document (.json, .yaml); raises Refused with every problem, or OSError."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    return load_plan(read_document(data, path.name), catalogue())


def reasons(path: Path, error: OSError | Refused) -> list[str]:
    """Say why a file could not be read, a line for each problem, each with the file and the place in it."""
    if isinstance(error, Refused):
        return [f"{path}: {problem}" for problem in error.problems]
    return [f"{path}: {error.strerror or error}"]
