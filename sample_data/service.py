"""The invented service: its teams, people, partners and opening hours, and what its one story does to them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from holidays import country_holidays

SEED = 20131101
FIRST, LAST = date(2013, 11, 1), date(2015, 4, 30)

TEAM_SIZES = {"Nantes": 14, "Lyon": 14, "Lille": 13, "Bordeaux": 13} | dict.fromkeys(
    ("Dijon", "Marseille", "Montpellier", "Orléans", "Rennes", "Rouen", "Strasbourg", "Toulouse"), 12
)
TEAMS = tuple(TEAM_SIZES)
LEFT_BY_ITS_MANAGER = "Nantes"
SEEN_CLOSELY = ("Nantes", "Lyon")

PARTNERS = {
    "Mutuelle Alizé": 0.26,
    "Mutuelle Grand Large": 0.21,
    "Assurances du Beffroi": 0.19,
    "Assurances Vallombre": 0.14,
    "CE Aérolis": 0.11,
    "CE Ferrovia": 0.09,
}
TOPICS = {
    "Droit du travail": 0.24,
    "Famille": 0.18,
    "Logement": 0.17,
    "Consommation": 0.15,
    "Succession": 0.09,
    "Protection sociale": 0.07,
    "Voisinage": 0.06,
    "Fiscalité": 0.04,
}
FIRST_NAMES = [
    "Agathe",
    "Amina",
    "Basile",
    "Camille",
    "Clovis",
    "Dalila",
    "Elias",
    "Fanny",
    "Gaspard",
    "Inès",
    "Jules",
    "Kenza",
    "Léonie",
    "Malik",
    "Nora",
]
SURNAMES = ["ARBELLE", "BRUMEAU", "CASTELAIN", "DORVAL", "ESTRIVE", "FONTARD", "GRIMAUDE", "HOULBEC", "LERMONT", "NAVARRIN"]

AM_MINUTES, DAY_MINUTES = 240, 510  # 08:30-12:30, then 13:30-18:00

Days = npt.NDArray[np.datetime64]
Minutes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Handover:
    """By what a quantity is multiplied while the team takes over what its manager did, and once that has settled."""

    rising: float
    settled: float

    def on(self, days: Days) -> Numbers:
        taking_over = (days >= np.datetime64("2014-05-05")) & (days <= np.datetime64("2014-08-31"))
        return np.select([taking_over, days >= np.datetime64("2014-10-01")], [self.rising, self.settled], 1.0)


def people() -> dict[str, list[str]]:
    """Invented advisers, by team."""
    names = iter(f"{first} {surname}" for surname in SURNAMES for first in FIRST_NAMES)
    return {team: [next(names) for _ in range(size)] for team, size in TEAM_SIZES.items()}


@lru_cache(maxsize=1)
def working_days() -> Days:
    """Monday to Friday, French public holidays closed."""
    days = np.arange(FIRST, np.datetime64(LAST) + 1, dtype="datetime64[D]")
    closed = sorted(country_holidays("FR", years=range(FIRST.year, LAST.year + 1)))
    return days[np.is_busday(days, holidays=np.array(closed, dtype="datetime64[D]"))]


def moments(open_minutes: Minutes) -> Days:
    """Local moments of open minutes, counted from the first opening with closed hours taken out; NaT past the last day."""
    day, minute = np.divmod(open_minutes, DAY_MINUTES)
    opens = np.where(minute < AM_MINUTES, 8 * 60 + 30, 13 * 60 + 30 - AM_MINUTES)
    known = day < len(working_days())
    local = working_days()[np.where(known, day, 0)].astype("datetime64[m]") + (opens + minute).astype("timedelta64[m]")
    return np.where(known, local, np.datetime64("NaT"))


def next_working_day(days: Days) -> Days:
    """The day itself when the service works on it, else the next one; NaT past the last day."""
    place = np.searchsorted(working_days(), days)
    known = (place < len(working_days())) & ~np.isnat(days)
    return np.where(known, working_days()[np.where(known, place, 0)], np.datetime64("NaT"))
