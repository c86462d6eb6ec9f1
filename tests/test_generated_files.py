"""Tables written in every way that exports are written: what comes back from the lake is what was written."""

import hashlib
import hmac
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.forms import Undecided
from ingest.load import load
from ingest.report import Report
from lake.store import Lake
from tests.ingesting import rows
from tests.ways import DAYS, DELIMITERS, ENCODINGS, FIRST, LAST, MARKS, PARIS, Written, decimals, local_moments, profile, texts, ways

SCORES = ("Pas du tout", "Tout à fait")
quick = settings(derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Case:
    opened: datetime
    closed: datetime | None
    wait: Decimal | None
    answered: bool | None
    team: str
    topic: str


@st.composite
def cases(draw: st.DrawFn, encoding: str) -> list[Case]:
    found = []
    for _ in range(draw(st.integers(1, 6))):
        opened, other = sorted((draw(local_moments()), draw(local_moments())))
        optional = (draw(st.none() | one) for one in (st.just(other), decimals(0, 3), st.booleans()))
        found.append(Case(opened, *optional, draw(texts(encoding)), draw(texts(encoding))))
    return found


def in_resolution(moment: datetime | None, way: Written) -> datetime | None:
    """What of a moment a way of writing keeps, in UTC."""
    if moment is None:
        return None
    kept = {"": {"hour": 0, "minute": 0, "second": 0}, " %H:%M": {"second": 0}}.get(way.clock, {})
    return moment.replace(**kept, tzinfo=PARIS).astimezone(UTC)


CASE_HEADER = ("N° dossier", "Ouvert le", "Clos le", "Attente", "Décroché", "Équipe", "Thème")
CASE_FIELDS = ("case_id", "opened_at", "closed_at", "wait_s", "answered", "team", "topic")
FLAGS = {True: "oui", False: "Non", None: ""}


def case_lines(table: Sequence[Case], way: Written) -> list[list[str]]:
    return [
        [f"D{i}", way.moment(one.opened), way.moment(one.closed), way.number(one.wait), FLAGS[one.answered], one.team, one.topic]
        for i, one in enumerate(table)
    ]


def case_profile(way: Written) -> str:
    return profile("cases", CASE_HEADER, CASE_FIELDS, way, ["opened_at", "closed_at"], ["wait_s"])


@dataclass(frozen=True)
class Loaded:
    report: Report
    lake: Lake


def loaded(folder: Path, lines: Sequence[Sequence[str]], profile: str, way: Written) -> Loaded:
    """Load a table: every row has a fate."""
    (folder / "source.toml").write_text(profile, encoding="utf-8")
    path, lake = folder / "export.csv", Lake(folder / "lake")
    path.write_bytes(way.file(lines))
    report = load(path, lake, profile=str(folder / "source.toml"), answers=way.answers)
    assert report.rows_read == len(lines) - 1 == report.inserted + report.refused
    return Loaded(report, lake)


def changes_nothing(folder: Path, done: Loaded, way: Written) -> None:
    """The same file once more."""
    before = done.lake.version()
    again = load(folder / "export.csv", done.lake, profile=str(folder / "source.toml"), answers=way.answers)
    assert (again.inserted, again.updated, again.unchanged, again.refused) == (0, 0, done.report.inserted, done.report.refused)
    assert again.import_id == done.report.import_id
    assert done.lake.version() == before


def cases_come_back(table: Sequence[Case], way: Written) -> None:
    lines = [CASE_HEADER, *case_lines(table, way)]
    with tempfile.TemporaryDirectory() as folder:
        done = loaded(Path(folder), lines, case_profile(way), way)
        found = rows(done.lake, "cases", f"{', '.join(CASE_FIELDS)}, source_line", "source_line")
    assert not done.report.refusals
    assert found == [
        (
            f"D{i}", in_resolution(one.opened, way), in_resolution(one.closed, way), None if one.wait is None else float(one.wait),
            one.answered, one.team or None, one.topic or None, line,
        )
        for i, (one, line) in enumerate(zip(table, way.line_numbers(lines)[1:-1], strict=True))
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_every_combination(encoding: str, delimiter: str) -> None:
    @settings(quick, max_examples=1)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        table = data.draw(cases(encoding).filter(lambda table: any(one.wait and one.team for one in table)))
        for decimal, day in product(MARKS, DAYS):
            cases_come_back(table, data.draw(ways(encoding=encoding, delimiter=delimiter, decimal=decimal, day=day)))

    holds()


def written_cases() -> st.SearchStrategy[tuple[list[Case], Written]]:
    return ways().flatmap(lambda way: st.tuples(cases(way.encoding), st.just(way)))


@settings(quick, max_examples=40)
@given(written_cases())
def test_cases_come_back(written: tuple[list[Case], Written]) -> None:
    cases_come_back(*written)


def settles_order(moments: Sequence[datetime | None], way: Written) -> bool:
    """Whether a column of dates tells day from month: by a day above 12, or because it does not matter."""
    known = [moment for moment in moments if moment]
    return way.day.startswith("%Y") or any(one.day > 12 for one in known) or all(one.day == one.month for one in known)


def settles_mark(numbers: Sequence[str]) -> bool:
    """Whether a column of numbers tells its decimal mark: none has one mark before three digits, or another has it elsewhere."""
    marked = [number for number in numbers if re.search("[.,]", number)]
    two_ways = [number for number in marked if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number)]
    return not two_ways or len(two_ways) < len(marked)


@settings(quick, max_examples=40)
@given(written_cases())
def test_a_question_is_asked_where_the_column_leaves_it_open_and_only_there(written: tuple[list[Case], Written]) -> None:
    table, way = written[0], replace(written[1], stated=False)
    lines = [CASE_HEADER, *case_lines(table, way)]
    asked = {
        "dates": not all(settles_order(column, way) for column in ([one.opened for one in table], [one.closed for one in table])),
        "decimal": not settles_mark([line[3] for line in lines[1:]]),
    }
    with tempfile.TemporaryDirectory() as folder:
        path, source = Path(folder) / "export.csv", Path(folder) / "source.toml"
        path.write_bytes(way.file(lines))
        source.write_text(case_profile(way), encoding="utf-8")
        for question, wanted in asked.items():
            answers = replace(way.answers, **{question: None})
            if not wanted:
                load(path, Lake(Path(folder) / "lake"), profile=str(source), answers=answers, dry_run=True)
                continue
            with pytest.raises(Undecided) as open_question:
                load(path, Lake(Path(folder) / "lake"), profile=str(source), answers=answers, dry_run=True)
            assert open_question.value.question == question


Spoilt = tuple[list[str], str | None, str | None, str]


def spoilt(line: list[str], one: Case, way: Written) -> Iterator[Spoilt]:
    """The line with one thing wrong: the column, value and reason to be told."""
    for place, value, reason in (
        (0, "", "missing"),
        (1, "", "missing"),
        (1, "hier", "not_a_moment"),
        (1, "99/99/9999", "not_a_moment"),
        (2, way.moment(one.opened - timedelta(days=9000)), "before_opening"),
        (2, way.moment(one.opened + timedelta(days=36500)), "in_the_future"),
        (3, "x", "not_a_duration"),
        (3, "-3", "negative"),
        (4, "peut-être", "not_a_flag"),
    ):
        yield [*line[:place], value, *line[place + 1 :]], CASE_HEADER[place], value or None, reason
    yield [*line, "de trop"], None, None, "ragged"


@settings(quick, max_examples=40)
@given(written_cases(), st.lists(st.integers(0, 19), min_size=6, max_size=6))
def test_exactly_the_bad_rows_are_refused_with_their_line_column_and_value(written: tuple[list[Case], Written], faults: list[int]) -> None:
    table, way = written[0], replace(written[1], stated=True)
    lines, expected = [list(CASE_HEADER)], []
    for line, one, fault in zip(case_lines(table, way), table, faults[: len(table)], strict=True):
        bad = list(spoilt(line, one, way))
        lines.append(bad[fault][0] if fault < len(bad) else line)
        expected.append(bad[fault][1:] if fault < len(bad) else None)
    numbers = way.line_numbers(lines)[1:]
    with tempfile.TemporaryDirectory() as folder:
        done = loaded(Path(folder), lines, case_profile(way), way)
        changes_nothing(Path(folder), done, way)
        found = [row[0] for row in rows(done.lake, "cases", "case_id", "source_line")]
        told = done.lake.refused(str(done.report.import_id)) if done.report.refused else None
    assert [(one.line, one.column, one.value, one.reason) for one in done.report.refusals] == [
        (number, *fault) for number, fault in zip(numbers, expected, strict=False) if fault
    ]
    assert found == [line[0] for line, fault in zip(lines[1:], expected, strict=True) if not fault]
    assert told is None or told["source_line"].tolist() == [one.line for one in done.report.refusals]


INVOICE_HEADER = ("N° facture", "Ligne", "Émise le", "Payée le", "Quantité", "Montant", "Devise", "Équipe")
INVOICE_FIELDS = ("invoice_id", "line", "issued_on", "paid_on", "quantity", "amount", "currency", "team")
INVOICES = st.lists(
    st.tuples(
        st.dates(FIRST, LAST), st.none() | st.dates(FIRST, LAST),
        st.none() | decimals(-9_999_999, 3), decimals(-9_999_999, 2), st.sampled_from(["EUR", "CHF"]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(quick, max_examples=40)
@given(ways(), INVOICES, st.data())
def test_invoices_come_back(way: Written, table: list[tuple[date, date | None, Decimal | None, Decimal, str]], data: st.DataObject) -> None:
    teams = [data.draw(texts(way.encoding)) for _ in table]
    lines: list[Sequence[str]] = [INVOICE_HEADER]
    for i, ((issued, paid, quantity, amount, currency), team) in enumerate(zip(table, teams, strict=True)):
        cells = (f"00{i // 2}", str(i % 2), way.date(issued), way.date(paid), way.number(quantity), way.number(amount), currency, team)
        lines.append(cells)
    source = profile("invoices", INVOICE_HEADER, INVOICE_FIELDS, way, ["issued_on", "paid_on"], ["quantity", "amount"])
    with tempfile.TemporaryDirectory() as folder:
        done = loaded(Path(folder), lines, source, way)
        changes_nothing(Path(folder), done, way)
        found = rows(done.lake, "invoices", ", ".join(INVOICE_FIELDS), "source_line")
    assert not done.report.refusals
    assert found == [
        (f"00{i // 2}", i % 2, issued, paid, None if quantity is None else float(quantity), amount, currency, team or None)
        for i, ((issued, paid, quantity, amount, currency), team) in enumerate(zip(table, teams, strict=True))
    ]


ITEMS = ("charge", "soutien", "sens")
SURVEY = st.lists(st.lists(st.none() | st.integers(0, 10), min_size=3, max_size=3).filter(any), min_size=1, max_size=6)


def person(text: str) -> str:
    return hmac.new(b"a key for tests", text.encode(), hashlib.sha256).hexdigest()[:32]


def answer(score: int, labelled: bool) -> str:
    return f"{score} - {SCORES[score > 5]}" if labelled else str(score)


@settings(quick, max_examples=30)
@given(ways(), SURVEY, st.booleans(), st.booleans())
def test_a_survey_comes_back_whether_wide_or_long(way: Written, table: list[list[int | None]], wide: bool, labelled: bool) -> None:
    given_ = [
        (f"é{i}", item, score) for i, scores in enumerate(table) for item, score in zip(ITEMS, scores, strict=True) if score is not None
    ]
    fields = 'kind = "answers"\n[fields]\nwave = { column = "Vague" }\nresponse_id = { column = "Répondant" }\n'
    fields += 'instrument = { value = "pulse" }\n'
    if wide:
        lines = [["Vague", "Répondant", *ITEMS]]
        lines += [["2014-T3", f"é{i}", *("" if one is None else answer(one, labelled) for one in scores)] for i, scores in enumerate(table)]
        fields += f'[items]\npattern = "{"|".join(ITEMS)}"\nlow = 0\nhigh = 10\n'
    else:
        lines = [
            ["Vague", "Répondant", "Question", "Réponse"],
            *(["2014-T3", who, item, answer(score, labelled)] for who, item, score in given_),
        ]
        fields += 'item = { column = "Question" }\nscore = { column = "Réponse" }\n'
    with tempfile.TemporaryDirectory() as folder:
        done = loaded(Path(folder), lines, fields, way)
        changes_nothing(Path(folder), done, way)
        found = rows(done.lake, "answers", "response_id, item, score, wave_on")
    assert not done.report.refusals
    assert found == sorted((person(who), item, float(score), date(2014, 7, 1)) for who, item, score in given_)
