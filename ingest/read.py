"""Bytes to a text table: every cell as it was written but for the spaces around it, every record with its line in the file."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from inert import PROTECTED, bare
from ingest.encoding import encoding_of
from ingest.progress import Progress
from ingest.refusal import FileRefused
from language import N_

IntArray = npt.NDArray[np.int64]

SAMPLE_BYTES = 1 << 18
BLOCK_BYTES = 8 << 20
TITLE_SHARE = 0.6  # a line above the header that fills fewer of the fields is a title
DELIMITERS = ";,\t|"
TOTAL = r"(?i)((sous|sub|grand)[ -]?)?tota(l|ux)( g[ée]n[ée]ral)? ?:?"
AMOUNT = "[+-]?[0-9][0-9.,\\s\u00a0\u202f]*[€$£]?"  # alone on its line, a total whose label was left out
LINE_BREAK = "\r\n?|\n"
CONTROLS_END = 32
TO_STRIP = np.array([byte <= CONTROLS_END or byte > 126 or byte == ord("'") for byte in range(256)])  # or a letter beyond ASCII
LABEL_COLUMNS = 3  # where a total's label is looked for

csv.field_size_limit(BLOCK_BYTES)  # a quotation mark opened early makes one field of the rest of the file

EMPTY = N_("{file} is empty. Export it again, with its header and at least one row.")
NO_ROWS = N_("{file} has a header and no rows. Export it again for a period that has some.")
OPEN_QUOTE = N_("{file}: a quotation mark is opened and never closed, so its rows cannot be told apart. Export it again.")


@dataclass(frozen=True)
class Dialect:
    """How a text file is written."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_lines: int
    """How many lines stand before the first record, the header's own included."""


@dataclass(frozen=True)
class Aside:
    """A record that is no row of the table, and why."""

    fields: list[str]
    reason: str


@dataclass
class TextTable:
    """The records of a file as text. They are never all in memory: each query that reads them reads the file anew."""

    path: Path
    file: str
    """The name people know it by."""
    dialect: Dialect
    progress: Progress
    rows: int = 0
    aside: dict[int, Aside] = field(default_factory=dict)
    """By line: what does not fit the header, repeats it, or is a total. Known, like `rows`, once the file was scanned."""

    @property
    def header(self) -> tuple[str, ...]:
        return self.dialect.header

    @property
    def read(self) -> int:
        return self.rows + len(self.aside)

    @property
    def schema(self) -> pa.Schema:
        """Of `cells`: `source_line`, then one column a header, named `c0`, `c1` …"""
        return pa.schema([pa.field("source_line", pa.int64()), *(pa.field(f"c{i}", pa.string()) for i in range(len(self.header)))])

    def scan(self, connection: duckdb.DuckDBPyConnection, sql: str) -> None:
        """Run a statement that reads `cells` once.

        Raises:
            FileRefused: a quotation mark is never closed.
        """
        self.rows, self.aside = 0, {}
        connection.register("cells", pa.RecordBatchReader.from_batches(self.schema, _batches(self)))
        try:
            connection.execute(sql)
        except (pa.ArrowInvalid, duckdb.Error) as error:
            if "straddling" not in str(error):
                raise
            raise FileRefused(OPEN_QUOTE, file=self.file) from error
        finally:
            connection.unregister("cells")


def dialect_of(path: Path, file: str) -> Dialect:
    """Encoding, delimiter and header, told from the file itself.

    Raises:
        FileRefused: the file is empty, has a header only, or is no text table.
    """
    if not path.stat().st_size:
        raise FileRefused(EMPTY, file=file)
    encoding = encoding_of(path, file)
    with path.open(encoding=encoding, newline="") as stream:
        sample = stream.read(SAMPLE_BYTES)
    if not sample.strip():
        raise FileRefused(EMPTY, file=file)
    delimiter, width = max(((d, _usual_width(sample, d)) for d in DELIMITERS), key=lambda found: found[1])
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    header = next((row for row in rows if sum(map(bool, row)) >= TITLE_SHARE * width), [])
    names = [bare(name.strip()) for name in header] + [""] * (width - len(header))
    while len(names) > width and not names[-1]:
        names.pop()
    dialect = Dialect(encoding, delimiter, tuple(names), rows.line_num)
    if next(rows, None) is None:
        raise FileRefused(NO_ROWS, file=file)
    return dialect


def _usual_width(sample: str, delimiter: str) -> int:
    """The number of fields that most records of the sample have."""
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row)
    except csv.Error:
        return 0
    return widths.most_common(1)[0][0] if widths else 0


def _batches(table: TextTable) -> Iterator[pa.RecordBatch]:
    """The file's records block by block, each with the line it begins on; what is no row goes to `table.aside`."""
    dialect, names = table.dialect, table.schema.names[1:]
    lines = Lines(dialect.header_lines)
    odd: list[arrow_csv.InvalidRow] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    size, done = table.path.stat().st_size, 0
    reader = arrow_csv.open_csv(
        table.path,
        arrow_csv.ReadOptions(
            use_threads=False, block_size=BLOCK_BYTES, skip_rows=dialect.header_lines, column_names=names, encoding=dialect.encoding
        ),
        arrow_csv.ParseOptions(
            delimiter=dialect.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=set_aside
        ),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    )
    for batch in reader:
        texts = [_text(column) for column in batch.columns]
        rows = _without_titles(_filled(pa.record_batch([lines.of(batch, odd), *texts], table.schema)), table)
        table.rows += rows.num_rows
        done += batch.nbytes
        table.progress.rows, table.progress.read_share = table.rows, min(done / size, 1)
        yield rows
    yield _fitting(table, {line: row.text for line, row in zip(lines.of_odd(odd), odd, strict=True)})


def _text(column: pa.StringArray) -> pa.StringArray:
    """The cells without the spaces around them, and without the apostrophe that keeps a spreadsheet from running them."""
    if not _has_bytes_to_strip(column):
        return column
    trimmed = pc.utf8_trim_whitespace(column)
    if not pc.any(pc.starts_with(trimmed, "'")).as_py():
        return trimmed
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(trimmed, PROTECTED, r"\1"))


def _has_bytes_to_strip(column: pa.StringArray) -> bool:
    """Whether a cell may begin or end with what is to be stripped: to look at two bytes a cell is faster than to strip them all."""
    data, ends = _bytes(column), _ends(column)
    firsts, lasts = (data.take(places, mode="clip") for places in (ends[:-1], ends[1:] - 1)) if data.size else (data, data)
    return bool(TO_STRIP[firsts].any() or TO_STRIP[lasts].any())


def _ends(column: pa.StringArray) -> npt.NDArray[np.int32]:
    """Where each cell ends among the bytes of its column; before them, where the first begins."""
    return np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]


def _bytes(column: pa.StringArray) -> npt.NDArray[np.uint8]:
    """The bytes of a column, up to its last cell."""
    return np.frombuffer(column.buffers()[2] or b"", np.uint8)[: _ends(column)[-1]]


def _without_titles(rows: pa.RecordBatch, table: TextTable) -> pa.RecordBatch:
    """The rows without those that repeat the header or are totals; these go to `table.aside`."""
    labels = rows.columns[1 : 1 + LABEL_COLUMNS]
    suspect = pc.equal(labels[0], table.header[0])
    for label in labels:
        text = _bytes(label).tobytes()
        for part in ("ota", "OTA"):  # of total, totaux: to look for both is faster than to ignore case
            if part.encode() in text:
                suspect = pc.or_(suspect, pc.match_substring(label, part))
    if len(table.header) >= LABEL_COLUMNS:
        unlabelled = pc.equal(labels[0], "")
        for label in labels[1:]:
            unlabelled = pc.and_(unlabelled, pc.equal(label, ""))
        suspect = pc.or_(suspect, unlabelled)
    if not pc.any(suspect).as_py():
        return rows
    named = {
        line: reason for line, *cells in zip(*rows.filter(suspect).to_pydict().values(), strict=True) if (reason := _title(cells, table))
    }
    taken = pc.is_in(rows.column(0), value_set=pa.array(list(named), pa.int64()))
    for line, *cells in zip(*rows.filter(taken).to_pydict().values(), strict=True):
        table.aside[line] = Aside(cells, named[line])
    return rows.filter(pc.invert(taken))


def _title(cells: list[str], table: TextTable) -> str | None:
    """Why a record is no row: it repeats the header, or is a total, with its label or with that left out."""
    if all(cell == name for cell, name in zip(cells, table.header, strict=True)):
        return "header_again"
    filled = [cell for cell in cells if cell]
    alone = len(cells) >= LABEL_COLUMNS and not cells[0] and len(filled) == 1 and re.fullmatch(AMOUNT, filled[0])
    return "total" if alone or any(re.fullmatch(TOTAL, cell) for cell in cells[:LABEL_COLUMNS]) else None


def _filled(numbered: pa.RecordBatch) -> pa.RecordBatch:
    """The records that hold anything: a line of nothing but delimiters is a blank line."""
    first, *others = numbered.columns[1:]
    blank = pc.equal(first, "")
    for column in others:
        if not pc.any(blank).as_py():
            return numbered
        blank = pc.and_(blank, pc.equal(column, ""))
    return numbered.filter(pc.invert(blank))


def _fitting(table: TextTable, odd: dict[int, str]) -> pa.RecordBatch:
    """Of the records with another number of fields, those that only have blank fields too many; the others are set aside."""
    width = len(table.header)
    fits: list[list[str]] = []
    for line, text in odd.items():
        record = next(csv.reader(io.StringIO(text, newline=""), delimiter=table.dialect.delimiter), [])
        fields = [bare(field.strip()).strip() for field in record]
        if not any(fields):
            continue
        if len(fields) > width and not any(fields[width:]):
            fits.append([str(line), *fields[:width]])
        else:
            table.aside[line] = Aside(fields, "ragged")
    table.rows += len(fits)
    columns = zip(*fits, strict=True) if fits else ([] for _ in table.schema)
    typed = [pa.array(list(column), pa.string()).cast(kind.type) for column, kind in zip(columns, table.schema, strict=True)]
    return pa.record_batch(typed, table.schema)


class Lines:
    """Turns the number of a record into the line it begins on: a record may hold line breaks."""

    def __init__(self, header_lines: int) -> None:
        self._next = header_lines + 1
        self._records: list[int] = []  # those that hold line breaks
        self._breaks: list[int] = []

    def of(self, batch: pa.RecordBatch, odd: Sequence[arrow_csv.InvalidRow]) -> pa.Array:
        """The lines of a batch's records, given the records set aside so far."""
        numbers = self._numbers(batch.num_rows, odd)
        broken = [column for column in batch.columns if _bytes(column).min(initial=CONTROLS_END) < CONTROLS_END]
        if broken:
            breaks = sum(pc.count_substring_regex(column, LINE_BREAK).to_numpy() for column in broken)
            self._note(numbers[breaks > 0], breaks[breaks > 0])
        return pa.array(self._lines(numbers))

    def of_odd(self, odd: Sequence[arrow_csv.InvalidRow]) -> list[int]:
        return [int(line) for line in self._lines(np.array([row.number for row in odd], dtype=np.int64))]

    def _numbers(self, count: int, odd: Sequence[arrow_csv.InvalidRow]) -> IntArray:
        """The next `count` record numbers that were not set aside."""
        aside = [row for row in odd if row.number >= self._next]
        candidates = np.arange(self._next, self._next + count + len(aside), dtype=np.int64)
        numbers = candidates[~np.isin(candidates, [row.number for row in aside])][:count]
        before = [row for row in aside if count and row.number < numbers[-1]]
        self._note(np.array([row.number for row in before]), np.array([len(re.findall(LINE_BREAK, row.text)) for row in before]))
        self._next = int(numbers[-1]) + 1 if count else self._next
        return numbers

    def _note(self, records: IntArray, breaks: IntArray) -> None:
        self._records += records.tolist()
        self._breaks += breaks.tolist()

    def _lines(self, numbers: IntArray) -> IntArray:
        order = np.argsort(self._records, kind="stable")
        records = np.array(self._records, dtype=np.int64)[order]
        total = np.concatenate([[0], np.cumsum(np.array(self._breaks, dtype=np.int64)[order])])
        lines: IntArray = numbers + total[np.searchsorted(records, numbers)]
        return lines
