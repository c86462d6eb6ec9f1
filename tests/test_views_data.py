"""The Data page: what comes of a file that is dropped, and taking it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lake.store import Lake
from settings import settings
from tests.readings import LONGER, reading
from tests.viewing import Reader, html, rows, words
from views import export

CSV = b"""case_id,team,opened_at,wait_s,mood
B1,Lyon,2014-08-04T10:00:00,12,good
B2,Lyon,2014-02-31T10:00:00,12,good
B3,Lyon,2014-08-05T10:00:00,douze,good
B4,Lyon,2014-08-05T11:00:00,15,good
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    yield Reader(tmp_path / "lake", monkeypatch).open("data", lang="en")
    settings.cache_clear()


def drop(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    return app.run()


def test_a_file_is_loaded_once_and_its_refused_rows_are_named(page: AppTest) -> None:
    drop(page, ("deux.csv", CSV))
    assert "deux.csv ✓ 2 new rows, 2 refused." in words(page)
    assert "Columns left out: mood." in words(page)
    assert rows(page, "refused") == [
        ["3", "opened_at", "2014-02-31T10:00:00", "“2014-02-31T10:00:00” is not a date and time."],
        ["4", "wait_s", "douze", "“douze” is not a duration."],
    ]
    (entry,) = rows(page, "imports")
    assert entry[0] == "deux.csv"
    assert entry[-5:] == ["4", "2", "0", "0", "2"]
    page.run()
    assert len(rows(page, "imports")) == 1


def test_what_is_no_export_is_refused_in_one_sentence_and_the_others_are_loaded(page: AppTest) -> None:
    drop(page, ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00"), ("deux.csv", CSV))
    assert "photo.png ✕ photo.png is not a text export." in words(page)
    assert [entry[0] for entry in rows(page, "imports")] == ["deux.csv"]


def test_an_import_is_opened_from_its_address_and_taken_back(page: AppTest, tmp_path: Path) -> None:
    drop(page, ("deux.csv", CSV))
    lake = Lake(tmp_path / "lake")
    import_id = lake.imports()["import_id"].iloc[0]
    assert f"?lang=en&amp;import={import_id}" in html(page)
    page.query_params["import"] = import_id
    page.run()
    assert len(rows(page, "refused")) == 2
    assert len(page.get("download_button")) == 1
    next(button for button in page.button if button.label == "Yes, take it back").click().run()
    assert "deux.csv taken back" in words(page)
    assert [button.label for button in page.button] == []
    assert lake.imports()["undone_at"].notna().all()


def test_a_text_that_looks_like_html_stays_text(page: AppTest) -> None:
    drop(page, ("<b>x.csv", CSV.replace(b"douze", b"<img src=x>")))
    assert "<img" not in html(page)
    assert "&lt;img src=x&gt;" in html(page)


@pytest.mark.parametrize(
    ("language", "header", "line"),
    [("fr", "période;complète;", "2015-01-01;True;118,0;932;"), ("en", "period,complete,", "2015-01-01,True,118.0,932,")],
)
def test_the_csv_opens_in_the_readers_spreadsheet(language: str, header: str, line: str) -> None:
    content = export.csv(reading(LONGER), language)
    lines = content.decode("utf-8-sig").splitlines()
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith(header)
    assert lines[-1].startswith(line)
    assert len(lines) == 14
