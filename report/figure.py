"""A figure as a picture, PNG or SVG, drawn by the browser that Kaleido finds; it is started once for the whole process."""

import re
from functools import lru_cache
from threading import Lock
from typing import Any, Literal

import kaleido
from choreographer.browsers.chromium import Chromium

from charts.control import control_chart
from charts.svg import HANDED_OUT
from charts.theme import THEMES
from metrics.reading import Reading
from report.missing import NO_BROWSER, NotInstalled

Format = Literal["png", "svg"]
SIZE = HANDED_OUT
WIDTH = 860
SHARP = 2  # pixels of a PNG for each of these

ONE_AT_A_TIME = Lock()
DRAWN_AT_RANDOM = re.compile(
    rb"((?:top)?defs-|clip|scatter trace)[0-9a-f]{6}"
)  # in the names within an SVG: the same figure is the same bytes


def picture(reading: Reading, language: str, format: Format) -> bytes:
    """The figure of a reading with at least one value.

    Raises:
        NotInstalled: there is no browser that could draw.
    """
    figure = control_chart(reading, language, THEMES["light"], SIZE)
    options: dict[str, Any] = {"format": format, "width": WIDTH, "height": SIZE.height, "scale": SHARP if format == "png" else 1}
    with ONE_AT_A_TIME:
        _start()
        drawn: bytes = kaleido.calc_fig_sync(figure, opts=options)
    return drawn if format == "png" else DRAWN_AT_RANDOM.sub(rb"\1", drawn)


def browser() -> str | None:
    """The one that would draw; null where none is installed."""
    found: str | None = Chromium.find_browser(skip_local=False)
    return found


@lru_cache(maxsize=1)
def _start() -> None:
    """Looked for first: a server whose browser is not found would keep its callers waiting for ever."""
    path = browser()
    if path is None:
        raise NotInstalled(NO_BROWSER)
    page = kaleido.PageGenerator(mathjax=False)  # which would be fetched from afar
    kaleido.start_sync_server(path=path, page_generator=page, silence_warnings=True)
