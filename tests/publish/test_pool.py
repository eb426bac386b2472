"""A hostile document costs its own request and nothing else."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from roadmap.publish.pool import Limits, RenderFailed, RenderPool

ACT, PARAGRAPH = "tests.publish.entries:act", "tests.publish.entries:paragraph"


def do(act: str, **edition: object) -> dict[str, object]:
    """Give the request that makes a worker do something."""
    return {"plan": {"act": act}, "edition": edition}


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with RenderPool(2, Limits(seconds=3), ACT) as pool:
        yield pool


def test_a_document_comes_back_and_the_child_stays_warm() -> None:
    with RenderPool(1, entry=PARAGRAPH) as pool:
        first = pool.render({"plan": {"text": "One"}, "edition": {}})
        started = time.monotonic()
        assert pool.render({"plan": {"text": "One"}, "edition": {}}) == first
        assert first.startswith(b"%PDF-1.7")
        assert time.monotonic() - started < 2


def test_a_document_that_takes_too_long_is_stopped_in_words(pool: RenderPool) -> None:
    started = time.monotonic()
    with pytest.raises(RenderFailed, match="took longer than 3 seconds to set and was stopped"):
        pool.render(do("hang", seconds=60))
    assert time.monotonic() - started < 10


def test_a_document_that_needs_too_much_memory_is_stopped_in_words(pool: RenderPool) -> None:
    with pytest.raises(RenderFailed, match="needed more memory than 1500 MB"):
        pool.render(do("memory"))


@pytest.mark.parametrize("act", ["abort", "leave", "raise", "hang", "memory"])
def test_the_pool_lives_on_after_a_failure(pool: RenderPool, act: str) -> None:
    with pytest.raises(RenderFailed):
        pool.render(do(act, seconds=60, secret="x"))
    assert pool.render(do("process")).isdigit()


def test_a_failure_tells_the_log_where_and_never_what_was_written(pool: RenderPool) -> None:
    with pytest.raises(RenderFailed) as failure:
        pool.render(do("raise", secret="informant's name"))
    assert failure.value.detail.startswith("ValueError at entries.py:")
    assert "informant" not in f"{failure.value} {failure.value.detail}"


def test_a_stray_print_does_not_spoil_the_answer(pool: RenderPool) -> None:
    assert pool.render(do("print")) == b"answer"


def test_a_document_writes_no_file(pool: RenderPool, tmp_path: Path) -> None:
    with pytest.raises(RenderFailed) as failure:
        pool.render(do("write", path=str(tmp_path / "x")))
    assert failure.value.detail.startswith("PermissionError")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("act", ["connect", "start"])
def test_a_document_reaches_no_network_and_starts_no_program(pool: RenderPool, act: str) -> None:
    with pytest.raises(RenderFailed) as failure:
        pool.render(do(act, port=9))
    assert failure.value.detail.startswith("PermissionError")


def test_a_child_sees_none_of_our_settings(pool: RenderPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_SECRET_KEY", "k")
    with RenderPool(1, entry=ACT) as fresh:
        assert b"ROADMAP" not in fresh.render(do("environment"))


def test_a_child_retires_after_its_share_of_documents() -> None:
    with RenderPool(1, Limits(jobs=2), ACT) as pool:
        first, second, third = (pool.render(do("process")) for _ in range(3))
    assert first == second != third


def test_a_renderer_that_does_not_start_says_so() -> None:
    failing = pytest.raises(RenderFailed, match="does not start")
    with RenderPool(1, entry="tests.publish.entries:nothing") as pool, failing as failure:
        pool.render(do("process"))
    assert "nothing" in failure.value.detail


def test_many_requests_come_back_as_they_are_done_each_with_its_place(pool: RenderPool) -> None:
    requests = [do("hang", seconds=1.5), do("process"), do("raise", secret="x")]
    results = list(pool.render_many(requests))
    assert sorted(place for place, _ in results) == [0, 1, 2]
    assert results[-1] == (0, b"late")
    assert isinstance(dict(results)[2], RenderFailed)


def test_many_threads_share_the_children(pool: RenderPool) -> None:
    answers: list[bytes] = []
    threads = [Thread(target=lambda: answers.append(pool.render(do("process")))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 12
    assert len(set(answers)) <= 2


def test_closing_leaves_no_process_behind_and_may_be_done_twice() -> None:
    with RenderPool(2, entry=ACT) as pool:
        numbers = [int(pool.render(do("process")))]
    pool.close()
    assert [number for number in numbers if Path(f"/proc/{number}").exists()] == []
