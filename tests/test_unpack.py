"""Archives and workbooks: the same rows come out as from the plain file."""

import gzip
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from ingest import unpack
from ingest.answers import Answers
from ingest.load import load
from ingest.refusal import FileRefused
from ingest.unpack import SheetWanted, unpacked
from lake.store import Lake
from tests.ingesting import rows, writer

CASES = "case_id,opened_at,wait_s,team\nA,2014-03-03 09:00:05,1.125,Lyon\nB,2014-03-04,80,Sète\n"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return writer(tmp_path)("cases.csv", CASES)


def loaded(path: Path, lake: Lake, **options: Answers) -> list[tuple[object, ...]]:
    assert load(path, lake, **options).inserted == 2
    return rows(lake, "cases", "case_id, opened_at::varchar, wait_s, team, source_line")


EXPECTED = [("A", "2014-03-03 08:00:05+00", 1.125, "Lyon", 2), ("B", "2014-03-03 23:00:00+00", 80, "Sète", 3)]


def gzipped(plain: Path) -> Path:
    path = plain.with_suffix(".csv.gz")
    path.write_bytes(gzip.compress(plain.read_bytes()))
    return path


def zipped(*members: Path, name: str = "cases.zip") -> Path:
    path = members[0].with_name(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(member, f"folder/{member.name}")
    return path


def workbook(folder: Path, *, sheets: int = 1) -> Path:
    book = Workbook()
    for number in range(1, sheets):
        book.create_sheet(f"Autre {number}").append(["case_id", "opened_at"])
    page = book.worksheets[0]
    page.title = "Dossiers"
    page.append(["case_id", "opened_at", "wait_s", "team"])
    page.append(["A", datetime(2014, 3, 3, 9, 0, 5), 1.125, "Lyon"])
    page.append(["B", datetime(2014, 3, 4), 80, "Sète"])
    path = folder / "cases.xlsx"
    book.save(path)
    return path


def open_document(folder: Path) -> Path:
    document, page = OpenDocumentSpreadsheet(), Table(name="Dossiers")
    for line in CASES.splitlines():
        row = TableRow()
        for text in line.split(","):
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        page.addElement(row)
    document.spreadsheet.addElement(page)
    path = folder / "cases.ods"
    document.save(str(path))
    return path


def test_an_archive_or_a_workbook_gives_the_rows_of_the_plain_file(plain: Path, lake: Lake) -> None:
    assert loaded(plain, lake) == EXPECTED


@pytest.mark.parametrize("pack", [gzipped, zipped, lambda plain: workbook(plain.parent), lambda plain: open_document(plain.parent)])
def test_every_wrapping_gives_the_same_rows(plain: Path, lake: Lake, pack: Callable[[Path], Path]) -> None:
    assert loaded(pack(plain), lake) == EXPECTED


def test_a_gzip_in_a_zip_is_unpacked_to_the_end(plain: Path, lake: Lake) -> None:
    assert loaded(zipped(gzipped(plain)), lake) == EXPECTED


def test_a_sheet_is_asked_for_when_there_are_several(tmp_path: Path, lake: Lake) -> None:
    path = workbook(tmp_path, sheets=2)
    with pytest.raises(SheetWanted) as asked:
        load(path, lake)
    assert asked.value.names == ("Dossiers", "Autre 1")
    with pytest.raises(FileRefused, match="no sheet “Feuille”"):
        load(path, lake, answers=Answers(sheet="Feuille"))
    assert loaded(path, lake, answers=Answers(sheet="Dossiers")) == EXPECTED


def test_an_archive_of_several_files_names_them(plain: Path, lake: Lake) -> None:
    other = writer(plain.parent)("other.csv", CASES)
    with pytest.raises(FileRefused, match=r"cases\.csv, other\.csv"):
        load(zipped(plain, other), lake)


def test_a_cell_astray_far_from_the_table_is_refused_before_room_is_made_for_it(tmp_path: Path, lake: Lake) -> None:
    book = Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "case_id", " "
    book.save(tmp_path / "cases.xlsx")
    with pytest.raises(FileRefused, match="too far right or down"):
        load(tmp_path / "cases.xlsx", lake)


@pytest.mark.parametrize("cut", [10, 60, 200])
@pytest.mark.parametrize("pack", [gzipped, zipped, lambda plain: workbook(plain.parent)])
def test_a_cut_archive_is_said_to_be_damaged(plain: Path, lake: Lake, pack: Callable[[Path], Path], cut: int) -> None:
    path = pack(plain)
    path.write_bytes(path.read_bytes()[:-cut] if path.stat().st_size > cut else path.read_bytes()[:5])
    with pytest.raises(FileRefused, match="is damaged"):
        load(path, lake)


def test_cells_of_a_workbook_read_one_way_only(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["number", "duration", "time", "flag", "text"])
    page.append([1.125, timedelta(hours=26, minutes=3, seconds=4), time(0, 2, 23), True, "deux\nlignes"])
    book.save(tmp_path / "x.xlsx")
    text = unpacked(tmp_path / "x.xlsx", "x.xlsx", tmp_path).read_text(encoding="utf-8")
    assert text.splitlines()[1] == "1.1250;26:03:04;00:02:23;true;deux lignes"


@pytest.mark.parametrize("pack", [gzipped, zipped], ids=["gz", "zip"])
def test_what_unpacks_to_more_than_an_export_is_refused(
    plain: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch, pack: Callable[[Path], Path]
) -> None:
    monkeypatch.setattr(unpack, "ALWAYS_BYTES", 100_000)
    plain.write_text(CASES + "C,2014-03-04,80,Lyon\n" * 100_000, encoding="utf-8")
    with pytest.raises(FileRefused, match="unpacks to more"):
        load(pack(plain), lake)
    assert not lake.path.exists()


def test_a_workbook_that_unpacks_to_more_than_one_holds_is_refused(tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_BYTES", 1_000)
    with pytest.raises(FileRefused, match="unpacks to more"):
        load(workbook(tmp_path), lake)
