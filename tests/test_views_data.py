"""The Data page: what comes of a file that is dropped, and taking it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest.retime import retime
from lake.store import Lake
from metrics.frozen import said
from report import table
from settings import settings
from tests.readings import LONGER, reading
from tests.viewing import Reader, html, refused, rows, words

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


def test_a_file_of_bad_rows_is_refused_in_the_readers_words_and_loaded_all_the_same_where_that_is_said(page: AppTest) -> None:
    bad = CSV.replace(b"B1,Lyon,2014-08-04T10:00:00,12", b"B1,Lyon,2014-08-04T10:00:00,treize")
    drop(page, ("trois.csv", bad))
    assert (
        "trois.csv: 3 of 4 rows would be refused, the first on line 2, column “wait_s”: “treize” is not a duration. Nothing was loaded. "
        "Check the export. Say what to do above, under “When a file leaves a question open”, then drop the file again." in words(page)
    )
    page.checkbox[0].check().run()
    assert "trois.csv ✓ 1 new row, 3 refused." in words(drop(page, ("trois.csv", bad)))


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


def test_cases_reckoned_again_stand_in_the_history_without_a_way_to_take_that_back(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(page, ("deux.csv", b"case_id,opened_at,closed_at\nB1,2014-08-04T10:00:00,2014-08-04T11:00:00\n"))
    monkeypatch.setenv("POINT_RELAIS_OPENING_HOURS", '{"monday": ["08:30-10:30"]}')
    settings.cache_clear()
    done = retime(Lake(tmp_path / "lake"))
    assert str(done.import_id) not in html(page.run())
    page.query_params["import"] = done.import_id
    assert not page.run().exception
    assert rows(page, "imports")[0][:3:2] == ["python -m ingest retime", "opening hours"]
    assert not page.button


def test_a_text_that_looks_like_html_stays_text(page: AppTest) -> None:
    drop(page, ("<b>x.csv", CSV.replace(b"douze", b"<img src=x>")))
    assert "<img" not in html(page)
    assert "&lt;img src=x&gt;" in html(page)


@pytest.mark.parametrize(
    ("language", "header", "line"),
    [("fr", ";période;complète;", ";2015-01-01;oui;118,0;932;"), ("en", ",period,complete,", ",2015-01-01,yes,118.0,932,")],
)
def test_the_csv_opens_in_the_readers_spreadsheet(language: str, header: str, line: str) -> None:
    content = table.figure_csv(None, said(reading(LONGER)), language)
    lines = content.decode("utf-8-sig").splitlines()
    assert content.startswith(b"\xef\xbb\xbf")
    assert header in lines[0]
    assert line in lines[-1]
    assert len(lines) == 14


UNKNOWN = "Référence;Date de l'appel;Equipe;Motif;Téléphone;Salaire\nR1;03/04/2014 09:12;Lyon;Divorce;0601020304;2000\n"


def test_an_unknown_source_is_described_kept_and_loaded(page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_PROFILES", str(tmp_path / "profiles"))
    settings.cache_clear()
    drop(page, ("appels.csv", UNKNOWN.encode("cp1252")))
    said = words(page)
    assert "How to read appels.csv?" in said
    assert "Téléphone (looks like personal data), Salaire (pay is never loaded)" in said
    assert not rows(page, "preview")  # nothing is shown as understood while day and month are open
    order = next(one for one in page.radio if "day first or month first" in one.label)
    order.set_value("day").run()
    assert rows(page, "preview") == [["2", "R1", "Lyon", "Divorce", "3 April 2014 09:12:00"]]
    for name, where in (("à nous", ["Name of this source"]), ("appels", [])):
        next(one for one in page.text_input if one.label == "Name of this source").set_value(name).run()
        next(one for one in page.button if one.label.startswith("Keep this source")).click().run()
        assert [field for _why, field in refused(page)] == where
    assert "appels.csv ✓ 1 new row." in words(page)
    assert (tmp_path / "profiles" / "appels.toml").is_file()
    drop(page, ("mai.csv", UNKNOWN.replace("R1", "R2").encode("cp1252")))
    assert "mai.csv ✓ 1 new row." in words(page)  # the next file of this source is known


def test_of_a_file_that_tells_nothing_is_asked_what_it_holds(page: AppTest) -> None:
    drop(page, ("export.csv", b"a,b,c\n1,2,3\n"))
    assert "nothing in them tells what the file holds: say it." in words(page)
    assert not page.multiselect
    page.radio[0].set_value("cases").run()
    assert "No column looks like “Opened at”" in words(page)
    assert "Topic" in [one.label for one in page.multiselect]


def test_a_proposal_is_corrected_field_by_field(page: AppTest) -> None:
    drop(page, ("appels.csv", UNKNOWN.encode("cp1252")))
    next(one for one in page.radio if "day first or month first" in one.label).set_value("month").run()
    next(one for one in page.multiselect if one.label == "Topic").set_value(["Equipe"]).run()
    next(one for one in page.multiselect if one.label == "Team").set_value([]).run()
    assert rows(page, "preview") == [["2", "R1", "Lyon", "4 March 2014 09:12:00"]]


def test_what_a_file_changes_in_the_headline_figures_is_said(page: AppTest) -> None:
    calls = "case_id,opened_at,wait_s,answered\nA,2014-02-03 09:00,10,true\n"
    drop(page, ("a.csv", calls.encode()))
    drop(page, ("b.csv", (calls + "B,2014-02-04 09:00,10,false\n").encode()))
    assert "Answer rate, February 2014: 50% instead of 100% (1 month changed)" in words(page)


SURVEY = b"""wave,response_id,team,instrument,item,score
2014-03,a,Lyon,who5,who5_1,3
2014-03,b,Lyon,who5,who5_1,9
2014-03,c,Lyon,who5,who5_1,4
"""


def test_of_a_survey_only_who_brings_it_in_is_told_how_many_answered(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(page, ("survey.csv", SURVEY))
    assert "survey.csv \u2713 2 new rows, 1 refused." in words(page)
    assert len(rows(page, "refused")) == 1
    other = Reader(tmp_path / "lake", monkeypatch)
    history = rows(other.open("data", lang="en"), "imports")
    assert history[0][0] == "survey.csv"
    assert history[0][-5:] == ["\u2013"] * 5
    opened = other.open("data", lang="en", **{"import": Lake(tmp_path / "lake").imports()["import_id"].iloc[0]})
    assert rows(opened, "refused") == []
    assert "only who brings the file in is told" in words(opened)
    assert [button.label for button in opened.get("download_button")] == []


def test_an_import_of_a_survey_says_nothing_of_its_answers(page: AppTest) -> None:
    drop(page, ("survey.csv", SURVEY))
    assert [each.effect for each in page.session_state["outcomes"]] == [()]
