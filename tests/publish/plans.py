"""Plans for the tests of documents: the six cases, and small ones written in the test."""

from functools import cache
from pathlib import Path

from roadmap.catalogue.load import catalogue
from roadmap.publish.document import Document, compose
from roadmap.publish.edition import Edition
from roadmap.publish.entry import Reading
from roadmap.publish.wording import wording
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Plan
from roadmap.worksheets.reading import read_document

CASES = {path.name[:2]: path for path in (Path(__file__).parents[3] / "shared" / "cases").glob("*.yaml")}
TODAY = "2026-11-22"


@cache
def case_document(country: str) -> object:
    """The parsed document of a case, by its two letters."""
    path = CASES[country]
    return read_document(path.read_bytes(), path.name)


@cache
def case(country: str) -> Plan:
    """The plan of a case, by its two letters."""
    return load_plan(case_document(country), catalogue())


def plan(**sheets: object) -> Plan:
    """A plan with these worksheets; `language`, `tlp` and `country` can be given too."""
    head = {"format": "roadmap-plan/1", "country": "VU", "language": "en", "tlp": "CLEAR"}
    return load_plan(head | sheets, catalogue())


def reading(of: Plan) -> Reading:
    """A plan being read into entries, in English."""
    return Reading(of, catalogue(), wording(of.language))


def edition(**options: object) -> Edition:
    """An edition of a fixed day with these options."""
    return Edition.from_dict({"date": TODAY, **options})


def document(of: Plan, **options: object) -> Document:
    """The document of a plan in an edition with these options."""
    return compose(of, edition(**options), catalogue())
