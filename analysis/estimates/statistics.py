"""Small, plain statistics with their sources: the same input always gives the same interval.

Intervals are (low, high) at a `level` of confidence, 95 % unless told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Numbers = Sequence[float] | npt.NDArray[np.float64]
Span = tuple[float, float]
DRAWS = 2000
SEED = 20261124
MOST_AT_ONCE = 2_000_000  # numbers drawn at once: memory stays small however many clients there are


@dataclass(frozen=True)
class Estimate:
    """A number and its interval; None where too few stand behind it."""

    value: float
    low: float | None = None
    high: float | None = None


def wilson(successes: float, n: float, level: float = 0.95) -> Span:
    """Interval of a share (Wilson 1927). 18 of 30: [.4232, .7541]. Of nothing: all of 0–1."""
    if n <= 0:
        return 0.0, 1.0
    z = _z(level)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (max(0.0, middle - half) if successes else 0.0), (
        min(1.0, middle + half) if successes < n else 1.0
    )


def auc(scores: Numbers, good: Sequence[bool]) -> float | None:
    """How often a good one scores above a bad one, ties counting half (Mann & Whitney 1947). None without both."""
    is_good = np.asarray(good, dtype=bool)
    n_good, n_bad = int(is_good.sum()), int((~is_good).sum())
    if not n_good or not n_bad:
        return None
    from scipy import stats  # a fifth of a second, which whoever builds a store need not wait for

    ranks = stats.rankdata(np.asarray(scores, dtype=float))
    return float((ranks[is_good].sum() - n_good * (n_good + 1) / 2) / (n_good * n_bad))


def auc_variance(area: float, n_good: float, n_bad: float) -> float:
    """Hanley & McNeil 1982 in Newcombe's symmetrical form, where neither class is favoured."""
    more = (n_good + n_bad) / 2 - 1
    spread = 1 + more * ((1 - area) / (2 - area) + area / (1 + area))
    return area * (1 - area) * spread / (n_good * n_bad)


def auc_interval(area: float, n_good: int, n_bad: int, level: float = 0.95) -> Span:
    """Newcombe 2006 (Statistics in Medicine 25:559, method 5): Wilson's idea for an area. Honest at 0 and 1 as well."""
    z = _z(level)

    def end(outer: float) -> float:
        inner = area
        for _ in range(60):  # halving: the variance is that at the end sought
            tried = (inner + outer) / 2
            within = abs(tried - area) <= z * math.sqrt(auc_variance(tried, n_good, n_bad))
            inner, outer = (tried, outer) if within else (inner, tried)
        return (inner + outer) / 2

    return end(0.0), end(1.0)


def clients_for_auc(
    area: float, good_share: float, half_width: float = 0.1, level: float = 0.95
) -> int:
    """How many clients bring the area's interval to ± half_width (Hanley & McNeil 1982)."""
    z = _z(level)
    n = 4
    while z * math.sqrt(auc_variance(area, n * good_share, n * (1 - good_share))) > half_width:
        n += 1
    return n


@dataclass(frozen=True)
class TopClients:
    """The clients with the highest scores: at least the `part` asked for, ties at the edge all taken."""

    n: int
    good: int
    share: Estimate  # of good ones among them
    lift: Estimate  # that share ÷ the share among all; interval: Wilson's ÷ the same


def top(scores: Numbers, good: Sequence[bool], part: float = 0.2) -> TopClients | None:
    """Lift of the top group. None where nobody is good."""
    ranked = np.asarray(scores, dtype=float)
    is_good = np.asarray(good, dtype=bool)
    if not is_good.any():
        return None
    wanted = max(math.ceil(part * len(ranked) - 1e-9), 1)
    taken = ranked >= np.sort(ranked)[-wanted]
    n, hits, base = int(taken.sum()), int(is_good[taken].sum()), float(is_good.mean())
    low, high = wilson(hits, n)
    return TopClients(
        n, hits, Estimate(hits / n, low, high), Estimate(hits / n / base, low / base, high / base)
    )


def ratio(parts: Numbers, wholes: Numbers, level: float = 0.95, least: int = 5) -> Estimate | None:
    """Σ parts ÷ Σ wholes, and its bootstrap interval over clients. None where Σ wholes is not above 0.

    The expanded percentile interval (Hesterberg 2015, The American Statistician 69:371): few clients make it wider.
    """
    over, under = np.asarray(parts, dtype=float), np.asarray(wholes, dtype=float)
    if not under.sum() > 0:
        return None
    value = float(over.sum() / under.sum())
    if len(over) < least:
        return Estimate(value)
    low, high = _quantiles(value + _deviations(over, under, level, SEED), level)
    return Estimate(value, low, high)


def ratio_difference(
    parts: Numbers, wholes: Numbers, is_first: Sequence[bool], level: float = 0.95, least: int = 5
) -> Estimate | None:
    """The ratio of sums of the first ones less that of the others, each group resampled by itself."""
    over, under, first = (
        np.asarray(parts, dtype=float),
        np.asarray(wholes, dtype=float),
        np.asarray(is_first, dtype=bool),
    )
    if not (under[first].sum() > 0 and under[~first].sum() > 0):
        return None
    value = float(over[first].sum() / under[first].sum() - over[~first].sum() / under[~first].sum())
    if min(first.sum(), (~first).sum()) < least:
        return Estimate(value)
    deviations = _deviations(over[first], under[first], level, SEED) - _deviations(
        over[~first], under[~first], level, SEED + 1
    )
    low, high = _quantiles(value + deviations, level)
    return Estimate(value, low, high)


def _deviations(
    over: npt.NDArray[np.float64], under: npt.NDArray[np.float64], level: float, seed: int
) -> npt.NDArray[np.float64]:
    """How far the ratio of resampled clients lies from the ratio, stretched as few clients ask for."""
    n, draw = len(over), np.random.default_rng(seed)
    value = over.sum() / under.sum()
    found = []
    for start in range(0, DRAWS, rows := max(1, MOST_AT_ONCE // n)):
        drawn = draw.integers(0, n, size=(min(rows, DRAWS - start), n))
        sums = under[drawn].sum(axis=1)
        drawn_ratio = over[drawn].sum(axis=1) / np.where(sums > 0, sums, np.nan)
        found.append(np.where(np.isfinite(drawn_ratio), drawn_ratio, value))
    from scipy import stats  # as above

    stretch = math.sqrt(n / (n - 1)) * float(stats.t.ppf((1 + level) / 2, n - 1)) / _z(level)
    return np.asarray((np.concatenate(found) - value) * stretch, dtype=np.float64)


def _quantiles(drawn: npt.NDArray[np.float64], level: float) -> Span:
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@cache
def _z(level: float) -> float:
    from scipy import special

    return float(special.ndtri((1 + level) / 2))  # of the normal distribution
