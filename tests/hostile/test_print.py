"""The corpus on paper: printed letter by letter, carried exactly, reaching for nothing, never for long."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from roadmap.publish.pool import RenderFailed, RenderPool
from roadmap.publish.roadmap_pdf import make_pdf
from roadmap.worksheets.head import MOST_ROWS
from tests.hostile.corpus import Attack, attack, covers, through
from tests.hostile.doors import HEAD, SQLITE, House, Question
from tests.hostile.expectations import documented, refused_in_words
from tests.hostile.test_texts import TYPED
from tests.publish.conformance import assert_conformant

EDITION = {"date": "2026-11-22"}
LONGEST = 10_000  # characters of a long text
ENDLESS = through("field:textarea->pdf")
PRINTED = [
    each for each in TYPED if each.where == "field:textarea" and documented(each.payload) == each.payload
]
PEOPLE = [each for each in TYPED if each.where == "field:person-name"]
NAMES = [each for each in TYPED if each.where == "field:delegation-name"]
ACT = "tests.publish.entries:act"


@dataclass(frozen=True)
class Paper:
    """A printed plan: its file, its text, and what it reached for while it was made."""

    file: bytes
    text: str
    sent: dict[str, str]
    calls: list[object]
    canary: bytes

    @property
    def carried(self) -> dict[str, object]:
        """The plan document inside the file."""
        ((data, *_),) = PdfReader(BytesIO(self.file)).attachments.values()
        return json.loads(data)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """Print every text of the corpus in one plan, addresses aimed at a listening server and a real file."""
    canary = tmp_path_factory.mktemp("canary") / "canary.txt"
    canary.write_text("CANARY-51c0ffee")
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls: list[object] = []
        Thread(target=_listen, args=(server, calls), daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        sent = {each.id: each.aimed(url, canary.as_uri()) for each in PRINTED}
        threats = [{"key": key, "title": key, "description": text} for key, text in sent.items()]
        people = [{"name": each.payload} for each in PEOPLE]
        file = make_pdf(HEAD | {"threats": threats, "profile": {"focal_points": people}}, EDITION)
        yield Paper(file, text_of(file), sent, calls, canary.read_bytes())


def _listen(server: socket.socket, calls: list[object]) -> None:
    while True:
        try:
            calls.append(server.accept())
        except OSError:
            return


def text_of(file: bytes) -> str:
    """What can be copied out of a PDF."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=file, capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    """A text without what lines and pages add to it: spaces, hyphens, soft breaks."""
    return re.sub("[\\s\u200b\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


def test_markup_is_printed_letter_by_letter(paper: Paper) -> None:
    printed = squeezed(paper.text)
    wanted = [each for each in PRINTED if "pdf-escaped" in each.also or each.expect == "escaped in PDF"]
    assert [each.id for each in wanted if squeezed(paper.sent[each.id]) not in printed] == []


def test_every_letter_has_a_glyph_or_is_named(paper: Paper) -> None:
    printed = set(squeezed(paper.text))
    for each in [each for each in (*PRINTED, *PEOPLE) if "pdf-glyphs" in each.also]:
        letters = {c for c in squeezed(each.payload) if unicodedata.category(c) not in ("Cf", "Mn", "Me")}
        named = {c for c in letters if f"[U+{ord(c):04X}]" in paper.text}
        assert letters - named <= printed, f"{each.id}: {letters - named - printed}"
        assert not named or each.kind == "unicode", f"{each.id}: no typeface for {named}"


def test_the_file_carries_every_text_exactly(paper: Paper) -> None:
    carried = {row["key"]: row["description"] for row in paper.carried["threats"]}
    assert carried == paper.sent
    assert [row["name"] for row in paper.carried["profile"]["focal_points"]] == [p.payload for p in PEOPLE]


def test_printing_reaches_for_nothing(paper: Paper) -> None:
    assert paper.calls == []
    reader = PdfReader(BytesIO(paper.file))
    streams = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    inside = b"".join(each.get_data() for each in streams if hasattr(each, "get_data"))
    assert paper.canary not in inside
    assert len(reader.attachments) == 1


def test_a_hostile_plan_makes_a_sound_file(paper: Paper) -> None:
    assert_conformant(paper.file)


@pytest.mark.parametrize("each", NAMES, ids=str)
def test_a_delegation_is_named_as_it_wrote(each: Attack) -> None:
    name = documented(each.payload).replace("\n", " ")
    file = make_pdf(HEAD | {"profile": {"delegation": name, "title": name}}, EDITION)
    assert squeezed(name) in squeezed(text_of(file))
    said = {str(value) for value in (PdfReader(BytesIO(file)).metadata or {}).values()}
    assert any(name in value for value in said), said
    assert_conformant(file)


@settings(max_examples=1, deadline=None)
@given(each=st.sampled_from(ENDLESS), rows=st.integers(1, 4))
def test_an_endless_text_is_printed_or_stopped_and_the_next_plan_is_printed(each: Attack, rows: int) -> None:
    text = each.payload[:LONGEST]
    endless = [{"key": f"T{n}", "title": "Endless", "description": text} for n in range(rows)]
    with RenderPool(1) as pool:
        began = time.monotonic()
        try:
            file = pool.render({"plan": HEAD | {"threats": endless}, "edition": EDITION})
            assert file.startswith(b"%PDF")
        except RenderFailed as failure:
            assert "was stopped" in str(failure)
        assert time.monotonic() - began < each.seconds + 10
        assert pool.render({"plan": HEAD, "edition": EDITION}).startswith(b"%PDF")


@SQLITE
@pytest.mark.parametrize("each", ENDLESS, ids=str)
def test_a_text_over_its_limit_comes_in_by_no_door(house: House, each: Attack) -> None:
    question = Question("threats", "description")
    text = each.payload
    refused_in_words(house.by_document(question, text))
    house.write_row(question, title="From the database", description=text)
    for page in (house.address(question), f"/plans/{house.plan_id}/plan.json"):
        answer = house.lead.get(page)
        assert answer.status_code == 200
        assert len(answer.data) < 200_000


@covers("size-018")
def test_the_most_rows_that_a_worksheet_holds_are_printed(tmp_path: Path) -> None:
    rows = attack("size-018").payload[:MOST_ROWS]
    columns = ("title", "publisher", "note")
    sources = [
        {"key": f"S{n}", "url": f"https://example.org/{n}", **dict(zip(columns, row.values(), strict=False))}
        for n, row in enumerate(rows, 1)
    ]
    began = time.process_time()
    file = make_pdf(HEAD | {"sources": sources}, EDITION)
    assert time.process_time() - began <= 20
    printed = squeezed(text_of(file))
    assert [row["title"] for row in sources if squeezed(row["title"]) not in printed] == []


@covers("fault-007")
def test_a_renderer_that_is_killed_fails_its_document_and_no_other() -> None:
    with RenderPool(1, entry=ACT) as pool:
        number = int(pool.render({"plan": {"act": "process"}, "edition": {}}))
        failures: list[RenderFailed] = []

        def render() -> None:
            with pytest.raises(RenderFailed) as failed:
                pool.render({"plan": {"act": "hang"}, "edition": {"seconds": 30}})
            failures.append(failed.value)

        at_work = Thread(target=render)
        at_work.start()
        time.sleep(0.5)
        os.kill(number, signal.SIGKILL)
        at_work.join(10)
        assert len(failures) == 1
        assert int(pool.render({"plan": {"act": "process"}, "edition": {}})) != number
