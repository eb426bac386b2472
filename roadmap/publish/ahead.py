"""Making drafts before anybody asks for them: one at a time, in a thread that no page waits for."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

import structlog

log = structlog.get_logger()


class Ahead:
    """Work to do when there is time; what is asked for again while it waits is done once."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "ahead")
        self._lock = Lock()
        self._asked: dict[str, Future[None]] = {}

    def ask(self, name: str, work: Callable[[], object]) -> None:
        """Do `work` when its turn comes, instead of what was asked for before under this name."""
        with self._lock:
            if before := self._asked.get(name):
                before.cancel()
            self._asked[name] = self._thread.submit(_quietly, name, work)

    def wait(self) -> None:
        """Wait until everything asked for so far is done."""
        self._thread.submit(int).result()


def _quietly(name: str, work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as failure:  # whoever asks for the document is told then
        log.warning("not made ahead", name=name, why=type(failure).__name__)
