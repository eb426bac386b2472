"""The plain cases of computing a style: a value that is inherited or initial, and nothing else about it."""

from typing import Any

from weasyprint import css
from weasyprint.css import ComputedStyle
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

from roadmap.publish.engine.patching import Patch

# Properties whose value depends on others, or that propagate in ways of their own.
SPECIAL = frozenset({"float", "position", "display", "page"})
PLAIN = frozenset(
    name for name in INITIAL_VALUES if name not in SPECIAL and not name.startswith(("text_decoration_", "__"))
)
INHERITED_PLAIN = PLAIN & INHERITED
INITIAL_PLAIN = PLAIN - INHERITED - INITIAL_NOT_COMPUTED
NEVER_MATH = (str, int, float, type(None))
LOGICAL = {
    (name, direction): function(block="ttb", inline=direction)
    for name, function in css.PHYSICAL_FUNCTIONS.items()
    for direction in ("ltr", "rtl")
}
compute = ComputedStyle.__missing__


def missing(self: ComputedStyle, key: str) -> Any:
    """Compute a property: at once if nothing sets it, in full otherwise."""
    if key in self.cascaded:
        return compute(self, key)
    if key in css.PHYSICAL_FUNCTIONS and LOGICAL[key, self["direction"]] in self.cascaded:
        return compute(self, key)
    if key in INITIAL_PLAIN:
        value = self[key] = INITIAL_VALUES[key]
        return value
    if key in INHERITED_PLAIN and self.parent_style is not None:
        value = self.parent_style[key]
        if type(value) in NEVER_MATH:
            self[key] = value
            return value
    return compute(self, key)


PATCHES = (
    Patch(ComputedStyle, "__missing__", missing, "most properties of most elements are set by nothing"),
)
