"""One link is one annotation with words of its own, and dots leading to a page number are not read out.

WeasyPrint 70.0 gives every element inside a link, and what stands before and after it, an annotation and a
Link element too, and describes a link by its address.
"""

from typing import Any

import pydyf
from weasyprint import Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

from roadmap.publish.engine.patching import Patch

SOFT_BREAK = "\u200b"
tag_of_element = tags._get_pdf_tag


def keep_own_links(page: Page) -> None:
    """Keep the links of a page that are elements themselves."""
    page.links = [link for link in page.links if link[3].link]


def note_decoration(box: Any) -> None:
    """Note that a box and all in it is painted but not read."""
    for each in box.descendants():
        each.is_decoration = True


def tag_of_box(name: str | None) -> str:
    """Give the tag of an element, and no second Link to what CSS puts before or after one."""
    return "Span" if name and name.startswith("a::") else str(tag_of_element(name))


def describe_link(box: Any, element: Any) -> None:
    """Describe a link by its label or its text; one that draws no words, such as a second line, gets some."""
    shown = words(box)
    description = pydyf.String(_label(box) or shown or "Link")
    box.link_annotation["Contents"] = description
    if element["S"] == "/Link" and not shown:
        element["Alt"] = description


def _label(box: Any) -> str:
    element = box.element
    return "" if element is None else element.get("aria-label") or element.get("title") or ""


def words(box: Any) -> str:
    """Give the text a box shows, without soft breaks and leaders."""
    texts = (
        " " if getattr(each, "is_decoration", False) else each.text
        for each in box.descendants()
        if isinstance(each, boxes.TextBox)
    )
    return " ".join("".join(texts).replace(SOFT_BREAK, "").split())


LINK_REPAIRS = (Patch(tags, "_get_pdf_tag", tag_of_box, "ua1 7.18.5: a Link element has an annotation"),)
