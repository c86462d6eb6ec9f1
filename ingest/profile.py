"""Source profiles: which of their columns is which of our fields, and how it is written. One TOML file a source."""

import re
import secrets
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import tomlkit
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from ingest.refusal import FileRefused
from lake.schema import KINDS, TABLES
from lake.table import Table
from language import N_
from settings import settings

PROFILES = Path(__file__).parent / "profiles"

UNKNOWN = N_("{file} has the columns {columns}: no known source has these.")
PROPOSE = N_("Have a profile proposed with python -m ingest propose, or name the source with --profile.")
PER_PERSON = N_(
    "{file} is no staffing sheet: it has no column “{column}”. Absence comes already summed by team and month, "
    "never a row per person: ask the HR pole for that sheet."
)
NO_COLUMN = N_("{file} has no column “{column}”, which {profile} needs. Export it again with this column.")
TWO_SOURCES = N_("{file} looks like {profiles} alike.")
SAY_PROFILE = N_("Say which one with --profile.")
NO_PROFILE = N_("There is no profile “{profile}”. Known: {known}.")
BAD_NAME = N_("“{name}” cannot name a profile: use letters without accents, digits, - and _.")
NO_KIND = N_("There is no kind “{kind}”. Known: {known}.")
OTHER_KIND = N_("The profile “{profile}” is for {known}, not for {kind}.")


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(Strict):
    """Where a field's value stands and how it is written."""

    column: Texts = ()
    """The header; several, such as a date and a time, are joined by a space."""
    value: str | None = None
    """The same for every row, for what the file does not say."""
    made_from_content: bool = False
    """No column names the row: its id is made from what it holds and how often that occurred before."""
    before: str | None = None
    """A text put before the column's own: the date of a column of times."""
    after: str | None = None
    """A text put after it: the day of a column of years."""
    format: Texts = ()
    """For moments and days: `iso`, or `strptime` patterns. Without one, the whole column decides."""
    decimal: Literal[".", ","] | None = None
    """What a point or a comma before three digits means. Without it, the whole column decides."""
    unit: Literal["seconds", "minutes", "hours", "days"] = "seconds"
    """Of a duration written as a number; with `hours`, `2:30` is read as hours and minutes too."""
    yes: tuple[str, ...] = ("true", "yes", "y", "oui", "o", "vrai", "1")
    no: tuple[str, ...] = ("false", "no", "n", "non", "faux", "0")
    above: float | None = None
    """For a yes-or-no field written as a number: yes above this."""
    missing: tuple[str, ...] = ()
    """Texts that stand for nothing, beside the empty one."""
    minus: str | None = None
    """A column to take away from this one."""
    only_when: str | None = None
    """A yes-or-no field; where it is not yes, this one is not given."""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (bool(self.column) + (self.value is not None) + self.made_from_content) != 1:
            raise ValueError("a field has a column, a value, or made_from_content = true: one of the three")
        return self


class Items(Strict):
    """A wide survey: one column an item, its cells digits, labels that begin with digits, or nothing."""

    pattern: str
    """A regular expression; the columns whose whole header it matches are items. What it does not match is never loaded as one."""
    low: float
    high: float
    missing: tuple[str, ...] = ()


class Fold(Strict):
    """An event log: several lines a case, of which one stands for it."""

    keep: Literal["first", "last"] = "last"
    by: str | None = None
    """The field that orders the lines; without it, the file does."""
    first: tuple[str, ...] = ()
    """Fields that are taken from the first line all the same."""
    status: str | None = None
    """A column; with `equals`, only its lines that say so may stand for the case."""
    equals: str | None = None


class Profile(Strict):
    name: str
    kind: str
    fields: dict[str, Field]
    items: Items | None = None
    fold: Fold | None = None
    watched: tuple[str, ...] = ()
    """Columns of durations that no field reads, of which negative ones are said all the same."""
    timezone: str | None = None
    """Of the local times in the file, where it is not the service's."""

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        if self.kind not in KINDS:
            raise ValueError(f"kind “{self.kind}” is none of {', '.join(KINDS)}")
        given = {column.name for column in self.table.given}
        if unknown := sorted(set(self.fields) - given):
            raise ValueError(f"{self.kind} has no field “{unknown[0]}”; it has {', '.join(sorted(given))}")
        filled = set(self.fields) | ({"item", "score"} if self.items else set())
        if lacking := [name for name in self.table.required if name not in filled]:
            raise ValueError(f"{self.kind} needs {lacking[0]}")
        return self

    @property
    def table(self) -> Table:
        return TABLES[self.kind]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every header the profile reads, those of items left out."""
        named = [name for field in self.fields.values() for name in (*field.column, *([field.minus] if field.minus else []))]
        return tuple(dict.fromkeys(named))

    @property
    def needed(self) -> tuple[str, ...]:
        """The headers without which no row could be loaded."""
        return tuple(name for field in self.table.required if field in self.fields for name in self.fields[field].column)

    def item_columns(self, header: Sequence[str]) -> dict[int, str]:
        """The positions of the items' columns and their names."""
        if not self.items:
            return {}
        return {i: name for i, name in enumerate(header) if re.fullmatch(self.items.pattern, name)}


def own_format(table: Table, header: Iterable[str] = ()) -> Profile:
    """The profile of our own format: the field names of the table are the headers."""
    present = {normal(name) for name in header}
    named = [column.name for column in table.given if column.required or column.name in present]
    fields = {name: Field(column=(name,), format=("iso",), decimal=".") for name in named}
    return Profile(name=f"point-relais-{table.name}", kind=table.name, fields=fields)


def normal(name: str) -> str:
    """A header without what exports change about it: case, spaces, forms of the same letter."""
    text = unicodedata.normalize("NFKC", name).replace("’", "'")
    return " ".join(text.casefold().split())


def position(name: str, header: Sequence[str]) -> int | None:
    """Where a column stands, by its name as people read it."""
    names = [normal(column) for column in header]
    return names.index(normal(name)) if normal(name) in names else None


def profiles() -> dict[str, Profile]:
    """The profiles that come with the product and those kept beside it, by name; a kept one stands for a shipped one of its name.

    Raises:
        FileRefused: a kept file is no profile.
    """
    files = [*sorted(PROFILES.glob("*.toml")), *sorted(settings().profiles.glob("*.toml"))]
    return _read_all(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=1)
def _read_all(files: tuple[tuple[Path, int], ...]) -> dict[str, Profile]:
    """Read once, and again when a file comes, goes or changes."""
    return {path.stem: read_profile(path) for path, _ in files}


def keep(profile: Profile) -> Path:
    """Write a profile to the folder of kept ones, where the command line and the screens find it; one of its name is replaced.

    Raises:
        FileRefused: its name is not one that every system can write.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", profile.name):
        raise FileRefused(BAD_NAME, name=profile.name)
    folder = settings().profiles
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{profile.name}.{secrets.token_hex(4)}.part"
    part.write_text(_as_toml(profile), encoding="utf-8")
    return part.replace(folder / f"{profile.name}.toml")


def _as_toml(profile: Profile) -> str:
    """As the shipped ones are written: a field a line, and only what is not its usual value."""
    told: dict[str, Any] = profile.model_dump(exclude_defaults=True, exclude={"name"})
    fields = tomlkit.table()
    for name, field in told.pop("fields").items():
        row = tomlkit.inline_table()
        row.update({key: value[0] if key in ("column", "format") and len(value) == 1 else value for key, value in field.items()})
        fields[name] = row
    tables: dict[str, Any] = {key: told.pop(key) for key in ("items", "fold") if key in told}
    return tomlkit.dumps({**told, "fields": fields, **tables}).rstrip() + "\n"


def read_profile(path: Path) -> Profile:
    """A profile from its file.

    Raises:
        FileRefused: the file is no profile; the sentence names the key.
    """
    try:
        return Profile(name=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise FileRefused("{file}: {error}", file=path.name, error=_first(error)) from error


def _first(error: ValidationError | tomllib.TOMLDecodeError) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def choose(file: str, header: Sequence[str], kind: str | None = None, profile: str | None = None) -> Profile:
    """The profile to read a file by: the one named, else the one its header tells.

    Raises:
        FileRefused: none fits, or several do, or a column is missing.
    """
    if kind is not None and kind not in KINDS:
        raise FileRefused(NO_KIND, kind=kind, known=", ".join(KINDS))
    chosen = _named(profile) if profile else _recognised(file, header, kind)
    if kind is not None and chosen.kind != kind:
        raise FileRefused(OTHER_KIND, profile=chosen.name, known=chosen.kind, kind=kind)
    if lacking := [name for name in chosen.needed if position(name, header) is None]:
        raise FileRefused(PER_PERSON if chosen.kind == "staffing" else NO_COLUMN, file=file, column=lacking[0], profile=chosen.name)
    return chosen


def _named(profile: str) -> Profile:
    if profile.endswith(".toml") and Path(profile).is_file():
        return read_profile(Path(profile))
    if profile not in profiles():
        raise FileRefused(NO_PROFILE, profile=profile, known=", ".join(profiles()))
    return profiles()[profile]


def _recognised(file: str, header: Sequence[str], kind: str | None) -> Profile:
    """Our own format where its required fields are the headers; else the profile whose every column is there."""
    candidates = [own_format(TABLES[name], header) for name in KINDS if kind in (None, name)]
    candidates += [profile for profile in profiles().values() if kind in (None, profile.kind)]
    known = [profile for profile in candidates if _fits(profile, header)]
    if not known and kind is not None:
        return own_format(TABLES[kind], header)
    if not known and any("absen" in normal(name) for name in header):
        raise FileRefused(PER_PERSON, file=file, column="team")
    if not known:
        raise FileRefused(UNKNOWN, PROPOSE, file=file, columns=", ".join(name for name in header if name)[:200])
    most = max(len(profile.columns) + len(profile.item_columns(header)) for profile in known)
    best = [profile for profile in known if len(profile.columns) + len(profile.item_columns(header)) == most]
    if len(best) > 1:
        raise FileRefused(TWO_SOURCES, SAY_PROFILE, file=file, profiles=", ".join(profile.name for profile in best))
    return best[0]


def _fits(profile: Profile, header: Sequence[str]) -> bool:
    columns = all(position(name, header) is not None for name in profile.columns)
    return columns and (profile.items is None or bool(profile.item_columns(header)))
