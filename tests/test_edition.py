"""Editions: drafts are kept, what is published is frozen and never changes."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lake.schema import TABLES
from lake.store import Lake
from language import LANGUAGES, translator
from metrics import edition as editions
from metrics import sentence
from metrics.edition import Draft, EditionRefused, Page, drafts, preview, publish, published, save, title
from metrics.engine import open_tables
from metrics.frozen import freeze, thaw
from metrics.journal import Entry
from metrics.question import Question
from metrics.reading import read
from tests.conftest_lake import random_lake, write
from tests.readings import LONGER, SHORTER, STEADY, Values, reading

JULY = date(2014, 7, 1)
OPENED = datetime(2014, 7, 3, 10, tzinfo=UTC)
DRAFT = Draft(JULY, (Page("answer_rate", "Les lundis restent chargés."), Page("p90_wait_s"), Page("backlog")), "Un mois calme.")
WRITTEN = {"entry_id": "e", "version": 1, "pole": "quality", "written_at": OPENED}
ENTRIES = (
    Entry(kind="event", on=date(2014, 5, 3), text="départ de la responsable", **WRITTEN),
    Entry(kind="rebase", on=date(2014, 6, 1), text="nouveau standard", expected_to_last=True, **WRITTEN),
    Entry(kind="action", on=date(2014, 7, 1), text="rappeler", owner_role="quality", due_on=date(2014, 9, 1), **WRITTEN),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_lake(tmp_path_factory.mktemp("editions") / "lake")


@pytest.mark.parametrize(
    ("values", "name", "more"),
    [
        (LONGER, "p90_wait_s", {"target": 110}),
        (SHORTER, "median_wait_s", {"targets": [None] * 10 + [95] * 10}),
        ([*STEADY[:5], None, *STEADY], "answer_rate", {"last_complete": False}),
        (STEADY[:3], "backlog", {}),
        ([], "satisfaction_mean", {}),
        (STEADY, "amount_invoiced", {"currency": "EUR"}),
        (LONGER, "p90_wait_s", {"entries": ENTRIES}),
    ],
)
def test_a_reading_kept_and_made_again_is_the_same(values: Values, name: str, more: dict) -> None:
    kept = json.loads(json.dumps(freeze(reading(values, name, **more), "un mot")))
    again = thaw(kept)
    assert json.loads(json.dumps(freeze(again.reading, again.comment))) == kept


def test_what_is_kept_is_what_the_reading_says(filled: Path) -> None:
    (now,) = read(["answer_rate"], Question(end=date(2014, 7, 31)), open_tables(filled))
    then = thaw(json.loads(json.dumps(freeze(now))))
    assert then.reading.xmr == now.xmr
    assert then.reading.series.equals(now.series)
    assert then.reading.latest_interval == now.latest_interval
    assert {language: words.label for language, words in then.words.items()} == {"fr": "Taux de décroché", "en": "Answer rate"}


def test_the_words_of_a_published_edition_outlive_those_of_the_code(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = freeze(read(["answer_rate"], Question(), open_tables(filled))[0])
    monkeypatch.setattr("metrics.catalogue.collect", dict)
    figure = thaw(kept)
    assert figure.words["fr"].label == "Taux de décroché"
    assert figure.reading.indicator.unit == "share"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_figure_is_kept(filled: Path, language: str) -> None:
    _ = translator(language)
    edition = preview(filled, Draft(date(2014, 7, 1), (Page("answer_rate"), Page("p90_wait_s"))))
    for kept, live in zip(edition.figures, read(["answer_rate", "p90_wait_s"], edition.draft.question, open_tables(filled)), strict=True):
        said = kept.words[language]
        assert said.definition == _(live.indicator.definition)
        assert (said.label, said.population) == (sentence.label(live, language), _(live.indicator.population))
        assert (said.title, said.subtitle) == (sentence.title(live, language), sentence.subtitle(live, language))
        assert (said.change, said.verdict) == (sentence.change(live, language), sentence.verdict(live, language))


def test_a_draft_is_kept_version_by_version(lake: Lake) -> None:
    first = save(lake.path, DRAFT)
    second = save(lake.path, Draft(JULY, DRAFT.pages[:1]), first.edition_id)
    assert [(each.version, each.status) for each in drafts(lake.path)] == [(2, "draft")]
    assert drafts(lake.path)[0].draft == second.draft == Draft(JULY, DRAFT.pages[:1])
    assert [row["version"] for row in lake.editions()] == [1, 2]


def test_publishing_freezes_exactly_what_the_preview_showed(filled: Path) -> None:
    shown = preview(filled, DRAFT)
    done = publish(filled, save(filled, DRAFT).edition_id, "quality")
    assert done.content == shown.content
    (read_back,) = published(filled)
    assert read_back == done
    assert [figure.reading.indicator.name for figure in read_back.figures] == ["answer_rate", "p90_wait_s", "backlog"]
    assert read_back.figures[0].comment == "Les lundis restent chargés."
    assert read_back.figures[0].reading.latest_period == "2014-07-01"
    assert (read_back.name, read_back.published_by, read_back.corrects) == ("2014-07", "quality", None)
    assert read_back.versions == dict(Lake(filled).version())


def test_what_is_published_does_not_change_when_the_data_do(tmp_path: Path) -> None:
    lake = random_lake(tmp_path / "lake")
    done = publish(lake, save(lake, DRAFT).edition_id, "quality")
    write(lake, "cases", [{"case_id": "late", "opened_at": OPENED, "opened_on": date(2014, 7, 3), "answered": False}])
    assert preview(lake, DRAFT).content != done.content
    assert published(lake)[0].content == done.content


def test_a_published_draft_is_neither_published_twice_nor_saved_again(lake: Lake) -> None:
    done = publish(lake.path, save(lake.path, DRAFT).edition_id, "quality")
    for again in (lambda: publish(lake.path, done.edition_id, "quality"), lambda: save(lake.path, DRAFT, done.edition_id)):
        with pytest.raises(EditionRefused, match="2014-07 is published"):
            again()
    assert len(published(lake.path)) == 1


def test_a_second_edition_of_a_month_says_what_it_corrects(lake: Lake) -> None:
    for _ in range(3):
        publish(lake.path, save(lake.path, DRAFT).edition_id, "quality")
    names = [(each.name, each.corrects) for each in published(lake.path)]
    assert names == [("2014-07-3", "2014-07-2"), ("2014-07-2", "2014-07"), ("2014-07", None)]
    assert title(published(lake.path)[0], "fr") == "juillet 2014, corrige 2014-07-2"


@pytest.mark.parametrize(
    ("pages", "fr"),
    [
        (("answer_rate", "paid_late_share"), "« Payé en retard » n’est pas pour toute l’activité, et une édition l’est : retirez-le."),
        (("nothing",), "« nothing » n’est pas un indicateur."),
    ],
)
def test_what_is_not_for_everyone_is_refused(lake: Lake, pages: tuple[str, ...], fr: str) -> None:
    draft = Draft(JULY, tuple(map(Page, pages)))
    for asked in (save, preview):
        with pytest.raises(EditionRefused) as refused:
            asked(lake.path, draft)
        assert refused.value.say("fr").replace("\u00a0", " ") == fr
    assert drafts(lake.path) == []


def test_an_empty_edition_and_an_unknown_draft_are_refused(lake: Lake) -> None:
    with pytest.raises(EditionRefused, match="at least one indicator"):
        publish(lake.path, save(lake.path, Draft(JULY)).edition_id, "quality")
    with pytest.raises(EditionRefused, match="no such draft"):
        publish(lake.path, "unknown", "quality")


def test_what_an_edition_may_show_is_for_the_activity() -> None:
    assert "answer_rate" in editions.allowed()
    assert not {"paid_late_share", "workload_spread", "off_hours_share"} & set(editions.allowed())


def test_saving_an_edition_leaves_the_version_of_the_figures(filled: Path) -> None:
    before = Lake(filled).version()
    save(filled, DRAFT)
    assert Lake(filled).version() == before
    assert "editions" in TABLES


def test_tables_may_be_opened_at_former_versions(tmp_path: Path) -> None:
    lake = random_lake(tmp_path / "lake")
    versions = dict(Lake(lake).version())
    write(lake, "cases", [{"case_id": "late", "opened_at": OPENED, "opened_on": date(2014, 7, 3)}])
    counts = [
        read(["cases_opened"], Question(grain="all"), tables)[0].series["value"].iloc[0]
        for tables in (open_tables(lake, versions=versions), open_tables(lake))
    ]
    assert counts == [2500, 2501]
