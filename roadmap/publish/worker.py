"""The child process that renders: requests in on standard input, files or refusals out on standard output.

It holds no database and no secret, opens no socket, writes no file and starts no program; `pool` gives it
limits and kills it when a document takes too long.
"""

import argparse
import gc
import importlib
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from roadmap.publish import pdf
from roadmap.publish.frames import FILE, OUT_OF_MEMORY, READY, REFUSAL, receive, send

FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
    }
    | {"os.posix_spawn", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"}
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
Entry = Callable[[Any, Any], bytes]


def main() -> None:
    """Warm up, then answer requests until standard input ends."""
    options = _options()
    answers = _keep_stdout_for_answers()
    _limit(options)
    try:
        entry = _ready(options.entry)
    except Exception:
        send(answers, REFUSAL, traceback.format_exc().encode())
        return
    send(answers, READY, b"")
    while frame := receive(sys.stdin.buffer):
        _allow_seconds(options.cpu)
        send(answers, *_answer(entry, json.loads(frame[1])))
        gc.collect()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m roadmap.publish.worker", description=__doc__)
    parser.add_argument(
        "--entry", default="roadmap.publish.roadmap_pdf:make_pdf", help="module:function to call"
    )
    parser.add_argument("--memory", type=int, required=True, help="bytes of address space")
    parser.add_argument("--cpu", type=int, required=True, help="seconds of processor time for one request")
    parser.add_argument("--files", type=int, default=256, help="open files")
    parser.add_argument("--nice", type=int, default=0, help="how far to give way to other processes")
    return parser.parse_args()


def _keep_stdout_for_answers() -> BinaryIO:
    """Turn standard output into standard error, so that a stray print cannot spoil an answer."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit(options: argparse.Namespace) -> None:
    """Take the limits on before anything of a person's is read; none can be raised again."""
    os.nice(options.nice)
    resource.setrlimit(resource.RLIMIT_AS, (options.memory, options.memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (options.files, options.files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_seconds(seconds: int) -> None:
    """Let this process use so many more seconds of processor time; the kernel ends it after them."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))


def _ready(name: str) -> Entry:
    """Load the function that renders and all it needs, and keep it out of garbage collection."""
    module, _, function = name.partition(":")
    entry: Entry = getattr(importlib.import_module(module), function)
    pdf.warm_up()
    gc.collect()
    gc.freeze()
    gc.disable()
    sys.addaudithook(_refuse)
    return entry


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no document needs: the network, other programs, and writing to any file."""
    writes = event == "open" and arguments[2] and arguments[2] & WRITING
    if event in FORBIDDEN or writes:
        raise PermissionError(f"A document may not do this: {event}.")


def _answer(entry: Entry, request: dict[str, Any]) -> tuple[bytes, bytes]:
    """Render one request; whatever goes wrong becomes a refusal that carries none of the plan's words."""
    try:
        return FILE, entry(request["plan"], request["edition"])
    except MemoryError:
        return REFUSAL, OUT_OF_MEMORY
    except Exception as problem:
        return REFUSAL, _trace(problem).encode()


def _trace(problem: BaseException) -> str:
    frames = traceback.extract_tb(problem.__traceback__)
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(problem).__name__} at {places}"


if __name__ == "__main__":
    main()
