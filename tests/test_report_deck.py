"""The deck of an edition: the words of every slide, charts that hold the figures of `python -m metrics`, pages that hold their words."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from math import pi, sin
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Emu

from metrics.__main__ import main as metrics
from metrics.edition import Draft, Edition, Page, preview
from metrics.frozen import Figure, freeze, said, thaw
from report.deck import LETTER, LINE, LOWER, POINTS_A_CM, _height, edition_deck
from report.master import CHART, MASTER, master
from report.native import PLOT, TEXT, Native
from tests.journaling import entry
from tests.publishing import COMMENT, JULY, NAMES, as_pdf, edition_of
from tests.readings import SHORTER, STEADY, Values, reading

LANGUAGES = ("fr", "en")
Shown = tuple[bytes, pypdfium2.PdfDocument]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deck") / "lake"


@pytest.fixture(scope="module")
def edition(lake: Path) -> Edition:
    return edition_of(lake)


def opened(deck: bytes) -> Any:
    return Presentation(BytesIO(deck))


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f\x0b]+", " ", text).strip()


def texts(slide: Any) -> list[str]:
    """What stands on a slide outside its chart and its number."""
    return [plain(shape.text_frame.text) for shape in slide.placeholders if shape.has_text_frame and "‹" not in shape.text_frame.text]


def charts(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_every_slide_says_what_the_edition_says(edition: Edition) -> None:
    first, second, third, *_rest = map(texts, opened(edition_deck(edition, "fr")).slides)
    assert first == [
        "Qualité de service, juillet 2014",
        f"{plain(edition.said('fr'))} Un mois calme. Merci à toutes et à tous.",
        "Édition 2014-07 · toute l’activité",
    ]
    said = edition.figures[0].words["fr"]
    assert second == [
        plain(said.title),
        f"{plain(said.subtitle)} · l’axe ne commence pas à 0",
        f"{COMMENT} 3 mai 2014 · événement · départ de la responsable".replace(" : ", " : "),
        "Édition 2014-07 · n = 241 · Données jusqu’au 31 août 2014 · toute l’activité",
    ]
    assert third[0] == plain(edition.figures[1].words["fr"].title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_figure_a_slide_with_its_alternative_text_and_notes(edition: Edition, language: str) -> None:
    deck = opened(edition_deck(edition, language))
    assert len(deck.slides) == len(NAMES) + 1
    for slide, figure in zip(list(deck.slides)[1:], edition.figures, strict=True):
        (chart,) = (shape for shape in slide.shapes if shape.has_chart)
        assert chart._element.nvGraphicFramePr.cNvPr.get("descr") == figure.words[language].title
        notes = slide.notes_slide.notes_text_frame.text
        assert figure.comment in notes
        assert figure.words[language].definition.split("\n\n")[0] in notes
        assert {"fr": "31 août 2014", "en": "31 August 2014"}[language] in plain(notes)


def workbooks(deck: bytes) -> list[list[tuple[Any, ...]]]:
    """The rows of each chart's own workbook, in the order of the slides."""
    return [
        list(openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active.iter_rows(values_only=True))
        for shape in charts(opened(deck))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_hold_what_the_command_says(edition: Edition, lake: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert metrics(["series", *NAMES, "--to", "2014-07-31", "--lake", str(lake), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    for figure, (head, *sheet) in zip(edition.figures, workbooks(edition_deck(edition, language)), strict=True):
        wanted = [row["value"] for row in rows if row["indicator"] == figure.reading.indicator.name]
        size = Native(figure, language).axis.size
        assert head[1] == figure.words[language].label
        held = [row[1] if row[1] is None else row[1] * size for row in sheet]
        assert held == [value if value is None else pytest.approx(value, rel=1e-12) for value in wanted]
        assert sum(value is not None for value in held) >= 6


def test_from_eight_months_on_a_chart_has_dashed_limits(lake: Path) -> None:
    august = preview(lake, Draft(date(2014, 8, 1), (Page("answer_rate"),)))
    (chart,) = charts(opened(edition_deck(august, "fr")))
    (limits,) = {point.limits for point in august.figures[0].reading.xmr.points}
    lines = {each.name: each for each in chart.chart.plots[0].series}
    for name, bound in (("limite basse", limits.lower), ("limite haute", limits.upper)):
        assert list(lines[name].values) == [pytest.approx(100 * bound)] * 8
        assert lines[name].format.line.dash_style == MSO_LINE.DASH


def test_a_chart_has_the_target_as_a_series_over_the_time_it_held(edition: Edition) -> None:
    (answer_rate, *_others) = charts(opened(edition_deck(edition, "fr")))
    series = {each.name: list(each.values) for each in answer_rate.chart.plots[0].series}
    assert series["cible"][:2] == [None, None]
    assert series["cible"][2:] == [pytest.approx(80)] * 5
    assert answer_rate.chart.value_axis.tick_labels.number_format == '#,##0"\u00a0%"'
    assert plain(next(iter(answer_rate.chart.plots[0].categories))) == "janv. 2014"


def native(values: Values, name: str = "p90_wait_s", **said: Any) -> Native:
    return Native(thaw(json.loads(json.dumps(freeze(reading(values, name, **said))))), "en")


def test_lines_step_where_limits_or_target_change() -> None:
    """And a target of one month, through which no line goes, has a mark."""
    anew = [entry("rebase", date(2015, 2, 1))]
    stepping = native([*STEADY, *(140.0,) * 10], entries=anew, targets=[None, *[120.0] * 21, 130.0])
    deck = Presentation(str(MASTER))
    stepping.insert(deck.slides.add_slide(deck.slide_layouts[1]).placeholders[2], CHART)
    (chart,) = charts(deck)
    marks = [series.marker.style for series in chart.chart.plots[0].series]
    assert [marks[1:-1], marks[-1]] == [[XL_MARKER_STYLE.NONE] * 7, XL_MARKER_STYLE.DASH]
    held = [(column.name, [value for value in column.values if value is not None]) for column in stepping.columns[1:]]
    assert [name for name, _ in held] == ["mean", "mean", "lower limit", "lower limit", "upper limit", "upper limit", "target", "target"]
    assert [len(values) for _, values in held] == [13, 10, 13, 10, 13, 10, 21, 1]
    assert all(len(set(values)) == 1 for _, values in held)


@pytest.mark.parametrize(
    ("values", "name", "lowest"),
    [(SHORTER, "p90_wait_s", 0), ([0.713, 0.797, 0.741], "answer_rate", 0.7), ([4.12, 3.97], "satisfaction_mean", 3.95)],
)
def test_the_axis_begins_at_a_tick_and_says_when_that_is_not_0(values: Values, name: str, lowest: float) -> None:
    """PowerPoint counts the ticks from where the axis begins."""
    assert native(values, name).lowest == pytest.approx(lowest)
    assert list(native(values, name).warning()) == (["the axis does not start at 0"] if lowest else [])


def test_what_is_not_usual_is_marked_by_a_series_of_its_own() -> None:
    marked = {column.name: column.values for column in native(SHORTER, target=110).columns}
    kinds = [(point.kind, point.value) for point in reading(SHORTER).xmr.points]
    for kind, others in (("improvement", 7), ("concern", 13)):
        assert marked[kind] == [value if each == kind else None for each, value in kinds]
        assert 4 <= sum(value is not None for value in marked[kind]) <= others


def test_the_same_edition_is_the_same_file(edition: Edition) -> None:
    assert edition_deck(edition, "fr") == edition_deck(edition, "fr")


def test_the_master_is_what_its_script_makes() -> None:
    with ZipFile(MASTER) as kept, ZipFile(BytesIO(master())) as made:
        assert {name: kept.read(name) for name in kept.namelist()} == {name: made.read(name) for name in made.namelist()}


def test_every_part_is_xml_and_every_relation_leads_somewhere(edition: Edition) -> None:
    """And no placeholder is left that would say “click to add text”."""
    deck = edition_deck(edition, "en")
    with ZipFile(BytesIO(deck)) as package:
        names = set(package.namelist())
        assert len(names) == len(package.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
                for relation in root.findall("{*}Relationship") if name.endswith(".rels") else []:
                    base = Path("/") / Path(name).parent.parent
                    target = Path(relation.get("Target"))
                    path = (target if target.is_absolute() else base / target).as_posix()
                    assert str(Path("/") / Path(re.sub(r"[^/]+/\.\./", "", path))).lstrip("/") in names
    for slide in opened(deck).slides:
        assert all(shape.has_chart or shape.text_frame.text for shape in slide.placeholders)
        assert len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes)


def test_the_program_that_shows_it_is_told_its_notes_and_its_language(edition: Edition) -> None:
    """Each text is set in its own size, and not by its paragraph's default, which PowerPoint does not heed."""
    with ZipFile(BytesIO(edition_deck(edition, "fr"))) as package:
        presentation = etree.fromstring(package.read("ppt/presentation.xml"))
        pages = [
            etree.fromstring(package.read(name)) for name in package.namelist() if re.fullmatch(r"ppt/(slides|notesSlides)/\w+.xml", name)
        ]
        assert not [name for name in package.namelist() if re.search("thumbnail|app.xml|printer", name)]
    assert presentation.find("{*}notesMasterIdLst/{*}notesMasterId") is not None
    assert presentation.find("{*}sldSz").get("type") is None
    runs = [run for page in pages for run in page.iter("{*}r")]
    assert {run.find("{*}rPr").get("lang") for run in runs} == {"fr-FR"}
    assert any(run.find("{*}rPr").get("sz") for run in runs)
    assert not [found for page in pages for found in page.iterfind(".//{*}pPr/{*}defRPr")]


def slides_outside(deck: Any) -> Iterator[Any]:
    width, height = deck.slide_width, deck.slide_height
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.left < 0 or shape.top < 0 or shape.left + shape.width > width or shape.top + shape.height > height:
                yield shape


LONG = " ".join(f"Phrase {number} qui dit ce que l’équipe a vu ce mois-ci et ce qu’elle en pense." for number in range(60))


@pytest.fixture(scope="module", params=LANGUAGES)
def shown(
    request: pytest.FixtureRequest, edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, pypdfium2.PdfDocument]:
    """The deck, with a long word of introduction and a long comment, and its pages as LibreOffice shows them."""
    kept = json.loads(edition.content) | {"introduction": LONG}
    kept["figures"][1]["comment"] = LONG
    deck = edition_deck(replace(edition, content=json.dumps(kept)), request.param)
    file = tmp_path_factory.mktemp("pages") / "deck.pptx"
    file.write_bytes(deck)
    pages = pypdfium2.PdfDocument(as_pdf(file))
    yield deck, pages
    pages.close()


def test_no_slide_is_cut(shown: Shown) -> None:
    """Every word is on the page, and the margins are empty."""
    deck, pages = shown
    assert list(slides_outside(opened(deck))) == []
    assert len(pages) == len(opened(deck).slides)
    for page, slide in zip(pages, opened(deck).slides, strict=True):
        said = plain(page.get_textpage().get_text_bounded())
        for text in texts(slide):
            assert [word for word in text.split() if word not in said] == []
        assert ink(page.render(scale=1).to_pil(), 0.02) == 0


def ink(picture: Image.Image, margin: float) -> int:
    """How many pixels of its outer margin are not white."""
    width, height = picture.size
    edge = round(margin * width)
    inner = (edge, edge, width - edge, height - edge)
    grey = picture.convert("L").point(lambda value: 255 if value < 200 else 0)
    grey.paste(0, inner)
    return sum(grey.histogram()[255:])


def test_texts_keep_to_their_places(shown: Shown) -> None:
    """Each word of a text lies within the box of its placeholder, as LibreOffice sets it."""
    deck, pages = shown
    for page, slide in zip(pages, opened(deck).slides, strict=True):
        height = page.get_height()
        for shape in slide.placeholders:
            if shape.has_text_frame and "‹" not in shape.text_frame.text:
                box = [Emu(edge).pt for edge in (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)]
                inside = page.get_textpage().get_text_bounded(box[0] - 2, height - box[3] - 4, box[2] + 2, height - box[1] + 4)
                assert [word for word in plain(shape.text_frame.text).split() if word not in plain(inside)] == []


def test_what_is_too_long_is_cut_on_the_slide_and_whole_in_the_notes(shown: Shown) -> None:
    slides = opened(shown[0]).slides
    assert texts(slides[0])[1].endswith("…")
    assert LONG in slides[0].notes_slide.notes_text_frame.text
    assert LONG in slides[2].notes_slide.notes_text_frame.text


@pytest.mark.usefixtures("edition")
def test_a_figure_without_data_has_a_slide_that_says_so(lake: Path) -> None:
    empty = preview(lake, Draft(JULY, (Page("satisfaction_mean"),), where=(("team", "nowhere"),)), "quality")
    deck = opened(edition_deck(empty, "en"))
    assert charts(deck) == []
    assert "no data" in texts(deck.slides[1])[0]
    assert "team nowhere" in texts(deck.slides[1])[-1]


def height(shape: Any) -> float:
    """In centimetres, of its text in the size it is set in."""
    (size,) = {run.font.size.pt for paragraph in shape.text_frame.paragraphs for run in paragraph.runs}
    return _height(shape.text_frame.text, (0, 0, shape.width.cm, 0), int(size))


def slide_of(figure: Figure, where: tuple[tuple[str, str], ...] = ()) -> Any:
    """The slide of this figure, in an edition limited to `where`."""
    overview = dict.fromkeys(LANGUAGES, "")
    content = {"pages": [], "introduction": "", "where": where, "overview": overview, "refused_rows": 0}
    kept = content | {"figures": [freeze(figure.reading, figure.comment)]}
    moment = datetime(2015, 5, 4, 8, tzinfo=UTC)
    edition = Edition("e", 1, "published", date(2015, 4, 1), "2015-04", None, json.dumps(kept), moment, moment, "quality")
    return opened(edition_deck(edition, "fr")).slides[1]


REBASE = "nouveau standard " * 12


def test_a_long_comment_is_cut_before_the_journal() -> None:
    """And where the journal itself has no room, the limits that start anew come first."""
    events = [entry("event", date(2014, month, 2), "déménagement " * 14) for month in (2, 3, 4, 5)]
    for others in ([], events[:1], events):
        entries = [*others, entry("rebase", date(2015, 1, 1), REBASE)]
        slide = slide_of(said(reading(SHORTER, entries=entries), f"Début.\n\n{LONG[:600]}"))
        below = slide.placeholders[3]
        assert below.text_frame.text.startswith("Début.")
        assert plain(REBASE) in plain(below.text_frame.text)
        assert plain(REBASE) in plain(slide.notes_slide.notes_text_frame.text)
        assert len(others) > 1 or plain(below.text_frame.text).count("déménagement") == 14 * len(others)
        (chart,) = (shape for shape in slide.shapes if shape.has_chart)
        assert height(below) <= below.height.cm + 0.01
        assert chart.top + chart.height <= below.top


def test_many_filters_stay_in_the_foot_and_are_whole_in_the_notes() -> None:
    long = tuple(("team", f"Équipe d’accueil téléphonique et d’orientation juridique des adhérents de la façade {k}") for k in range(9))
    for where in (long[:1], long):
        slide = slide_of(said(reading(SHORTER)), where)
        *_, foot, _number = slide.placeholders
        assert height(foot) <= foot.height.cm
        assert foot.text_frame.text.endswith("…") == (where == long)
        assert all(team in slide.notes_slide.notes_text_frame.text for _dimension, team in where)


def test_a_month_set_aslant_has_room_below_the_plot() -> None:
    """Programs set the months so where there are more than two years of them."""
    aslant = (len("sept.") * LETTER + 2 * LINE) * TEXT * sin(pi / 4) / POINTS_A_CM
    _left, top, _width, tall = PLOT
    assert (1 - top - tall) * LOWER[3] >= aslant
