"""The phone system's cases: who called, how long they waited, what became of it."""

import numpy as np
import pandas as pd

from sample_data.service import (
    DAY_MINUTES,
    LEFT_BY_ITS_MANAGER,
    PARTNERS,
    SEEN_CLOSELY,
    TEAMS,
    TOPICS,
    Handover,
    Minutes,
    moments,
    people,
    working_days,
)

CASES_A_DAY = 67
WEEKDAYS = np.array([1.18, 1.05, 0.92, 0.99, 0.86])
HALF_HOURS = np.array([0.6, 1.0, 1.4, 1.5, 1.4, 1.2, 1.0, 0.7, 0.6, 1.0, 1.3, 1.3, 1.2, 1.1, 0.9, 0.7, 0.4])
TEAM_SHARES = np.array([0.30, 0.18] + [0.052] * 10)
CHANNELS = {"Téléphone": 0.80, "Courriel": 0.12, "Formulaire": 0.08}
SATISFACTION = {1: 0.02, 2: 0.05, 3: 0.15, 4: 0.43, 5: 0.35}
DUE_AFTER = 4 * DAY_MINUTES

WAITS = Handover(rising=1.9, settled=0.72), Handover(rising=1.2, settled=0.92)  # the team left by its manager, the others
HANDLING = Handover(rising=1.45, settled=0.82), Handover(rising=1.05, settled=0.96)


def simulate(rng: np.random.Generator) -> pd.DataFrame:
    """One row a case in order of opening, typed; moments local, to the minute."""
    minutes = _openings(rng)
    cases = pd.DataFrame({"opened_at": moments(minutes)})
    cases["case_id"] = [f"D{opened:%Y}-{i:05}" for i, opened in enumerate(cases["opened_at"], start=1)]
    _describe(cases, rng)
    _answer(cases, rng)
    _treat(cases, minutes, rng)
    _judge(cases, rng)
    return cases


def _openings(rng: np.random.Generator) -> Minutes:
    days = working_days()
    weekday = (days.astype("int64") + 3) % 7
    counts = rng.poisson(CASES_A_DAY * WEEKDAYS[weekday])
    half_hour = rng.choice(len(HALF_HOURS), counts.sum(), p=HALF_HOURS / HALF_HOURS.sum())
    minutes = np.repeat(np.arange(len(days)), counts) * DAY_MINUTES + half_hour * 30 + rng.integers(0, 30, counts.sum())
    return np.sort(minutes)


def _describe(cases: pd.DataFrame, rng: np.random.Generator) -> None:
    cases["team"] = rng.choice(TEAMS, len(cases), p=TEAM_SHARES)
    for field, shares in (("partner", PARTNERS), ("topic", TOPICS), ("channel", CHANNELS)):
        cases[field] = rng.choice(list(shares), len(cases), p=list(shares.values()))
    cases["adviser"] = ""
    for team, names in people().items():
        theirs = cases["team"] == team
        cases.loc[theirs, "adviser"] = rng.choice(names, theirs.sum())


def _handover(cases: pd.DataFrame, own_and_others: tuple[Handover, Handover]) -> np.ndarray:
    days = cases["opened_at"].to_numpy().astype("datetime64[D]")
    own, others = (handover.on(days) for handover in own_and_others)
    return np.where(cases["team"] == LEFT_BY_ITS_MANAGER, own, others)


def _answer(cases: pd.DataFrame, rng: np.random.Generator) -> None:
    by_phone = cases["channel"] == "Téléphone"
    answered = rng.random(len(cases)) < 0.905
    waits = rng.lognormal(np.log(71), 1.06, len(cases)) * _handover(cases, WAITS)
    patience = rng.lognormal(np.log(55), 0.8, len(cases))
    cases["answered"] = pd.Series(answered).astype("boolean").where(by_phone)
    cases["wait_s"] = pd.Series(np.where(answered, waits, patience).round(1)).where(by_phone)


def _treat(cases: pd.DataFrame, minutes: Minutes, rng: np.random.Generator) -> None:
    """A caller who hung up is called back, so that every case is treated; what is not done by the last day stays open."""
    count = len(cases)
    handling = rng.lognormal(np.log(570), 0.5, count) * _handover(cases, HANDLING)
    at_once = cases["answered"].fillna(False).to_numpy(bool)
    response = np.where(at_once, cases["wait_s"].fillna(0) / 60, rng.lognormal(np.log(150), 1.0, count)).astype(int)
    in_the_call = at_once & (rng.random(count) < 0.3)
    work = np.where(in_the_call, handling / 60, rng.lognormal(np.log(560), 1.4, count)).astype(int)
    cases["first_response_at"] = moments(minutes + response)
    cases["closed_at"] = moments(minutes + response + work)
    cases["due_at"] = moments(minutes + DUE_AFTER)
    cases["handling_s"] = pd.Series(handling.round()).where(cases["first_response_at"].notna())


def _judge(cases: pd.DataFrame, rng: np.random.Generator) -> None:
    """Only closed cases are judged; the two teams seen closely ask more callers and always write the due time."""
    closed, closely = cases["closed_at"].notna(), cases["team"].isin(SEEN_CLOSELY)
    asked = closed & (rng.random(len(cases)) < np.where(closely, 0.35, 0.15))
    cases["resolved"] = pd.Series(rng.random(len(cases)) < 0.9).astype("boolean").where(closed)
    cases["reopened"] = pd.Series(rng.random(len(cases)) < 0.04).astype("boolean").where(closed)
    score = rng.choice(list(SATISFACTION), len(cases), p=list(SATISFACTION.values()))
    cases["satisfaction"] = pd.Series(score).astype("Int64").where(asked)
    cases["due_at"] = cases["due_at"].where(closely | (rng.random(len(cases)) < 0.6))
