"""What a browser draws, the one that Kaleido finds: a chart for the PDF, and any SVG as PNG. It is started once for the whole process."""

import re
from base64 import b64encode
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

WIDTH = 860
SHARP = 2  # pixels of a PNG for each of these

ONE_AT_A_TIME = Lock()
DRAWN_AT_RANDOM = re.compile(
    rb"((?:top)?defs-|clip|scatter trace)[0-9a-f]{6}"
)  # in the names within an SVG: the same figure is the same bytes


def chart(reading: Reading, language: str) -> bytes:
    """The chart alone, as SVG, of a reading with at least one value.

    Raises:
        NotInstalled: there is no browser that could draw.
    """
    drawn = _drawn(control_chart(reading, language, THEMES["light"], HANDED_OUT), "svg", WIDTH, HANDED_OUT.height)
    return DRAWN_AT_RANDOM.sub(rb"\1", drawn)


def png(svg: bytes, width: int, height: int) -> bytes:
    """The SVG as the browser shows it.

    Raises:
        NotInstalled: there is no browser that could draw.
    """
    whole = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1, "sizing": "stretch"}
    image = {**whole, "source": f"data:image/svg+xml;base64,{b64encode(svg).decode()}"}
    bare = {"visible": False}
    layout = {"images": [image], "margin": dict.fromkeys("lrtb", 0), "xaxis": bare, "yaxis": bare}
    return _drawn({"data": [], "layout": layout}, "png", width, height)


def browser() -> str | None:
    """The one that would draw; null where none is installed."""
    found: str | None = Chromium.find_browser(skip_local=False)
    return found


def _drawn(figure: Any, format: Literal["png", "svg"], width: int, height: int) -> bytes:
    options: dict[str, Any] = {"format": format, "width": width, "height": height, "scale": SHARP if format == "png" else 1}
    with ONE_AT_A_TIME:
        _start()
        drawn: bytes = kaleido.calc_fig_sync(figure, opts=options)
    return drawn


@lru_cache(maxsize=1)
def _start() -> None:
    """Looked for first: a server whose browser is not found would keep its callers waiting for ever."""
    path = browser()
    if path is None:
        raise NotInstalled(NO_BROWSER)
    page = kaleido.PageGenerator(mathjax=False)  # which would be fetched from afar
    kaleido.start_sync_server(path=path, page_generator=page, silence_warnings=True)
