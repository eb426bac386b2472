"""The small questions that are put to every box a hundred thousand times, answered in fewer steps."""

from collections.abc import Iterator
from typing import Any

from weasyprint.draw import color
from weasyprint.formatting_structure.boxes import Box

from roadmap.publish.engine.patching import Patch, everywhere

OUT_OF_FLOW = frozenset({"absolute", "fixed"})
NAMED_PLACES = frozenset({"running()", "note()"})
get_color = color.get_color


def descendants(self: Any, placeholders: bool = False) -> Iterator[Any]:
    """Walk a box and all below it in order, without a generator for every level."""
    waiting = [self]
    while waiting:
        box = waiting.pop()
        yield box
        if placeholders or isinstance(box, Box):
            waiting.extend(reversed(box.children))


def is_in_normal_flow(self: Any) -> bool:
    """Tell whether a box neither floats nor is placed by itself (a float of "none" is the only other)."""
    style = self.style
    if style["float"] != "none":
        return False
    position = style["position"]
    return position not in OUT_OF_FLOW and position[0] not in NAMED_PLACES


def used_color(style: Any, key: str) -> Any:
    """Give a colour, which is an object, or the text's where the style says `currentcolor`."""
    value = style[key]
    return style["color"] if type(value) is str else value


PATCHES = (
    Patch(Box, "descendants", descendants, "a walk costs its length, not its length times its depth"),
    Patch(Box, "is_in_normal_flow", is_in_normal_flow, "two look-ups for five questions"),
    *everywhere(get_color, used_color, "comparing a colour with a word costs more than asking what it is"),
)
