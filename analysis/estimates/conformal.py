"""Intervals from orders left out: split conformal (Papadopoulos et al. 2002) and jackknife+ (Barber et al. 2021).

Ranks are counted in exact fractions: in floats (19 + 1) × 0.9 is above 18, and an interval would be too wide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Numbers = Sequence[float] | npt.NDArray[np.float64]


def rank(n: int, level: float) -> int | None:
    """⌈(n + 1) × level⌉, the place of the score that covers so much; None where n cases don't reach it."""
    k = math.ceil((n + 1) * _exact(level))
    return k if k <= n else None


def least_cases(level: float) -> int:
    """How many cases an interval of this level takes at least: 9 at 90 %, 4 at 80 %."""
    share = _exact(level)
    return math.ceil(share / (1 - share))


def quantile(scores: Numbers, level: float) -> float | None:
    """The score, of those that were left out, that a new one stays under with this probability; None of too few."""
    k = rank(len(scores), level)
    return None if k is None else float(np.sort(np.asarray(scores, dtype=float))[k - 1])


def exceeding(scores: Numbers, limit: float) -> float:
    """How probable a new score above the limit is: the middle of what its rank among theirs allows. Never 0, never 1."""
    found = np.asarray(scores, dtype=float)
    return (float((found > limit).sum()) + 0.5) / (len(found) + 1)


def jackknife_plus(
    without: Numbers, residuals: Numbers, level: float
) -> tuple[float, float] | None:
    """The interval at a point. `without`: what a fit without case i says there; `residuals`: how far that fit lies from case i.

    None: unbounded, the cases are too few.
    """
    middle, apart = np.asarray(without, dtype=float), np.abs(np.asarray(residuals, dtype=float))
    k = rank(len(middle), level)
    if k is None:
        return None
    return float(np.sort(middle - apart)[len(middle) - k]), float(np.sort(middle + apart)[k - 1])


def _exact(level: float) -> Fraction:
    """0.9 as nine tenths, not as the float next to it."""
    share = Fraction(str(level))
    if not 0 < share < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
    return share
