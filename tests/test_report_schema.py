"""What is handed out as Office files keeps to their schema, as the rules of Office's own library judge it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from language import LANGUAGES
from metrics.edition import Edition
from metrics.frozen import freeze
from metrics.reading import Reading
from report.deck import edition_deck
from report.package import steady
from report.table import edition_xlsx
from tests.journaling import entry
from tests.readings import LONGER, SHORTER, STEADY, reading

MOMENT = datetime(2015, 5, 4, 8, tzinfo=UTC)
WRITTEN = "Un mot <i>& un autre</i> \x0b\x07 «\u00a0fin\u00a0»\n\n" + 60 * "L’équipe a vu ce mois-ci ce qu’elle en pense. "
JUMP = [*STEADY, *(value + 40 for value in STEADY)]
SHARES = [None if value is None else value / 200 for value in SHORTER]


READINGS = (
    reading(SHORTER, target=110, last_complete=False),
    reading(LONGER, entries=[entry("event", date(2014, month, 2), WRITTEN) for month in (3, 4, 5)]),
    reading(SHARES, "answer_rate", targets=[None, *[0.4] * 3, *[0.6] * 15, 0.5]),
    reading(JUMP, "backlog", entries=[entry("rebase", date(2015, 2, 1), "standard", cause="standard", expected_to_last=True)], n=None),
    reading(STEADY, "amount_invoiced", currency="EUR", target=99),
    reading([None, *STEADY[:8], None, 100], "median_days_to_invoice"),
    reading([4.1, 4.0, 3.9], "satisfaction_mean", target=4),
    reading([1.0, None, 0.9], "answer_rate"),
    reading([5.0], last_complete=True),
    reading([None, None]),
    reading([]),
)


def edition(readings: tuple[Reading, ...]) -> Edition:
    content = {
        "pages": [],
        "introduction": WRITTEN,
        "where": [["team", "A & B"]],
        "overview": dict.fromkeys(LANGUAGES, WRITTEN),
        "refused_rows": 3,
        "figures": [freeze(each, WRITTEN if place % 2 else "") for place, each in enumerate(readings)],
    }
    return Edition("e", 1, "published", date(2015, 4, 1), "2015-04", None, json.dumps(content), MOMENT, MOMENT, "quality")


Judge = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """What is wrong with a package and with the workbooks in it."""
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2007)
    place = tmp_path_factory.mktemp("judged")

    def judged(package: bytes) -> list[str]:
        with ZipFile(BytesIO(package)) as parts:
            file = place / ("deck.pptx" if "ppt/presentation.xml" in parts.namelist() else "book.xlsx")
            inside = [parts.read(name) for name in parts.namelist() if name.endswith(".xlsx")]
        file.write_bytes(package)
        found = [f"{error.part_uri} {error.path}: {error.description}" for error in validator.validate(file).errors]
        return [*found, *(error for book in inside for error in judged(book))]

    return judged


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_deck_keeps_to_the_schema(judge: Judge, language: str) -> None:
    assert judge(edition_deck(edition(READINGS), language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_keeps_to_the_schema(judge: Judge, language: str) -> None:
    assert judge(edition_xlsx(edition(READINGS), language)) == []


MOVED = {
    "ppt/charts/chart1.xml": ".//{*}tickLblSkip",
    "ppt/slides/slide2.xml": ".//{*}graphicFrame/{*}xfrm",
    "ppt/notesSlides/notesSlide2.xml": "{*}cSld",
    "ppt/slideLayouts/slideLayout1.xml": ".//{*}lvl1pPr/{*}spcBef",
    "ppt/presentation.xml": "{*}notesMasterIdLst",
}


@pytest.mark.parametrize("part", MOVED)
def test_an_element_out_of_its_place_would_be_seen(judge: Judge, part: str) -> None:
    def moved(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        element = root.find(MOVED[part])
        element.getparent().append(element)
        return etree.tostring(root)

    found = judge(steady(edition_deck(edition(READINGS[:1]), "fr"), MOMENT, {part: moved}))
    assert any(part in each for each in found)
