"""What is said of each indicator: on the Definitions page and in `docs/indicators.md`, from the code and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.catalogue import collect
from metrics.facts import facts
from settings import settings
from tests.indicators_page import PAGE, page
from tests.viewing import Reader, html, words


def test_the_page_of_indicators_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "bring it up to date with: python -m tests.indicators_page"


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("mean_handling_s", ("opened_on", "handling_s", "answered")),
        ("closed_on_time", ("closed_on", "closed_at", "due_at")),
        ("receivables", ("issued_on", "due_on", "paid_on", "amount")),
        ("workload_spread", ("opened_on", "adviser")),
        ("flow", ("opened_on", "closed_on")),
    ],
)
def test_the_columns_are_those_that_the_measure_reads(name: str, columns: tuple[str, ...]) -> None:
    assert facts(collect()[name]).columns == columns


def test_a_duration_says_by_which_clock_it_is_counted() -> None:
    clocks = {name: facts(indicator).clock for name, indicator in collect().items()}
    assert clocks["median_resolution_s"] == "elapsed"
    assert clocks["median_resolution_open_s"] == "open hours"
    assert {name for name, clock in clocks.items() if clock} == {name for name, each in collect().items() if each.unit == "seconds"}


@pytest.fixture
def definitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    reader = Reader(tmp_path, monkeypatch)
    yield lambda **query: reader.open("definitions", **query)
    settings.cache_clear()


def shown(app: AppTest) -> list[str]:
    return [name for name in collect() if f'<details id="{name}">' in html(app)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_indicator_is_defined_with_its_facts(definitions: Callable[..., AppTest], lang: str) -> None:
    app = definitions(lang=lang)
    assert shown(app) == list(collect())
    for name, indicator in collect().items():
        said = facts(indicator)
        assert {*said.columns, *said.breakdowns, name} <= set(words(app).replace("(", " ").replace(")", " ").replace(",", " ").split())
    assert words(app).count("group by") >= len(collect())


def test_a_search_holds_every_word_in_either_language_without_accents_or_case(definitions: Callable[..., AppTest]) -> None:
    assert shown(definitions(lang="en", q="PREMIERE reponse 90e")) == ["p90_first_response_s", "p90_first_response_open_s"]
    assert shown(definitions(lang="fr", q="queue pressure")) == ["queue_pressure"]
    assert shown(definitions(lang="fr", q="queue_pressure")) == ["queue_pressure"]


def test_the_words_looked_for_are_kept_in_the_address(definitions: Callable[..., AppTest]) -> None:
    app = definitions(lang="fr")
    app.text_input[0].input("avoir facture").run()
    assert app.query_params["q"] == "avoir facture"
    assert "q=avoir+facture" in html(app)  # of the link to the other language
    assert "credit_note_share" in shown(app)


def test_a_search_without_result_says_why(definitions: Callable[..., AppTest]) -> None:
    app = definitions(lang="en", q="unicorn")
    assert shown(app) == []
    assert "No definition holds all of these words: unicorn." in words(app)
