"""The other ways to turn the same markup into a PDF, to measure ours against."""

import logging
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import weasyprint
from playwright.sync_api import Browser, sync_playwright

from roadmap.publish import pdf

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu")


def stock(markup: str, stylesheet: str) -> bytes:
    """Set markup as anyone would with WeasyPrint: parsed as HTML, the stylesheet parsed for the job."""
    logging.getLogger("weasyprint.progress").disabled = True
    return weasyprint.HTML(string=markup).write_pdf(
        stylesheets=[weasyprint.CSS(string=stylesheet)], pdf_variant="pdf/a-3a", pdf_identifier=b"plan"
    )


def without_caches(markup: str, stylesheet: str) -> bytes:
    """Set markup with our engine's repairs alone."""
    return pdf.to_pdf(markup, stylesheet=stylesheet, identifier=b"plan", fast=False)


def ours(markup: str, stylesheet: str) -> bytes:
    """Set markup with our engine."""
    return pdf.to_pdf(markup, stylesheet=stylesheet, identifier=b"plan")


def cold_chromium(markup: str, stylesheet: str) -> bytes:
    """Print markup with a Chromium started for the job; neither archival nor accessible by a standard."""
    with TemporaryDirectory() as folder:
        page, file = Path(folder) / "plan.html", Path(folder) / "plan.pdf"
        page.write_text(styled(markup, stylesheet), encoding="utf-8")
        subprocess.run(
            [CHROMIUM, *ARGUMENTS, "--no-pdf-header-footer", f"--print-to-pdf={file}", page.as_uri()],
            check=True,
            capture_output=True,
        )
        return file.read_bytes()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Keep one Chromium running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def warm_chromium(browser: Browser, markup: str, stylesheet: str) -> bytes:
    """Print markup with a Chromium that is already running."""
    page = browser.new_page()
    try:
        page.set_content(styled(markup, stylesheet))
        return page.pdf(prefer_css_page_size=True, tagged=True)
    finally:
        page.close()


def styled(markup: str, stylesheet: str) -> str:
    """Give the markup with its stylesheet inside."""
    return markup.replace("</head>", f"<style>{stylesheet}</style></head>", 1)
