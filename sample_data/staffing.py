"""The monthly staffing sheet, already summed by team."""

import numpy as np
import pandas as pd

from sample_data.service import FIRST, LAST, TEAM_SIZES, working_days

HOURS_A_DAY = 7
LEAVE_DAYS_EARNED = 25 / 12
LEAVE_DAYS_TAKEN = np.array([1.0, 1.4, 1.2, 2.2, 2.4, 1.4, 4.0, 6.6, 1.0, 1.6, 0.9, 2.6])  # a person, January to December


def simulate(rng: np.random.Generator) -> pd.DataFrame:
    """One row a team and month; hours and days."""
    months = pd.date_range(FIRST, LAST, freq="MS")
    sheet = pd.DataFrame([(month, team, size) for month in months for team, size in TEAM_SIZES.items()])
    sheet.columns = pd.Index(["month", "team", "headcount"])
    worked_days = pd.Series(working_days()).dt.to_period("M").value_counts()
    sheet["theoretical_h"] = (sheet["headcount"] * HOURS_A_DAY * sheet["month"].dt.to_period("M").map(worked_days)).astype(float)
    sheet["absence_h"] = (sheet["theoretical_h"] * rng.beta(4, 76, len(sheet)) * 2).round() / 2
    usual = LEAVE_DAYS_TAKEN[sheet["month"].dt.month - 1]
    sheet["leave_taken_d"] = (sheet["headcount"] * usual * rng.normal(1, 0.12, len(sheet)).clip(0.5) * 2).round() / 2
    sheet["leave_earned_d"] = (sheet["headcount"] * LEAVE_DAYS_EARNED).round(1)
    sheet["worked_h"] = sheet["theoretical_h"] - sheet["absence_h"] - HOURS_A_DAY * sheet["leave_taken_d"]
    sheet["off_hours_h"] = (sheet["worked_h"] * rng.beta(3, 197, len(sheet)) * 2).round() / 2
    return sheet
