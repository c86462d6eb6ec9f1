"""The invoicing tool's lines: closed cases, monthly flat fees and credit notes, issued on Thursdays."""

import numpy as np
import pandas as pd

from sample_data.service import FIRST, LAST, LEFT_BY_ITS_MANAGER, PARTNERS, TOPICS, next_working_day

PRICES = dict(zip(TOPICS, (68.0, 62.5, 55.0, 48.0, 95.0, 58.0, 45.0, 88.5), strict=True))
FLAT_FEES = dict(zip(PARTNERS, (6400.0, 5200.0, 4750.0, 3300.0, 2150.0, 1800.0), strict=True))
NOT_INVOICED = "2014-06-01", "2014-07-31"  # nobody in the team left by its manager takes invoicing over yet
INVOICE = ["issued_on", "kind", "partner", "team"]


def simulate(cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row an invoice line, numbered in order of issue; days local."""
    treated = _treated(cases, rng)
    lines = pd.concat([treated, _flat_fees(), _credit_notes(treated, rng)], ignore_index=True)
    lines = lines[lines["issued_on"].notna()].sort_values([*INVOICE, "case_id"], kind="stable", ignore_index=True)
    _number(lines)
    _pay(lines, rng)
    return lines


def runs() -> np.ndarray:
    """The days invoices are issued: Thursdays, or the next working day."""
    thursdays = np.arange(np.datetime64("2013-11-07"), np.datetime64(LAST) + 1, 7, dtype="datetime64[D]")
    return next_working_day(thursdays)


def _treated(cases: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    closed = cases[cases["closed_at"].notna()].reset_index(drop=True)
    written = rng.random(len(closed)) < 0.015  # a written opinion, by the hour
    quantity = np.where(written, rng.integers(8, 16, len(closed)), rng.choice([0.5, 1, 1.5, 2], len(closed), p=[0.1, 0.7, 0.12, 0.08]))
    lines = closed[["case_id", "partner", "team"]].assign(kind="F", quantity=quantity)
    lines["amount"] = (quantity * closed["topic"].map(PRICES) * np.where(written, 2, 1)).round(2)
    lines["issued_on"] = _issue(closed, rng)
    return lines


def _issue(closed: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    closed_on = closed["closed_at"].to_numpy().astype("datetime64[D]")
    month = closed_on.astype("datetime64[M]").astype(int)
    usual = rng.integers(4, 7, month.max() - month.min() + 1)[month - month.min()]  # days, as busy as the month is
    late = np.where(rng.random(len(closed)) < 0.15, rng.integers(7, 28, len(closed)), 0)
    ready = closed_on + (usual + late).astype("timedelta64[D]")
    missed = (runs() >= np.datetime64(NOT_INVOICED[0])) & (runs() <= np.datetime64(NOT_INVOICED[1]))
    own = closed["team"] == LEFT_BY_ITS_MANAGER
    return np.where(own, _run_after(ready, runs()[~missed]), _run_after(ready, runs()))


def _run_after(days: np.ndarray, dates: np.ndarray) -> np.ndarray:
    place = np.searchsorted(dates, days)
    return np.where(place < len(dates), dates[np.minimum(place, len(dates) - 1)], np.datetime64("NaT"))


def _flat_fees() -> pd.DataFrame:
    months = pd.date_range(FIRST, LAST, freq="MS").to_numpy().astype("datetime64[D]")
    fees = pd.DataFrame([(month, partner, fee) for month in months for partner, fee in FLAT_FEES.items()])
    fees.columns = pd.Index(["issued_on", "partner", "amount"])
    fees["issued_on"] = _run_after(fees["issued_on"].to_numpy().astype("datetime64[D]"), runs())
    return fees.assign(kind="F", case_id="", team="", quantity=1.0)


def _credit_notes(treated: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    wrong = treated[treated["issued_on"].notna() & (rng.random(len(treated)) < 0.012)].copy()
    later = rng.integers(14, 45, len(wrong)).astype("timedelta64[D]")
    wrong["issued_on"] = _run_after(wrong["issued_on"].to_numpy().astype("datetime64[D]") + later, runs())
    wrong["amount"] = -wrong["amount"]
    return wrong.assign(kind="A")


def _number(lines: pd.DataFrame) -> None:
    invoice = lines.groupby(INVOICE, sort=False)
    year = lines["issued_on"].dt.year.astype(str)
    lines["invoice_id"] = lines["kind"] + year + "-" + (invoice.ngroup() + 1).astype(str).str.zfill(5)
    lines["line"] = invoice.cumcount() + 1


def _pay(lines: pd.DataFrame, rng: np.random.Generator) -> None:
    """A partner pays what was issued in a month together, early in the next one; some invoices are forgotten until the month after."""
    month = lines["issued_on"].to_numpy().astype("datetime64[M]")
    payment = lines.groupby(["partner", month]).ngroup()
    invoice = lines.groupby("invoice_id").ngroup()
    day = rng.normal(8, 2.5, payment.max() + 1).round().clip(0, 20).astype("timedelta64[D]")[payment]
    forgotten = (rng.random(invoice.max() + 1) < 0.08).astype("timedelta64[M]")[invoice]
    lines["due_on"] = lines["issued_on"] + pd.Timedelta(days=30)
    lines["paid_on"] = pd.to_datetime(next_working_day((month + 1 + forgotten).astype("datetime64[D]") + day))
