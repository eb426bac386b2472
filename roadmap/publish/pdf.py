"""Markup in, PDF out: one file that is PDF/A-3a and PDF/UA-1, the same bytes wherever it is made.

With `roadmap.publish.engine` this is the only place that knows WeasyPrint.
"""

import gc
import logging
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Self

import cssselect2
import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

import roadmap
from roadmap.publish import fonts
from roadmap.publish.engine import asking, lengths, shaping, styles, writing
from roadmap.publish.engine.conformance import REPAIRS, BothStandards, finish, prepare
from roadmap.publish.engine.patching import Patch, check_version, patched

ASSETS = Path(roadmap.__file__).parent.parent / "static" / "document"
MISSING_GLYPH = ".notdef glyph rendered"
_rendering = Lock()  # patches are put into WeasyPrint for the length of one render


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF.

    `relationship` is one of PDF/A-3's: Source, Data, Alternative, Supplement or Unspecified.
    """

    name: str
    data: bytes
    description: str
    media_type: str
    modified: datetime
    relationship: str = "Data"


@dataclass(frozen=True)
class _Sheet:
    """A parsed stylesheet and the counter styles it declares."""

    css: weasyprint.CSS
    counters: CounterStyle


class OwnAssets(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Serves `asset:NAME` from the files shipped in static/document, and nothing else from anywhere."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, _: object = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "asset" or name not in _assets(ASSETS):
            raise ValueError(
                f"A document loads nothing but asset:NAME from static/document, so not {url[:80]!r}."
            )
        return URLFetcherResponse(url, (ASSETS / name).read_bytes())


@cache
def _assets(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.glob("*") if path.is_file())


class _Markup(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint carries no types
    """A document whose markup is well-formed XML: parsed in 1 ms where HTML takes 50."""

    def __init__(self, markup: str, fetcher: URLFetcher) -> None:
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.etree_element = _parse(markup)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(self.etree_element)


class MissingGlyphs(logging.Filter):
    """Notes the characters WeasyPrint finds in no typeface; keeps them and its progress out of the log."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: set[str] = set()

    def __enter__(self) -> Self:
        logging.getLogger("weasyprint").addFilter(self)
        logging.getLogger("weasyprint.progress").addFilter(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeFilter(self)
        logging.getLogger("weasyprint.progress").removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(MISSING_GLYPH) and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))
            return False
        return record.levelno > logging.INFO


def to_pdf(
    markup: str,
    *,
    stylesheet: str,
    identifier: bytes,
    attachments: Sequence[Attachment] = (),
    fast: bool = True,
) -> bytes:
    """Set markup as a PDF that is PDF/A-3a and PDF/UA-1; the same arguments give the same bytes.

    The markup is well-formed XML without namespace or named entities; title, language, author, dates and
    description come from its <html lang>, <title> and <meta>.  Nothing is fetched but `asset:NAME`.  A
    character that no typeface has is shown as its code, such as "[U+1F1EB]".  `identifier` names the
    document in the file's trailer.  `fast=False` leaves the caches out, for comparison.

    Raises ValueError for markup that is not well formed or names a foreign colour profile, and RuntimeError
    for another WeasyPrint than 70.0.
    """
    check_version()
    with _rendering, _garbage_kept(fast), patched(_patches(fast)), MissingGlyphs() as glyphs:
        typefaces = _kept_fonts() if fast else FontConfiguration()
        try:
            file = _render(markup, stylesheet, identifier, attachments, typefaces)
        except URLFetchingError as refusal:
            raise ValueError(f"The document asks for what it may not load: {refusal}") from refusal
        if glyphs.characters:
            signs = {ord(character): f"[U+{ord(character):04X}]" for character in glyphs.characters}
            file = _render(markup.translate(signs), stylesheet, identifier, attachments, typefaces)
    return file


def _patches(fast: bool) -> tuple[Patch, ...]:
    if not fast:
        return REPAIRS
    return (*REPAIRS, *shaping.PATCHES, *lengths.PATCHES, *styles.PATCHES, *asking.PATCHES, *writing.PATCHES)


@cache
def _kept_fonts() -> FontConfiguration:
    """Give the typefaces of this machine, opened once for all documents of this process."""
    return FontConfiguration()


def _render(
    markup: str,
    stylesheet: str,
    identifier: bytes,
    attachments: Sequence[Attachment],
    typefaces: FontConfiguration,
) -> bytes:
    sheet = _parsed(stylesheet)
    shaping.begin(typefaces)
    options = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "pdf_identifier": identifier}
    document = _Markup(markup, OwnAssets()).render(
        stylesheets=[sheet.css],
        counter_style=sheet.counters.copy(),
        font_config=typefaces,
        **options,
    )
    prepare(document)
    document.metadata = BothStandards(**vars(document.metadata))

    def finisher(_: weasyprint.Document, file: Any) -> None:
        finish(file, [attachment.media_type for attachment in attachments])

    enclosed = [_enclosed(attachment) for attachment in attachments]
    return bytes(document.write_pdf(attachments=enclosed, finisher=finisher, **options))


def _parse(markup: str) -> ET.Element:
    try:
        return ET.fromstring(markup)  # noqa: S314 - from our own templates, which escape what people typed
    except ET.ParseError as problem:
        raise ValueError(f"The document's markup is not well-formed XML: {problem}.") from problem


@lru_cache(maxsize=8)
def _parsed(stylesheet: str) -> _Sheet:
    counters = CounterStyle()
    return _Sheet(
        weasyprint.CSS(string=stylesheet, url_fetcher=OwnAssets(), counter_style=counters), counters
    )


def _enclosed(attachment: Attachment) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=attachment.data,
        name=attachment.name,
        description=attachment.description,
        relationship=attachment.relationship,
        created=attachment.modified,
        modified=attachment.modified,
    )


@contextmanager
def _garbage_kept(keep: bool) -> Iterator[None]:
    """Put off collecting garbage: a render makes millions of objects and drops none before its end."""
    collecting = gc.isenabled()
    if keep:
        gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def warm_up() -> None:
    """Set one short page in several scripts, so that modules, typefaces and dictionaries are loaded."""
    markup = '<html lang="en"><head><title>-</title></head><body><p>Roadmap 1 <b>2</b></p></body></html>'
    to_pdf(markup, stylesheet=fonts.stylesheet(), identifier=b"warm-up")
