"""What must hold for every HTML page, whoever wrote its template."""

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

UNLABELLED_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})
CONTROLS = frozenset({"input", "select", "textarea"})
NAMING = ("aria-label", "aria-labelledby", "title")


def faults(html: str) -> list[str]:
    """Return in words what is wrong with the page `html`; an empty list when nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    broken = [f"invalid HTML at {place}: {code} {details}" for place, code, details in parser.errors]
    return [*broken, *_head(tree), *_ids(tree), *_labels(tree), *_inline(tree)]


def _head(tree: Element) -> list[str]:
    found = []
    if not (tree.findtext("head/title") or "").strip(" ·\n"):
        found.append("the page has no title")
    if not tree.get("lang") or not tree.get("dir"):
        found.append("<html> lacks lang or dir")
    if len(tree.findall(".//h1")) != 1:
        found.append(f"the page has {len(tree.findall('.//h1'))} first headings instead of one")
    return found


def _ids(tree: Element) -> list[str]:
    counts = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    repeated = [f"the id {name!r} is used {count} times" for name, count in counts.items() if count > 1]
    dangling = [
        f"{attribute}={element.get(attribute)!r} points nowhere"
        for element in tree.iter()
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
        if any(name not in counts for name in (element.get(attribute) or "").split())
    ]
    return repeated + dangling


def _labels(tree: Element) -> list[str]:
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {control for label in tree.iter("label") for control in label.iter()}
    return [
        f"the control {control.get('name') or control.get('id')!r} has no label"
        for control in tree.iter()
        if control.tag in CONTROLS
        and control.get("type") not in UNLABELLED_INPUTS
        and control.get("id") not in labelled
        and control not in inside
        and not any(control.get(attribute) for attribute in NAMING)
    ]


def _inline(tree: Element) -> list[str]:
    found = []
    for element in tree.iter():
        if element.tag == "style" or "style" in element.attrib:
            found.append(f"<{element.tag}> carries an inline style")
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/json":
            found.append("an inline script")
        found += [f"<{element.tag}> has {name}" for name in element.attrib if name.startswith("on")]
    return found
