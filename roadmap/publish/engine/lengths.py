"""Lengths that do not depend on the box around are resolved once for a style, not for every box and pass."""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from roadmap.publish.engine.patching import everywhere

LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
RADII = tuple(f"border_{y}_{x}_radius" for y in ("top", "bottom") for x in ("left", "right"))
SQUARE = dict.fromkeys(RADII, (0, 0))
resolve_percentages = percent.resolve_percentages
resolve_radii_percentages = percent.resolve_radii_percentages


def resolve(box: Any, containing_block: Any) -> None:
    """Set the used lengths of a box from its style's own, or in full where the style has a percentage."""
    style = box.style
    try:
        lengths = style.own_lengths
    except AttributeError:
        lengths = style.own_lengths = own_lengths(style)
    if lengths is None or isinstance(box, boxes.PageBox):
        resolve_percentages(box, containing_block)
        return
    known = box.__dict__
    collapsed = style["border_collapse"] == "collapse" and {
        name: known[name] for name in BORDERS if hasattr(box, name) and name in known
    }
    known.update(lengths)
    if collapsed:
        known.update(collapsed)
    if style["box_sizing"] != "content-box":
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")


def own_lengths(style: Any) -> dict[str, Any] | None:
    """Give a style's used lengths by name, pixels or "auto"; None if one of them depends on another box."""
    lengths = {}
    for name in LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", "%") == "%":
            return None
        else:
            lengths[name] = value.value
    return lengths | {name: style[name] for name in BORDERS}


def resolve_radii(box: Any) -> None:
    """Set the used radii of a box's corners: none at once, others in full."""
    style = box.style
    try:
        square = style.is_square
    except AttributeError:
        square = style.is_square = all((0, "px") in style[name] for name in RADII)
    if square:
        box.__dict__.update(SQUARE)
    else:
        resolve_radii_percentages(box)


PATCHES = (
    *everywhere(resolve_percentages, resolve, "lengths in pixels need no resolving"),
    *everywhere(resolve_radii_percentages, resolve_radii, "most boxes have square corners"),
)
