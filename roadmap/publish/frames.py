"""How the pool and its workers speak: one letter, eight bytes of length, and so many bytes."""

import struct
from typing import IO

HEAD = struct.Struct(">cQ")
REQUEST, READY, FILE, REFUSAL = b"?", b"!", b"P", b"X"
OUT_OF_MEMORY = b"out of memory"


def send(stream: IO[bytes], kind: bytes, payload: bytes) -> None:
    """Write one frame."""
    stream.write(HEAD.pack(kind, len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Read one frame; None when the stream ends before it does."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    payload = stream.read(length)
    return (kind, payload) if len(payload) == length else None
