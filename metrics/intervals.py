"""95 % intervals, on pandas columns: null where there is none."""

import numpy as np
import pandas as pd

Z = 1.959964
Bounds = tuple[pd.Series, pd.Series]


def wilson(share: pd.Series, n: pd.Series) -> Bounds:
    """Of shares of n rows (Wilson 1927); null for n = 0."""
    counted = n.astype("Float64").mask(n == 0)
    middle, shift = Z**2 / (2 * counted), Z**2 / counted
    half = Z * (share * (1 - share) / counted + Z**2 / (4 * counted**2)) ** 0.5
    low, high = (share + middle - half) / (1 + shift), (share + middle + half) / (1 + shift)
    return low.clip(lower=0), high.clip(upper=1)


def greenwood(log_survival: pd.Series, variance: pd.Series) -> Bounds:
    """Of the share that no longer survives: Greenwood's variance on the log(-log) scale, as lifelines does.

    Args:
        log_survival: of the Kaplan–Meier estimate; null where it is 0.
        variance: the sum of d / (n (n - d)) up to the same time.
    """
    hazard = (-log_survival).astype("Float64").mask(log_survival == 0)
    width = Z * variance.astype("Float64") ** 0.5 / hazard
    return tuple(1 - _exp(-hazard * _exp(sign * width)) for sign in (-1, 1))  # type: ignore[return-value]


def _exp(values: pd.Series) -> pd.Series:
    return pd.Series(np.exp(values.to_numpy(dtype=float, na_value=np.nan)), index=values.index).astype("Float64")
