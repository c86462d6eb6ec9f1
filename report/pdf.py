"""The pages as PDF: tagged, numbered, of selectable text, laid out by WeasyPrint from the HTML of `report.pages`."""

import hashlib
import os

from metrics.edition import Edition
from report.figure import chart
from report.missing import NO_PANGO, NotInstalled
from report.pages import MOST_ROWS, edition_page

VARIANT = "pdf/ua-1"  # universal access: tags, a title, a language
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # where HarfBuzz does not cut the fonts to size, fontTools writes the hour into them


def edition_pdf(edition: Edition, language: str) -> bytes:
    """The edition, a figure a page.

    Raises:
        NotInstalled: there is no browser that could draw the figures, or no Pango.
    """
    return pdf(edition_page(edition, language, chart, MOST_ROWS))


def pdf(page: str) -> bytes:
    """A page of `report.pages`.

    Raises:
        NotInstalled: there is no Pango.
    """
    try:
        from weasyprint import HTML  # looks for Pango as it is imported
    except OSError as error:
        raise NotInstalled(NO_PANGO) from error
    identifier = hashlib.sha256(page.encode()).hexdigest()[:32].encode()
    made: bytes = HTML(string=page).write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return made
