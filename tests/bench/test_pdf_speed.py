"""How long a typical document takes, beside what others would use; figures are printed, never asserted.

Every engine sets the same markup in turn, round after round, so that a busy machine slows all alike: read
the ratios.  `python -m pytest tests/bench -s -o addopts=` runs it.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

import pytest
from pypdf import PdfReader

from roadmap.catalogue.load import catalogue
from roadmap.publish.document import compose
from roadmap.publish.edition import Edition, Paper
from roadmap.publish.markup import to_markup
from roadmap.publish.pool import Limits, RenderPool
from roadmap.publish.roadmap_pdf import stylesheet
from tests.bench import engines, real, typical
from tests.publish.conformance import problems
from tests.publish.samples import LANGUAGES

ROUNDS = 4
pytestmark = [
    pytest.mark.timeout(1800),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # stock leaves files open
]


@dataclass(frozen=True)
class Document:
    """A named document, ready to be set."""

    name: str
    markup: str
    stylesheet: str


DOCUMENTS = [
    Document(f"typical, {lang}", typical.markup(LANGUAGES[lang]), typical.stylesheet())
    for lang in ("en", "km", "ur", "ja")
]
SIZES = ("small", "typical", "large")
Engine = Callable[[str, str], bytes]
Time = tuple[float, float]  # seconds of the clock and of the processor


@pytest.mark.parametrize("size", SIZES)
def test_the_time_of_a_real_plan(size: str) -> None:
    """Small: five rows a worksheet; typical: 15 threats, 25 actions of the large one; large: 60 actions."""
    roadmap = compose(real.plan(size), Edition(date(2026, 11, 22)), catalogue())
    _race(Document(f"{size} plan", to_markup(roadmap), stylesheet(Paper.A4)))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_the_time_of_a_document(document: Document) -> None:
    _race(document)


def _race(document: Document) -> None:
    with engines.chromium() as browser:
        contest: dict[str, Engine] = {
            "WeasyPrint alone, PDF/A-3a": engines.stock,
            "ours, repairs alone": engines.without_caches,
            "ours": engines.ours,
            "Chromium, warm": partial(engines.warm_chromium, browser),
            "Chromium, cold": engines.cold_chromium,
        }
        times, files = _rounds(contest, document)
    assert files["ours"] == files["ours, repairs alone"]
    _print_table(document.name, times, files)


def _rounds(
    contest: Mapping[str, Engine], document: Document
) -> tuple[dict[str, list[Time]], dict[str, bytes]]:
    times, files = defaultdict(list), {}
    for _ in range(ROUNDS + 1):
        for name, engine in contest.items():
            gc.collect()
            started = time.perf_counter(), time.process_time()
            files[name] = engine(document.markup, document.stylesheet)
            times[name].append((time.perf_counter() - started[0], time.process_time() - started[1]))
    return {name: each[1:] for name, each in times.items()}, files  # the first round warms up


def _print_table(title: str, times: Mapping[str, Sequence[Time]], files: Mapping[str, bytes]) -> None:
    """Print medians of the clock and of this process, which for Chromium only waits."""
    first = _medians(next(iter(times.values())))
    print(f"\n{title}\n{'':28} clock ms   ratio  processor ms   ratio   pages      kB   objections")
    for name, each in times.items():
        clock, processor = _medians(each)
        file = files[name]
        pages = len(PdfReader(BytesIO(file)).pages)
        print(
            f"{name:28} {clock * 1000:8.0f} {clock / first[0]:7.2f} {processor * 1000:13.0f}"
            f" {processor / first[1]:7.2f} {pages:7} {len(file) / 1000:7.0f} {len(problems(file)):12}"
        )


def _medians(times: Sequence[Time]) -> Time:
    clock, processor = zip(*times, strict=True)
    return median(clock), median(processor)


def test_what_workers_do_in_a_minute_and_the_memory_they_take() -> None:
    request = {"plan": {"markup": DOCUMENTS[0].markup, "stylesheet": DOCUMENTS[0].stylesheet}, "edition": {}}
    for size in (1, 2):
        with RenderPool(size, Limits(), "tests.bench.entries:document") as pool:
            list(pool.render_many([request] * size))
            started = time.perf_counter()
            list(pool.render_many([request] * 8 * size))
            elapsed = time.perf_counter() - started
            memory = max(_peak_megabytes(number) for number in pool.processes())
        print(
            f"\n{size} worker(s): {8 * size / elapsed * 60:.0f} PDFs a minute, {memory:.0f} MB at most each"
        )


def _peak_megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000
