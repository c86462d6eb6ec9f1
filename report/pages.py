"""One page for both: an HTML file that works from a mail attachment, with no network, and what the PDF is laid out from."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pandas as pd

from charts.control import Size, journal_key, judged, marks_key
from charts.svg import HANDED_OUT, svg
from charts.theme import THEMES
from language import N_, say, say_period, translator
from metrics import sentence
from metrics.edition import Edition
from metrics.frozen import Figure
from metrics.reading import Reading
from report import words

STYLE = Path(__file__).with_name("page.css")
DETAILS = N_("What it counts, and its numbers")
PHONE, PHONE_WIDTH = Size(text=13, height=280, words=135, plot=150, ticks=4, many=24), 350
SCREEN = replace(HANDED_OUT, plot=PHONE.plot)  # one journal under both: a number on the one is a number on the other
MOST_ROWS = 13  # of the table on paper: a year and the month it began with

Draw = Callable[[Reading, str], bytes]
"""A reading and a language to SVG."""


def edition_html(edition: Edition, language: str) -> bytes:
    """The edition as one file."""
    return edition_page(edition, language, drawn).encode()


def drawn(reading: Reading, language: str) -> bytes:
    return svg(reading, language, THEMES["light"], size=SCREEN).encode()


def narrow(reading: Reading, language: str) -> bytes:
    """The same for a phone, on which the letters of the other would be too small."""
    return svg(reading, language, THEMES["light"], PHONE_WIDTH, PHONE).encode()


def edition_page(edition: Edition, language: str, draw: Draw, most_rows: int | None = None) -> str:
    """The edition as HTML; of each table the last `most_rows` periods."""
    sections = "".join(_section(edition, place, language, draw, most_rows) for place in range(len(edition.figures)))
    return page(words.heading(edition, language), _opening(edition, language) + sections, language, words.name(edition, language))


def page(title: str, body: str, language: str, about: str) -> str:
    """A whole HTML page of ours; `title` and `about` as text, `body` as HTML. `about` also stands at the foot of printed pages."""
    head = f'<meta charset="utf-8"><title>{escape(title)} · Point Relais</title><meta name="author" content="Point Relais">'
    head += f'<meta name="description" content="{escape(about)}"><meta name="viewport" content="width=device-width">'
    style = f"<style>{STYLE.read_text('utf-8')}</style>"
    kicker = f'<p class="kicker">Point Relais · {escape(about)}</p>'
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}{style}</head><body>{kicker}<h1>{escape(title)}</h1>{body}</body></html>'


def facts(told: words.Facts) -> str:
    return f'<dl class="facts">{"".join(f"<dt>{escape(name)}</dt><dd>{paragraphs(fact)}</dd>" for name, fact in told)}</dl>'


def paragraphs(text: str, css: str = "") -> str:
    return "".join(f'<p class="{css}">{escape(part)}</p>' for part in text.split("\n\n") if part.strip())


def table(head: list[str], rows: list[list[str]], numbers: range = range(0)) -> str:
    """A table whose first column names its rows; `numbers` are the columns set to the right."""
    css = ["number" if place in numbers else "" for place in range(len(head))]
    top = "".join(f'<th scope="col" class="{kind}">{escape(text)}</th>' for kind, text in zip(css, head, strict=True))
    body = "".join(f"<tr>{_row(row, css)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: list[str], css: list[str]) -> str:
    first, *rest = zip(css, row, strict=True)
    return f'<th scope="row">{escape(first[1])}</th>' + "".join(f'<td class="{kind}">{escape(text)}</td>' for kind, text in rest)


def _opening(edition: Edition, language: str) -> str:
    """What changed, the word of introduction, each figure in a sentence, and what all of it rests on."""
    answer = f'<p class="answer">{escape(edition.said(language))}</p>'
    links = "".join(
        f'<li><a href="#figure-{place}">{escape(figure.words[language].title)}</a></li>' for place, figure in enumerate(edition.figures)
    )
    introduction = paragraphs(edition.draft.introduction, "introduction")
    return f"{answer}{introduction}<ul>{links}</ul>{facts(words.of_edition(edition, language))}"


def _section(edition: Edition, place: int, language: str, draw: Draw, most_rows: int | None) -> str:
    figure = edition.figures[place]
    said, paper = figure.words[language], most_rows is not None
    counts = f"<h3>{escape(translator(language)('What it counts'))}</h3>{paragraphs(said.definition)}"
    more = counts + _numbers(figure.reading, language, most_rows)
    parts = (
        f'<h2>{escape(said.title)}</h2><p class="about">{escape(said.subtitle)}</p>',
        paragraphs(figure.comment, "comment"),
        _picture(figure, language, draw, paper),
        _journal(journal_key(figure.reading, language, HANDED_OUT if paper else SCREEN), language),
        f'<p class="foot">{escape(" · ".join((*marks_key(figure.reading, language), words.foot(edition, figure, language))))}</p>',
        more if paper else f"<details><summary>{escape(translator(language)(DETAILS))}</summary>{more}</details>",
    )
    return f'<section id="figure-{place}">{"".join(parts)}</section>'


def _picture(figure: Figure, language: str, draw: Draw, paper: bool) -> str:
    """Nothing where there is nothing to draw; its alternative is the sentence."""
    if figure.reading.latest_period is None:
        return ""
    image = f'<img alt="{escape(figure.words[language].title)}" src="{_address(draw(figure.reading, language))}">'
    source = f'<source media="screen and (max-width: 640px)" srcset="{_address(narrow(figure.reading, language))}">'
    return image if paper else f"<picture>{source}{image}</picture>"


def _address(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"


def _journal(told: list[str], language: str) -> str:
    items = "".join(f"<li>{escape(each)}</li>" for each in told)
    return f'<ul class="journal" aria-label="{escape(translator(language)("Journal"))}">{items}</ul>' if told else ""


def _numbers(reading: Reading, language: str, most: int | None) -> str:
    _ = translator(language)
    rows = list(_cells(reading, language))
    head = [_("Period"), _("Value"), _("n"), _("Usual variation"), _("What is said of it")]
    title = _("Its numbers") if most is None or len(rows) <= most else _("Its last {n} periods").format(n=most)
    return f"<h3>{escape(title)}</h3>{table(head, rows[:most], range(1, 4))}" if rows else ""


def _cells(reading: Reading, language: str) -> Iterator[list[str]]:
    """Newest first."""
    rows = reading.series.to_dict("records")
    for row, point in reversed(list(zip(rows, reading.xmr.points, strict=True))):
        span = sentence.usual(reading, point.limits, language) if point.limits else ""
        n = say(None if pd.isna(row["n"]) else row["n"], "count", language)
        period = say_period(row["period"], reading.question.grain, language)
        yield [period, sentence.value(reading, point.value, language), n, span, judged(point, bool(row["complete"]), language)]
