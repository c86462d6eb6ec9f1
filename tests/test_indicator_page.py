"""The page of an indicator: its parts, each opened by the address, for every kind of figure; by week and by day."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.catalogue import collect
from metrics.engine import open_tables
from metrics.explanation import explanation, why
from metrics.question import Question
from metrics.reading import read
from settings import settings
from tests.conftest_lake import random_lake
from tests.viewing import Reader, charts, html, rows, words
from views import files
from views.closer import PARTS


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_lake(tmp_path_factory.mktemp("indicator") / "lake")


@pytest.fixture
def reader(lake: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    yield Reader(lake, monkeypatch)
    settings.cache_clear()


def well(app: AppTest) -> AppTest:
    assert [error.message for error in app.exception] == []
    assert [error.value for error in app.error] == []
    assert not re.search(r"\b(None|nan|NaN|NaT|<NA>)\b", words(app))
    return app


def tables(app: AppTest) -> list[str]:
    return [
        re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", each)) for each in re.findall(r"<table.*?</table>", html(app), re.DOTALL)
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["mean_handling_s", "answer_rate", "amount_per_closed_case", "satisfaction_mean", "backlog"])
def test_each_part_opens_where_it_is_offered(name: str, part: str, language: str, reader: Reader) -> None:
    app = well(reader.open("indicator", name=name, show=part, lang=language))
    offered = PARTS[part].offered(collect()[name])
    assert (f'aria-current="true"><a class="soft" href="indicator?lang={language}&amp;name={name}"' in html(app)) == offered


@pytest.mark.parametrize("part", PARTS)
def test_a_part_without_rows_says_so(part: str, reader: Reader) -> None:
    well(reader.open("indicator", name="mean_handling_s", show=part, **{"from": "2014-08", "to": "2014-08"}, topic="Travail", team="Lille"))


def test_a_part_that_does_not_exist_is_not_open(reader: Reader) -> None:
    assert words(reader.open("indicator", name="backlog", show="ranking")) == words(reader.open("indicator", name="backlog"))


def test_side_by_side_is_in_alphabetical_order_with_a_table(reader: Reader) -> None:
    app = reader.open("indicator", name="mean_handling_s", show="breakdown", by="team", lang="en")
    assert re.findall(r"<figcaption><b>(?:<a[^>]*>)?([^<]*)", html(app)) == ["Lille", "Lyon", "Paris", "not given"]
    assert len(re.findall(r'<figure><figcaption>.*?<img alt="[^"]+" src="data:image/svg', html(app))) == 4
    table = next(each for each in tables(app) if "By team" in each)
    assert re.search("Lille .* Lyon .* Paris .* not given", table)


def test_a_period_is_chosen_and_kept(reader: Reader) -> None:
    app = reader.open("indicator", name="mean_wait_s", show="distribution", lang="en")
    latest = words(app)
    next(box for box in app.selectbox if box.label == "Period").select("2014-03-01").run()
    assert app.query_params["period"] in ("2014-03-01", ["2014-03-01"])
    again = reader.open("indicator", name="mean_wait_s", show="distribution", lang="en", period="2014-03-01")
    assert words(app) == words(again) != latest
    assert charts(again)[1]["layout"]["annotations"][0]["text"]


def test_the_rows_of_a_distribution_are_as_many_as_the_figure_counts(reader: Reader) -> None:
    app = reader.open("indicator", name="mean_wait_s", show="distribution", lang="en", period="2014-03-01")
    n = next(row[2] for row in rows_of_last_table(app) if row[0] == "March 2014")
    assert f"Of {n} rows," in words(app)


def rows_of_last_table(app: AppTest) -> list[list[str]]:
    found = re.findall(r'<table class="plain">.*?</table>', html(app), re.DOTALL)[-1]
    clean = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>.*?</tr>", found)]
    return [[re.sub(r"[\u00a0\u202f]", " ", cell) for cell in row] for row in clean]


def test_a_funnel_has_an_alphabetical_table_and_no_rank(reader: Reader) -> None:
    app = reader.open("indicator", name="answer_rate", show="funnel", by="partner", period="all", lang="en")
    table = next(each for each in tables(app) if "99.8% limits" in each)
    assert re.search("Mutuelle .* Syndicat", table)
    assert "It is not a ranking" in words(app)
    assert not re.search(r"\brank(ed)?\b|1st|best|worst", words(app))


def test_the_page_says_which_rule_fired_and_why_it_is_one(reader: Reader) -> None:
    for name, each in collect().items():
        made = next(iter(read([name], Question(), open_tables(settings().lake))))
        if made.variation and each.audience == "activity":
            said = re.sub(r"\s+", " ", words(reader.open("indicator", name=name, lang="en")))
            assert why(made.xmr.latest.rule if made.xmr.latest else None, "en") in said
            assert re.sub(r"[\s\u00a0\u202f]+", " ", explanation(made, "en")) in said
            return
    raise AssertionError("No indicator of the sample is judged.")


def test_by_day_says_that_weekdays_are_evened_out_on_the_chart_and_under_it(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(files, "offer", lambda _reading, make: taken.append(make().comment))
    app = well(reader.open("indicator", name="cases_opened", grain="day", lang="en"))
    assert "De-seasonalised by weekday: each value is divided" in words(app)
    assert "de-seasonalised by weekday" in [note["text"] for note in charts(app)[0]["layout"]["annotations"]]
    counted = well(reader.open("indicator", name="cases_opened", grain="day", counted="1", lang="en"))
    assert "As counted, day by day." in words(counted)
    assert [said.partition(",")[0].partition(":")[0] for said in taken] == ["De-seasonalised by weekday", "As counted"]
    assert "de-seasonalised by weekday" not in [note["text"] for note in charts(counted)[0]["layout"]["annotations"]]


@pytest.mark.parametrize("name", ["p90_wait_s", "backlog", "answer_rate", "flow", "cohort_closed_within_1d", "cases_not_invoiced"])
@pytest.mark.parametrize("grain", ["week", "day"])
def test_finer_periods_are_whole_pages(name: str, grain: str, reader: Reader) -> None:
    app = well(reader.open("indicator", name=name, grain=grain, show="ranges", lang="fr"))
    assert len(charts(app)) == 2


def test_what_has_no_days_stays_by_month(reader: Reader) -> None:
    app = well(reader.open("indicator", name="absence_rate", grain="day"))
    assert words(app) == words(reader.open("indicator", name="absence_rate"))
    assert rows(app, "plain")
