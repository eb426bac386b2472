"""Rendering in child processes that can be limited and killed, kept warm between documents."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from threading import Timer
from typing import Any, Self

import roadmap
from roadmap.i18n import N_
from roadmap.publish.frames import FILE, OUT_OF_MEMORY, READY, REQUEST, receive, send

ROOT = Path(roadmap.__file__).parent.parent
ENTRY = "roadmap.publish.roadmap_pdf:make_pdf"
ENVIRONMENT = ("PATH", "HOME", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_DATA_HOME")
SECONDS_TO_START = 60
TOO_LONG = N_(
    "The document took longer than %(seconds)s seconds to set and was stopped. Shorten its longest texts."
)
TOO_LARGE = N_(
    "The document needed more memory than %(megabytes)s MB and was stopped. Shorten its longest texts."
)
BROKEN = N_("The document could not be set. The administrators find the reason in the log.")
NOT_STARTED = N_("The document could not be set, because the renderer does not start.")
# What a failed allocation looks like from outside: GLib gives up, or the kernel makes room.
SIGNALS_OF_MEMORY = {signal.SIGABRT, signal.SIGTRAP, signal.SIGKILL}


@dataclass(frozen=True)
class Limits:
    """What one document may take: seconds on the clock, bytes of address space; and when a child retires."""

    seconds: float = 60
    memory: int = 1_500_000_000
    jobs: int = 300
    niceness: int = 0


DEFAULT_LIMITS = Limits()


class RenderFailed(Exception):
    """A document that could not be made: a sentence to translate for the person, and a line for the log."""

    def __init__(self, message: str, params: Mapping[str, object], detail: str) -> None:
        super().__init__(message % params)
        self.message, self.params, self.detail = message, params, detail


class _Child:
    """One warm worker process, in a session of its own."""

    def __init__(self, limits: Limits, entry: str) -> None:
        self.limits, self.jobs, self.overdue = limits, 0, False
        self.process = subprocess.Popen(  # noqa: S603 - our own module, with numbers of our own
            [sys.executable, "-m", "roadmap.publish.worker", *_arguments(entry, limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
            | {"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=ROOT,
            start_new_session=True,
        )

    def start(self) -> None:
        """Wait until the child is warm; raises RenderFailed if it never is."""
        frame = self._within(SECONDS_TO_START)
        if frame is None or frame[0] != READY:
            self.kill()
            raise RenderFailed(NOT_STARTED, {}, frame[1].decode() if frame else f"exit {self.process.wait()}")

    def render(self, request: Mapping[str, Any]) -> bytes:
        """Give the file the child makes of a request; raises RenderFailed, and then may be dead."""
        self.jobs += 1
        frame = self._within(self.limits.seconds, json.dumps(request).encode())
        if frame is None:
            raise self._death()
        if frame[0] == FILE:
            return frame[1]
        if frame[1] == OUT_OF_MEMORY:
            self.kill()
            raise self._too_large("an allocation was refused")
        raise RenderFailed(BROKEN, {}, frame[1].decode())

    def _within(self, seconds: float, payload: bytes | None = None) -> tuple[bytes, bytes] | None:
        """Send what there is to send and wait for one frame; kill the child when time is up."""
        assert self.process.stdin and self.process.stdout
        timer = Timer(seconds, self._end_overdue)
        timer.start()
        try:
            if payload is not None:
                send(self.process.stdin, REQUEST, payload)
            return receive(self.process.stdout)
        except BrokenPipeError:
            return None
        finally:
            timer.cancel()

    def _end_overdue(self) -> None:
        self.overdue = True
        self._signal()

    def _death(self) -> RenderFailed:
        self.kill()
        ended_by = -self.process.returncode
        detail = f"the renderer ended with {ended_by}"
        if self.overdue or ended_by == signal.SIGXCPU:
            return RenderFailed(TOO_LONG, {"seconds": f"{self.limits.seconds:g}"}, detail)
        if ended_by in SIGNALS_OF_MEMORY:
            return self._too_large(detail)
        return RenderFailed(BROKEN, {}, detail)

    def _too_large(self, detail: str) -> RenderFailed:
        return RenderFailed(TOO_LARGE, {"megabytes": self.limits.memory // 1_000_000}, detail)

    @property
    def usable(self) -> bool:
        """Whether the child can take another request."""
        return self.process.poll() is None and self.jobs < self.limits.jobs

    def kill(self) -> None:
        """End the child and whatever it may have started, and collect it."""
        assert self.process.stdin and self.process.stdout
        if self.process.poll() is None and not self.overdue:
            self._signal()
        self.process.wait()
        self.process.stdout.close()
        with suppress(BrokenPipeError):
            self.process.stdin.close()

    def _signal(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _arguments(entry: str, limits: Limits) -> Iterator[str]:
    yield f"--entry={entry}"
    yield f"--memory={limits.memory}"
    yield f"--cpu={int(limits.seconds) + 1}"
    yield f"--nice={limits.niceness}"


class RenderPool:
    """So many worker processes, started when first needed; safe to use from many threads.

    A request is {"plan": the plan document, "edition": its options}, all of it JSON.  A document that takes
    too long, too much or breaks raises RenderFailed for its own request; the next one gets a new child.
    """

    def __init__(self, size: int, limits: Limits = DEFAULT_LIMITS, entry: str = ENTRY) -> None:
        self.size, self.limits, self.entry = size, limits, entry
        self._places: LifoQueue[_Child | None] = LifoQueue()
        for _ in range(size):
            self._places.put(None)

    def render(self, request: Mapping[str, Any]) -> bytes:
        """Give the PDF of one request, waiting for a free child; raises RenderFailed."""
        child = self._places.get()
        try:
            child = self._warm(child)
            return child.render(request)
        finally:
            self._places.put(child)

    def render_many(
        self, requests: Iterable[Mapping[str, Any]]
    ) -> Iterator[tuple[int, bytes | RenderFailed]]:
        """Give each request's place and its PDF or what went wrong with it, in the order they are done."""
        with ThreadPoolExecutor(self.size) as threads:
            running = {threads.submit(self.render, each): place for place, each in enumerate(requests)}
            try:
                for done in as_completed(running):
                    failure = done.exception()
                    yield running[done], failure if isinstance(failure, RenderFailed) else done.result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)

    def _warm(self, child: _Child | None) -> _Child:
        if child and child.usable:
            return child
        if child:
            child.kill()
        child = _Child(self.limits, self.entry)
        child.start()
        return child

    def processes(self) -> list[int]:
        """Give the process numbers of the children that wait for work."""
        return [child.process.pid for child in list(self._places.queue) if child and child.usable]

    def close(self) -> None:
        """End the children, each after the document it is at; a pool that is closed already stays so."""
        while self.size:
            self.size -= 1
            if child := self._places.get():
                child.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
