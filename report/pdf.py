"""The pages as PDF: tagged, numbered, of selectable text, laid out by WeasyPrint from the HTML of `report.pages`."""

import hashlib
from functools import partial

from weasyprint import HTML

from metrics.edition import Edition
from report.figure import picture
from report.pages import MOST_ROWS, edition_page

VARIANT = "pdf/ua-1"  # universal access: tags, a title, a language


def edition_pdf(edition: Edition, language: str) -> bytes:
    """The edition, a figure a page.

    Raises:
        NoBrowser: none is installed that could draw the figures.
    """
    return pdf(edition_page(edition, language, partial(picture, format="svg"), MOST_ROWS))


def pdf(page: str) -> bytes:
    """A page of `report.pages`; the same page is the same file."""
    identifier = hashlib.sha256(page.encode()).hexdigest()[:32].encode()
    made: bytes = HTML(string=page).write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return made
