"""What a worker is given to run in the tests: documents, and the ways a document can go wrong."""

import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from roadmap.publish import fonts, pdf


def paragraph(plan: dict[str, Any], _edition: dict[str, Any]) -> bytes:
    """Set one paragraph of text, already escaped."""
    markup = f'<html lang="en"><head><title>A plan</title></head><body><p>{plan["text"]}</p></body></html>'
    style = fonts.stylesheet() + "p { overflow-wrap: anywhere; white-space: pre-line }"
    return pdf.to_pdf(markup, stylesheet=style, identifier=b"plan")


def act(plan: dict[str, Any], edition: dict[str, Any]) -> bytes:
    """Do what the request says, by name."""
    return ACTS[plan["act"]](edition)


def _hang(edition: dict[str, Any]) -> bytes:
    time.sleep(edition["seconds"])
    return b"late"


def _fill_memory(_: dict[str, Any]) -> bytes:
    return b"".join([bytes(100_000_000) for _ in range(100)])


def _raise(edition: dict[str, Any]) -> bytes:
    raise ValueError(edition["secret"])


def _print(_: dict[str, Any]) -> bytes:
    os.write(1, b"a stray line\n")
    print("another")
    return b"answer"


def _write(edition: dict[str, Any]) -> bytes:
    Path(edition["path"]).write_text("written")
    return b"written"


def _connect(edition: dict[str, Any]) -> bytes:
    socket.create_connection(("127.0.0.1", edition["port"]))
    return b"connected"


def _start(_: dict[str, Any]) -> bytes:
    return subprocess.run(["/bin/true"], check=True, capture_output=True).stdout


ACTS = {
    "hang": _hang,
    "memory": _fill_memory,
    "raise": _raise,
    "print": _print,
    "write": _write,
    "connect": _connect,
    "start": _start,
    "environment": lambda _: repr(sorted(os.environ)).encode(),
    "process": lambda _: str(os.getpid()).encode(),
    "abort": lambda _: os.abort(),
    "leave": lambda _: os._exit(3),
}
