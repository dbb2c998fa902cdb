"""How well scores rank the same cases, and how much further one ranks than another: areas with bootstrap intervals over owners.

A buyer may stand behind several cases, one for each day on which it was asked about; so buyers are drawn anew, not cases. The area
of a draw is told to first order from what each case adds to it (DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837): ranking
every draw anew would take a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from analysis.estimates.statistics import SEED, Estimate

Array = npt.NDArray[np.float64]
DRAWS = 1000
LEVEL = 0.95
LEAST_OWNERS = 5  # for an interval


@dataclass(frozen=True, eq=False)
class Ranking:
    """`area`: how often a good case scores above a bad one. `drawn`: the area in each draw of owners; empty where they are too few."""

    area: float
    drawn: Array

    @property
    def estimate(self) -> Estimate:
        return _estimate(self.area, np.clip(self.drawn, 0, 1))

    def ahead_of(self, other: Ranking) -> Estimate:
        """How much larger the area is than another one's of the same cases."""
        return _estimate(self.area - other.area, self.drawn - other.drawn)


def rank(
    scores: Mapping[str, Array], good: npt.NDArray[np.bool_], owner: npt.NDArray[np.int64]
) -> dict[str, Ranking]:
    """By name of the score. `owner`: a number for the one whom each case belongs to. Empty where all or none are good."""
    if good.all() or not good.any():
        return {}
    places = np.unique(owner, return_inverse=True)[1]
    owners = int(places.max()) + 1
    parts = {name: _placements(score, good) for name, score in scores.items()}

    def by_owner(cases: npt.NDArray[np.bool_], side: int) -> Array:
        columns = [np.ones(int(cases.sum())), *(part[side] for part in parts.values())]
        sums = [np.bincount(places[cases], weights=each, minlength=owners) for each in columns]
        return np.column_stack(sums)

    drawn = _draws(owners)
    of_good, of_bad = drawn @ by_owner(good, 0), drawn @ by_owner(~good, 1)
    mixed = (of_good[:, 0] > 0) & (of_bad[:, 0] > 0)  # a draw of good ones alone ranks nothing
    found = {}
    for n, (name, (above_bad, _)) in enumerate(parts.items(), start=1):
        area = float(above_bad.mean())
        means = [sums[mixed, n] / sums[mixed, 0] for sums in (of_good, of_bad)]
        found[name] = Ranking(area, means[0] + means[1] - area)
    return found


def _draws(owners: int) -> Array:
    """draws × owners: how often each is drawn (Poisson, once on average); no draws of too few owners."""
    draws = DRAWS if owners >= LEAST_OWNERS else 0
    return np.random.default_rng(SEED).poisson(1.0, (draws, owners)).astype(np.float64)


def _placements(score: Array, good: npt.NDArray[np.bool_]) -> tuple[Array, Array]:
    """Of each good case the share of bad ones below it, of each bad one the share of good ones above it; ties count half."""
    ranks = stats.rankdata(score)
    n_good, n_bad = int(good.sum()), int((~good).sum())
    above_bad = (ranks[good] - stats.rankdata(score[good])) / n_bad
    below_good = 1 - (ranks[~good] - stats.rankdata(score[~good])) / n_good
    return above_bad, below_good


def _estimate(value: float, drawn: Array) -> Estimate:
    if not len(drawn):
        return Estimate(value)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high))
