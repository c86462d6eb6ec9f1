"""The tables we keep: their columns, types, units and keys. Everything else reads them here."""

from lake.table import Column, Table, Type

LINEAGE = (Column("import_id", Type.TEXT, derived=True), Column("source_line", Type.INTEGER, derived=True))


def _derived(name: str, type: Type, happened: bool = True) -> Column:
    return Column(name, type, derived=True, happened=happened)


CASES = Table(
    "cases",
    (
        Column("case_id", Type.TEXT, required=True),
        Column("team", Type.TEXT),
        Column("partner", Type.TEXT),
        Column("topic", Type.TEXT),
        Column("channel", Type.TEXT),
        Column("adviser", Type.PERSON),
        Column("opened_at", Type.MOMENT, required=True),
        Column("first_response_at", Type.MOMENT),
        Column("closed_at", Type.MOMENT),
        Column("due_at", Type.MOMENT, happened=False),
        Column("wait_s", Type.SECONDS, low=0, bound=2 * 3600),
        Column("handling_s", Type.SECONDS, low=0, bound=8 * 3600),
        Column("answered", Type.FLAG),
        Column("resolved", Type.FLAG),
        Column("reopened", Type.FLAG),
        Column("satisfaction", Type.NUMBER, low=1, high=5),
        _derived("opened_on", Type.DAY),
        _derived("opened_weekday", Type.INTEGER),
        _derived("opened_hour", Type.INTEGER),
        _derived("first_response_on", Type.DAY),
        _derived("closed_on", Type.DAY),
        _derived("due_on", Type.DAY, happened=False),
        _derived("first_response_s", Type.SECONDS),
        _derived("first_response_open_s", Type.SECONDS),
        _derived("resolution_s", Type.SECONDS),
        _derived("resolution_open_s", Type.SECONDS),
        *LINEAGE,
    ),
    key=("case_id",),
    placed_by="opened_on",
    dimensions=("team", "partner", "topic", "channel", "opened_weekday", "opened_hour"),
)

INVOICES = Table(
    "invoices",
    (
        Column("invoice_id", Type.TEXT, required=True),
        Column("line", Type.INTEGER, required=True),
        Column("case_id", Type.TEXT),
        Column("partner", Type.TEXT),
        Column("team", Type.TEXT),
        Column("issued_on", Type.DAY, required=True),
        Column("due_on", Type.DAY, happened=False),
        Column("paid_on", Type.DAY),
        Column("quantity", Type.NUMBER),
        Column("amount", Type.MONEY, required=True),
        Column("currency", Type.TEXT, required=True),
        *LINEAGE,
    ),
    key=("invoice_id", "line"),
    placed_by="issued_on",
    dimensions=("team", "partner", "currency"),
)

ANSWERS = Table(
    "answers",
    (
        Column("wave", Type.TEXT, required=True),
        Column("response_id", Type.PERSON, required=True),
        Column("team", Type.TEXT),
        Column("instrument", Type.TEXT, required=True),
        Column("item", Type.TEXT, required=True),
        Column("score", Type.NUMBER, required=True),
        Column("answered_on", Type.DAY),
        _derived("wave_on", Type.DAY),
        *LINEAGE,
    ),
    key=("wave", "response_id", "instrument", "item"),
    placed_by="wave_on",
    secret=True,
)

STAFFING = Table(
    "staffing",
    (
        Column("team", Type.TEXT, required=True),
        Column("month", Type.DAY, required=True, whole_month=True),
        Column("headcount", Type.NUMBER, required=True, low=0),
        Column("theoretical_h", Type.NUMBER, low=0),
        Column("worked_h", Type.NUMBER, low=0),
        Column("absence_h", Type.NUMBER, low=0),
        Column("off_hours_h", Type.NUMBER, low=0),
        Column("leave_days_taken", Type.NUMBER, low=0),
        Column("leave_days_entitled", Type.NUMBER, low=0),
        *LINEAGE,
    ),
    key=("team", "month"),
    placed_by="month",
    dimensions=("team",),
)

TARGETS = Table(
    "targets",
    (
        Column("indicator", Type.TEXT, required=True),
        Column("since", Type.DAY, required=True, happened=False),
        Column("target", Type.NUMBER, required=True),
        Column("reason", Type.TEXT),
        *LINEAGE,
    ),
    key=("indicator", "since"),
    placed_by="since",
)

IMPORTS = Table(
    "imports",
    (
        Column("import_id", Type.TEXT, required=True),
        Column("kind", Type.TEXT, required=True),
        Column("profile", Type.TEXT),
        Column("file", Type.TEXT, required=True),
        Column("sha256", Type.TEXT, required=True),
        Column("loaded_at", Type.MOMENT, required=True),
        Column("loaded_by", Type.TEXT),
        Column("rows_read", Type.INTEGER, required=True),
        Column("inserted", Type.INTEGER, required=True),
        Column("updated", Type.INTEGER, required=True),
        Column("unchanged", Type.INTEGER, required=True),
        Column("refused", Type.INTEGER, required=True),
        Column("refused_file", Type.TEXT),
        Column("header", Type.TEXT, required=True),  # a JSON list, to tell how the next file of this source differs
        Column("written", Type.INTEGER, required=True),  # rows of the table, which for a survey are answers
        Column("version", Type.INTEGER),  # of the table it changed, null when it changed nothing
        Column("undone_at", Type.MOMENT),
    ),
    key=("import_id",),
    kind=False,
)

REFUSED = Table(
    "refused",
    (
        Column("import_id", Type.TEXT, required=True),
        Column("file", Type.TEXT, required=True),
        Column("source_line", Type.INTEGER, required=True),
        Column("column", Type.TEXT),
        Column("value", Type.TEXT),
        Column("reason", Type.TEXT, required=True),
    ),
    key=("import_id", "source_line", "column"),
    kind=False,
)

WAVES = Table(
    "waves",  # when a wave's answers were fixed, by whoever first looked at what could be released; those that came later are in none
    (
        Column("wave", Type.TEXT, required=True),
        Column("corrects", Type.TEXT, required=True),  # the release that is looked at anew, "" for a wave that has none
        Column("answers_version", Type.INTEGER, required=True),  # of the table of answers
        Column("staffing_version", Type.INTEGER),  # of the headcounts; null where there were none
        Column("closed_at", Type.MOMENT, required=True),
        Column("closed_by", Type.TEXT, required=True),
    ),
    key=("wave", "corrects"),
    kind=False,
)

RELEASES = Table(
    "releases",  # what of the surveys may be told: written once and never changed. A null figure is not published, whatever the cause
    (
        Column("release_id", Type.TEXT, required=True),
        Column("wave", Type.TEXT, required=True),
        Column("wave_on", Type.DAY, required=True),
        Column("instrument", Type.TEXT, required=True),
        Column("score", Type.TEXT, required=True),
        Column("team", Type.TEXT),  # null for the whole activity
        Column("low", Type.NUMBER),  # the rounded mean lies between both: the same number twice, or a band
        Column("high", Type.NUMBER),
        Column("half_width", Type.NUMBER),
        Column("respondents", Type.INTEGER),
        Column("participation", Type.TEXT),
        Column("worst_low", Type.NUMBER),  # the mean of everyone, had those who kept silent been at one end; below half only
        Column("worst_high", Type.NUMBER),
        Column("answers_version", Type.INTEGER, required=True),  # of the table it was made from
        Column("rule", Type.TEXT, required=True),
        Column("released_at", Type.MOMENT, required=True),
        Column("released_by", Type.TEXT, required=True),
        Column("corrects", Type.TEXT),
    ),
    key=("release_id", "instrument", "score", "team"),
    placed_by="wave_on",
    dimensions=("wave", "instrument", "score", "team"),
    kind=False,
)

EDITIONS = Table(
    "editions",  # every version of every edition: a draft has many, a published one has none after it
    (
        Column("edition_id", Type.TEXT, required=True),
        Column("version", Type.INTEGER, required=True),  # 1, 2, …
        Column("status", Type.TEXT, required=True),  # draft, published
        Column("period", Type.DAY, required=True, happened=False),  # the first day of its month
        Column("name", Type.TEXT),  # of a published one: 2014-09, its correction 2014-09-2
        Column("corrects", Type.TEXT),  # the name of another
        Column("content", Type.TEXT, required=True),  # JSON, see `metrics.edition`
        Column("saved_at", Type.MOMENT, required=True),
        Column("published_at", Type.MOMENT),
        Column("published_by", Type.TEXT),  # a pole
        Column("data_version", Type.TEXT),  # JSON: the version of each table when it was published
    ),
    key=("edition_id", "version"),
    kind=False,
)

JOURNAL = Table(
    "journal",  # every version of every entry; the last one of each stands, unless it is withdrawn. What the fields mean: `lake.journal`
    (
        Column("entry_id", Type.TEXT, required=True),
        Column("version", Type.INTEGER, required=True),  # 1, 2, …
        Column("kind", Type.TEXT, required=True),
        Column("on", Type.DAY, required=True, happened=False),
        Column("text", Type.TEXT, required=True),
        Column("indicator", Type.TEXT),
        Column("team", Type.TEXT),
        Column("owner_role", Type.TEXT),
        Column("due_on", Type.DAY, happened=False),
        Column("done_on", Type.DAY, happened=False),
        Column("until", Type.DAY, happened=False),
        Column("cause", Type.TEXT),
        Column("expected_to_last", Type.FLAG),
        Column("observed_long_enough", Type.FLAG),
        Column("pole", Type.TEXT, required=True),  # who wrote it, and alone may change it
        Column("written_at", Type.MOMENT, required=True),
        Column("withdrawn", Type.FLAG, required=True),
        Column("reason", Type.TEXT),  # of the withdrawal
    ),
    key=("entry_id", "version"),
    kind=False,
)

CALENDAR = Table(
    "calendar",
    (
        Column("on", Type.DAY, required=True, happened=False),
        Column("weekday", Type.INTEGER, required=True),  # ISO: 1 is Monday
        Column("holiday", Type.TEXT),  # its name, null on any other day
        Column("open_s", Type.SECONDS, required=True),  # of the service's own hours
        Column("working_day", Type.FLAG, required=True),  # it opens at all
    ),
    key=("on",),
    kind=False,
)

QUARTERS = Table(
    "quarters",
    (
        Column("team", Type.TEXT, required=True),  # "" stands for every team without hours of its own
        Column("on", Type.DAY, required=True, happened=False),
        Column("quarter", Type.INTEGER, required=True),  # of an hour, open at least partly: seconds since 1970 UTC, divided by 900
    ),
    key=("team", "quarter"),
    kind=False,
)

TABLES = {
    table.name: table
    for table in (CASES, INVOICES, ANSWERS, STAFFING, TARGETS, IMPORTS, REFUSED, WAVES, RELEASES, JOURNAL, EDITIONS, CALENDAR, QUARTERS)
}
KINDS = tuple(name for name, table in TABLES.items() if table.kind)
