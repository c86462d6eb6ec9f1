"""Text to typed rows, in SQL: a file's `cells` become rows of the lake's table, and bad rows are told apart.

`texts` holds a field's text, null where missing; `typed` its value beside it, null where unreadable. A row is good when no
rule of `rules.py` speaks against it. An event log is then folded to one row a case, and what the import derives is added.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb

from ingest import forms
from ingest.answers import Answers
from ingest.derived import DERIVED
from ingest.profile import Field, Profile, position
from ingest.read import TextTable
from ingest.refusal import Refusal
from ingest.rules import Rule, rules
from ingest.values import Written, local, number, value
from ingest.zone import give_moments
from lake.store import duckdb_types, quote, quote_text
from lake.table import Type

LABELLED_SCORE = r"^([+-]?\d+)\s*[-–:=.]\s*\D"  # “0 - Pas du tout”, “5: neutre”
YEARS_COMPARED = timedelta(days=15 * 365)  # of most exports; what lies before takes longer to read
NUMBERS = (Type.NUMBER, Type.MONEY, Type.SECONDS)
MOMENTS = (Type.MOMENT, Type.DAY)


class Cleaning:
    """One file read by one profile. `lay` types its rows; then `good` is SQL for the good ones, `refusals` says why not the others."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, text: TextTable, profile: Profile, zone: str, now: datetime, answers: Answers
    ) -> None:
        self.connection, self.text, self.profile, self.table = connection, text, profile, profile.table
        self.zone, self.source_zone = zone, profile.timezone or zone
        self.answers = answers
        self.rules = rules(profile, self.filled, now)

    @property
    def filled(self) -> tuple[str, ...]:
        """The fields that the profile fills, in the table's order."""
        given = {*self.profile.fields, *(("item", "score") if self.profile.items else ())}
        return tuple(column.name for column in self.table.given if column.name in given)

    def lay(self) -> None:
        """Make the table `typed`: the values, `bad` where a rule speaks against the row, `stands` for the line that stands for its case.

        It is a table because a filter over the query would have the typing done again for every rule.

        Raises:
            Undecided: a column reads two ways.
        """
        today = date.today()
        give_moments(self.connection, ZoneInfo(self.source_zone), today - YEARS_COMPARED, today)
        self._probe()
        self.written = {name: self._written(name) for name in self.filled}
        fold = self.profile.fold
        status = self._cell(fold.status, Field(value="")) if fold and fold.status else "null"
        bad = " or ".join(f"coalesce({rule.condition}, false)" for rule in self.rules)
        columns = ", ".join([*map(quote, self.filled), *(quote(f"{name}:below") for name in self.profile.watched)])
        more = "".join(f", {self._below(name)} as {quote(f'{name}:below')}" for name in self.profile.watched)
        typed = f"select source_line, {columns}, status, {bad} as bad from ({self._typed('cells', f', {status} as status{more}')})"
        alone = f"select * exclude (status), true as stands from ({typed})"
        self.text.scan(self.connection, f"create temp table typed as {self._folded(typed) if fold else alone}")

    def _below(self, column: str) -> str:
        place = position(column, self.text.header)
        return "false" if place is None else f"coalesce(try_cast({number(f'c{place}', '.')} as double) < 0, false)"

    def _undecided(self, name: str) -> bool:
        """Whether the profile leaves it to the column how the field is written."""
        field, kind = self.profile.fields.get(name, Field(value="")), self.table[name].type
        return bool(field.column) and ((kind in MOMENTS and not field.format) or (kind in NUMBERS and not field.decimal))

    def _probe(self) -> None:
        """Put the texts of undecided columns in the table `probe`: they are asked several questions, and the file is long."""
        undecided = [name for name in self.filled if self._undecided(name)]
        if undecided:
            texts = ", ".join(f"{self._text(name)} as {quote(name)}" for name in undecided)
            self.text.scan(self.connection, f"create temp table probe as select {texts} from {self._cells('cells')}")

    def look_closer(self, lines: str) -> None:
        """Make the tables `closer`, the cells of the bad rows and of some other lines (SQL with `source_line`), and `closer_rows`."""
        wanted = f"select source_line from typed where bad union select source_line from ({lines})"
        self.connection.register("no_cells", self.text.schema.empty_table())
        self.connection.execute("create temp table closer as select * from no_cells")
        if self.connection.execute(f"select 1 from ({wanted}) limit 1").fetchall():
            self.text.scan(self.connection, f"insert into closer select * from cells semi join ({wanted}) using (source_line)")
        self.connection.execute(f"create temp table closer_rows as {self._typed('closer')}")

    def span(self) -> tuple[date, date]:
        """The UTC dates that hold every good moment that took place, with a day on either side; today where there is none."""
        moments = [quote(name) for name in self.filled if self.table[name].type is Type.MOMENT and self.table[name].happened]
        first, last = (", ".join(f"{end}({name})" for name in moments) for end in ("min", "max"))
        ends = f"least({first})::date - 1, greatest({last})::date + 1"
        (found,) = self.connection.execute(f"select {ends} from typed where not bad").fetchall()
        today = date.today()
        return found[0] or today, found[1] or today

    def good(self, import_id: str) -> str:
        """SQL of the good rows, with the table's columns. One bad answer keeps its whole line out, one bad line its whole case."""
        types = duckdb_types(self.table)
        values = {name: quote(name) if name in self.filled else f"null::{kind}" for name, kind in types.items()}
        for name, field in self.profile.fields.items():
            if field.only_when:
                values[name] = f"case when {quote(field.only_when)} then {quote(name)} end"
        values |= {"import_id": quote_text(import_id), "source_line": "source_line"}
        derived = DERIVED.get(self.table.name, {})
        given = ", ".join(f"{sql} as {quote(name)}" for name, sql in values.items() if name not in derived)
        added = ", ".join(f"{sql} as {quote(name)}" for name, sql in derived.items())
        lines = "qualify not bool_or(bad) over (partition by source_line)" if self.profile.items else "where stands and not bad"
        columns = ", ".join(quote(name) for name in types)
        return f"select {columns} from (select *{', ' + added if added else ''} from (select {given} from typed {lines}))"

    def refusals(self) -> list[Refusal]:
        """Why each row was set aside, in file order."""
        reasons = [Refusal(line, None, None, aside.reason) for line, aside in self.text.aside.items()]
        for rule in self.rules:
            reasons += self._spoken(rule)
        told = {refusal.line for refusal in reasons}
        lines = self.connection.execute("select source_line from typed where bad").fetchall()
        reasons += [Refusal(line, self.heading(self.table.key[0]), None, "same_case") for (line,) in lines if line not in told]
        return sorted(reasons, key=lambda refusal: refusal.line)

    def _spoken(self, rule: Rule) -> list[Refusal]:
        shown = "null" if self.table[rule.field].type is Type.PERSON else quote(f"{rule.field}:text")
        heading = "item" if self.profile.items and rule.field == "score" else quote_text(self.heading(rule.field))
        bad = f"closer_rows semi join (from typed where bad) using (source_line) where {rule.condition}"
        found = self.connection.execute(f"select source_line, {heading}, {shown} from {bad}").fetchall()
        return [Refusal(line, column, value, rule.reason) for line, column, value in found]

    def heading(self, field: str) -> str:
        """The field as the file's own header names it."""
        columns = self.profile.fields[field].column if field in self.profile.fields else ()
        return " + ".join(columns) or field

    def texts(self, cells: str) -> str:
        """SQL of the fields' texts in some of the file's cells: `source_line`, then a column `field:text` each."""
        return self._texts(cells)

    def _written(self, name: str) -> Written:
        """How the field's column is written: as the profile states, else as the whole column tells."""
        field, kind = self.profile.fields.get(name, Field(value="")), self.table[name].type
        if not self._undecided(name):
            stated = tuple(pattern for pattern in field.format if pattern != "iso")
            return Written(forms.MomentForm(stated), field.decimal or ".")
        column = forms.Column(self.connection, "probe", quote(name), self.text.file, self.heading(name))
        if kind in MOMENTS:
            return Written(forms.moment_form(column, self.answers.dates))
        return Written(decimal=forms.decimal_mark(column, self.answers.decimal))

    def _texts(self, cells: str, more: str = "") -> str:
        wide = self.profile.items is not None
        texts = {name: name if wide and name in ("item", "score") else self._text(name) for name in self.filled}
        for name, field in self.profile.fields.items():
            if field.minus:
                texts[f"{name}:minus"] = self._cell(field.minus, field)
                texts[name] = f"case when {texts[f'{name}:minus']} is not null then {texts[name]} end"
        columns = [f"{text} as {quote(f'{name}:text')}" for name, text in texts.items()]
        return f"select source_line, {', '.join(columns)}{more} from {self._long(cells) if wide else self._cells(cells)}"

    def _long(self, cells: str) -> str:
        """A wide survey as one row an answer: `source_line`, the other columns, `item` and `score` as text."""
        items = self.profile.items
        assert items is not None
        columns = self.profile.item_columns(self.text.header)
        names = " ".join(f"when 'c{i}' then {quote_text(name)}" for i, name in columns.items())
        melted = f"(unpivot {self._cells(cells)} on {', '.join(f'c{i}' for i in columns)} into name source value answer)"
        cell = f"(select *, {_present('answer', items.missing)} as cell from {melted})"
        return f"(select *, case source {names} end as item, {_score('cell')} as score from {cell} where cell is not null)"

    def _text(self, name: str) -> str:
        field = self.profile.fields[name]
        if field.value is not None:
            return quote_text(field.value)
        if field.made_from_content:
            return "made"
        parts = [self._cell(column, field) for column in field.column]
        parts = [*_literal(field.before), *parts, *_literal(field.after)]
        whole = " and ".join(f"{part} is not null" for part in parts)
        joined = parts[0] if len(parts) == 1 else f"case when {whole} then concat_ws(' ', {', '.join(parts)}) end"
        return _score(joined) if name == "score" else joined

    def _cell(self, column: str, field: Field) -> str:
        place = position(column, self.text.header)
        return "null::varchar" if place is None else _present(f"c{place}", field.missing)

    def _cells(self, cells: str) -> str:
        """The cells; where a field is made from content, beside them `made`: what the row holds and how often that came before it."""
        if not any(field.made_from_content for field in self.profile.fields.values()):
            return cells
        read = [place for name in self.profile.columns if (place := position(name, self.text.header)) is not None]
        places = sorted({*read, *self.profile.item_columns(self.text.header)})
        content = f"md5(concat_ws(chr(31), {', '.join(f'c{place}' for place in places)}))"
        return f"(select *, {content} || '-' || row_number() over (partition by {content} order by source_line) as made from {cells})"

    def _typed(self, cells: str, more: str = "") -> str:
        columns = []
        for name in self.filled:
            column, field, written = self.table[name], self.profile.fields.get(name, Field(value="")), self.written[name]
            typed = value(column, field, written, quote(f"{name}:text"), quote(f"{name}:wall"))
            if field.minus:
                typed = f"({typed} - {value(column, field, written, quote(f'{name}:minus:text'), quote(f'{name}:minus:wall'))})"
            columns.append(f"{typed} as {quote(name)}")
        return f"select *, {', '.join(columns)} from (select *{self._walls()} from ({self._texts(cells, more)}))"

    def _walls(self) -> str:
        """Of each moment the local time that its text tells, worked out once: it is compared with every change of the clocks."""
        moments = [name for name in self.filled if self.table[name].type is Type.MOMENT]
        return "".join(f", {local(quote(f'{name}:text'), self.written[name].moment)} as {quote(f'{name}:wall')}" for name in moments)

    def _folded(self, typed: str) -> str:
        """The lines of a case with the one that stands for it. A bad line keeps its whole case out: without it the others mislead."""
        fold = self.profile.fold
        assert fold is not None
        key, way = ", ".join(quote(name) for name in self.table.key), "desc" if fold.keep == "last" else "asc"
        by = [quote(fold.by)] if fold.by else []
        oldest, chosen = ", ".join([*by, "source_line"]), ", ".join(f"{column} {way}" for column in [*by, "source_line"])
        may = f"coalesce(status = {quote_text(fold.equals)}, false)" if fold.equals else "true"
        first = [f"first_value({quote(name)}) over (partition by {key} order by {oldest}) as {quote(name)}" for name in fold.first]
        whole = "bool_or(bad) over same or not bool_or(may_stand) over same as bad"
        return f"""
            select * exclude (status, may_stand) replace ({", ".join([*first, whole])}),
                row_number() over (partition by {key} order by may_stand desc, {chosen}) = 1 as stands
            from (select *, {may} as may_stand from ({typed})) window same as (partition by {key})"""


def _present(text: str, missing: tuple[str, ...]) -> str:
    """A cell's text; null where it is empty or one of the missing marks."""
    return f"case when {text} not in ({', '.join(map(quote_text, ('', *missing)))}) then {text} end"


def _literal(text: str | None) -> list[str]:
    return [] if text is None else [quote_text(text)]


def _score(text: str) -> str:
    """The digits of a labelled score."""
    return f"coalesce(nullif(regexp_extract({text}, {quote_text(LABELLED_SCORE)}, 1), ''), {text})"
