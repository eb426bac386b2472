"""The other ways to turn the same markup into a PDF, to measure ours against."""

import weasyprint


def stock(markup: str, stylesheet: str) -> bytes:
    """Set markup as anyone would with WeasyPrint: parsed as HTML, the stylesheet parsed for the job."""
    return weasyprint.HTML(string=markup).write_pdf(
        stylesheets=[weasyprint.CSS(string=stylesheet)], pdf_variant="pdf/a-3a", pdf_identifier=b"plan"
    )
