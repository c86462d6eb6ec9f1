"""The landing page: which rows, in which order, and what it counts of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from language import alphabetical
from metrics import attention
from metrics.catalogue import collect
from settings import settings
from tests.conftest_lake import random_lake
from tests.journaling import entry
from tests.readings import LONGER, STEADY, reading
from tests.viewing import Reader, html, rows, words

SEEN = [each for each in collect().values() if each.audience in ("activity", "team")]
CHANGED, OUT_OF_REACH, USUAL, EARLY = reading(LONGER), reading(STEADY, target=50), reading(STEADY, target=100), reading(STEADY[:5])


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_lake(tmp_path_factory.mktemp("overview") / "lake")


@pytest.fixture
def reader(lake: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    yield Reader(lake, monkeypatch)
    settings.cache_clear()


def named(table: list[list[str]]) -> list[str]:
    return [row[0] for row in table if len(row) > 2]


def test_a_change_and_a_target_out_of_reach_need_attention() -> None:
    assert attention.needs_attention([EARLY, CHANGED, USUAL, OUT_OF_REACH]) == [CHANGED, OUT_OF_REACH]


def test_what_is_counted_is_said_in_words() -> None:
    every = [EARLY, CHANGED, USUAL, OUT_OF_REACH, CHANGED]
    assert attention.counts(every, "en") == ["2 real changes", "1 target out of reach", "1 too early to tell"]
    assert attention.counts([USUAL], "fr") == ["0 changement réel", "0 cible hors d’atteinte", "trop tôt pour 0"]


def test_a_change_without_a_word_in_the_journal_is_unexplained_until_one_is_written() -> None:
    assert attention.unexplained(CHANGED)
    assert attention.unexplained(reading(LONGER, entries=[entry(on=date(2014, 12, 31))]))
    assert not attention.unexplained(reading(LONGER, entries=[entry(on=date(2015, 1, 5))]))
    assert not attention.unexplained(USUAL)


def test_nothing_says_why_it_is_nothing() -> None:
    assert attention.nothing([USUAL, EARLY], "en").startswith("Nothing asks for attention")
    assert attention.nothing([EARLY], "en").startswith("Too early to tell")
    assert "“All indicators” says why of each" in attention.nothing([reading([])], "en")


def test_all_shows_whatever_is_not_kept_to_one_pole(reader: Reader) -> None:
    every = reader.open(lang="en", all="1")
    table = rows(every, "scorecard")
    well_being = "Well-being, in surveys whole activity, by wave"
    assert sorted(named(table)) == sorted([*(f"{each.label} {each.population}" for each in SEEN), well_being])
    assert [row[0] for row in table if len(row) == 1] == ["Quality of service", "Production & billing", "Well-being"]
    assert "Amount invoiced" not in words(every)
    assert f"Of {len(SEEN)} indicators:" in words(every)


def test_each_pole_says_how_many_more_it_has(reader: Reader) -> None:
    table = rows(reader.open(lang="en"), "scorecard")
    more = {row[0]: row[1] for row in table if len(row) == 2}
    quality = [each for each in SEEN if each.owner == "quality" and not each.headline]
    assert more["Quality of service"] == f"Show all: {len(quality)} more"


def test_attention_keeps_what_changes_of_all_of_them(reader: Reader) -> None:
    every = {row[0]: row[3] for row in rows(reader.open(lang="en", all="1"), "scorecard") if len(row) == 6}
    kept = rows(reader.open(lang="en", attention="1"), "scorecard")
    expected = [name for name, said in every.items() if not said.startswith(("●", "too early", "no data"))]
    assert expected
    assert named(kept) == expected


def test_an_empty_attention_says_why(reader: Reader) -> None:
    app = reader.open(lang="en", attention="1", **{"from": "2014-03", "to": "2014-05"})
    assert rows(app, "scorecard") == []
    assert "Too early to tell what is usual" in words(app)


def test_by_name_is_one_list_in_the_readers_alphabet(reader: Reader) -> None:
    app = reader.open(lang="fr", all="1", sort="name")
    names = named(rows(app, "scorecard"))
    assert names == sorted(names, key=alphabetical)
    assert 'aria-sort="ascending"' in html(app)
    assert [row for row in rows(app, "scorecard") if len(row) < 3] == []


def test_by_change_puts_what_changes_first(reader: Reader) -> None:
    said = [row[3] if len(row) == 6 else "●" for row in rows(reader.open(lang="en", all="1", sort="change"), "scorecard")]
    usual = [place for place, each in enumerate(said) if each.startswith("●")]
    assert all(not each.startswith(("●", "too early")) for each in said[: usual[0]])
    assert usual[0] > 0


def test_a_sort_that_does_not_exist_is_by_pole(reader: Reader) -> None:
    assert rows(reader.open(sort="worst"), "scorecard") == rows(reader.open(), "scorecard")


def test_the_choice_of_rows_keeps_the_order_and_the_filters(reader: Reader) -> None:
    page = html(reader.open(lang="en", sort="name", team="Lyon"))
    assert 'href=".?lang=en&amp;team=Lyon&amp;sort=name&amp;attention=1"' in page
    assert 'href=".?lang=en&amp;team=Lyon&amp;sort=change"' in page
    assert 'href=".?team=Lyon&amp;sort=name&amp;lang=fr"' in page or 'href=".?lang=fr&amp;team=Lyon&amp;sort=name"' in page
