"""Every page as it is made: in both languages, filtered, on an empty lake."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from metrics.catalogue import collect
from metrics.indicator import Indicator
from settings import HOME, settings
from tests.conftest_lake import random_lake, random_tables
from tests.viewing import Reader, charts, html, rows, words
from views import results

PAGES = sorted(path.stem for path in (HOME / "views").glob("*.py") if f'("{path.stem}", ' in (HOME / "app.py").read_text("utf-8"))
HEADLINES = [indicator for indicator in collect().values() if indicator.headline]


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_lake(tmp_path_factory.mktemp("views") / "lake")


@pytest.fixture
def reader(lake: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    yield Reader(lake, monkeypatch)
    settings.cache_clear()


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """Before anything was loaded."""
    yield Reader(tmp_path / "empty", monkeypatch)
    settings.cache_clear()


def well(app: AppTest) -> AppTest:
    """The page was made whole, and says nothing that only a programmer would understand."""
    assert [error.message for error in app.exception] == []
    assert [error.value for error in app.error] == []
    assert not re.search(r"\b(None|nan|NaN|NaT|<NA>|Traceback)\b", words(app))
    return app


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_both_languages_whole_and_filtered(page: str, language: str, reader: Reader) -> None:
    for query in ({}, {"team": ["Lyon", "Paris"], "topic": "Travail"}, {"from": "2014-03", "to": "2014-05"}):
        well(reader.open(page, lang=language, name="answer_rate", **query))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_data_says_so(page: str, newcomer: Reader) -> None:
    app = well(newcomer.open(page, name="answer_rate"))
    assert charts(app) == []
    if page not in ("definitions", "release"):
        assert re.search(
            r"[Pp]as de données|Rien n’a encore été chargé|Trop tôt|Le journal est vide|n’est encore publiée|encore rien à montrer",
            words(app),
        )


def test_the_overview_has_a_row_for_each_headline(reader: Reader) -> None:
    table = rows(reader.open(lang="en"), "scorecard")
    named = [row[0] for row in table if len(row) > 2]
    well_being = "Well-being, in surveys whole activity, by wave"
    assert named == [*(f"{indicator.label} {indicator.population}" for indicator in sorted(HEADLINES, key=pole)), well_being]
    assert [row[0] for row in table if len(row) == 2] == ["Quality of service", "Production & billing", "Well-being"]


def pole(indicator: Indicator) -> int:
    return ["quality", "production", "hr"].index(indicator.owner)


def test_the_freshness_counts_the_cases_that_answer(reader: Reader) -> None:
    cases = random_tables()["cases"]
    lyon = sum(case["team"] == "Lyon" for case in cases)
    spring = sum(date(2014, 3, 1) <= case["opened_on"] <= date(2014, 5, 31) for case in cases)
    assert "Data until 31 August 2014 · 2,500 cases" in words(reader.open(lang="en"))
    assert f"· {lyon} cases" in words(reader.open(lang="en", team="Lyon"))
    assert f"· {spring} cases" in words(reader.open(lang="en", **{"from": "2014-03", "to": "2014-05"}))


def test_values_that_do_not_exist_leave_the_filter_and_the_address(reader: Reader) -> None:
    app = reader.open(team=["Lyon", "Atlantis"], topic="Droit romain", **{"from": "1999-01"})
    assert app.query_params == {"team": "Lyon"} or app.query_params == {"team": ["Lyon"]}
    assert "« Atlantis » : absent des données" in words(app)
    assert "« 1999-01 » n’est pas un mois des données, qui vont de" in words(app)
    assert "Droit romain" not in words(app.switch_page("views/quality.py").run())
    app = reader.open(lang="en", topic="Droit romain")
    assert (
        words(app.run()).replace("“Droit romain”: not in the data, so that filter was left out.", "").split()
        == words(reader.open(lang="en")).split()
    )


def test_a_period_that_ends_before_it_begins_loses_its_beginning(reader: Reader) -> None:
    app = well(reader.open(**{"from": "2014-06", "to": "2014-02"}))
    assert app.query_params == {"to": "2014-02"}
    assert "La période demandée finit avant de commencer" in words(app)
    assert words(reader.open(to="2014-02")) in words(app).replace(
        " La période demandée finit avant de commencer : son début a été laissé de côté. \n", ""
    )


def test_a_filter_is_written_to_the_address_and_taken_from_it(reader: Reader) -> None:
    app = reader.open(lang="en")
    app.multiselect[0].set_value(["Lille", "Paris"]).run()
    assert sorted(app.query_params["team"]) == ["Lille", "Paris"]
    assert words(app) == words(reader.open(lang="en", team=["Lille", "Paris"]))
    app.switch_page("views/quality.py").run()
    assert app.multiselect[0].value == ["Lille", "Paris"]
    app.multiselect[0].set_value([]).run()
    assert "team" not in app.query_params


def test_the_language_changes_and_the_filter_stays(reader: Reader) -> None:
    app = reader.open(team="Lyon")
    assert 'href=".?team=Lyon&amp;lang=en" hreflang="en"' in html(app)
    app.query_params["lang"] = "en"
    app.run()
    assert app.multiselect[0].value == ["Lyon"]
    assert app.multiselect[0].label == "Teams"


def test_a_pole_says_of_which_figures_its_sentence_is(reader: Reader) -> None:
    assert "This is said of the essential figures" in words(reader.open("production", lang="en"))


def test_a_figure_that_cannot_be_filtered_so_says_so(reader: Reader) -> None:
    by_topic = words(reader.open("production", topic="Travail", lang="en"))
    assert "Amount invoiced net of VAT – Not known by topic: take that filter away to see it." in re.sub(r"\s+", " ", by_topic)
    one = words(reader.open("indicator", name="amount_invoiced", topic="Travail", lang="en"))
    assert "Not known by topic" in one


def test_well_being_has_no_filter_but_the_period_and_names_no_team(reader: Reader) -> None:
    app = reader.open("wellbeing", team="Lyon", lang="en")
    assert [widget.label for widget in app.selectbox] == ["From", "To"]
    assert len(app.multiselect) == 0
    assert not re.search("Lyon|Paris|Lille", words(app))
    assert words(app) == words(reader.open("wellbeing", lang="en"))


@pytest.mark.parametrize("browser", [None, "chromium"])
def test_an_indicator_shows_its_chart_definition_table_and_files(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, browser: str | None
) -> None:
    monkeypatch.setattr("views.files.browser", lambda: browser)
    app = reader.open("indicator", name="cases_opened", lang="en")
    assert len(charts(app)) == 1
    assert "How many cases were opened in the period" in words(app)
    january = sum(case["opened_on"].month == 1 for case in random_tables()["cases"])
    assert rows(app, "plain")[-1][:2] == ["January 2014", str(january)]
    files = ["Table (CSV)", "Table (Excel)", "Picture (SVG)", *(["Picture (PNG)"] if browser else [])]
    assert [button.label for button in app.get("download_button")] == files


def test_an_unknown_indicator_is_not_an_accident(reader: Reader) -> None:
    assert "There is no indicator of this name." in words(well(reader.open("indicator", name="zut", lang="en")))


def test_a_meeting_shows_one_indicator_a_screen_and_turns_round(reader: Reader) -> None:
    app = reader.open("meeting", lang="en", team="Lyon")
    assert len(charts(app)) == 1
    assert re.search(r"1 / \d+ · Lyon", words(app))
    app.button[1].click().run()
    assert re.search(r"2 / \d+", words(app))
    app.button[0].click().run()
    app.button[0].click().run()
    last = re.search(r"(\d+) / (\d+)", words(app))
    assert last
    assert last[1] == last[2]


def test_a_meeting_shows_the_figures_that_were_picked_in_their_order(reader: Reader) -> None:
    overview = reader.open("overview", attention="1", lang="en", to="2014-07")
    link = re.search(r'href="meeting\?([^"]+)"', html(overview))
    assert link
    picked = parse_qs(unescape(link[1]))
    labels = [collect()[name].label for name in picked["pick"]]
    kept = [row[0] for row in rows(overview, "scorecard") if len(row) > 2]
    assert len(kept) == len(labels) > 0
    assert all(name.startswith(label) for label, name in zip(labels, kept, strict=True))
    assert picked["to"] == ["2014-07"]
    app = reader.open("meeting", lang="en", pick=["backlog", "answer_rate"])
    assert "1 / 2" in words(app)
    assert "Backlog" in words(app)
    assert "Answer rate" in words(app.button[1].click().run())


def test_what_goes_wrong_is_a_sentence_and_no_stack(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(results, "readings", fail)
    app = reader.open(lang="en")
    assert [error.value for error in app.error] == [
        "This page cannot be shown: something went wrong that is not your doing. The service's log says what; nothing was changed."
    ]
    assert len(app.exception) == 0
    assert "secret" not in words(app)


def test_a_wrong_setting_is_named(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POINT_RELAIS_TIMEZONE", "Mars/Olympus")
    settings.cache_clear()
    (error,) = reader.open().error
    assert "timezone" in error.value


def test_the_definitions_page_has_them_all(reader: Reader) -> None:
    said = re.sub(r"\s+", " ", words(reader.open("definitions", lang="en")))
    assert [name for name, each in collect().items() if re.sub(r"\s+", " ", each.definition) not in said] == []
