"""Reading: every record keeps its line, however the file is written."""

import codecs
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ingest.progress import Progress
from ingest.read import TextTable, dialect_of
from ingest.refusal import FileRefused


def cells(path: Path) -> tuple[tuple[str, ...], list[tuple[object, ...]], dict[int, list[str]]]:
    with duckdb.connect() as connection:
        text = TextTable(path, path.name, dialect_of(path, path.name), Progress())
        text.scan(connection, "create table cells_read as select * from cells")
        found = connection.execute("select * from cells_read order by source_line").fetchall()
        assert len(found) == text.rows
        return text.header, found, {line: aside.fields for line, aside in text.aside.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(write: Callable[..., Path], encoding: str, delimiter: str, end: str) -> None:
    lines = [delimiter.join(line) for line in (("Thème", "Durée"), ("Droit de la famille", "8"), ("Prud'hommes à Sète", "12"))]
    header, found, ragged = cells(write("x.csv", end.join(lines) + end, encoding))
    assert header == ("Thème", "Durée")
    assert found == [(2, "Droit de la famille", "8"), (3, "Prud'hommes à Sète", "12")]
    assert not ragged


def test_a_byte_outside_cp1252_is_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a;b\n\xe9\x81;1\n")
    assert dialect_of(path, "x.csv").encoding == "latin-1"


def test_lines_are_those_an_editor_shows(write: Callable[..., Path]) -> None:
    text = 'Export du service\nid;note;n\n1;"sur\ndeux lignes";3\n\n4;5\n;;\n6;"encore\ntrois\nlignes";8\n9;10;11\n'
    header, found, ragged = cells(write("x.csv", text))
    assert header == ("id", "note", "n")
    assert [row[0] for row in found] == [3, 8, 11]
    assert ragged == {6: ["4", "5"]}


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_of_any_kind_inside_a_cell_is_a_line(write: Callable[..., Path], line_break: str) -> None:
    _, found, ragged = cells(write("x.csv", f'a;b\n"sur{line_break}deux lignes";1\n3;"4{line_break}5";6\n7;8\n'))
    assert [row[0] for row in found] == [2, 6]
    assert list(ragged) == [4]


def test_blank_fields_too_many_are_no_fault(write: Callable[..., Path]) -> None:
    _, found, ragged = cells(write("x.csv", "a;b\n1;2;;\n3;4\n5;6\n7;8;9\n"))
    assert found == [(2, "1", "2"), (3, "3", "4"), (4, "5", "6")]
    assert ragged == {5: ["7", "8", "9"]}


def test_a_delimiter_at_the_end_of_every_line(write: Callable[..., Path]) -> None:
    header, found, ragged = cells(write("x.csv", "a;b\n1;2;\n3;4;\n"))
    assert header[:2] == ("a", "b")
    assert [row[:3] for row in found] == [(2, "1", "2"), (3, "3", "4")]
    assert not ragged


def test_spaces_around_a_cell_are_not_its_text(write: Callable[..., Path]) -> None:
    assert cells(write("x.csv", "a;b\n\u00a0 x y\u202f; 1 \n"))[1] == [(2, "x y", "1")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("x\u00a0", "x"), ("\u3000x", "x"), ("x\t", "x"), ("'=x", "=x"), (" '-x ", "-x"), ("'x", "'x"), ("é", "é"), ("", "")],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_cell_to_strip_among_others_is_found(write: Callable[..., Path], cell: str, text: str, place: int) -> None:
    column, expected = ["a b", "", "c"], ["a b", "", "c"]
    column[place], expected[place] = cell, text
    found = cells(write("x.csv", "\n".join(["id;text", *(f"{i};{one}" for i, one in enumerate(column))])))[1]
    assert [row[2] for row in found] == expected


def test_a_quotation_mark_never_closed_keeps_its_record_whole(write: Callable[..., Path]) -> None:
    _, found, ragged = cells(write("x.csv", 'a;b\n1;2\n"3;4\n5;6\n'))
    assert found == [(2, "1", "2")]
    assert list(ragged) == [3]


@pytest.mark.parametrize("content", [b"", b"  \n \n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_what_is_no_text_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=r"x\.csv is (empty|not a text export)"):
        dialect_of(path, "x.csv")


@pytest.mark.parametrize("start", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_file_that_goes_on_in_another_encoding_is_refused(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(start + "équipe;n\nSète;1\n".encode("cp1252") + b"\n")
    with pytest.raises(FileRefused, match=r"begins in one encoding \(utf-"):
        dialect_of(path, "x.csv")


@pytest.mark.parametrize("text", ["a;b", "a;b\n", 'a;"b\n1;2\n3;4'])
def test_a_header_and_nothing_after_it_is_refused(write: Callable[..., Path], text: str) -> None:
    with pytest.raises(FileRefused, match="has a header and no rows"):
        dialect_of(write("x.csv", text), "x.csv")


def test_a_quotation_mark_that_takes_in_the_rest_of_a_long_file_keeps_it_whole(write: Callable[..., Path]) -> None:
    _, found, ragged = cells(write("x.csv", 'a;b\n1;2\n"3;4\n' + "5;6\n" * 50_000))
    assert found == [(2, "1", "2")]
    assert list(ragged) == [3]
