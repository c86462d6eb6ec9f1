"""One wave of a survey as the lake holds it: who has which score. Only a release may read it; nothing here reaches a screen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from instruments import Key, instruments
from lake.store import Lake
from metrics.scoring import Scored, scores


@dataclass(frozen=True)
class Survey:
    on: date | None
    """The first day of its period; null when nobody answered."""
    instruments: tuple[str, ...]
    """Those of the answers, known or not."""
    people: frozenset[str]
    teams: tuple[str, ...]
    scored: Mapping[Key, Sequence[Scored]]
    """By score of the known instruments that was asked: a question of it has an answer."""


def read_survey(lake: Lake, wave: str, version: int, people: Collection[str] | None = None) -> Survey:
    """A wave as the answers' table had it at a version; of some people alone, where they are given."""
    columns = "response_id, team, instrument, item, score, wave_on"
    answers = _asked(f"select {columns} from {lake.relation('answers', version)} where wave = ?", wave)
    if people is not None:
        answers = answers[answers["response_id"].isin(list(people))]
    names = tuple(sorted(answers["instrument"].unique()))
    known = [instruments()[name] for name in names if name in instruments()]
    scored = {(one.name, score): those for one in known for score, those in scores(answers, one).items()}
    on = None if answers.empty else answers["wave_on"].min()
    return Survey(on, names, frozenset(answers["response_id"]), tuple(sorted(answers["team"].dropna().unique())), scored)


def waves(lake: Lake) -> list[str]:
    """Every wave that somebody answered, by name."""
    return list(_asked(f"select distinct wave from {lake.relation('answers')} order by wave")["wave"])


def headcounts(lake: Lake, on: date) -> dict[str | None, float]:
    """By team, and under None of all, in the month of a day or in the last one known before it; empty where none is."""
    staffing = lake.relation("staffing")
    month = f"(select max(month) from {staffing} where month <= ?)"
    found = _asked(f"select team, headcount from {staffing} where month = {month}", on)
    by_team: dict[str | None, float] = dict(zip(found["team"], found["headcount"], strict=True))
    return by_team | {None: sum(by_team.values())} if by_team else {}


def _asked(sql: str, *parameters: object) -> pd.DataFrame:
    with duckdb.connect() as connection:
        frame: pd.DataFrame = connection.sql(sql, params=parameters).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)
    return frame
