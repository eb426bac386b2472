"""What the corpus expects, as checks: each fails with words that say what went wrong."""

import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

# Tokens, numbers of requests, and the seconds that a session has left.
OF_THE_ANSWER = re.compile(r'value="[^"]{30,}"|[0-9a-f]{16}|data-left="[0-9]+"')
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")
TAG_OF_A_SIGN = "sign"


def documented(text: str) -> str:
    """What becomes of a text typed in a browser: the documented rule, said a second time."""
    return CONTROLS.sub("", re.sub("\r\n?", "\n", text)).removeprefix("\ufeff")


def refused_in_words(answer: TestResponse) -> None:
    """Check for a 4xx answer that tells a person what is wrong."""
    assert 400 <= answer.status_code < 500, f"answered {answer.status_code}"
    words = re.sub("<[^>]+>", " ", answer.text) if answer.mimetype == "text/html" else answer.text
    assert len(words.split()) >= 4, f"says nothing: {words!r}"


def accepted(answer: TestResponse) -> None:
    """Check for an answer that says the value is stored."""
    assert answer.status_code in (200, 303), f"answered {answer.status_code}: {answer.text[:300]}"


def never_5xx(answer: TestResponse) -> None:
    """Check for an answer that is no failure of ours."""
    assert answer.status_code < 500, f"answered {answer.status_code}"


def says(answer: TestResponse, text: str) -> None:
    """Check that some element of the page says exactly this text, signs of invisible characters read back."""
    assert text in set(texts(answer.text)), f"the page does not say {text!r}"


def isolated(answer: TestResponse, text: str) -> None:
    """Check that every element that says this text keeps it from turning what stands around it."""
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    saying = [
        element for element in page.iter() if said_by(element) == text and not list(element.iter("bdi"))[1:]
    ]
    assert saying, f"the page does not say {text!r}"
    assert any(element.tag in ("bdi", "textarea", "input") for element in saying)


def visible(answer: TestResponse, text: str) -> None:
    """Check that overrides and invisible characters of this text stand on the page as signs."""
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    outside = "".join("".join(e.itertext()) for e in page.iter() if e.tag in ("bdi", "dd", "h2"))
    hidden = {c for c in text if unicodedata.category(c) == "Cf" and c not in "\u200c\u200d\u00ad"}
    assert hidden, f"{text!r} hides nothing"
    assert not hidden & set(outside), f"{hidden & set(outside)!r} cannot be seen"


def texts(html: str) -> Iterator[str]:
    """What each element of a page says, and the values of its controls."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    for element in page.iter():
        yield said_by(element)
        if "value" in element.attrib:
            yield element.attrib["value"]


def said_by(element: Element) -> str:
    """The text of an element, a sign being the character that its title names."""
    if element.tag == "span" and element.get("class") == TAG_OF_A_SIGN:
        return chr(int(element.attrib["title"].removeprefix("U+"), 16))
    inside = (said_by(child) + (child.tail or "") for child in element if isinstance(child.tag, str))
    return (element.text or "") + "".join(inside)


def skeleton(html: str) -> Counter[tuple[str, ...]]:
    """The elements of a page with the names of their attributes, signs left out; no text adds to them."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return Counter(
        (element.tag, *sorted(element.attrib))
        for element in page.iter()
        if isinstance(element.tag, str) and element.get("class") != TAG_OF_A_SIGN
    )


def same(one: TestResponse, other: TestResponse) -> bool:
    """Whether two answers differ in nothing but their tokens."""
    first, second = ((a.status_code, a.location, OF_THE_ANSWER.sub("", a.text)) for a in (one, other))
    return first == second


def log_safe(written: str, typed: str) -> None:
    """Check that every event is one bounded line of plain ASCII, and that none tells what was typed."""
    lines = written.splitlines()
    assert lines, "nothing was logged at all"
    for line in lines:
        assert line.isascii() and line.isprintable() and len(line) < 10_000
        said = " ".join(map(str, json.loads(line).values()))
        assert typed not in said and typed not in line


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Check that what is done inside takes no longer."""
    began = time.perf_counter()
    yield
    took = time.perf_counter() - began
    assert took <= seconds, f"took {took:.1f} s"
