"""What people with bad intentions type is set as text, in bounds, in the children that render."""

import json
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pytest
from pypdf import PdfReader

from roadmap.publish.breaks import prepare
from roadmap.publish.pool import RenderFailed, RenderPool
from tests.publish.conformance import assert_conformant
from tests.publish.samples import SHARED, materialise

CORPUS = [json.loads(line) for line in (SHARED / "hostile" / "corpus.jsonl").read_text("ascii").splitlines()]
INTO_MARKUP = [each for each in CORPUS if each["class"] in ("pdf-ssrf", "pdf-markup", "unicode", "ssti")]
INTO_FIELDS = [each for each in INTO_MARKUP if each["where"].startswith("field:")]
OF_SIZE = [each for each in CORPUS if each["where"] == "field:textarea->pdf"]
# A megabyte of text takes up to the limit of a minute.
LONG = {"size-003", "size-008", "size-009"}


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with RenderPool(1, entry="tests.publish.entries:paragraph") as pool:
        yield pool


def request(text: str) -> dict[str, Any]:
    """Give the request for a paragraph of text, prepared and escaped as a template does it."""
    return {"plan": {"text": escape(prepare(text))}, "edition": {}}


@pytest.mark.parametrize("entry", INTO_FIELDS, ids=lambda entry: entry["id"])
def test_hostile_text_is_set_as_text_to_both_standards(entry: dict[str, Any], pool: RenderPool) -> None:
    file = pool.render(request(f"before {materialise(entry)} after"))
    assert_conformant(file)
    text = PdfReader(BytesIO(file)).pages[0].extract_text()
    assert "before" in text
    assert "after" in text


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(each, marks=[pytest.mark.slow] if each["id"] in LONG else [], id=each["id"])
        for each in OF_SIZE
    ],
)
def test_monstrous_text_is_set_or_refused_in_time_and_the_pool_lives_on(
    entry: dict[str, Any], pool: RenderPool
) -> None:
    started = time.monotonic()
    try:
        assert pool.render(request(materialise(entry))).startswith(b"%PDF-1.7")
    except RenderFailed as failure:
        assert "was stopped" in str(failure)
    assert time.monotonic() - started < 90
    assert pool.render(request("still here")).startswith(b"%PDF-1.7")
