"""What is made of an edition: pages, tables, pictures. The same whenever they are made, each with all that belongs to it."""

import ctypes
import os
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from charts.svg import LETTER, svg
from charts.theme import FONT, THEMES
from metrics.edition import Draft, Edition, Page, preview, publish, published, save
from metrics.frozen import Figure, said
from metrics.journal import Entry
from metrics.question import Question
from report import deck, figure, pages, pdf, picture, words
from report.__main__ import EDITION, FIGURE, main
from report.figure import chart
from report.master import COMMENT as COMMENT_BOX
from report.missing import NotInstalled
from report.pages import STYLE, edition_html
from report.pdf import edition_pdf
from report.table import edition_csv, edition_xlsx, figure_csv, figure_xlsx
from settings import HOME, settings
from tests.conftest_lake import write
from tests.journaling import entry
from tests.publishing import COMMENT, JULY, NAMES, edition_of
from tests.readings import LONGER, SHORTER, reading


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files") / "lake"


@pytest.fixture(scope="module")
def edition(lake: Path) -> Edition:
    return edition_of(lake)


@pytest.fixture(scope="module")
def drawn(edition: Edition, chromium_here: str) -> bytes:  # noqa: ARG001 - a browser draws the figures
    return edition_pdf(edition, "fr")


@pytest.fixture(scope="module")
def chromium_here() -> str:
    found = figure.Chromium.find_browser(skip_local=False)
    if found is None:
        pytest.skip("There is no browser here that could draw.")
    return str(found)


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    figure._start.cache_clear()
    monkeypatch.setattr(figure.Chromium, "find_browser", lambda **_options: None)


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()


class Seen(HTMLParser):
    """What an HTML file names, and its words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(("language", "until"), [("fr", "Données jusqu’au 31 août 2014"), ("en", "Data until 31 August 2014")])
def test_the_page_says_all_and_asks_nothing_of_the_network(edition: Edition, language: str, until: str) -> None:
    page = edition_html(edition, language)
    seen, said = Seen(page), plain(Seen(page).words)
    assert page.startswith(f'<!DOCTYPE html><html lang="{language}">'.encode())
    assert [address for address in seen.addresses if not address.startswith(("data:image/svg+xml;base64,", "#figure-"))] == []
    assert not {"script", "link", "iframe"} & set(seen.tags)
    assert b"url(" not in page
    assert seen.tags.count("img") == seen.tags.count("section") == len(NAMES)
    for shown in edition.figures:
        for text in (shown.words[language].title, shown.words[language].subtitle, *shown.words[language].definition.split("\n\n")):
            assert plain(text) in said
    for text in (until, COMMENT, "Merci à toutes et à tous.", "2014-07", "départ de la responsable", "n = 241"):
        assert plain(text) in said


def test_a_phone_has_a_chart_of_its_own_with_the_same_numbers_beside_its_journal() -> None:
    """As wide as a phone, so that its letters are not made smaller; named once; no month's word covers the next."""
    told = [entry(on=date(year, 6, 1), text="un déménagement") for year in (2015, 2020)]
    shown = reading([60.0 + k % 7 for k in range(96)], target=64, entries=told)
    edition = SimpleNamespace(name="e", draft=SimpleNamespace(question=Question()))
    for values in (shown, replace(shown, entries=())):
        page = pages._section(SimpleNamespace(figures=[said(values)], **vars(edition)), 0, "fr", pages.drawn, None)
        phone, wide = (etree.fromstring(b64decode(data)) for data in re.findall('base64,([^"]+)', page))
        assert page.count(said(values).words["fr"].title) == 2  # its heading, its alternative text
        assert page.index("<source") < page.index("<img")
        assert (float(phone.get("width")), float(wide.get("width"))) == (pages.PHONE_WIDTH, 860)
        for drawn in (phone, wide):
            words = [(float(span.get("x")), span.text) for text in drawn.iter("{*}text") for span in text]
            numbers = [word for _x, word in words if re.fullmatch(r"[12](, [12])*", word)]
            assert bool(numbers) == bool(values.entries) == ("1. " in page)
            months = [x for x, word in words if word.startswith("janv.")]
            assert len(months) > 1
            assert min(after - before for before, after in pairwise(months)) >= len("janv.") * pages.PHONE.text * LETTER


def test_what_people_wrote_is_text_in_a_page(lake: Path, edition: Edition) -> None:  # noqa: ARG001
    wicked = preview(lake, Draft(JULY, (Page("answer_rate", "<script>alert(1)</script>"),), "<b>gras</b>"), "quality")
    page = edition_html(wicked, "fr")
    assert "script" not in Seen(page).tags
    assert "<b>gras</b>" in Seen(page).words


@pytest.mark.parametrize("values", [SHORTER, LONGER, [5.0], [None, 3.0, None, 4.0]])
def test_the_figure_without_a_browser_is_well_formed(values: list[float | None]) -> None:
    made = etree.fromstring(svg(reading(values, target=110), "fr", THEMES["light"]).encode())
    width = float(made.get("width"))
    assert all(0 <= float(span.get("x")) <= width for span in made.iter("{*}tspan"))


MARKED = {"concern": "fill", "improvement": "stroke"}


def test_the_figure_without_a_browser_marks_what_the_chart_marks() -> None:
    made = svg(reading(SHORTER), "fr", THEMES["light"])
    judged = reading(SHORTER).xmr.points
    for kind in ("improvement", "concern"):
        assert made.count(f'{MARKED[kind]}="{THEMES["light"].of(kind)}"') == sum(point.kind == kind for point in judged)
    assert "moyenne" in made


def figures(page: pypdfium2.PdfPage) -> list[str]:
    """The alternative text of each figure that the page's tags name."""
    pdfium, found = pypdfium2.raw, []
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    inside = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, place) for place in range(pdfium.FPDF_StructTree_CountChildren(tree))]
    while inside:
        if not (element := inside.pop()):
            continue
        if told(pdfium.FPDF_StructElement_GetType, element) == "Figure":
            found.append(told(pdfium.FPDF_StructElement_GetAltText, element))
        count = pdfium.FPDF_StructElement_CountChildren(element)
        inside += [pdfium.FPDF_StructElement_GetChildAtIndex(element, place) for place in range(count)]
    pdfium.FPDF_StructTree_Close(tree)
    return found


def told(what: Callable[..., int], of: Any) -> str:
    """What Pdfium writes where it is told to, in 16 bits a letter."""
    size = what(of, None, 0)
    text = (ctypes.c_ushort * (size // 2))()
    what(of, text, size)
    return bytes(text).decode("utf-16-le").rstrip("\0")


def test_the_pdf_is_tagged_numbered_and_can_be_read(edition: Edition, drawn: bytes) -> None:
    document = pypdfium2.PdfDocument(drawn)
    pages = [plain(page.get_textpage().get_text_bounded()) for page in document]
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert plain(document.get_metadata_value("Title")) == "Qualité de service, juillet 2014 · Point Relais"
    outline = [plain(mark.get_title()) for mark in document.get_toc()]
    alternatives = [plain(text) for page in document for text in figures(page)]
    assert told(pypdfium2.raw.FPDFCatalog_GetLanguage, document) == "fr"
    document.close()
    assert alternatives == [plain(shown.words["fr"].title) for shown in edition.figures]
    assert [title for title in outline if title in alternatives] == alternatives
    assert len(pages) == len(NAMES) + 1
    assert [f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)
    for page, shown in zip(pages[1:], edition.figures, strict=True):
        assert plain(shown.words["fr"].title) in page
        assert "31 août 2014" in page


def test_the_same_edition_is_the_same_pdf(edition: Edition, drawn: bytes) -> None:
    assert edition_pdf(edition, "fr") == drawn


def test_figures_are_set_in_the_letters_of_their_page() -> None:
    """Those who draw a figure and those who lay it out would each choose other letters, of another width."""
    assert f"font: 16px/1.5 {FONT};" in STYLE.read_text("utf-8")


def test_no_page_of_the_pdf_is_cut(drawn: bytes) -> None:
    document = pypdfium2.PdfDocument(drawn)
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L").point(lambda value: 255 if value < 200 else 0)
        width, height = picture.size
        picture.paste(0, (30, 30, width - 30, height - 20))
        assert picture.getbbox() is None
    document.close()


def test_a_word_without_end_stays_on_a_narrow_page() -> None:
    """In a paragraph, in a list of facts, in a table."""
    word = "x" * 200
    parts = (pages.paragraphs(word), pages.facts([("Mot", word)]), pages.table(["Mot", "Fichier"], [["Mot", word]]))
    for part in parts:
        narrow = pages.page("Mots", part, "fr", "").replace("size: A4;", "size: 100mm 300mm;")
        document = pypdfium2.PdfDocument(pdf.pdf(narrow))
        drawn = document[0].render(scale=1).to_pil().convert("L").point(lambda value: 255 if value < 200 else 0)
        document.close()
        assert drawn.getbbox()[2] <= drawn.width - 45


def test_the_chart_of_the_pdf_is_the_same_bytes(chromium_here: str) -> None:  # noqa: ARG001
    first, again = (chart(reading(LONGER), "en") for _ in range(2))
    assert first == again
    assert b"mean" in first


def entries(*texts: str) -> list[Entry]:
    by = {"version": 1, "pole": "quality", "written_at": datetime(2014, 9, 1, tzinfo=UTC), "kind": "event"}
    return [Entry(entry_id=str(k), on=date(2014, 5, 1 + k), text=text, **by) for k, text in enumerate(texts)]


def crowded() -> Figure:
    """Long words everywhere: of the journal, of the filters, of the definition, of the comment."""
    shown = reading(SHORTER, "not_invoiced_value", target=93, currency="EUR", entries=entries("départ " * 40, "<b>& rappel", "fin"))
    many = tuple(("partner", f"Mutuelle générale des salariés de la région {k}") for k in range(9))
    return said(replace(shown, question=Question(where=many, start=date(2014, 1, 1), end=date(2015, 8, 31))), "Un mois\nchargé. " * 9)


def lines(svg: bytes) -> list[tuple[float, float, float, str]]:
    """Each line that is set outside the chart: how far left and down it begins, its size, its words."""
    texts = etree.fromstring(svg).findall("{*}text")
    return [(float(span.get("x")), float(span.get("y")), float(text.get("font-size")), span.text) for text in texts for span in text]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_picture_says_by_itself_all_that_belongs_to_it(edition: Edition, language: str) -> None:
    for of, shown in (*((edition, each) for each in edition.figures), (None, crowded())):
        svg, told = picture.figure_svg(of, shown, language), shown.words[language]
        assert svg == picture.figure_svg(of, shown, language)
        whole = plain(" ".join(words for *_place, words in lines(svg)))
        facts = [told.title, told.subtitle, *shown.comment.splitlines(), *words.journal(shown, language), *told.definition.split("\n\n")]
        assert [fact for fact in facts if plain(fact) not in whole] == []
        assert plain(words.foot(of, shown, language)) in whole
        root = etree.fromstring(svg)
        assert (root.findtext("{*}title"), root.findtext("{*}desc")) == (told.title, told.subtitle)
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_a_picture_names_its_edition_or_the_filters_of_today(edition: Edition) -> None:
    of_edition, of_today = (plain(" ".join(each[3] for each in lines(picture.figure_svg(*of, "fr")))) for of in (
        (edition, edition.figures[0]), (None, crowded())
    ))  # fmt: skip
    assert "Édition 2014-07 · n = 241 · Données jusqu’au 31 août 2014 · toute l’activité" in of_edition
    assert "Édition" not in of_today
    assert "Données jusqu’au 30 avril 2015 · partenaire Mutuelle générale des salariés de la région 0, partenaire" in of_today
    assert "région 8, depuis le 1er janvier 2014, jusqu’au 31 août 2015" in of_today


def test_nothing_of_a_picture_is_cut_or_covered(chromium_here: str) -> None:  # noqa: ARG001
    """Lines stand below each other, and the margins are empty where a browser draws it."""
    shown = crowded()
    places = [(y, size) for _x, y, size, _words in lines(picture.figure_svg(None, shown, "fr"))]
    assert all(y - size >= before for (before, _), (y, size) in pairwise(places))
    drawn = Image.open(BytesIO(picture.figure_png(None, shown, "fr"))).convert("L").point(lambda value: 255 if value < 200 else 0)
    assert drawn.width == 2 * picture.WIDTH
    left, top, right, bottom = drawn.getbbox()
    assert min(left, top, drawn.width - right, drawn.height - bottom) >= picture.MARGIN
    assert drawn.height - bottom <= 4 * picture.MARGIN


@pytest.mark.parametrize(("letter", "ems"), [("W", 0.944), ("É", 0.667), ("@", 1.015), ("漢", 1.0), ("😀", 1.245)])
def test_wide_letters_are_given_the_room_they_take(letter: str, ems: float) -> None:
    """On a picture and on a slide; also where no space says where to break."""
    text = picture.Text(letter * 300, 14)
    assert "".join(text.lines) == text.words
    assert max(map(len, text.lines)) * ems * text.size <= picture.WIDTH - 2 * picture.MARGIN
    on_a_line = COMMENT_BOX[2] * deck.POINTS_A_CM / (12 * ems)
    assert deck._height(letter * 300, COMMENT_BOX, 12) >= 300 / on_a_line * 12 * deck.LINE / deck.POINTS_A_CM
    assert 9 <= len(deck._cut(letter * 3000, COMMENT_BOX, 12)) < 3000


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_the_pdf_and_the_picture_say_so_and_the_others_are_made(edition: Edition) -> None:
    for asked in (lambda: edition_pdf(edition, "fr"), lambda: FIGURE["png"](edition, edition.figures[0], "fr")):
        with pytest.raises(NotInstalled) as missing:
            asked()
        assert "aucun n’est installé ici" in missing.value.say("fr")
    assert [name for name in EDITION if name != "pdf" and not EDITION[name](edition, "fr")] == []
    assert [name for name in FIGURE if name != "png" and not FIGURE[name](edition, edition.figures[0], "fr")] == []


def test_without_pango_the_pdf_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, *_: object, **__: object) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr("builtins.__import__", lambda name, *a, _real=__import__, **k: missing(name) or _real(name, *a, **k))
    with pytest.raises(NotInstalled, match="Pango"):
        pdf.pdf("<p>x</p>")


def test_a_workbook_has_its_facts_and_a_sheet_a_figure(edition: Edition) -> None:
    book = openpyxl.load_workbook(BytesIO(edition_xlsx(edition, "fr")))
    facts = {row[0]: plain(str(row[1])) for row in book["Repères"].iter_rows(values_only=True) if row[0]}
    assert facts["Édition"] == "2014-07"
    assert facts["Filtres"] == "toute l’activité"
    assert "31 août 2014" in facts["Données jusqu’au"]
    assert len(book.sheetnames) == len(NAMES) + 1
    head, *rows = book.worksheets[1].iter_rows(values_only=True)
    assert head[:2] == ("période", "complète")
    assert [row[2] for row in rows] == [pytest.approx(point.value) for point in edition.figures[0].reading.xmr.points]
    assert any("départ de la responsable" in str(row[-1]) for row in rows)


def test_a_table_says_on_each_row_what_it_is_of(edition: Edition) -> None:
    text = edition_csv(edition, "fr").decode("utf-8-sig")
    head, *rows = text.splitlines()
    assert head.startswith("édition;indicateur;libellé;période")
    assert len([row for row in rows if row.startswith("2014-07;answer_rate;")]) == 7
    assert "toute l’activité" in rows[0]
    first = dict(zip(head.split(";"), rows[0].split(";"), strict=False))
    assert first["complète"] in ("oui", "non")
    assert {"intervalle à 95 %, de", "intervalle à 95 %, à"} <= {name.replace("\u202f", " ") for name in first}
    assert re.search(r"[1-9]\d*,\d{15,}", text) is None


def test_files_say_the_hour_of_publication_that_they_said(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    before = edition_html(edition, "fr")
    monkeypatch.setenv("POINT_RELAIS_TIMEZONE", "America/Cayenne")
    settings.cache_clear()
    try:
        assert edition_html(edition, "fr") == before
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_the_tables_of_one_figure_say_what_those_of_its_edition_do(edition: Edition) -> None:
    head, *rows = edition_csv(edition, "fr").splitlines()
    of_one = [row for row in rows if row.startswith(b"2014-07;answer_rate;")]
    assert figure_csv(edition, edition.figures[0], "fr").splitlines() == [head, *of_one]
    one, every = (openpyxl.load_workbook(BytesIO(made)) for made in (
        figure_xlsx(edition, edition.figures[0], "fr"), edition_xlsx(edition, "fr")
    ))  # fmt: skip
    facts, all_facts = (list(book["Repères"].iter_rows(values_only=True)) for book in (one, every))
    assert [fact for fact in facts if fact not in all_facts] == []
    assert {"Édition", "Filtres", "Ce qu’il compte", "Journal", "Données jusqu’au", "Commentaire"} <= {name for name, _ in facts}
    assert list(one.worksheets[1].values) == list(every.worksheets[1].values)


def test_the_tables_of_today_say_their_filters_and_no_edition() -> None:
    shown = replace(reading(LONGER, entries=entries("déménagement")), question=Question(where=(("team", "Lyon"), ("topic", ""))))
    head, *rows = figure_csv(None, said(shown, "corrigé"), "fr").decode("utf-8-sig").splitlines()
    first = dict(zip(head.split(";"), rows[4].split(";"), strict=True))
    assert first["édition"] == ""
    assert first["filtres"] == "équipe Lyon, thème non renseigné"
    assert (first["n"], first["données jusqu’au"], first["commentaire"]) == ("932", "2015-04-30", "corrigé")
    assert first["définition"].startswith("Des appels décrochés")
    assert "déménagement" in first["journal"]
    book = openpyxl.load_workbook(BytesIO(figure_xlsx(None, said(shown, "corrigé"), "fr")))
    facts = dict(book["Repères"].iter_rows(values_only=True))
    assert facts["Filtres"] == "équipe Lyon, thème non renseigné"
    assert facts["Commentaire"] == "corrigé"
    assert "Édition" not in facts


def test_a_cell_of_a_workbook_runs_nothing(lake: Path, edition: Edition) -> None:  # noqa: ARG001
    wicked = preview(lake, Draft(JULY, (Page("answer_rate"),), where=(("team", "=1+1"),)), "quality")
    book = openpyxl.load_workbook(BytesIO(edition_xlsx(wicked, "fr")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_what_was_published_gives_the_same_files_when_the_data_change(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    before = edition_of(lake)
    made = {name: EDITION[name](before, "fr") for name in ("pptx", "html", "csv", "xlsx")}
    write(lake, "cases", [{"case_id": f"late{k}", "opened_on": date(2014, 7, 3), "answered": False} for k in range(50)])
    (after,) = published(lake)
    assert {name: EDITION[name](after, "fr") for name in made} == made


def call(lake: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Another process, where nothing happens to be as in this one."""
    command = [sys.executable, "-m", "report", *map(str, arguments), "--lake", str(lake)]
    elsewhere = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    return subprocess.run(command, cwd=HOME, capture_output=True, text=True, env=elsewhere)


@pytest.mark.parametrize(("way", "format"), [(("2014-07",), "pptx"), (("--period", "2014-07"), "xlsx")])
def test_the_command_writes_an_edition_by_its_name_or_its_month(
    lake: Path, edition: Edition, tmp_path: Path, way: tuple[str, ...], format: str
) -> None:
    """The very bytes that the app gives."""
    out = tmp_path / "out"
    assert call(lake, "edition", *way, "--format", format, "--out", out, "--lang", "en").returncode == 0
    assert out.read_bytes() == EDITION[format](edition, "en")


def test_the_command_writes_a_figure_as_an_edition_shows_it_or_as_it_stands_with_filters(
    lake: Path, edition: Edition, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for format in ("svg", "csv"):
        asked = ["figure", "answer_rate", "--format", format, "--out", str(out), "--lake", str(lake)]
        assert main([*asked, "--edition", "2014-07"]) == 0
        assert out.read_bytes() == FIGURE[format](edition, edition.figures[0], "fr")
        assert main([*asked, "--where", "team=Lyon", "--where", "team=Paris"]) == 0
        assert "équipe Lyon, équipe Paris" in out.read_text("utf-8")


def test_the_newest_of_a_month_is_taken(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    edition_of(lake)
    correction = publish(lake, save(lake, Draft(JULY, (Page("backlog"),))).edition_id, "quality")
    assert main(["edition", "--period", "2014-07", "--format", "csv", "--out", str(tmp_path / "a.csv"), "--lake", str(lake)]) == 0
    assert (tmp_path / "a.csv").read_bytes() == edition_csv(correction, "fr")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("edition", "2013-01", "--format", "csv"), "Il n’y a pas d’édition « 2013-01 ». Publiées : 2014-07."),
        (("edition", "--period", "2013-01", "--format", "csv"), "Aucune édition de 2013-01 n’est publiée. Publiées : 2014-07."),
        (("edition", "--format", "csv"), "Nommez une édition, ou son mois avec --period. Publiées : 2014-07."),
        (("figure", "off_hours_share", "--format", "csv"), "« off_hours_share » n’est pas un indicateur pour toute l’activité."),
        (("figure", "backlog", "--edition", "x", "--format", "csv"), "Il n’y a pas d’édition « x ». Publiées : 2014-07."),
        (
            ("figure", "abandonment_rate", "--edition", "2014-07", "--format", "svg"),
            f"L’édition 2014-07 ne montre pas « abandonment_rate ». Elle montre : {', '.join(NAMES)}.",
        ),
        (
            ("figure", "backlog", "--edition", "2014-07", "--where", "team=Lyon", "--format", "csv"),
            "Les chiffres d’une édition sont tels qu’ils ont été publiés : laissez --where de côté.",
        ),
        (("figure", "backlog", "--where", "mood=good", "--format", "csv"), "backlog ne peut être ni détaillé ni filtré par « mood »."),
        (("figure", "answer_rate", "--where", "team=nowhere", "--format", "svg"), "« answer_rate » n’a aucune valeur à dessiner."),
    ],
)
@pytest.mark.usefixtures("edition")
def test_a_wrong_call_is_refused_in_one_sentence(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    out = tmp_path / "out"
    assert main([*arguments, "--out", str(out), "--lake", str(lake)]) == 2
    assert plain(capsys.readouterr().err).startswith(sentence)
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments", [("edition", "x", "--format", "doc", "--out", "x"), ("edition", "--period", "july", "--format", "csv")]
)
def test_a_call_that_cannot_be_read_is_refused(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main([*arguments, "--out", "x"])
    assert refused.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.usefixtures("edition", "no_browser")
def test_the_command_says_that_no_browser_is_here(lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edition", "2014-07", "--format", "pdf", "--out", str(tmp_path / "x.pdf"), "--lake", str(lake)]) == 2
    assert "navigateur" in capsys.readouterr().err
