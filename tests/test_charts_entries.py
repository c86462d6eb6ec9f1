"""The journal on the control chart, as data: which line, in which stroke, with which word, and the key where words do not fit."""

from csv import DictReader
from datetime import date
from typing import Any

import pytest

from charts.control import MEETING, PAGE, Size, control_chart, journal_key
from charts.sparkline import sparkline
from charts.theme import THEMES
from metrics.frozen import said
from metrics.journal import Entry
from metrics.reading import Reading
from report.table import figure_csv
from tests.journaling import entry
from tests.readings import STEADY, reading

LIGHT = THEMES["light"]
TWICE = [*STEADY, *(value and value + 200 for value in STEADY)]


def drawn(entries: list[Entry], language: str = "en", size: Size = PAGE) -> tuple[list[dict[str, Any]], list[str]]:
    """The verticals, and the words at their top."""
    figure = control_chart(reading(TWICE, entries=entries), language, LIGHT, size).to_dict()
    lines = [trace for trace in figure["data"] if trace.get("name") == "journal"]
    tops = [note for note in figure["layout"]["annotations"] if (note.get("yref"), note["y"]) == ("paper", 1)]
    return lines, [note["text"] for note in tops]


@pytest.mark.parametrize("kind", ["event", "decision", "action", "deviation"])
@pytest.mark.parametrize("size", [PAGE, MEETING], ids=["page", "meeting"])
def test_an_entry_is_a_dashed_vertical_in_the_period_of_its_day(kind: str, size: Size) -> None:
    (line,), words = drawn([entry(kind, date(2014, 6, 17))], size=size)
    assert line["line"]["dash"] == "dash"
    assert set(line["x"]) == {"2014-06-01"}
    assert line["zorder"] < 0
    assert words == ["new telephone system"]


def test_limits_that_start_anew_are_a_solid_vertical_where_they_do() -> None:
    (line,), _ = drawn([entry("rebase", date(2015, 2, 1))])
    assert (line["line"]["dash"], set(line["x"])) == ("solid", {"2015-02-01"})


def test_a_vertical_goes_from_the_bottom_of_the_plot_to_its_top_and_answers_all_along() -> None:
    (line,), _ = drawn([entry(on=date(2014, 6, 17), text="a <b>new</b> & larger system, " + "known to everyone " * 6, team="Lyon")])
    figure = control_chart(reading(TWICE), "en", LIGHT).to_dict()
    assert [line["y"][0], line["y"][-1]] == figure["layout"]["yaxis"]["range"]
    assert len(line["y"]) > 10
    assert line["text"].startswith("17 June 2014 · event · a &lt;b&gt;new&lt;/b&gt; &amp; larger")
    assert line["text"].endswith("team Lyon")
    assert max(map(len, line["text"].split("<br>"))) < 90


def test_a_long_word_is_cut_and_cannot_be_a_tag() -> None:
    _, words = drawn([entry(text="<i>nobody</i> answered the telephone for three days")])
    assert words == ["&lt;i&gt;nobody&lt;/i&gt; answered…"]


@pytest.mark.parametrize(
    ("months", "size", "words"),
    [
        ((3, 3), MEETING, ["1, 2"]),
        ((3, 4), MEETING, ["1", "2"]),
        ((1, 12), PAGE, ["1", "2"]),
        ((1, 12), MEETING, ["new telephone system", "new telephone system"]),
    ],
    ids=["same month", "neighbours", "a phone", "a wall"],
)
def test_words_that_would_cover_each_other_become_numbers(months: tuple[int, ...], size: Size, words: list[str]) -> None:
    assert drawn([entry(on=date(2014, month, 5)) for month in months], size=size)[1] == words


def test_the_key_has_every_entry_in_full_in_the_order_of_the_chart() -> None:
    made = reading(
        TWICE, entries=[entry(on=date(2014, 2, 5), text="a long text that does not fit above a line"), entry("rebase", date(2015, 2, 1))]
    )
    assert journal_key(made, "en") == [
        "1. 5 February 2014 · event · a long text that does not fit above a line",
        "2. 1 February 2015 · limits start anew · new telephone system",
    ]
    alone = reading(TWICE, entries=[entry("decision", date(2014, 2, 5))])
    assert journal_key(alone, "fr") == ["5 février 2014 · décision · new telephone system"]
    assert journal_key(reading(TWICE), "fr") == []


def bands(made: Reading) -> int:
    return sparkline(made, LIGHT).count("<rect")


def test_the_sparkline_shows_a_rebase_as_a_change_of_band_only() -> None:
    assert [bands(reading(TWICE, entries=told)) for told in ([], [entry()], [entry("rebase", date(2015, 2, 1))])] == [1, 1, 2]
    assert sparkline(reading(TWICE, entries=[entry()]), LIGHT) == sparkline(reading(TWICE), LIGHT)


def test_the_csv_has_a_column_of_the_journal() -> None:
    entries = [entry(on=date(2014, 6, 3)), entry("decision", date(2014, 6, 4), "=more; lines")]
    table = figure_csv(None, said(reading(STEADY, entries=entries)), "en").decode("utf-8-sig")
    told = [row["journal"] for row in DictReader(table.splitlines())]
    assert told[5] == "3 June 2014 · event · new telephone system / 4 June 2014 · decision · =more; lines"
    assert {*told[:5], *told[6:]} == {""}
