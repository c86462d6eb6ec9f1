"""Files damaged in every way a seed can think of: each one loads with every row accounted for, or is refused with a sentence."""

import faulthandler
import gzip
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from ingest.answers import Answers
from ingest.load import load
from ingest.refusal import FileRefused
from ingest.verify import verify
from lake.store import Lake

CHUNKS, FILES, KEPT_EVERY = 20, 250, 10
HANGS_AFTER_S = 30
SAMPLES = Path(__file__).resolve().parents[1] / "sample_data"
OWN = {
    "cases.csv": "case_id,opened_at,closed_at,wait_s,handling_s,answered,team,adviser\n"
    + "".join(f"C{i},2014-03-{i + 10} 09:{i:02},2014-03-{i + 12} 10:00,{i}.5,0:0{i}:30,true,Lyon,Diane\n" for i in range(10)),
    "answers.csv": "wave;response_id;instrument;item;score;answered_on\n"
    + "".join(f"2014-0{i % 2 + 1};r{i % 4};pulse;item {i};{i};2014-02-{i + 10}\n" for i in range(10)),
    "calls.csv": "t,status,duration,total_duration,from,to\n" + "2021-01-04 09:06:25,ANSWERED,112,129,caller,Reception 1\n" * 8,
    "log.csv": "number;opened_at;closed_at;category;contact_type;assigned_to;reopen_count\n"
    + "".join(f"INC{i % 4};29-02-2016 01:16;{i + 10}-03-2016 11:29;Category {i};Phone;?;{i % 2}\n" for i in range(10)),
}
NUMBERS = [b"9" * 400, b"-" + b"9" * 400 + b",5", b"0," + b"3" * 400, b"1e400", b"nan", b"1.234.567,89", b"12,34,5", b"100%", b"-0"]
DATES = [b"99/99/9999", b"00/00/0000", b"0000-00-00", b"31/02/2014", b"12/31/99 25:61", b"9999-12-31T23:59:59-12:00", b"0001-01-01"]
DATES += [b"29.02.2013", b"99999.999999", b"2014-03-30 02:30", b"24:00:00", b"::", b"99999999:59:59", b"2014-13", b"2014-T9"]
TEXTS = [b"", b"\0", b'"', b"'", b"=1+1", b"@x", b"Total", b"x" * 20_000, b"y " * 70_000, b"\r", b"\x1a", b"\\N", b"{0}", b"%s"]
TEXTS += ["١٢٣".encode(), "\u2028".encode(), "😀".encode(), b"\xff\xfe", b"\xc3("]
CELLS = [*NUMBERS, *DATES, *TEXTS]


def sound_files() -> dict[str, bytes]:
    """A dozen rows of each kind of export, as plain text."""
    samples = {path.name: b"".join(path.read_bytes().splitlines(keepends=True)[:13]) for path in sorted(SAMPLES.glob("*.csv"))}
    return samples | {name: text.encode() for name, text in OWN.items()}


def delimiter(text: bytes) -> bytes:
    return max((b";", b",", b"\t", b"|"), key=text.count)


def bytes_flipped(text: bytes, draw: Random) -> bytes:
    changed = bytearray(text or b"\0")
    for _ in range(draw.randint(1, 8)):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def cut_short(text: bytes, draw: Random) -> bytes:
    return text[: draw.randrange(len(text) + 1)]


def bytes_gone(text: bytes, draw: Random) -> bytes:
    start = draw.randrange(len(text) + 1)
    return text[:start] + text[start + draw.randint(1, 40) :]


def bytes_put_in(text: bytes, draw: Random) -> bytes:
    junk = draw.choice(
        [b'"', b'""', b"'", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\r", b"\n", b"\r\n", b"\x81", b"\xe9", b"\xc3\xa9", b";;;;"]
    )
    at = draw.randrange(len(text) + 1)
    return text[:at] + junk * draw.choice([1, 1, 1, 3, 200]) + text[at:]


def mark_put_first(text: bytes, draw: Random) -> bytes:
    return (
        draw.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"#TYPE x\r\n", b"Export du service\n\n", b"\n\n"]) + text
    )


def lines_changed(text: bytes, draw: Random) -> bytes:
    """Lines cut, doubled, out of order, stuck together, or empty."""
    lines = text.splitlines(keepends=True) or [b""]
    at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    way = draw.randrange(6)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(other, lines[at])
    elif way == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 3:
        lines[at] = lines[at].rstrip()
    elif way == 4:
        lines[at] = lines[at][: draw.randrange(len(lines[at]) + 1)] + b"\n"
    else:
        lines[at] = draw.choice([b"\n", delimiter(text) * 40 + b"\n", b"x" * 30_000 + b"\n"])
    return b"".join(lines)


def columns_changed(text: bytes, draw: Random) -> bytes:
    """A column dropped, emptied, doubled, unnamed, or filled with one odd cell."""
    mark = delimiter(text)
    rows = [line.split(mark) for line in text.splitlines()] or [[b""]]
    at, cell, way = draw.randrange(max(map(len, rows), default=1) or 1), draw.choice(CELLS), draw.randrange(6)
    for number, row in enumerate(row for row in rows if len(row) > at):
        if way == 0:
            del row[at]
        elif way == 1 and number:
            row[at] = b""
        elif way == 2:
            row.append(row[at])
        elif way == 3 and not number:
            row[at] = b""
        elif way == 4 and not number:
            row[at] = row[0]
        elif way == 5 and number:
            row[at] = cell
    return b"\n".join(mark.join(row) for row in rows)


def cells_changed(text: bytes, draw: Random) -> bytes:
    mark = delimiter(text)
    rows = [line.split(mark) for line in text.splitlines()] or [[b""]]
    for _ in range(draw.randint(1, 5)):
        row = draw.choice(rows)
        row[draw.randrange(len(row))] = draw.choice(CELLS)
    return b"\r\n".join(mark.join(row) for row in rows)


def delimiters_changed(text: bytes, draw: Random) -> bytes:
    old, new = delimiter(text), draw.choice([b";", b",", b"\t", b"|", b" ", b";;", b'";"'])
    return text.replace(old, new, draw.choice([1, 5, 40, -1]))


def encoded_again(text: bytes, draw: Random) -> bytes:
    """All of it, or from one place on, in another encoding."""
    at = draw.choice([0, draw.randrange(len(text) + 1)])
    encoding = draw.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "cp850", "utf-7"])
    return text[:at] + text[at:].decode("latin-1").encode(encoding, "replace")


DAMAGES = [
    bytes_flipped, cut_short, bytes_gone, bytes_put_in, mark_put_first, lines_changed, columns_changed, cells_changed, cells_changed,
    delimiters_changed, encoded_again,
]  # fmt: skip


def damaged(text: bytes, draw: Random, most: int = 3) -> bytes:
    for _ in range(draw.randint(1, most)):
        text = draw.choice(DAMAGES)(text, draw)
    return text


def as_it_is(text: bytes, draw: Random) -> bytes:  # noqa: ARG001 - the others draw
    return text


def gzipped(text: bytes, draw: Random) -> bytes:
    return draw.choice([as_it_is, bytes_flipped, cut_short, bytes_gone])(gzip.compress(text, mtime=0), draw)


def zipped(text: bytes, draw: Random) -> bytes:
    return draw.choice([as_it_is, bytes_flipped, cut_short, bytes_gone])(archive({"export.csv": text}), draw)


def workbook(text: bytes, draw: Random) -> bytes:
    """An XLSX of the text's cells, with one of its parts damaged inside a sound archive, or the archive itself."""
    book, mark = Workbook(), delimiter(text)
    for line in text.decode("latin-1").splitlines()[:40]:
        book.worksheets[0].append([re.sub(r"[\x00-\x1f]", "?", cell)[:2000] for cell in line.split(mark.decode())[:60]])
    out = BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    if draw.random() < 0.6:
        name = draw.choice(sorted(parts))
        parts[name] = draw.choice([bytes_flipped, cut_short, bytes_gone, numbers_changed])(parts[name], draw)
        return archive(parts)
    return draw.choice([as_it_is, bytes_flipped, cut_short])(out.getvalue(), draw)


def numbers_changed(text: bytes, draw: Random) -> bytes:
    return re.sub(rb"\d+", lambda found: draw.choice([found[0], found[0], b"-1", b"9999", b"4294967296", b"1e9"]), text)


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


PACKINGS: list[Callable[[bytes, Random], bytes]] = [as_it_is] * 12 + [gzipped, zipped, workbook]


@contextmanager
def no_hang() -> Iterator[None]:
    """Ends the process, with every thread's traceback, should a file keep it; a signal would wait for code that is not Python's."""
    faulthandler.dump_traceback_later(HANGS_AFTER_S, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def is_a_sentence(refused: FileRefused, path: Path) -> bool:
    assert path.name in refused.say("fr")
    assert refused.say("en").endswith(".")
    return True


def loads_or_is_refused(path: Path, lake: Lake, draw: Random, *, dry_run: bool) -> bool:
    """Whether the file was loaded."""
    answers = Answers(draw.choice(["day", "month", None]), draw.choice([",", ".", None]), None, draw.random() < 0.7)
    try:
        with no_hang():
            report = load(path, lake, dry_run=dry_run, answers=answers)
    except FileRefused as refused:
        return not is_a_sentence(refused, path)
    except BaseException as error:
        error.add_note(f"the damaged file: {path}, {answers}")
        raise
    assert report.rows_read == report.inserted + report.updated + report.unchanged + report.refused
    assert min(report.inserted, report.updated, report.unchanged, report.refused) >= 0
    assert len({refusal.line for refusal in report.refusals}) == report.refused
    return True


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_damaged_file_loads_or_is_refused_with_a_sentence(tmp_path: Path, chunk: int) -> None:
    draw, lake, sound, loaded = Random(chunk), Lake(tmp_path / "lake"), sound_files(), 0
    for number in range(FILES):
        name = draw.choice(sorted(sound))
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(draw.choice(PACKINGS)(damaged(sound[name], draw), draw))
        loaded += loads_or_is_refused(path, lake, draw, dry_run=bool(number % KEPT_EVERY))
    assert FILES / 10 < loaded < FILES * 9 / 10, "all of one fate: the damage shows nothing"
    assert verify(lake) == []


MEGABYTE = 1 << 20
HEADER = b"case_id,opened_at,wait_s,team\n"
SHAPES = {
    "wide": HEADER[:-1] + b",x" * 5_000 + b"\n" + (b"C,2014-03-10,5,Lyon" + b",1" * 5_000 + b"\n") * 100,
    "header": b";" * MEGABYTE,
    "empty lines": HEADER + b"\n" * MEGABYTE,
    "quotation marks": HEADER + b'"' * MEGABYTE,
    "a quotation mark a line": HEADER + b'"a\n' * (MEGABYTE // 3),
    "one open quotation mark": HEADER + b'"' + b"C,2014-03-10,5,Lyon\n" * (MEGABYTE // 20),
    "one cell": HEADER + b"x" * MEGABYTE,
    "one cell of many lines": HEADER + b'C,2014-03-10,5,"' + b"x\n" * (MEGABYTE // 2) + b'"\n',
    "digits": HEADER + b"C,2014-03-10," + b"9" * MEGABYTE + b",Lyon\n",
    "colons": HEADER + b"C,2014-03-10," + b"1:" * (MEGABYTE // 2) + b",Lyon\n",
    "fields too many": HEADER + b"a,b,c,d,e,f\n" * (MEGABYTE // 12),
    "one key": HEADER + b"".join(b"C,2014-03-10,%d,Lyon\n" % i for i in range(MEGABYTE // 25)),
    "nothing readable": HEADER + b"".join(b"C%d,hier,x,Lyon\n" % i for i in range(MEGABYTE // 18)),
    "headers": HEADER * (MEGABYTE // len(HEADER)),
    "totals": HEADER + b"Total,,,\n" * (MEGABYTE // 9),
    "zeros": gzip.compress(bytes(64 * MEGABYTE)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_megabyte_of_any_shape_does_not_hang(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "shape.csv"
    path.write_bytes(SHAPES[shape])
    loads_or_is_refused(path, Lake(tmp_path / "lake"), Random(shape), dry_run=True)
