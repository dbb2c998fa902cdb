"""How margins scatter within clients, between them and around which middle, so that no single client decides it (estimates.shrinkage)."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

BEND = 2.0  # c: from so many standard deviations on a client's distance counts no more
STEPS = 200
_TAIL = math.erfc(BEND / math.sqrt(2)) / 2  # of a normal one beyond c
USUAL_BEND = (
    1
    - 2 * _TAIL
    - 2 * BEND * math.exp(-(BEND**2) / 2) / math.sqrt(2 * math.pi)
    + 2 * BEND**2 * _TAIL
)  # E ψ² of a normal one
Numbers = npt.NDArray[np.float64]


def scale(freedom: Numbers, seen: Numbers, prior: float) -> float:
    """s₀² of clients' s² on d degrees of freedom, with d₀ = `prior`.

    The likelihood of F(d, d₀) has its peak where Σ (d − (d + d₀) x ÷ (1 + x)) = 0 with x = d s² ÷ (d₀ s₀²).
    """
    chosen = freedom > 0
    many, found = freedom[chosen], seen[chosen]
    if not len(found) or found.max() < 1e-150:
        return 0.0
    least, most = found.max() * 1e-12, found.max() * 1e6
    for _ in range(STEPS):
        tried = math.sqrt(least * most)
        x = many * found / (prior * tried)
        if (many - (many + prior) * x / (1 + x)).sum() > 0:
            most = tried
        else:
            least = tried
        if most / least < 1 + 1e-12:
            break
    return math.sqrt(least * most)


def apart(
    own: Numbers, variance: Numbers, groups: npt.NDArray[np.int_], least: float
) -> float | None:
    """a, at least `least`: by halving, for the sum of ψ² falls as it grows. None where each client is a group of its own."""
    names = np.unique(groups)
    free = len(own) - len(names)
    if free <= 0:
        return None

    def beyond(apart: float) -> float:
        total = 0.0
        for name in names:
            chosen = groups == name
            around, _ = pull(own[chosen], variance[chosen] + apart)
            far = (own[chosen] - around) ** 2 / (variance[chosen] + apart)
            total += float(np.minimum(far, BEND**2).sum())
        return total - free * USUAL_BEND

    low, high = least, max(least, 4 * float(((own - np.median(own)) ** 2).max()))
    if beyond(low) <= 0:
        return low
    for _ in range(STEPS):
        tried = (low + high) / 2
        low, high = (tried, high) if beyond(tried) > 0 else (low, tried)
        if high - low < 1e-9 * high:
            break
    return (low + high) / 2


def pull(own: Numbers, variance: Numbers) -> tuple[float, Numbers]:
    """μ by Huber's ψ, and the clients' weights in it."""
    around = float(np.median(own))
    for _ in range(STEPS):
        far = np.abs(own - around) / np.sqrt(variance)
        weights = np.minimum(1.0, BEND / np.maximum(far, 1e-300)) / variance
        before, around = around, float((weights * own).sum() / weights.sum())
        if abs(around - before) < 1e-12:
            break
    return around, weights
