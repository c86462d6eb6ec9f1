"""A reader without a browser: pages as they are made, their words and their charts."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from settings import HOME, settings

FRONT = "overview"


class Reader:
    """Opens pages of the app on one lake."""

    def __init__(self, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("POINT_RELAIS_LAKE", str(lake))
        monkeypatch.chdir(HOME)
        settings.cache_clear()

    def open(self, view: str = FRONT, **query: str | list[str]) -> AppTest:
        """The page of `views/<view>.py` at an address with this query."""
        app = AppTest.from_file(str(HOME / "app.py"), default_timeout=30)
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
        return app if view == FRONT else app.switch_page(f"views/{view}.py").run()


def html(app: AppTest) -> str:
    """The HTML of the page's own elements, style apart."""
    return "\n".join(body for element in app.get("html") if not (body := element.proto.body).startswith("<style>"))


def words(app: AppTest) -> str:
    """What the page says, without tags, with plain spaces."""
    return re.sub(r"[ \u00a0\u202f]+", " ", unescape(re.sub(r"<[^>]+>", " ", html(app))))


def refused(app: AppTest) -> list[tuple[str, str]]:
    """Why the page refuses a form, and the label of the field that it ties this to."""
    named = {block.key.split(".", 2)[2]: block for block in app.container if (block.key or "").startswith("refused.")}
    return [(block.error[0].value, app.get_by_key(field).label if field else "") for field, block in named.items()]


def rows(app: AppTest, css: str) -> list[list[str]]:
    """The cells of the body of the first table of a class."""
    found = re.search(rf'<table class="[^"]*\b{css}\b.*?</table>', html(app), re.DOTALL)
    body = re.sub(r"<thead>.*?</thead>", "", found[0], flags=re.DOTALL) if found else ""
    return [
        [
            re.sub(r"[\s\u00a0\u202f]+", " ", unescape(re.sub(r"<[^>]+>", " ", cell))).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
        ]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]
