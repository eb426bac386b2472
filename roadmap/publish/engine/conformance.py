"""One file that is PDF/A-3a and PDF/UA-1 at once: what WeasyPrint 70.0 leaves out or gets wrong.

Each repair names the rule it answers: `ua1` and `3a` are clauses of ISO 14289-1 and ISO 19005-3 as
checked by page-validation; `outloud` and `pdfua` are the other two checkers the tests run.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO

import pydyf
from fontTools.ttLib import TTFont
from weasyprint import Document, draw, pdf
from weasyprint.css import ColorProfile
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import fonts, stream, tags
from weasyprint.pdf.metadata import DocumentMetadata

from roadmap.publish.engine.links import (
    LINK_REPAIRS,
    SOFT_BREAK,
    describe_link,
    keep_own_links,
    note_decoration,
)
from roadmap.publish.engine.patching import Patch
from roadmap.publish.engine.tables import join_parts, note_part

# Scripts written left to right whose glyphs do not stand one for one, and in order, for characters.
COMPLEX = re.compile("[\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff]")
END_OF_STREAM = b"\nendstream"
PRINT = 4  # the flag of an annotation that is printed
POINTS_PER_PIXEL = 0.75
UA_SCHEMA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""

draw_stacking_context = draw.draw_stacking_context
build_box_tree = tags._build_box_tree
build_fonts_dictionary = pdf.build_fonts_dictionary
stream_data = pydyf.Stream.data.fget


class BothStandards(DocumentMetadata):  # type: ignore[misc]  # WeasyPrint carries no types
    """Metadata that names PDF/UA-1 beside PDF/A-3a (ua1 5-1, 3a 6.6.2.3), in readable XMP (3a 6.6.2.1)."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        xml: bytes = super().generate_rdf_metadata(variant, version, conformance)
        return xml.replace(b"</rdf:RDF>", UA_SCHEMA)

    def include_in_pdf(self, file: Any, variant: str, version: int, conformance: str, _: bool) -> None:
        super().include_in_pdf(file, variant, version, conformance, compress=False)


def draw_running_head(canvas: Any, context: Any) -> None:
    """Mark what stands in a page margin as pagination, so that it is not read out on every page."""
    if not isinstance(context.box, boxes.MarginBox):
        draw_stacking_context(canvas, context)
        return
    canvas.running = "/Header" if "top" in context.box.at_keyword else "/Footer"
    draw_stacking_context(canvas, context)
    canvas.running = None


@contextmanager
def marked(canvas: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark content as an artifact in a running head, and with the text it stands for in complex scripts."""
    if canvas._tags is None:
        yield
        return
    if canvas.running or getattr(box, "is_decoration", False):
        properties = pydyf.Dictionary({"Type": "/Pagination"})
        if canvas.running:
            properties["Subtype"] = canvas.running
        tag = "Artifact"
    else:
        properties = pydyf.Dictionary({"MCID": len(canvas._tags)})
        canvas._tags[box] = {"tag": tag, "mcid": properties["MCID"]}
        if isinstance(box, boxes.TextBox) and COMPLEX.search(box.text):
            properties["ActualText"] = pydyf.String(box.text.replace(SOFT_BREAK, ""))
    pydyf.Stream.begin_marked_content(canvas, tag, properties)
    yield
    pydyf.Stream.end_marked_content(canvas)


def build_tagged_tree(box: Any, parent: Any, file: pydyf.PDF, *arguments: Any) -> Iterator[Any]:
    """Leave decoration out of the structure, and complete each element with what its box knows."""
    if isinstance(box, boxes.MarginBox) or getattr(box, "is_decoration", False):
        return
    own = box.element is not None and box.element_tag == box.element.tag and box.element.get("lang")
    for element in join_parts(box, file, build_box_tree(box, parent, file, *arguments)):
        if own:
            element["Lang"] = pydyf.String(own)
        if element["S"] == "/TH":
            by_row = box.element.get("scope") in ("row", "rowgroup")
            element["A"]["Scope"] = "/Row" if by_row else "/Column"
        if box.link_annotation is not None:
            describe_link(box, element)
        yield element


def build_mapped_fonts(document: Any, fonts: dict[Any, Any], *arguments: Any) -> Any:
    """Map a glyph that shows no character of its own to the soft break, not to nothing."""
    for font in fonts.values():
        for glyph, text in font.to_unicode.items():
            if not text:
                font.to_unicode[glyph] = SOFT_BREAK
    return build_fonts_dictionary(document, fonts, *arguments)


def closed_profile(file: BinaryIO, *arguments: Any) -> ColorProfile:
    """Read the colour profile and close its file, which WeasyPrint leaves to the garbage collector."""
    with file:
        return ColorProfile(file, *arguments)


def unambiguous_stream(self: pydyf.Stream) -> bytes:
    """Write a stream so that its last byte and the line end after it cannot be taken for one line end."""
    data: bytes = stream_data(self)
    head, foot = data[: -len(END_OF_STREAM)], data[-len(END_OF_STREAM) :]
    return head + b"\r" + foot if head.endswith(b"\r") else data


REPAIRS = (
    Patch(
        fonts,
        "TTFont",
        partial(TTFont, recalcTimestamp=False),
        "a typeface is not saved with the time of day",
    ),
    *LINK_REPAIRS,
    Patch(stream.Stream, "running", None, "ua1 7.8-1: what a stream is drawing just now"),
    Patch(draw, "draw_stacking_context", draw_running_head, "ua1 7.8-1: running heads are artifacts"),
    Patch(stream.Stream, "marked", marked, "ua1 7.2: text in complex scripts can be read back"),
    Patch(tags, "_build_box_tree", build_tagged_tree, "ua1 7.2: the language of a passage"),
    Patch(pdf, "ColorProfile", closed_profile, "an open file is a warning, and warnings are errors"),
    Patch(pydyf.Stream, "data", property(unambiguous_stream), "3a 6.1.7.1: the length of a stream"),
    Patch(pdf, "build_fonts_dictionary", build_mapped_fonts, "3a 6.2.11.7: Kozea/WeasyPrint#2841"),
)


def prepare(document: Document) -> None:
    """Note on the boxes of a document, before it is painted, what its structure needs to know of them."""
    first_parts: dict[Any, Any] = {}
    for page in document.pages:
        keep_own_links(page)
        for box in page._page_box.descendants():
            note_part(box, first_parts)
            if box.is_leader:
                note_decoration(box)


def finish(file: pydyf.PDF, media_types: Sequence[str]) -> None:
    """Repair the finished objects; the media types are those of the attachments, in their order."""
    dictionaries = [each for each in file.objects if isinstance(each, pydyf.Dictionary)]
    _finish_annotations(dictionaries)
    _finish_images(file)
    _finish_attachments(file, dictionaries, media_types)


def _finish_annotations(dictionaries: Sequence[pydyf.Dictionary]) -> None:
    """Print every annotation (3a 6.3.2), and place figures where they are (ua1 7.3)."""
    heights = {each.reference: each["MediaBox"][3] for each in dictionaries if each.get("Type") == "/Page"}
    for each in dictionaries:
        if each.get("Type") == "/Annot":
            each["F"] = PRINT
        if each.get("S") == "/Figure" and "A" in each:
            _place_figure(each["A"], heights[each["Pg"]])


def _finish_images(file: pydyf.PDF) -> None:
    """Leave pictures unsmoothed (3a 6.2.8)."""
    for each in file.objects:
        if isinstance(each, pydyf.Stream) and each.extra.get("Subtype") == "/Image":
            each.extra["Interpolate"] = "false"


def _finish_attachments(
    file: pydyf.PDF, dictionaries: Sequence[pydyf.Dictionary], media_types: Sequence[str]
) -> None:
    """Say what each attachment is, not what its name looks like, and list it once (3a 6.8)."""
    files = [each for each in dictionaries if each.get("Type") == "/Filespec"]
    for each, media_type in zip(files, media_types, strict=True):
        stream = file.objects[int(each["EF"]["F"].split()[0])]
        stream.extra["Subtype"] = pydyf.name(media_type)
    if files:
        file.catalog["AF"] = pydyf.Array(each.reference for each in files)


def _place_figure(attributes: pydyf.Dictionary, page_height: float) -> None:
    """Turn a figure's box from CSS pixels below the top into PDF points above the bottom."""
    left, top, right, bottom = (edge * POINTS_PER_PIXEL for edge in attributes["BBox"])
    attributes["BBox"] = pydyf.Array((left, page_height - bottom, right, page_height - top))
