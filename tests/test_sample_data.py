"""The sample exports: they are what the generator writes, they load as a real export does, and their story is in them."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.load import load
from lake.store import Lake
from metrics.catalogue import collect
from sample_data import generate
from sample_data.service import SEEN_CLOSELY, TEAM_SIZES, people

FOLDER = Path(generate.__file__).parent
WRITTEN = ("effectifs.csv", "enquete_bien_etre.csv", "facturation.csv", "telephonie_dossiers.csv")
LOADED = {  # file: kind, rows, refused rows
    "effectifs.csv": ("staffing", 216, 1),
    "enquete_bien_etre.csv": ("answers", 672, 1),
    "facturation.csv": ("invoices", 24_923, 5),
    "targets.csv": ("targets", 5, 0),
    "telephonie_dossiers.csv": ("cases", 25_084, 12),
}


@pytest.fixture(scope="module")
def calls() -> pd.DataFrame:
    rows = pd.read_csv(FOLDER / "telephonie_dossiers.csv", sep=";", encoding="cp1252", dtype="string")
    rows["month"] = pd.to_datetime(rows["Date d'appel"], format="%d/%m/%Y", errors="coerce").dt.to_period("M").astype("string")
    rows["handling_s"] = pd.to_timedelta(rows["Durée de traitement"], errors="coerce").dt.total_seconds()
    rows["wait_s"] = pd.to_numeric(rows["Attente (s)"].str.replace(",", "."), errors="coerce")
    return rows


@pytest.fixture(scope="module")
def lines() -> pd.DataFrame:
    rows = pd.read_csv(FOLDER / "facturation.csv", sep=";", encoding="utf-8-sig", dtype="string")
    rows["issued"] = pd.to_datetime(rows["Date d'émission"], format="%d/%m/%Y", errors="coerce")
    return rows


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    generate.main(tmp_path)
    assert [name for name in WRITTEN if (tmp_path / name).read_bytes() != (FOLDER / name).read_bytes()] == []


def test_they_are_written_as_french_exports_are() -> None:
    assert (FOLDER / "telephonie_dossiers.csv").read_bytes().startswith("N° dossier;Date d'appel;Heure d'appel;Équipe;".encode("cp1252"))
    assert (FOLDER / "facturation.csv").read_bytes().startswith("\ufeffN° facture;Ligne;N° dossier;".encode())
    assert "6\u00a0400,00" in (FOLDER / "facturation.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", LOADED)
def test_they_load_but_for_the_known_rows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAIS_KEY", "sample")
    report = load(FOLDER / name, Lake(tmp_path / "lake"), dry_run=True)
    assert (report.kind, report.rows_read, report.refused) == LOADED[name]


def test_targets_are_of_indicators() -> None:
    assert set(pd.read_csv(FOLDER / "targets.csv")["indicator"]) <= set(collect())


def test_twelve_teams_and_150_people(calls: pd.DataFrame) -> None:
    assert len(TEAM_SIZES) == calls["Équipe"].nunique() == 12
    assert sum(TEAM_SIZES.values()) == calls["Conseiller"].nunique() == 150
    assert set(calls["Équipe"].value_counts().index[:2]) == set(SEEN_CLOSELY)


def test_no_adviser_is_in_two_teams() -> None:
    names = [name for team in people().values() for name in team]
    assert len(names) == len(set(names))


def test_the_service_opened_on_every_working_day_to_the_last(calls: pd.DataFrame) -> None:
    days = pd.to_datetime(calls["Date d'appel"], format="%d/%m/%Y", errors="coerce").dropna()
    assert (days.min(), days.max()) == (pd.Timestamp(2013, 11, 4), pd.Timestamp(2015, 4, 30))
    assert days.dt.day_of_week.max() == 4
    assert days.nunique() == 78 * 5 - 15  # 78 whole weeks, less the public holidays on a Monday to Friday
    assert not days.isin(pd.to_datetime(["2014-05-01", "2014-07-14", "2014-12-25", "2015-04-06"])).any()


def test_handling_and_waits_rise_at_the_handover_and_settle_lower(calls: pd.DataFrame) -> None:
    answered = calls[calls["Décroché"] == "O"]
    by_month = pd.DataFrame(
        {
            "handling": answered.groupby("month")["handling_s"].mean(),
            "wait": answered.groupby("month")["wait_s"].quantile(0.9),
        }
    )
    before, during, after = by_month[:"2014-04"], by_month["2014-05":"2014-08"], by_month["2014-10":]
    assert (during.min() > before.max()).all()
    assert (after.mean() < before.min()).all()


def test_two_months_of_the_managers_team_are_invoiced_in_august(lines: pd.DataFrame) -> None:
    own = (
        lines[(lines["Équipe"] == "Nantes") & lines["N° facture"].str.startswith("F")].groupby(lines["issued"].dt.strftime("%Y-%m")).size()
    )
    assert "2014-06" not in own
    assert "2014-07" not in own
    assert own["2014-08"] > 2 * own["2014-05"]


def test_the_september_wave_dips() -> None:
    answers = pd.read_csv(FOLDER / "enquete_bien_etre.csv", sep=";", encoding="utf-8-sig", dtype="string").set_index("Vague")
    items = answers[["charge", "soutien", "autonomie", "sens", "récupération"]].apply(
        lambda item: item.str.extract(r"^(\d+)")[0].astype(float)
    )
    waves = items.groupby(level=0).mean().mean(axis=1)
    assert waves.idxmin() == "2014-09"
    assert waves["2014-09"] < waves.drop("2014-09").min() - 0.5
