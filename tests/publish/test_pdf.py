"""The engine turns markup into files that both standards accept, and into nothing else."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from roadmap.publish import fonts, pdf
from roadmap.publish.engine import patching, shaping
from roadmap.publish.engine.conformance import REPAIRS
from tests.bench import typical
from tests.bench.engines import stock
from tests.publish.conformance import assert_conformant, problems
from tests.publish.samples import LANGUAGES

PLAN = pdf.Attachment(
    name="plan.json",
    data=b'{"plan": "caf\xc3\xa9"}',
    description="The plan as data",
    media_type="application/json",
    modified=datetime(2026, 11, 22, 14, 2, tzinfo=UTC),
    relationship="Source",
)


def to_pdf(body: str, lang: str = "en", **options: object) -> bytes:
    """Set the inside of a body, in a language, with the fonts' stylesheet alone."""
    markup = f'<html lang="{lang}"><head><title>A plan</title></head><body>{body}</body></html>'
    return pdf.to_pdf(markup, stylesheet=fonts.stylesheet(), identifier=b"plan", **options)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_of_the_region_is_set_to_both_standards(lang: str) -> None:
    file = pdf.to_pdf(
        typical.markup(LANGUAGES[lang], threats=2, actions=1),
        stylesheet=typical.stylesheet(),
        identifier=b"plan",
        attachments=[PLAN],
    )
    assert_conformant(file)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_language_needs_a_glyph_that_is_not_there(lang: str) -> None:
    articles = "".join(f"<p>{text}</p>" for key, text in LANGUAGES[lang].items() if key.startswith("article"))
    with pdf.MissingGlyphs() as missing:
        to_pdf(articles, lang)
    assert missing.characters == set()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it leaves a file open
def test_the_checkers_object_to_what_weasyprint_makes_alone() -> None:
    markup = typical.markup(LANGUAGES["km"], threats=1, actions=1)
    assert any("ua1" in line for line in problems(stock(markup, typical.stylesheet())))


def test_the_same_markup_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from tests.publish.test_pdf import PLAN, to_pdf;"
        "sys.stdout.buffer.write(to_pdf('<h1>Plan</h1>', attachments=[PLAN]))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert other.stdout == to_pdf("<h1>Plan</h1>", attachments=[PLAN])


@pytest.mark.parametrize("lang", ["en", "km", "ur", "ja", "th"])
def test_the_caches_change_no_byte(lang: str) -> None:
    markup = typical.markup(LANGUAGES[lang], threats=3, actions=2)
    options = {"stylesheet": typical.stylesheet(), "identifier": b"plan"}
    assert pdf.to_pdf(markup, fast=True, **options) == pdf.to_pdf(markup, fast=False, **options)


def test_an_attachment_is_carried_with_its_type_date_and_relationship() -> None:
    reader = PdfReader(BytesIO(to_pdf("<h1>Plan</h1>", attachments=[PLAN])))
    (specification,) = [each.get_object() for each in reader.trailer["/Root"]["/AF"]]
    stream = specification["/EF"]["/F"].get_object()
    assert stream.get_data() == PLAN.data
    assert (stream["/Subtype"], stream["/Params"]["/ModDate"]) == ("/application/json", "D:20261122140200Z")
    assert (specification["/AFRelationship"], specification["/UF"]) == ("/Source", "plan.json")


def test_a_character_without_a_glyph_is_shown_by_its_code() -> None:
    file = to_pdf("<p>before \ue000 after</p>")
    assert "[U+E000]" in PdfReader(BytesIO(file)).pages[0].extract_text()
    assert_conformant(file)


def test_markup_that_is_not_well_formed_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="not well-formed XML: mismatched tag: line 1"):
        to_pdf("<p>")


def test_a_foreign_colour_profile_is_refused_in_words() -> None:
    style = "@color-profile --p { src: url(http://127.0.0.1:9/c.icc) } p { color: color(--p 1 0 0) }"
    with pytest.raises(ValueError, match="asks for what it may not load"):
        to_pdf(f"<style>{style}</style><p>x</p>")


def test_another_weasyprint_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patching.weasyprint, "__version__", "71.0")
    with pytest.raises(RuntimeError, match=r"written for WeasyPrint 70\.0, but 71\.0 is installed: run pip"):
        to_pdf("<p/>")


def test_weasyprint_is_left_as_it_was_found() -> None:
    before = [patch.owner.__dict__.get(patch.name) for patch in REPAIRS]
    to_pdf("<h1>Plan</h1>")
    assert [patch.owner.__dict__.get(patch.name) for patch in REPAIRS] == before


def test_only_the_shipped_assets_are_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>')
    monkeypatch.setattr(pdf, "ASSETS", tmp_path)
    fetcher = pdf.OwnAssets()
    assert b"svg" in fetcher.fetch("asset:mark.svg").read()
    for address in ("asset:../mark.svg", "asset:", "file:///etc/hostname", "http://evil.example/", "data:,x"):
        with pytest.raises(ValueError, match="loads nothing but asset:NAME"):
            fetcher.fetch(address)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{url}/i.png" alt="x"/>',
        '<link rel="attachment" href="{file}"/>',
        '<a rel="attachment" href="{file}">x</a>',
        '<object data="{url}/o.svg">x</object><embed src="{url}/e.svg"/>',
        "<style>@import url({url}/b.css); @font-face {{ font-family: x; src: url({file}) }}</style>",
        '<base href="{url}/"/><img src="rel.png" alt="x"/>',
        '<p style="background: url({url}/bg.png); content: url({url}/c.png)">x</p>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/i.png"/><use href="{file}#x"/></svg>',
    ],
)
def test_markup_reaches_neither_the_network_nor_a_file(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-7f3a")
    calls: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *address: calls.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: calls.append(address))
    file = to_pdf(body.format(url="http://127.0.0.1:9", file=canary.as_uri()))
    assert calls == []
    assert b"CANARY-7f3a" not in b"".join(_streams(file))


def _streams(file: bytes) -> Iterator[bytes]:
    reader = PdfReader(BytesIO(file))
    for number in range(1, reader.trailer["/Size"]):
        stream = reader.get_object(number)
        if hasattr(stream, "get_data"):
            yield stream.get_data()


def test_a_table_over_several_pages_is_one_table_with_its_head_read_once() -> None:
    rows = "".join(f"<tr><th scope='row'>Row {n}</th><td>{n}</td><td>x</td></tr>" for n in range(90))
    head = (
        "<thead><tr><th scope='col'>Name</th><th scope='col'>Number</th><th scope='col'>X</th></tr></thead>"
    )
    file = to_pdf(f"<h1>Plan</h1><table>{head}<tbody>{rows}</tbody></table>")
    assert_conformant(file)
    assert len(_structure(file, "/Table")) == 1
    assert len(_structure(file, "/TR")) == 91
    assert len(_structure(file, "/THead")) == 1
    assert len(PdfReader(BytesIO(file)).pages) > 1
    cells = _structure(file, "/TD")
    assert {len(cell["/A"]["/Headers"]) for cell in cells} == {2}
    assert len({str(cell["/A"]["/Headers"][0]) for cell in cells}) == 90
    assert len({str(cell["/A"]["/Headers"][1]) for cell in cells}) == 2


def test_a_line_of_the_contents_is_one_link_in_words() -> None:
    style = "nav a::after { content: leader('.') target-counter(attr(href), page) }"
    body = "<nav><p><a href='#x'><bdi>Scope</bdi></a></p></nav><h1 id='x'>Scope</h1>"
    markup = f'<html lang="en"><head><title>A plan</title></head><body>{body}</body></html>'
    file = pdf.to_pdf(markup, stylesheet=fonts.stylesheet() + style, identifier=b"plan")
    (link,) = PdfReader(BytesIO(file)).pages[0]["/Annots"]
    assert link.get_object()["/Contents"] == "Scope 1"
    assert_conformant(file)


def _structure(file: bytes, tag: str) -> list[DictionaryObject]:
    """Give the structure elements of one kind that hang in the tree, in reading order."""

    def below(element: DictionaryObject) -> Iterator[DictionaryObject]:
        if element.get("/S") == tag:
            yield element
        for kid in element.get("/K", []):
            if isinstance(kid.get_object(), DictionaryObject):
                yield from below(kid.get_object())

    return list(below(PdfReader(BytesIO(file)).trailer["/Root"]["/StructTreeRoot"]))


def test_a_picture_is_set_without_smoothing_which_the_archive_standard_forbids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGBA", (4, 4), (200, 30, 30, 128)).save(tmp_path / "mark.png")
    monkeypatch.setattr(pdf, "ASSETS", tmp_path)
    pdf._assets.cache_clear()
    file = to_pdf('<h1>Plan</h1><img src="asset:mark.png" alt="A mark"/>')
    pdf._assets.cache_clear()
    assert b"/Subtype /Image" in file
    assert_conformant(file)


def test_more_lines_than_are_kept_change_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"<p>Line {number}</p>" for number in range(60))
    whole = to_pdf(body)
    monkeypatch.setattr(shaping, "MOST_LAYOUTS_KEPT", 20)
    assert to_pdf(body) == whole


def test_emoji_are_set_without_taking_the_digits_along() -> None:
    file = to_pdf("<p>Plan 2026 \U0001f44d</p>")
    assert file == to_pdf("<p>Plan 2026 \U0001f44d</p>")
    assert_conformant(file)
    digits = PdfReader(BytesIO(to_pdf("<p>Plan 2026, 1 / 22</p>"))).pages[0]["/Resources"]["/Font"]
    assert [font["/BaseFont"].partition("+")[2] for font in digits.values()] == ["Noto-Sans"]
