"""What a pole hands over: its figures with their targets and reasons, what is open, where its data come from."""

import re
from datetime import UTC, date, datetime
from html import unescape
from itertools import count
from pathlib import Path
from unittest.mock import Mock

import pytest

from ingest.load import load
from lake.store import Lake
from metrics.catalogue import collect
from metrics.edition import publish, save
from metrics.handover import MISSION, handover
from report.__main__ import main
from report.handover import handover_html, handover_pdf
from tests.conftest_lake import random_lake, write
from tests.publishing import DRAFT
from tests.viewing import Reader

TODAY = date(2014, 9, 3)
ACTION = {"version": 1, "kind": "action", "on": date(2014, 7, 1), "pole": "production", "withdrawn": False}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = random_lake(tmp_path_factory.mktemp("handover") / "lake")
    aims = [(date(2014, 1, 1), 0.7, "pour commencer"), (date(2014, 6, 1), 0.8, "décidé en réunion")]
    write(lake, "targets", [{"indicator": "answer_rate", "since": since, "target": aim, "reason": why} for since, aim, why in aims])
    actions = [
        {"entry_id": "a", "text": "rappeler le lundi", "owner_role": "quality", "due_on": date(2014, 10, 1)},
        {"entry_id": "b", "text": "revoir le menu vocal", "owner_role": "quality", "due_on": date(2014, 9, 10)},
        {"entry_id": "c", "text": "déjà faite", "owner_role": "quality", "due_on": date(2014, 8, 1), "done_on": date(2014, 8, 2)},
        {"entry_id": "d", "text": "autre pôle", "owner_role": "hr", "due_on": date(2014, 9, 1)},
    ]
    write(lake, "journal", [{**ACTION, **each, "written_at": datetime(2014, 7, 1, tzinfo=UTC)} for each in actions])
    publish(lake, save(lake, DRAFT).edition_id, "quality")
    return lake


def said(page: bytes) -> str:
    text = re.sub(r"<style>.*?</style>", "", page.decode(), flags=re.DOTALL)
    return re.sub(r"[\s\u00a0\u202f]+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


@pytest.mark.parametrize("pole", MISSION)
def test_a_pole_hands_over_its_own_indicators_and_no_other(lake: Path, pole: str) -> None:
    names = {each.indicator.name for each in handover(pole, lake, TODAY).followed}
    assert names == {name for name, indicator in collect().items() if indicator.owner == pole}


def test_open_actions_are_those_the_pole_sees_to_or_wrote_the_soonest_first(lake: Path) -> None:
    texts = {pole: [entry.text for entry in handover(pole, lake, TODAY).actions] for pole in MISSION}
    assert texts["quality"] == ["revoir le menu vocal", "rappeler le lundi"]
    assert texts["production"] == ["autre pôle", "revoir le menu vocal", "rappeler le lundi"]
    assert texts["hr"] == ["autre pôle"]


def test_the_sheet_says_targets_with_their_reasons_newest_first(lake: Path) -> None:
    text = said(handover_html(handover("quality", lake, TODAY), "fr"))
    assert "80 % à partir du 1er juin 2014 : décidé en réunion" in text
    assert text.index("décidé en réunion") < text.index("pour commencer")


@pytest.mark.parametrize(("language", "words"), [("fr", "Passation : points relais"), ("en", "Handover: relay points")])
def test_the_sheet_has_all_its_parts(lake: Path, language: str, words: str) -> None:
    sheet = handover("quality", lake, TODAY)
    text = said(handover_html(sheet, language))
    for part in (
        words,
        "2014-07",
        "python -m ingest load FILE",
        "revoir le menu vocal",
        {"fr": "3 septembre 2014", "en": "3 September 2014"}[language],
    ):
        assert part in text
    assert "déjà faite" not in text


def test_data_are_told_with_their_last_import_that_stands(tmp_path: Path) -> None:
    rows = "case_id,opened_at\n" + "\n".join(f"A{k},2014-08-0{k}T10:00:00" for k in range(1, 5))
    file, lake = tmp_path / "août.csv", Lake(tmp_path / "lake")
    file.write_text(rows, encoding="utf-8")
    load(file, lake)
    (cases,) = handover("quality", lake.path, TODAY).sources
    assert (cases.name, cases.file) == ("cases", "août.csv")
    assert [each.file for each in handover("hr", lake.path, TODAY).sources if each.name != "cases"] == [None, None]


def test_signals_are_what_is_not_usual_now(lake: Path) -> None:
    sheet = handover("production", lake, TODAY)
    assert all(reading.since for reading in sheet.signals)
    readings = [reading for each in sheet.followed for reading in each.readings]
    assert [reading for reading in readings if reading.since] == sheet.signals


def test_the_command_makes_either_file(lake: Path, tmp_path: Path) -> None:
    for kind, begins in (("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF")):
        out = tmp_path / f"sheet.{kind}"
        assert main(["handover", "hr", "--format", kind, "--out", str(out), "--lake", str(lake), "--lang", "en"]) == 0
        assert out.read_bytes().startswith(begins)


def test_the_same_sheet_is_the_same_pages_at_another_hour(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without HarfBuzz's part that cuts fonts to size, which some machines lack, they are stamped with the hour."""
    monkeypatch.setattr("weasyprint.pdf.fonts.harfbuzz_subset", None)
    monkeypatch.setattr("fontTools.misc.timeTools.time", Mock(time=count(3_000_000_000, 1_000_000).__next__))
    sheet = handover("hr", lake, TODAY)
    assert handover_pdf(sheet, "fr") == handover_pdf(sheet, "fr")


@pytest.mark.parametrize("view", ["quality", "production", "wellbeing"])
def test_a_pole_page_hands_over_in_one_click(lake: Path, monkeypatch: pytest.MonkeyPatch, view: str) -> None:
    app = Reader(lake, monkeypatch).open(view)
    labels = [each.proto.label for each in app.get("download_button")]
    assert "Fiche de passation (PDF)" in labels
