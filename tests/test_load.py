"""One import: every row has one fate, the same file again changes nothing, and any import can be taken back."""

import hashlib
import hmac
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.load import load
from ingest.refusal import FileRefused
from ingest.report import Report
from ingest.undo import undo
from ingest.verify import verify
from lake.store import Lake
from tests.ingesting import real, rows

CASES = """case_id,opened_at,closed_at,wait_s,handling_s,answered,team,adviser
A,2014-03-03 09:00,2014-03-03 11:00,5,60,true,Lyon,Diane
B,2014-03-03 12:00:00,,7.5,0:02:30,false,Lyon,Diane
C,2014-07-01T10:00:00+02:00,2014-07-02T08:30:00Z,,,,,Karim
"""


def fates(report: Report) -> tuple[int, int, int, int]:
    assert report.rows_read == report.inserted + report.updated + report.unchanged + report.refused
    return report.inserted, report.updated, report.unchanged, report.refused


def test_our_own_format_is_typed(lake: Lake, write: Callable[..., Path]) -> None:
    assert fates(load(write("cases.csv", CASES), lake)) == (3, 0, 0, 0)
    columns = "case_id, opened_at::varchar, closed_at::varchar, wait_s, handling_s, answered, team, source_line"
    assert rows(lake, "cases", columns) == [
        ("A", "2014-03-03 08:00:00+00", "2014-03-03 10:00:00+00", 5, 60, True, "Lyon", 2),
        ("B", "2014-03-03 11:00:00+00", None, 7.5, 150, False, "Lyon", 3),
        ("C", "2014-07-01 08:00:00+00", "2014-07-02 08:30:00+00", None, None, None, None, 4),
    ]


def test_a_lake_may_stand_in_any_folder(tmp_path: Path, write: Callable[..., Path]) -> None:
    lake = Lake(tmp_path / "Données d'été, 50% & co" / "mon lac")
    load(write("cases.csv", CASES), lake)
    load(write("later.csv", CASES.replace(",60,", ",90,")), lake)
    assert rows(lake, "cases", "case_id, handling_s")[0] == ("A", 90)
    assert len(lake.imports()) == 2


def test_the_clock_is_applied_at_import(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("cases.csv", CASES), lake)
    derived = "case_id, opened_on::varchar, opened_weekday, opened_hour, closed_on::varchar, resolution_s, resolution_open_s"
    assert rows(lake, "cases", derived) == [
        ("A", "2014-03-03", 1, 9, "2014-03-03", 7200, 7200),
        ("B", "2014-03-03", 1, 12, None, None, None),
        # 10:00 to 12:30, 13:30 to 18:00, then 8:30 to 10:30 on the morrow
        ("C", "2014-07-01", 2, 10, "2014-07-02", 88200, 9 * 3600),
    ]


def test_people_are_kept_as_keyed_hashes(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("cases.csv", CASES), lake)
    hashes = [row[0] for row in rows(lake, "cases", "adviser", "case_id")]
    assert hashes[0] == hashes[1] == hmac.new(b"a key for tests", b"Diane", hashlib.sha256).hexdigest()[:32]
    assert hashes[2] != hashes[0]


def test_the_same_file_again_changes_nothing(lake: Lake, write: Callable[..., Path]) -> None:
    first = load(write("cases.csv", CASES + "D,31/02/2014,,,,,,\n"), lake)
    before = lake.version()
    again = load(write("cases.csv", CASES + "D,31/02/2014,,,,,,\n"), lake)
    assert fates(again) == (0, 0, 3, 1)
    assert again.import_id == first.import_id
    assert lake.version() == before


def test_a_corrected_export_updates_by_key(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("cases.csv", CASES), lake)
    corrected = CASES.replace("B,2014-03-03 12:00:00,,", "B,2014-03-03 12:00:00,2014-03-04 09:00,") + "D,2014-03-05 09:00,,,,,,\n"
    assert fates(load(write("later.csv", corrected), lake)) == (1, 1, 2, 0)
    assert rows(lake, "cases", "case_id, closed_on::varchar")[1] == ("B", "2014-03-04")
    assert len(rows(lake, "cases")) == 4


def test_a_dry_run_leaves_no_trace(lake: Lake, write: Callable[..., Path]) -> None:
    report = load(write("cases.csv", CASES), lake, dry_run=True)
    assert fates(report) == (3, 0, 0, 0)
    assert report.import_id is None
    assert not lake.path.exists()


REASONS = [
    ("X,31/02/2014,,,,,,", "opened_at", "31/02/2014", "not_a_moment"),
    ("X,2014-02-31 10:00,,,,,,", "opened_at", "2014-02-31 10:00", "not_a_moment"),
    ("X,0014-02-01 10:00,,,,,,", "opened_at", "0014-02-01 10:00", "not_a_moment"),
    ("X,,,,,,,", "opened_at", None, "missing"),
    (",2014-03-03 09:00,,,,,,", "case_id", None, "missing"),
    ("X,2014-03-03 09:00,2014-03-03 08:59,,,,,", "closed_at", "2014-03-03 08:59", "before_opening"),
    ("X,2914-03-03 09:00,,,,,,", "opened_at", "2914-03-03 09:00", "in_the_future"),
    ("X,2014-03-03 09:00,,-1,,,,", "wait_s", "-1", "negative"),
    ("X,2014-03-03 09:00,,nan,,,,", "wait_s", "nan", "not_a_duration"),
    ("X,2014-03-03 09:00,,1e3,,,,", "wait_s", "1e3", "not_a_duration"),
    (f"X,2014-03-03 09:00,,{'9' * 400},,,,", "wait_s", "9" * 400, "not_a_duration"),
    ("X,2014-03-03 09:00,,,,peut-être,,", "answered", "peut-être", "not_a_flag"),
    ("X,2014-03-03 09:00", None, None, "ragged"),
]


@pytest.mark.parametrize(("line", "column", "value", "reason"), REASONS)
def test_a_bad_row_is_set_aside_with_its_line_column_value_and_reason(
    lake: Lake, write: Callable[..., Path], line: str, column: str | None, value: str | None, reason: str
) -> None:
    report = load(write("cases.csv", CASES + line + "\nZ,2014-03-03 09:00,,,,,,\n"), lake)
    assert fates(report) == (4, 0, 0, 1)
    (refusal,) = report.refusals
    assert (refusal.line, refusal.column, refusal.value, refusal.reason) == (5, column, value, reason)
    assert lake.refused(str(report.import_id))["reason"].tolist() == [reason]


def test_a_refused_file_loads_back_once_corrected(lake: Lake, write: Callable[..., Path]) -> None:
    report = load(write("cases.csv", CASES + "D,31/02/2014 10:00,,5,,,Lyon,Diane\n"), lake)
    refused = Path(str(report.refused_file))
    assert refused.stat().st_mode & 0o777 == 0o600
    assert lake.path not in refused.parents
    text = refused.read_text(encoding="utf-8-sig").replace("31/02/2014 10:00", "2014-02-28 10:00")
    assert fates(load(write("corrected.csv", text), lake)) == (1, 0, 0, 0)


def test_a_key_with_two_contents_is_set_aside_and_a_repeated_row_counts_once(lake: Lake, write: Callable[..., Path]) -> None:
    twice = "E,2014-03-03 09:00,,1,,,,\nE,2014-03-03 09:00,,2,,,,\nF,2014-03-03 09:00,,3,,,,\nF,2014-03-03 09:00,,3,,,,\n"
    report = load(write("cases.csv", CASES + twice), lake)
    assert fates(report) == (4, 0, 1, 2)
    assert {(refusal.line, refusal.value, refusal.reason) for refusal in report.refusals} == {(5, "E", "same_key"), (6, "E", "same_key")}


@pytest.mark.parametrize("due", ["9999-12-31 23:59:59", "9999-12-31"])
def test_a_due_time_that_stands_for_never_is_kept(lake: Lake, write: Callable[..., Path], due: str) -> None:
    assert fates(load(write("cases.csv", f"case_id,opened_at,due_at\nA,2014-03-03 09:00,{due}\n"), lake)) == (1, 0, 0, 0)
    assert rows(lake, "cases", "due_on::varchar") == [("9999-12-31",)]


def test_money_is_decimal(lake: Lake, write: Callable[..., Path]) -> None:
    header = "N° facture;Ligne;N° dossier;Partenaire;Équipe;Date d'émission;Échéance;Date de paiement;Quantité;Montant HT;Devise\n"
    lines = [f"F{i};1;;P;;03/03/2014;;;1,0;{amount};EUR\n" for i, amount in enumerate(("0,10", "1 234,50", "-12\u202f350,05 €"))]
    assert fates(load(write("facturation.csv", header + "".join(lines), "utf-8-sig"), lake)) == (3, 0, 0, 0)
    assert [row[0] for row in rows(lake, "invoices", "amount", "invoice_id")] == [Decimal("0.10"), Decimal("1234.50"), Decimal("-12350.05")]


SURVEY = "Vague;Identifiant réponse;Équipe;Date de réponse;charge;soutien;autonomie;sens;récupération;Commentaire\n"


def test_a_wide_survey_gives_a_row_an_answer_and_a_fate_a_line(lake: Lake, write: Callable[..., Path]) -> None:
    lines = "2014-09;r1;Lyon;03/09/2014;0 - Pas du tout;5;10 - Tout à fait;NSP;;fatigué\n2014-09;r2;Lyon;;11;5;5;5;5;\n2014-09;r3;;;;;;;;\n"
    report = load(write("enquete.csv", SURVEY + lines), lake)
    assert fates(report) == (1, 0, 1, 1)
    assert rows(lake, "answers", "item, score, wave_on::varchar") == [
        ("autonomie", 10, "2014-09-01"),
        ("charge", 0, "2014-09-01"),
        ("soutien", 5, "2014-09-01"),
    ]
    assert [(r.line, r.column, r.value, r.reason) for r in report.refusals] == [(3, "charge", "11", "off_scale")]
    assert report.left_out == ("Commentaire",)


def test_a_survey_line_that_corrects_one_answer_and_brings_another_doubles_none(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("1.csv", SURVEY + "2014-09;r1;Lyon;;3;5;;;;\n"), lake)
    report = load(write("2.csv", SURVEY + "2014-09;r1;Lyon;;4;5;6;;;\n"), lake)
    assert fates(report) == (1, 0, 0, 0)
    assert rows(lake, "answers", "item, score") == [("autonomie", 6), ("charge", 4), ("soutien", 5)]
    assert verify(lake) == []


@pytest.mark.parametrize(
    ("wave", "answered_on", "placed"),
    [
        ("2014", "", "2014-01-01"),
        ("2014-09", "", "2014-09-01"),
        ("09/2014", "", "2014-09-01"),
        ("2014-09-15", "", "2014-09-01"),
        ("2014-T3", "", "2014-07-01"),
        ("2014Q4", "", "2014-10-01"),
        ("2014-S2", "", "2014-07-01"),
        ("Rentrée", "2014-09-15", "2014-09-01"),
    ],
)
def test_a_wave_is_placed_by_its_name_or_by_its_first_answer(
    lake: Lake, write: Callable[..., Path], wave: str, answered_on: str, placed: str
) -> None:
    header = "wave,response_id,instrument,item,score,answered_on\n"
    later = "2014-10-02" if answered_on else ""
    load(write("a.csv", f"{header}{wave},r1,pulse,load,3,{answered_on}\n{wave},r2,pulse,load,4,{later}\n"), lake)
    assert rows(lake, "answers", "wave, wave_on::varchar") == [(wave, placed)] * 2


def test_a_wave_that_nothing_places_is_refused(lake: Lake, write: Callable[..., Path]) -> None:
    header = "wave,response_id,instrument,item,score\n"
    report = load(
        write("a.csv", f"{header}2014-13,r1,pulse,load,3\nRentrée,r2,pulse,load,3\n2014-09,r3,pulse,load,3\n2014-09,r4,pulse,load,3\n"),
        lake,
    )
    assert [(one.line, one.value, one.reason) for one in report.refusals] == [(2, "2014-13", "not_a_wave"), (3, "Rentrée", "not_a_wave")]


def test_an_answer_off_its_instruments_scale_is_refused_with_its_line(lake: Lake, write: Callable[..., Path]) -> None:
    given = [("who5", "who5_1", "6"), ("who5", "who5_1", "2.5"), ("copsoq", "influence_1", "75"), ("copsoq", "influence_1", "70")]
    given += [("pulse_5", "sens", "0"), ("pulse", "sens", "0"), ("home", "sens", "0.5"), ("enps", "enps", "10")]
    lines = "".join(f"2014-09,r{k},{instrument},{item},{score}\n" for k, (instrument, item, score) in enumerate(given))
    report = load(write("a.csv", f"wave,response_id,instrument,item,score\n{lines}"), lake)
    off = [(one.line, one.column, one.value) for one in report.refusals]
    assert off == [(2, "score", "6"), (3, "score", "2.5"), (5, "score", "70"), (6, "score", "0")]
    assert {one.reason for one in report.refusals} == {"off_scale"}


def test_repeated_rows_without_an_id_stay_apart(lake: Lake, write: Callable[..., Path]) -> None:
    header = "t,status,duration,total_duration,from,to\n"
    call = "2021-01-04 09:06:25,ANSWERED,112,129,caller,Reception 1\n"
    assert fates(load(write("calls.csv", header + call * 2), lake)) == (2, 0, 0, 0)
    assert fates(load(write("more.csv", header + call * 3), lake)) == (1, 0, 2, 0)


def test_undo_takes_away_what_an_import_inserted_and_puts_back_what_it_changed(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("cases.csv", CASES), lake)
    before = rows(lake, "cases")
    second = load(write("later.csv", CASES.replace(",60,", ",90,") + "D,2014-03-05 09:00,,,,,,\n"), lake)
    done = undo(lake, str(second.import_id))
    assert (done.removed, done.restored, done.overwritten) == (1, 1, 0)
    assert rows(lake, "cases") == before
    with pytest.raises(FileRefused, match="already taken back"):
        undo(lake, str(second.import_id))


def test_undo_of_an_import_that_others_followed(lake: Lake, write: Callable[..., Path]) -> None:
    first = load(write("1.csv", CASES), lake)
    second = load(write("2.csv", CASES.replace(",60,", ",90,").replace(",7.5,", ",8,")), lake)
    load(write("3.csv", CASES.replace(",60,", ",120,").replace(",7.5,", ",8,")), lake)
    done = undo(lake, str(second.import_id))
    assert (done.removed, done.restored, done.overwritten) == (0, 1, 1)  # B goes back, A stays as the third made it
    assert rows(lake, "cases", "case_id, wait_s, handling_s")[:2] == [("A", 5, 120), ("B", 7.5, 150)]
    # and what is put back never comes from an import that was itself taken back
    undo(lake, str(first.import_id))
    assert rows(lake, "cases", "case_id, handling_s") == [("A", 120)]


def test_a_row_goes_back_past_imports_taken_back_before(lake: Lake, write: Callable[..., Path]) -> None:
    load(write("1.csv", CASES), lake)
    second = load(write("2.csv", CASES.replace(",60,", ",90,")), lake)
    third = load(write("3.csv", CASES.replace(",60,", ",120,")), lake)
    undo(lake, str(second.import_id))
    undo(lake, str(third.import_id))
    assert rows(lake, "cases", "case_id, handling_s")[0] == ("A", 60)


def test_a_file_taken_back_can_be_loaded_again(lake: Lake, write: Callable[..., Path]) -> None:
    first = load(write("cases.csv", CASES), lake)
    undo(lake, str(first.import_id))
    assert rows(lake, "cases") == []
    again = load(write("cases.csv", CASES), lake)
    assert fates(again) == (3, 0, 0, 0)
    assert again.import_id != first.import_id


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("cases/pwc_call_center.csv", 5000),
        ("cases/gpCallLog_inbound_calls_2021.csv", 30780),
        ("billing/accounts_receivable_ibm.csv", 2466),
        ("surveys/barometre_esr_2024_limesurvey_fr.csv", 2234),
    ],
)
def test_real_exports_load_whole_and_once(lake: Lake, name: str, read: int) -> None:
    first = load(real(name), lake)
    assert first.rows_read == read
    assert first.refused == 0
    assert fates(load(real(name), lake)) == (0, 0, read, 0)
