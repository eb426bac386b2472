"""The three checkers of PDF/A-3a and PDF/UA-1 behind one assertion, for every test that makes a PDF."""

from pathlib import Path
from tempfile import TemporaryDirectory

import outloud
import page
import pdfua


def problems(pdf: bytes) -> list[str]:
    """Give what the checkers object to in a PDF, one readable line each; nothing if it conforms."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(pdf)
        return [*_by_page(pdf), *_by_outloud(path), *_by_pdfua(path)]


def assert_conformant(pdf: bytes) -> None:
    """Fail with the checkers' lines unless the PDF is PDF/A-3a and PDF/UA-1."""
    found = problems(pdf)
    assert not found, "\n".join(found)


def _by_page(pdf: bytes) -> list[str]:
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("ua1", "3a")]
    return [
        f"page {report.profile.value} {failure.rule_id}: {failure.message}"
        for report in reports
        for failure in report.failures
    ]


def _by_outloud(path: Path) -> list[str]:
    result = outloud.check(str(path))
    crashed = [f"outloud could not read the file: {result.error}"] if result.error else []
    return crashed + [
        f"outloud {finding.rule}, page {finding.page}: {finding.message} {finding.evidence or ''}"
        for finding in result.findings
        if finding.severity == "error"
    ]


def _by_pdfua(path: Path) -> list[str]:
    return [
        f"pdfua {finding.rule_id}, {finding.location.describe()}: {finding.message}"
        for finding in pdfua.validate(str(path)).findings
        if finding.severity is pdfua.Severity.ERROR
    ]
