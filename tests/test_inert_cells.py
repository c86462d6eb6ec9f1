"""What people wrote comes out of every export as text: no spreadsheet runs it, and it reads back as it was."""

import ast
import csv
import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from inert import bare, inert, to_csv
from ingest.load import load
from ingest.report import Report
from lake.store import Lake
from metrics.__main__ import main as metrics
from tests.ingesting import rows, writer
from tests.test_layers import HOME, sources

FORMULAS = ["=1+1", '=HYPERLINK("http://x";"y")', "+cmd|' /C calc'!A0", "-2+3", "-5-3", "@SUM(A1)", "-", "=", "\t=1", "\r=1", "＝1+1"]
PLAIN = [
    "-5",
    "+3,5",
    "-1\u202f234,50 €",
    "-12 %",
    "+33 6 12 34 56 78",
    "-1.5e-07",
    "-.738",
    "Lyon",
    "",
    "'",
    "'quoted'",
    "a=b",
    "1-2",
    "12/03/2014",
]
WRITERS = {"to_csv", "to_excel", "writer", "DictWriter", "Workbook"}
WRITE = {
    "inert.py",
    "ingest/refused_file.py",
    "report/table.py",
    "ingest/unpack.py",
    "sample_data/generate.py",
}  # the last two for us alone


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_comes_out_behind_an_apostrophe_and_reads_back(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert bare(inert(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_is_left_alone(text: str) -> None:
    assert inert(text) == bare(text) == text


@pytest.mark.parametrize("arrow", [False, True])
def test_a_frame_comes_out_with_its_numbers_as_they_were_and_its_texts_inert(arrow: bool) -> None:
    frame = pd.DataFrame({"=team": ["=1+1", None, "Lyon"], "value": [-1.5, None, 2.0], "n": [-3, 4, 5]})
    if arrow:
        frame = pa.Table.from_pandas(frame).to_pandas(types_mapper=pd.ArrowDtype)
    assert to_csv(frame, sep=";", decimal=",") == "'=team;value;n\n'=1+1;-1,5;-3\n;;4\nLyon;2,0;5\n"


def csv_rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(text), delimiter=delimiter))


def test_a_breakdown_by_a_name_that_is_a_formula_is_exported_inert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = writer(tmp_path)("cases.csv", "case_id,opened_at,team\nA,2014-03-03 09:00,=1+1\nB,2014-03-03 09:00,-5\n")
    load(cases, Lake(tmp_path / "lake"))
    question = ["series", "cases_opened", "--grain", "all", "--by", "team", "--lake", str(tmp_path / "lake"), "--format"]
    assert metrics([*question, "csv"]) == 0
    found = csv_rows(capsys.readouterr().out)
    team = found[0].index("team")
    assert sorted(row[team] for row in found[1:]) == ["'=1+1", "-5"]
    assert metrics([*question, "json"]) == 0
    assert sorted(row["team"] for row in json.loads(capsys.readouterr().out)) == ["-5", "=1+1"]


REFUSED = 'case_id;opened_at;wait_s;team;=note\n=A1+1;hier;-3+2;"@SUM(1;2)";\'=x\n' + "".join(
    f"{line}\n" for line in ("B;2014-03-03 09:00;5;-5;", "C;2014-03-03;5;;", "D;2014-03-03;5;;", "+E;2014-03-03;5;Lyon;;=too;many")
)


def refused(tmp_path: Path, lake: Lake) -> tuple[Report, list[list[str]]]:
    report = load(writer(tmp_path)("cases.csv", REFUSED), lake)
    return report, csv_rows(Path(str(report.refused_file)).read_text(encoding="utf-8-sig"), ";")


def test_the_file_of_refused_rows_is_inert(tmp_path: Path) -> None:
    _, found = refused(tmp_path, Lake(tmp_path / "lake"))
    assert found[0][:5] == ["case_id", "opened_at", "wait_s", "team", "'=note"]
    assert found[1][:5] == ["'=A1+1", "hier", "'-3+2", "'@SUM(1;2)", "'=x"]
    assert "'=too" in found[2]
    assert not [cell for row in found for cell in row if cell.startswith(("=", "@", "+"))]


def test_a_corrected_file_of_refused_rows_loads_back_as_it_was(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    report, _ = refused(tmp_path, lake)
    text = Path(str(report.refused_file)).read_text(encoding="utf-8-sig")
    corrected = text.replace("hier", "2014-03-04 10:00").replace("'-3+2", "3").replace(";'=too;many", "")
    again = load(writer(tmp_path)("corrected.csv", corrected), lake)
    assert (again.inserted, again.refused) == (2, 0)
    assert rows(lake, "cases", "case_id, wait_s, team", "case_id")[:3] == [("+E", 5, "Lyon"), ("=A1+1", 3, "@SUM(1;2)"), ("B", 5, "-5")]


def methods_called(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}


def test_no_file_is_written_elsewhere() -> None:
    """Whoever writes another kind of file makes its cells inert, then names its place here."""
    assert {path.relative_to(HOME).as_posix() for path in sources() if methods_called(path) & WRITERS} == WRITE
