"""What a person drops in, to one plain text file: out of an archive, out of a workbook."""

import csv
import gzip
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zlib import error as ZlibError

from python_calamine import CalamineError, CalamineWorkbook

from ingest.refusal import FileRefused
from language import N_

GZIP, ZIP, OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_CELLS = 40_000_000  # calamine makes room for every cell up to the furthest; one astray would end the process
MOST_BYTES = 4 << 30  # of what is unpacked
MOST_TIMES = 200  # the packed size: text of one word over and over is packed to a thousandth, an export to a tenth
ALWAYS_BYTES = 256 << 20  # may be unpacked, however small the packed file
BLOCK_BYTES = 1 << 20
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
PLACE = re.compile(rb' r="([A-Z]{0,3})(\d{1,9})"')
WORKBOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}

DAMAGED = N_("{file} is damaged and cannot be opened. Export or compress it again.")
SEVERAL_FILES = N_("{file} holds several files: {names}. Unpack it and load those that are exports.")
NO_MEMBER = N_("{file} holds no file. Compress the export again.")
SEVERAL_SHEETS = N_("{file} has several sheets: {names}.")
SAY_SHEET = N_("Say which one with --sheet.")
TOO_FAR = N_("{file}: a sheet has cells too far right or down. Delete the empty rows and columns beyond the table, or export it as CSV.")
TOO_LARGE = N_("{file} unpacks to more than an export holds. If it is one, unpack it and load the file inside.")
NO_SHEET = N_("{file} has no sheet “{sheet}”. It has: {names}.")


class SheetWanted(FileRefused):
    """A workbook has several sheets that hold something; `names` are what to ask."""

    def __init__(self, names: Sequence[str], file: str) -> None:
        self.names = tuple(names)
        super().__init__(SEVERAL_SHEETS, SAY_SHEET, names=", ".join(names), file=file)


def unpacked(path: Path, file: str, folder: Path, sheet: str | None = None) -> Path:
    """The plain text file inside a file; the file itself where it is one already.

    Args:
        path: the file's place on disk.
        file: the name people know it by.
        folder: where what is unpacked may be written.
        sheet: which sheet of a workbook, where it has several.

    Raises:
        FileRefused: it is damaged, holds several files, or unpacks to more than any export.
        SheetWanted: it holds several sheets and none was named.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
    try:
        if start.startswith(GZIP):
            return unpacked(_gunzipped(path, file, folder), file, folder, sheet)
        if start == ZIP and not _is_workbook(path):
            return unpacked(_unzipped(path, file, folder), file, folder, sheet)
        if start == ZIP and _unzipped_bytes(path) > _most_bytes(path):
            raise FileRefused(TOO_LARGE, file=file)
        if start == ZIP and _cells_spanned(path) > MOST_CELLS:
            raise FileRefused(TOO_FAR, file=file)
        if start in (ZIP, OLE):
            return _sheet_as_text(path, file, folder, sheet)
    except (OSError, EOFError, ZlibError, zipfile.BadZipFile, CalamineError, NotImplementedError, RuntimeError) as error:
        raise FileRefused(DAMAGED, file=file) from error
    return path


def _most_bytes(path: Path) -> int:
    return min(MOST_BYTES, max(ALWAYS_BYTES, MOST_TIMES * path.stat().st_size))


def _poured(source: IO[bytes] | gzip.GzipFile, path: Path, file: str, target: Path) -> Path:
    """Write what is unpacked from a file, block by block: a few bytes may unpack to more than the disk holds."""
    most = _most_bytes(path)
    with target.open("wb") as out:
        while block := source.read(BLOCK_BYTES):
            if out.tell() + len(block) > most:
                raise FileRefused(TOO_LARGE, file=file)
            out.write(block)
    return target


def _gunzipped(path: Path, file: str, folder: Path) -> Path:
    with gzip.open(path) as source:
        return _poured(source, path, file, folder / "gunzipped")


def _unzipped_bytes(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(one.file_size for one in archive.infolist())


def _is_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return bool(WORKBOOK_PARTS & set(archive.namelist()))


def _cells_spanned(path: Path) -> int:
    """The cells of the largest sheet of an XLSX, the empty ones up to the furthest included; 0 for other workbooks."""
    with zipfile.ZipFile(path) as archive:
        sheets = (archive.read(name) for name in archive.namelist() if SHEET_PART.fullmatch(name))
        return max(map(_spanned, sheets), default=0)


def _spanned(sheet: bytes) -> int:
    columns, lowest = set(), 0
    for place in PLACE.finditer(sheet):
        columns.add(place[1])
        lowest = max(lowest, int(place[2]))
    furthest = max(columns, key=lambda letters: (len(letters), letters), default=b"")
    return lowest * reduce(lambda number, letter: 26 * number + letter - ord("A") + 1, furthest, 0)


def _unzipped(path: Path, file: str, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
        if not members:
            raise FileRefused(NO_MEMBER, file=file)
        if len(members) > 1:
            raise FileRefused(SEVERAL_FILES, file=file, names=", ".join(PurePosixPath(one.filename).name for one in members[:10]))
        with archive.open(members[0]) as source:
            return _poured(source, path, file, folder / "unzipped")


def _sheet_as_text(path: Path, file: str, folder: Path, sheet: str | None) -> Path:
    """One sheet as CSV, a line a row, so that the line of a record is the row that the workbook shows."""
    with path.open("rb") as stream:
        workbook = CalamineWorkbook.from_filelike(stream)
        if not workbook.sheet_names:
            raise FileRefused(DAMAGED, file=file)
        filled = [name for name in workbook.sheet_names if workbook.get_sheet_by_name(name).height]
        if sheet is not None and sheet not in workbook.sheet_names:
            raise FileRefused(NO_SHEET, file=file, sheet=sheet, names=", ".join(workbook.sheet_names))
        if sheet is None and len(filled) > 1:
            raise SheetWanted(filled, file)
        chosen = sheet or next(iter(filled or workbook.sheet_names))
        rows = workbook.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    target = folder / "sheet.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";", lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)
    return target


def _text(cell: Any) -> str:
    """A cell as a reader of ours reads it one way only: ISO dates, `h:mm:ss`, a decimal point never before exactly three digits."""
    match cell:
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            text = format(cell, ".15g")
            _, point, digits = text.partition(".")
            return text + "0" if point and len(digits) == 3 else text
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            minutes, seconds = divmod(cell.total_seconds(), 60)
            return f"{int(minutes // 60)}:{int(minutes % 60):02}:{seconds:02g}"
        case _:
            return " ".join(str(cell).splitlines())
