"""The roadmap PDF: a plan document and the options of an edition go in, the bytes of the file come out."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import roadmap
from roadmap.catalogue.load import catalogue
from roadmap.i18n import N_
from roadmap.publish import fonts
from roadmap.publish.document import Document, compose
from roadmap.publish.edition import Edition, Paper
from roadmap.publish.markup import to_markup
from roadmap.publish.pdf import Attachment, to_pdf
from roadmap.publish.verification import ATTACHMENT
from roadmap.worksheets.document import load_plan
from roadmap.worksheets.plan import Plan

STYLES = Path(roadmap.__file__).parent.parent / "static" / "document"
PAGE_SIZE = {Paper.A4: "A4", Paper.LETTER: "letter"}


def make_pdf(plan_document: Mapping[str, Any], edition: Mapping[str, Any]) -> bytes:
    """Set a plan document as a PDF; the worker's entry. Raises Refused for a plan or option not accepted."""
    return build(load_plan(plan_document, catalogue()), Edition.from_dict(edition))


def build(plan: Plan, edition: Edition) -> bytes:
    """Set a plan as PDF/A-3a and PDF/UA-1; the same plan and edition give the same bytes."""
    document = compose(plan, edition, catalogue())
    return to_pdf(
        to_markup(document),
        stylesheet=stylesheet(edition.paper),
        attachments=(_attachment(document),),
        identifier=f"{edition} {document.verification.sha256}".encode(),
    )


@cache
def stylesheet(paper: Paper) -> str:
    """The whole paper stylesheet for one size of sheet."""
    page = f"@page {{ size: {PAGE_SIZE[paper]} }}\n"
    widths = "".join(f".w{n} {{ width: {n}% }} .s{n} {{ margin-inline-start: {n}% }}\n" for n in range(101))
    sheets = (sheet.read_text("utf-8") for sheet in sorted(STYLES.glob("*.css")))
    return fonts.stylesheet() + page + widths + "".join(sheets)


def _attachment(document: Document) -> Attachment:
    moment = datetime.combine(document.edition.date, time(), UTC)
    return Attachment(
        ATTACHMENT,
        document.verification.content,
        document.wording.say(N_("The plan of this document, in the format roadmap-plan/1")),
        "application/json",
        moment,
        "Source",
    )
