"""Traffic Light Protocol, FIRST TLP version 2.0: who may see a row or a document."""

from collections.abc import Iterable
from enum import StrEnum


class Tlp(StrEnum):
    """The five labels, from the widest audience to the narrowest. They are never translated."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def label(self) -> str:
        """The label as the protocol prints it, without spaces and in capitals."""
        return f"TLP:{self.value}"

    @property
    def strictness(self) -> int:
        """0 for CLEAR up to 4 for RED."""
        return ORDER[self]


ORDER = {marking: place for place, marking in enumerate(Tlp)}


def strictest(markings: Iterable[Tlp]) -> Tlp:
    """The marking of a whole that holds parts with these markings; CLEAR for no parts."""
    return max(markings, key=lambda marking: marking.strictness, default=Tlp.CLEAR)


def least_strict(*markings: Tlp) -> Tlp:
    """The widest of these markings, of which there is at least one."""
    return min(markings, key=lambda marking: marking.strictness)
