"""A plan is taken along as a file that says whose it is and how it is marked."""

import pytest

from roadmap.catalogue.load import catalogue
from roadmap.worksheets.document import canonical_bytes, load_plan
from roadmap.worksheets.reading import read_document


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here."""
    return sqlite_url


def test_the_document_is_the_canonical_one(filled):
    answer = filled.person().get(filled.address("plan.json"))
    assert canonical_bytes(load_plan(read_document(answer.data), catalogue())) == answer.data


def test_the_file_is_named_for_its_country_and_strictest_marking(filled):
    answer = filled.person().get(filled.address("plan.json"))
    assert answer.headers["Content-Disposition"] == "attachment; filename=VU-roadmap-TLP-AMBER.json"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.mimetype == "application/json"
