"""The well-being survey: each quarter, five items from 0 to 10 and a comment."""

import numpy as np
import pandas as pd

from sample_data.service import LEFT_BY_ITS_MANAGER, TEAM_SIZES

WAVES = ("2013-12", "2014-03", "2014-06", "2014-09", "2014-12", "2015-03")
DIP = "2014-09"
ITEMS = {"charge": 5.6, "soutien": 6.8, "autonomie": 7.4, "sens": 7.2, "récupération": 5.9}
COMMENTS = (
    "Le planning arrive plus tôt, merci.",
    "Trop d'appels le lundi ; deux lignes de plus aideraient.",
    'On demande souvent "qui décide ?"',
    "Les fiches pratiques sont à jour.",
    "La salle de pause est bruyante.",
)


def simulate(rng: np.random.Generator) -> pd.DataFrame:
    """One row a response; items are floats, null where there is no answer."""
    teams = np.repeat(list(TEAM_SIZES), list(TEAM_SIZES.values()))
    temper = rng.normal(0, 1.1, len(teams))
    return pd.concat([_wave(wave, teams, temper, rng) for wave in WAVES], ignore_index=True)


def _wave(wave: str, teams: np.ndarray, temper: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    took_part = rng.random(len(teams)) < 0.74
    size = took_part.sum()
    days = rng.integers(2, 20, size)
    answers = pd.DataFrame({"wave": wave, "response_id": _ids(size, rng), "team": teams[took_part]})
    answers["answered_on"] = pd.Timestamp(f"{wave}-01") + pd.to_timedelta(days, unit="D")
    low = np.where(teams[took_part] == LEFT_BY_ITS_MANAGER, 2.0, 1.1) if wave == DIP else 0.0
    for item, usual in ITEMS.items():
        score = (usual + temper[took_part] - low + rng.normal(0, 1.4, size)).round().clip(0, 10)
        answers[item] = np.where(rng.random(size) < 0.05, np.nan, score)
    answers["comment"] = np.where(rng.random(size) < 0.15, rng.choice(COMMENTS, size), "")
    return answers.sort_values(["answered_on", "response_id"])


def _ids(size: int, rng: np.random.Generator) -> list[str]:
    return [f"{number:06x}" for number in rng.choice(0xFFFFFF, size, replace=False)]
