"""Every form of every page that people of a workshop reach, found by walking from page to page."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

from tests.client import CheckingClient

# They end the sign-in that the search goes on with, or the walk would follow them for nothing.
LEFT_OUT = ("/sign-out", "/account/sessions/end", "/roadmap.pdf", "/static/")


@dataclass(frozen=True)
class Form:
    """One form: who sees it, where it goes, and the names of its controls."""

    person: CheckingClient
    action: str
    names: tuple[str, ...]


def forms(person: CheckingClient, start: str = "/", most: int = 120) -> list[Form]:
    """Walk the links from `start`, at most so many pages, and return each form once."""
    waiting, seen, found = [start], {start}, {}
    while waiting and most:
        most -= 1
        page = _page(person, here := waiting.pop(0))
        for form in _forms(page, here):
            found.setdefault(form, Form(person, *form))
        new = [link for link in _links(page, here) if link not in seen]
        seen.update(new)
        waiting += new
    return list(found.values())


def _page(person: CheckingClient, address: str) -> Element:
    answer = person.get(address, follow_redirects=True)
    text = answer.text if answer.mimetype == "text/html" else ""
    return html5lib.parse(text, namespaceHTMLElements=False)


def _links(page: Element, here: str) -> Iterator[str]:
    for link in page.iter("a"):
        address = urlsplit(urljoin(here, link.get("href", "")))
        if not address.netloc and not address.query and not address.path.endswith(LEFT_OUT):
            yield address.path


def _forms(page: Element, here: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for form in page.iter("form"):
        action = urljoin(here, form.get("action") or here)
        if form.get("method", "get").lower() == "post" and not action.startswith(LEFT_OUT):
            controls = [one for kind in ("input", "select", "textarea", "button") for one in form.iter(kind)]
            yield action, tuple(sorted({one.get("name") for one in controls} - {None, "csrf_token"}))
