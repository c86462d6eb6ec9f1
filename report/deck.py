"""An edition as a PowerPoint deck: a slide of introduction, then one figure a slide, its chart one that can be edited."""

from bisect import bisect_right
from copy import deepcopy
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Pt

from language import LOCALES, translator
from metrics.edition import Edition
from metrics.frozen import Figure
from metrics.sentence import entry_told
from report import words
from report.letters import wrapped
from report.master import ABOUT, CHART, COMMENT, FOOT, INTRODUCTION, MASTER, OPENING, TITLE, Box
from report.native import Native, key
from report.package import steady

POINTS_A_CM = 72 / 2.54
MORE = 1.0  # centimetres that the chart leaves to what stands below it, where that needs them
TALLER: Box = (*CHART[:3], CHART[3] + COMMENT[3])  # where no comment follows
LOWER: Box = (*CHART[:3], CHART[3] - MORE)  # where much follows
LONGER: Box = (COMMENT[0], COMMENT[1] - MORE, COMMENT[2], COMMENT[3] + MORE)
SIZES = (16, 14, 12)  # of what follows
LETTER, LINE = 0.56, 1.2  # width of an ordinary letter and height of a line, in the letters' size: on the safe side of Arial
FOOT_INDEX, NUMBER_INDEX = 11, 12  # indices of the layouts' placeholders


def edition_deck(edition: Edition, language: str) -> bytes:
    """The deck as a pptx file; the same edition is the same file."""
    deck = Presentation(str(MASTER))
    edition_layout, figure_layout = deck.slide_layouts
    _open(deck.slides.add_slide(edition_layout), edition, language)
    for figure in edition.figures:
        _show(deck.slides.add_slide(figure_layout), edition, figure, language)
    tag = LOCALES[language].replace("_", "-")
    for slide in deck.slides:
        _in_language(slide, tag)
    about = deck.core_properties
    about.title, about.author, about.language = words.heading(edition, language), "Point Relais", tag
    about.subject = words.name(edition, language)
    written = BytesIO()
    deck.save(written)
    return steady(written.getvalue(), edition.published_at or edition.saved_at)


def _open(slide: Any, edition: Edition, language: str) -> None:
    introduction = "\n".join([edition.said(language), "", *edition.draft.introduction.split("\n\n")]).strip()
    _write(slide.placeholders[0], words.heading(edition, language), OPENING, (36, 30, 24))
    cut = _write(slide.placeholders[1], introduction, INTRODUCTION, (20, 18, 16, 14, 12))
    slide.notes_slide.notes_text_frame.text = "\n".join(
        [*([edition.draft.introduction] if cut else []), *_listed(words.of_edition(edition, language))]
    )
    _feet(slide, " · ".join((words.name(edition, language), words.filters(edition, language))))


def _show(slide: Any, edition: Edition, figure: Figure, language: str) -> None:
    said, chart = figure.words[language], slide.placeholders[2]
    native = Native(figure, language) if figure.reading.latest_period else None
    _write(slide.placeholders[0], said.title, TITLE, (26, 22, 18))
    _write(slide.placeholders[1], " · ".join((said.subtitle, *(native.warning() if native else ()))), ABOUT, (14, 12))
    below = _below(slide.placeholders[3], figure, language)
    if native:
        native.insert(chart, {None: TALLER, COMMENT: CHART, LONGER: LOWER}[below])
    else:
        chart._element.getparent().remove(chart._element)
    facts = [*words.of_figure(figure, language), (translator(language)("Filters"), words.filters(edition, language))]
    slide.notes_slide.notes_text_frame.text = _lines(figure.comment, *_listed(facts))
    _feet(slide, " · ".join((*key(figure, language), words.foot(edition, figure, language))))


def _below(placeholder: Any, figure: Figure, language: str) -> Box | None:
    """The comment, then the journal; where room lacks, the journal is kept, new beginnings of the limits first. The box they fill."""
    text = _lines(figure.comment, *(entry_told(each.entry, language) for each in figure.reading.entries))
    box = COMMENT if _height(text, COMMENT, SIZES[-1]) <= COMMENT[3] else LONGER
    if _height(text, box, SIZES[-1]) > box[3]:
        told = [entry_told(each.entry, language) for each in sorted(figure.reading.entries, key=lambda each: not each.anew)]
        text = _kept(figure.comment, told, box)
    if box == LONGER:
        placeholder.left, placeholder.top, placeholder.width, placeholder.height = map(Cm, box)
    _write(placeholder, text, box, SIZES)
    return box if text else None


def _kept(comment: str, told: list[str], box: Box) -> str:
    """As much of the entries as stays in the box below a line of the comment, and of the comment what they leave room for."""
    size = SIZES[-1]
    first = _height("…", box, size) if comment else 0
    journal = _fitted("\n".join(told), (*box[:3], box[3] - first), size)
    left = box[3] - (_height(journal, box, size) if journal else 0)
    return _lines(_fitted(comment, (*box[:3], left), size), journal)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _write(placeholder: Any, text: str, box: Box, sizes: tuple[int, ...]) -> bool:
    """The text in the largest size with which it stays in its box; whether it had to be cut even in the smallest.

    What stays empty is taken away, so that no slide says "click to add text".
    """
    if not text:
        placeholder._element.getparent().remove(placeholder._element)
        return False
    size = next((size for size in sizes if _height(text, box, size) <= box[3]), sizes[-1])
    kept = _fitted(text, box, size)
    placeholder.text_frame.text = kept
    if size != sizes[0]:
        for paragraph in placeholder.text_frame.paragraphs:
            for run in paragraph.runs:  # PowerPoint pays no heed to the paragraph's own
                run.font.size = Pt(size)
    return kept != text


def _fitted(text: str, box: Box, size: int) -> str:
    return text if _height(text, box, size) <= box[3] else _cut(text, box, size)


def _cut(text: str, box: Box, size: int) -> str:
    """As much of its beginning, up to a word, as stays in the box."""
    fits = bisect_right(range(len(text)), box[3], key=lambda end: _height(f"{text[:end]} …", box, size)) - 1
    return f"{(text[: max(0, fits)].rsplit(maxsplit=1) or [''])[0]} …".lstrip()


def _height(text: str, box: Box, size: int) -> float:
    """In centimetres, of the text set in that size across the box."""
    most = box[2] * POINTS_A_CM / (size * LETTER)
    return sum(len(wrapped(line, most)) for line in text.split("\n")) * size * LINE / POINTS_A_CM


def _in_language(slide: Any, tag: str) -> None:
    """Say of each text what language it is in, to those who read it aloud and to who checks its spelling."""
    for page in (slide, slide.notes_slide):
        for run in page._element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", tag)


def _listed(facts: words.Facts) -> list[str]:
    return [f"{name} : {fact}" for name, fact in facts]


def _feet(slide: Any, foot: str) -> None:
    """The foot and the page's number: layouts only show where they would stand."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.idx in (FOOT_INDEX, NUMBER_INDEX):
            slide.shapes._spTree.append(deepcopy(shape._element))
    for shape in slide.placeholders:
        if shape.placeholder_format.idx == FOOT_INDEX:
            _write(shape, foot, FOOT, (12, 10))
        elif shape.placeholder_format.idx == NUMBER_INDEX:
            _number(shape.text_frame.paragraphs[0]._p)


def _number(paragraph: Any) -> None:
    for child in list(paragraph):
        paragraph.remove(child)
    identifier = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
    paragraph.append(parse_xml(f'<a:fld {nsdecls("a")} id="{identifier}" type="slidenum"><a:t>‹#›</a:t></a:fld>'))
