"""What becomes of each row of a file: new, a correction, already known, or at odds with another row of its key."""

from dataclasses import dataclass

from ingest.profile import Profile
from lake.store import Lake, Staged, Writer, quote, quote_text
from lake.table import Table


@dataclass(frozen=True)
class Fates:
    """How many of the file's rows are inserted or updated, which are at odds, and what there is to write."""

    inserted: int
    updated: int
    clashing: tuple[tuple[int, str], ...]
    """Lines whose key stands more than once in the file with different contents, and the first field of that key."""
    changed: Staged | None
    """The rows to write; None when nothing changes."""
    fresh: bool
    """None of their keys is in the lake yet. A survey's line may be new and yet correct an answer that another line brought."""


def fates(lake: Lake, writer: Writer, profile: Profile, staged: Staged) -> Fates:
    """Hold the staged rows of a file against the lake's rows of the same keys."""
    table = profile.table
    if not lake.files(table.name) and _keys_are_unique(writer, table, staged):
        lines = _count(writer, f"select count(distinct source_line) from {staged.sql}") if profile.items else staged.rows
        return Fates(lines, 0, (), staged if staged.rows else None, fresh=True)
    writer.connection.execute(f"create or replace temp table fates as {_fates(lake, table, staged)}")
    clashing = _rows(writer, f"select distinct source_line, {quote(table.key[0])}::varchar from fates where clashes order by 1")
    apart = "source_line not in (select source_line from fates where clashes)"
    by_line = f"select min(fate) as fate from fates where {apart} group by source_line"
    inserted, updated = (_count(writer, f"select count(*) from ({by_line}) where fate = {fate}") for fate in (INSERTED, UPDATED))
    new = f"select source_line, {_list(table.key)} from fates where {apart} and fate <> {UNCHANGED}"
    changed = writer.stage(f"select * from {staged.sql} semi join ({new}) using (source_line, {_list(table.key)})")
    fresh = not _count(writer, f"select count(*) from fates where {apart} and fate = {UPDATED}")
    return Fates(inserted, updated, tuple(clashing), changed if changed.rows else None, fresh)


def vanished(lake: Lake, writer: Writer, table: Table, staged: Staged, profile: str) -> int:
    """How many rows that this source brought before are missing from a file that holds most of what its span holds."""
    if not lake.files(table.name):
        return 0
    mine = f"select import_id from {lake.relation('imports')} where profile = {quote_text(profile)} and undone_at is null"
    span = f"(select min({table.placed_by}) as first_on, max({table.placed_by}) as last_on from {staged.sql})"
    held = f"select * from {lake.relation(table.name)} semi join ({mine}) using (import_id), {span} "
    held += f"where {table.placed_by} between first_on and last_on"
    missing = f"select count(*) from ({held}) anti join {staged.sql} using ({_list(table.key)})"
    return _count(writer, missing) if 2 * staged.rows > _count(writer, f"select count(*) from ({held})") else 0


INSERTED, UPDATED, UNCHANGED = 1, 2, 3


def _fates(lake: Lake, table: Table, staged: Staged) -> str:
    """SQL: each staged row's line, key and fate, and whether it clashes. Of rows that repeat one another the first counts."""
    content = [column.name for column in table.given if column.name not in table.key]
    same = " and ".join(f"new.{quote(name)} is not distinct from old.{quote(name)}" for name in content) or "true"
    key = ", ".join(f"new.{quote(name)}" for name in table.key)
    hashed = f"hash({', '.join(f'new.{quote(name)}' for name in content)})" if content else "0"
    return f"""
        select new.source_line, {key},
            case when row_number() over same_key > 1 then {UNCHANGED}
                 when old.import_id is null then {INSERTED}
                 when {same} then {UNCHANGED} else {UPDATED} end as fate,
            min({hashed}) over (partition by {key}) <> max({hashed}) over (partition by {key}) as clashes
        from {staged.sql} new left join {lake.relation(table.name)} old using ({_list(table.key)})
        window same_key as (partition by {key} order by new.source_line)"""


def _keys_are_unique(writer: Writer, table: Table, staged: Staged) -> bool:
    """By 64-bit hashes: two keys that share one are merely looked at more closely."""
    hashes = writer.connection.sql(f"select hash({_list(table.key)}) as key from {staged.sql}").fetchnumpy()["key"]
    hashes.sort()
    return not (hashes[1:] == hashes[:-1]).any()


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(quote(name) for name in names)


def _rows(writer: Writer, sql: str) -> list[tuple[int, str]]:
    return writer.connection.execute(sql).fetchall()


def _count(writer: Writer, sql: str) -> int:
    return int(_rows(writer, sql)[0][0])
