"""Answers to scores: one figure a person, as the instrument's file says."""

from typing import NamedTuple

import pandas as pd

from instruments import Instrument, Score

PROMOTER, DETRACTOR = 9, 6  # from, up to


class Scored(NamedTuple):
    """One person's score."""

    person: str
    team: str | None
    """None where it is not given, or given as two."""
    score: float


def scores(answers: pd.DataFrame, instrument: Instrument) -> dict[str, list[Scored]]:
    """By score that was asked, everyone who has one.

    Args:
        answers: of one wave: `response_id`, `team`, `instrument`, `item`, `score`; those of other instruments are passed over.
    """
    mine = answers[answers["instrument"] == instrument.name]
    given = mine.groupby("response_id")["team"]
    teams = given.first()[given.nunique() == 1].to_dict()
    return {
        name: [Scored(str(person), teams.get(person), float(value)) for person, value in person_scores(mine, score).items()]
        for name, score in instrument.scores.items()
        if mine["item"].isin(score.items).any()
    }


def person_scores(answers: pd.DataFrame, score: Score) -> pd.Series:
    """A score by `response_id`, of those who answered enough of its items; higher is more of what is measured.

    Args:
        answers: `response_id`, `item`, `score`.
    """
    mine = answers[answers["item"].isin(score.items) & answers["score"].notna()]
    turned = (score.minimum + score.maximum - mine["score"]).where(mine["item"].isin(score.reversed), mine["score"])
    by_person = turned.astype(float).groupby(mine["response_id"])
    enough = by_person.count() >= score.needed
    return _scored(by_person.sum() if score.method == "sum" else by_person.mean(), score)[enough]


def _scored(raw: pd.Series, score: Score) -> pd.Series:
    if score.method == "sum":
        return raw * score.factor
    if score.method == "mean":
        return (raw - score.minimum) / (score.maximum - score.minimum) * 100
    return 100 * ((raw >= PROMOTER).astype(float) - (raw <= DETRACTOR).astype(float))
