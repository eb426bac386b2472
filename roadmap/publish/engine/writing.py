"""Each object is written and compressed once, though the file's identifier asks for all of them again."""

from typing import Any

import pydyf

from roadmap.publish.engine.conformance import unambiguous_stream
from roadmap.publish.engine.patching import Patch

to_bytes = pydyf._to_bytes


class Names(dict[str, bytes]):
    """The names of a dictionary's entries as they are written."""

    def __missing__(self, name: str) -> bytes:
        self[name] = written = b"/%s " % to_bytes(name)
        return written


NAMES = Names()


def operand(item: Any) -> bytes:
    """Write an operand, the commonest kinds first."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]  # it is bytes
    if kind is str or kind is int:
        return str(item).encode("ascii")
    return to_bytes(item)  # type: ignore[no-any-return]  # pydyf carries no types


def dictionary_once(self: Any) -> bytes:
    """Write a dictionary, and remember it if it is an object of its own."""
    known: bytes | None = getattr(self, "written", None)
    if known is None:
        known = b"<<%s>>" % b"".join([NAMES[key] + operand(value) for key, value in self.items()])
        if self.number is not None:
            self.written = known
    return known


def stream_once(self: Any) -> bytes:
    """Write a stream, and remember it: the identifier of the file is a digest of all that is written."""
    known: bytes | None = getattr(self, "written", None)
    if known is None:
        known = self.written = unambiguous_stream(self)
    return known


def references_once(self: Any) -> tuple[bytes, ...]:
    """Give the references of all pages, made again only when there are more of them."""
    kids = self.pages["Kids"]
    known: tuple[bytes, ...] = getattr(self, "known_references", ())
    if len(known) * 3 != len(kids):
        known = self.known_references = tuple(b"%d 0 R" % number for number in kids[::3])
    return known


PATCHES = (
    Patch(pydyf, "_to_bytes", operand, "a quarter of a million operands"),
    Patch(
        pydyf.Dictionary, "data", property(dictionary_once), "ten thousand dictionaries, each written twice"
    ),
    Patch(pydyf.Stream, "data", property(stream_once), "streams are compressed once, not twice"),
    Patch(pydyf.PDF, "page_references", property(references_once), "made anew for every element"),
)
