"""The journal on screen: written by a pole, changed by it alone, never without a trace."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from lake.store import Lake
from metrics.edition import Draft, Page, preview
from metrics.engine import open_tables
from metrics.journal import Entry, all_entries, history
from report.__main__ import EDITION
from settings import settings
from tests.conftest_lake import random_lake
from tests.viewing import Reader, charts, html, refused, rows, words


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(random_lake(tmp_path / "lake"))


@pytest.fixture
def reader(lake: Lake, monkeypatch: pytest.MonkeyPatch):
    yield Reader(lake.path, monkeypatch)
    settings.cache_clear()


def kept(lake: Lake) -> list[Entry]:
    return all_entries(open_tables(lake.path))


def fill(app: AppTest, kind: str, pole: str | None = "quality", text: str = "", **more: object) -> AppTest:
    """Choose a kind, answer by the labels of the form, and write it."""
    app.segmented_control[0].set_value(kind).run()
    app.text_area[-1].input(text)
    answers = {"You are of": pole, **more}
    for widgets in (app.selectbox, app.date_input, app.text_input, app.checkbox):
        for widget in widgets:
            if answers.get(widget.label) is not None:
                widget.set_value(answers[widget.label])
    return next(button for button in app.button if button.label in ("Write it in the journal", "Change the entry")).click().run()


def test_an_entry_is_written_and_stands_in_the_table_at_once(reader: Reader, lake: Lake) -> None:
    app = fill(reader.open("journal", lang="en"), "event", text="strike", About="answer_rate", **{"On what day": date(2014, 5, 5)})
    assert [(each.text, each.indicator, each.on, each.pole) for each in kept(lake)] == [
        ("strike", "answer_rate", date(2014, 5, 5), "quality")
    ]
    assert rows(app, "journal") == [["5 May 2014", "strike event", "Answer rate", "relay points"]]
    assert app.text_area[0].value == ""
    assert "1 entrée au journal\u202f; aucune action en cours." in html(reader.open("journal"))


def test_what_is_missing_is_said_and_what_was_written_stays_in_the_form(reader: Reader, lake: Lake) -> None:
    app = fill(reader.open("journal", lang="en"), "rebase", text="new telephone system", **{"What caused it": "the move"})
    last = "Say that the change is expected to last. If it is not, keep it as an event: limits stay as they are."
    assert refused(app) == [(last, "It is expected to last")]
    assert app.text_area[0].value == "new telephone system"
    assert kept(lake) == []


def test_a_rebase_written_on_the_indicators_page_redraws_its_limits_and_its_sentence_and_stands_on_the_slide(
    reader: Reader, lake: Lake
) -> None:
    page = reader.open("indicator", name="answer_rate", lang="en")
    assert bands(page) == [("2014-01-01", "2014-08-01")]
    answers = {"What caused it": "the move", "It is expected to last": True, "It was observed long enough to be sure": True}
    after = fill(page, "rebase", text="new telephone system", Since=date(2014, 5, 1), **answers)
    assert bands(after) == []  # four months on either side are too few for limits
    assert "too few periods to judge" in words(after)
    assert "new telephone system" in str(charts(after)[0]["layout"]["annotations"])
    edition = preview(lake.path, Draft(date(2014, 8, 1), (Page("answer_rate"),)))
    slides = Presentation(BytesIO(EDITION["pptx"](edition, "en"))).slides
    shown = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert any("new telephone system" in text for text in shown)


def bands(app: AppTest) -> list[tuple[str, str]]:
    shapes = charts(app)[0]["layout"].get("shapes", [])
    return [(shape["x0"], shape["x1"]) for shape in shapes if shape["type"] == "rect"]


def test_a_decision_taken_in_the_meeting_is_drawn_on_its_screen_at_once(
    reader: Reader, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("views.entry.today", lambda: date(2014, 8, 15))
    app = reader.open("meeting", name="answer_rate", open="decision", lang="en")
    app.text_input[0].input("one more telephone")
    app = next(button for button in app.button if button.label == "Write it in the journal").click().run()
    assert [(each.kind, each.indicator) for each in kept(lake)] == [("decision", "answer_rate")]
    assert "one more telephone" in str(charts(app)[0]["layout"]["annotations"])
    assert [box.label for box in app.text_input] == []


def test_another_pole_changes_nothing_and_a_withdrawal_leaves_its_trace(reader: Reader, lake: Lake) -> None:
    fill(reader.open("journal", lang="en"), "decision", text="call back within a day")
    (entry,) = kept(lake)
    page = reader.open("journal", entry=entry.entry_id, lang="en")
    others = fill(page, "decision", pole="hr", text="call back within two days")
    assert refused(others) == [("This entry belongs to relay points: ask them to change it.", "You are of")]
    changed = fill(reader.open("journal", entry=entry.entry_id, lang="en"), "decision", text="call back within two days")
    assert "call back within two days" in words(changed)
    unsaid = next(button for button in changed.button if button.label == "Withdraw the entry").click().run()
    assert refused(unsaid) == [("Say why it is withdrawn: the journal keeps a trace of it.", "Why it is withdrawn")]
    next(each for each in changed.text_input if each.label == "Why it is withdrawn").input("decided otherwise")
    gone = next(button for button in changed.button if button.label == "Withdraw the entry").click().run()
    assert "withdrawn. decided otherwise" in words(gone)
    assert kept(lake) == []
    assert [each.text for each in history(open_tables(lake.path), entry.entry_id)] == ["call back within a day"] + [
        "call back within two days"
    ] * 2
    assert rows(reader.open("journal", lang="en"), "withdrawn")[0][1] == "call back within two days decision"


def test_the_agenda_lists_changes_without_a_word_and_what_was_decided(reader: Reader) -> None:
    decide = {"About": "cases_opened", "Decided on": date(2014, 6, 2)}
    fill(reader.open("journal", lang="en"), "decision", text="one more telephone", **decide)
    said = words(reader.open("agenda", lang="en", since="2014-06-01"))
    decided = said.partition("What we decided, and what happened since")[2].partition("Open actions")[0]
    assert "one more telephone" in decided
    assert re.search(r"Cases received, \d+ in May 2014, \d+ in August 2014: no detectable change", decided)


def test_vigilance_tells_of_load_and_names_the_human_routes(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_CONTACTS__OCCUPATIONAL_DOCTOR", "01 23 45 67 89")
    settings.cache_clear()
    app = reader.open("vigilance", lang="en")
    said = words(app)
    for label in ("Cases received", "Queue pressure", "Work outside opening hours", "Spread of the work"):
        assert label in said
    routes = said.partition("you may turn to:")[2]
    assert re.sub(r" +", " ", routes).strip() == "The occupational doctor: 01 23 45 67 89 The staff representatives A colleague you trust"
