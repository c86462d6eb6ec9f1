"""95 % intervals, on arrays: NaN where there is none."""

import numpy as np
from numpy.typing import NDArray

Z = 1.959964
Figures = NDArray[np.float64]


def wilson(share: Figures, n: Figures) -> tuple[Figures, Figures]:
    """Of shares of n rows (Wilson 1927); none for n = 0."""
    counted = np.where(n > 0, n, np.nan)
    middle, shift = Z**2 / (2 * counted), Z**2 / counted
    half = Z * (share * (1 - share) / counted + Z**2 / (4 * counted**2)) ** 0.5
    return np.maximum((share + middle - half) / (1 + shift), 0), np.minimum((share + middle + half) / (1 + shift), 1)


def greenwood(hazard: Figures, variance: Figures) -> tuple[Figures, Figures]:
    """Of the share that no longer survives: Greenwood's variance on the log(-log) scale, as lifelines does.

    Args:
        hazard: minus the logarithm of the Kaplan–Meier estimate; there is none where it is 0.
        variance: the sum of d / (n (n - d)) up to the same time.
    """
    hazard = np.where(hazard == 0, np.nan, hazard)
    width = Z * variance**0.5 / hazard
    return 1 - np.exp(-hazard * np.exp(-width)), 1 - np.exp(-hazard * np.exp(width))
