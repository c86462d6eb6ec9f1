"""A figure that stands alone, in a mail as on a slide: its sentence, its chart, and under it all that belongs to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from charts.control import marks_key
from charts.svg import HANDED_OUT, svg
from charts.theme import FONT, THEMES
from language import translator
from metrics.edition import Edition
from metrics.frozen import Figure
from report import figure as browser
from report import words
from report.letters import wrapped

WIDTH, MARGIN, GAP = 860, 24, 6
LETTER = {400: 0.57, 700: 0.63}  # width of an ordinary one, by weight, in its size
LINE = 1.35  # height of a line, in letters' size
THEME = THEMES["light"]


def figure_svg(edition: Edition | None, figure: Figure, language: str) -> bytes:
    """As SVG, which needs no browser, of a figure with at least one value."""
    return Picture(edition, figure, language).svg


def figure_png(edition: Edition | None, figure: Figure, language: str) -> bytes:
    """The same as PNG.

    Raises:
        NotInstalled: there is no browser that could draw.
    """
    picture = Picture(edition, figure, language)
    return browser.png(picture.svg, WIDTH, picture.height)


@dataclass(frozen=True)
class Text:
    """A paragraph, and how it is set."""

    words: str
    size: int
    colour: str = THEME.muted
    weight: int = 400

    @property
    def lines(self) -> list[str]:
        return wrapped(self.words, (WIDTH - 2 * MARGIN) / (self.size * LETTER[self.weight]))

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE + GAP

    def at(self, top: float) -> str:
        """Set below that height."""
        steps = (top + self.size * (LINE * place + 1) for place in range(len(self.lines)))
        spans = "".join(f'<tspan x="{MARGIN}" y="{y:.1f}">{escape(line)}</tspan>' for line, y in zip(self.lines, steps, strict=True))
        return f'<text font-size="{self.size}" font-weight="{self.weight}" fill="{self.colour}">{spans}</text>'


@dataclass(frozen=True)
class Picture:
    edition: Edition | None
    figure: Figure
    language: str

    @cached_property
    def above(self) -> list[Text]:
        said = self.figure.words[self.language]
        comment = [Text(line, 14, THEME.ink) for line in self.figure.comment.splitlines() if line.strip()]
        return [Text(said.title, 20, THEME.ink, 700), Text(said.subtitle, 14), *comment]

    @cached_property
    def below(self) -> list[Text]:
        definition = self.figure.words[self.language].definition.split("\n\n")
        return [
            *(Text(told, 13, THEME.ink) for told in words.journal(self.figure, self.language)),
            Text(" · ".join((*marks_key(self.figure.reading, self.language), words.foot(self.edition, self.figure, self.language))), 13),
            Text(translator(self.language)("What it counts"), 13, weight=700),
            *(Text(paragraph, 13) for paragraph in definition),
        ]

    @property
    def height(self) -> int:
        texts = (*self.above, *self.below)
        return round(2 * MARGIN + sum(text.height for text in texts) + HANDED_OUT.height + 2 * GAP)

    @cached_property
    def svg(self) -> bytes:
        said = self.figure.words[self.language]
        view = f'width="{WIDTH}" height="{self.height}" viewBox="0 0 {WIDTH} {self.height}"'
        about = f"<title>{escape(said.title)}</title><desc>{escape(said.subtitle)}</desc>"
        ground = f'<rect width="{WIDTH}" height="{self.height}" fill="{THEME.ground}"/>'
        root = f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{self.language}" {view} font-family="{escape(FONT)}">'
        return f"{root}{about}{ground}{''.join(self._parts())}</svg>".encode()

    def _parts(self) -> Iterator[str]:
        yield from _set(self.above, MARGIN)
        top = MARGIN + sum(text.height for text in self.above) + GAP
        drawn = svg(self.figure.reading, self.language, THEME, WIDTH - 2 * MARGIN)
        alternative = escape(self.figure.words[self.language].title)
        yield f'<g role="img" aria-label="{alternative}" transform="translate({MARGIN} {top:.1f})">{drawn}</g>'
        yield from _set(self.below, top + HANDED_OUT.height + GAP)


def _set(texts: Sequence[Text], top: float) -> Iterator[str]:
    """One below the other."""
    for text in texts:
        yield text.at(top)
        top += text.height
