"""How often a buyer buys again, and whether it still does: from a count, the last day and the time watched.

Rates are drawn towards those of all buyers, since most have bought once or twice: of a buyer with one purchase its own
rate says nothing. Buyers' rates follow a gamma distribution, and after any purchase a buyer may leave for good (BG/NBD:
Fader, Hardie & Lee 2005, Marketing Science 24:275).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

Array = npt.NDArray[np.float64]
WEEK = 7.0
FARTHEST = (
    12.0  # of a parameter, as a logarithm: where nobody ever leaves, the likeliest one is endless
)
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Purchases:
    """An element a buyer: how often it bought `again`; weeks from its first purchase to its `last`, and to the end of what was `seen`."""

    again: Array
    last: Array
    seen: Array

    def __len__(self) -> int:
        return len(self.again)

    @property
    def silence(self) -> Array:
        """Weeks since the last purchase."""
        return self.seen - self.last


@dataclass(frozen=True)
class BuyingModel:
    """BG/NBD: purchase rates a week are gamma (`shape` r, `scale` α in weeks); the chance to leave after a purchase is beta (a, b)."""

    shape: float
    scale: float
    leaving: float
    staying: float
    log_likelihood: float

    def rate(self, again: Array, seen: Array) -> Array:
        """Purchases a week, drawn towards those of all buyers: (x + r) ÷ (T + α)."""
        return np.asarray((again + self.shape) / (seen + self.scale), dtype=np.float64)

    def chance(self, seen: Purchases, weeks: float) -> Array:
        """Of each buyer, to buy within so many weeks: that it hasn't left yet, times that it buys at its rate (equations 10 and 11)."""
        times, at = self.shape + seen.again, self.scale + seen.seen
        left = np.where(
            seen.again > 0,
            self.leaving
            / (self.staying + np.maximum(seen.again, 1) - 1)
            * (at / (self.scale + seen.last)) ** times,
            0.0,
        )
        return np.asarray((1 - (at / (at + weeks)) ** times) / (1 + left), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class PurchaseDays:
    """Days (as ordinals) on which buyers bought: of each buyer those from `starts` to `ends`, rising, each once."""

    days: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    @classmethod
    def of(cls, buyers: Iterable[Iterable[dt.date]]) -> PurchaseDays:
        """Several purchases on one day are one. A buyer without any is kept, and known on no day."""
        days = [sorted({day.toordinal() for day in each}) for each in buyers]
        ends = np.cumsum([len(each) for each in days], dtype=np.int64)
        starts = ends - np.array([len(each) for each in days], dtype=np.int64)
        return cls(np.array([day for each in days for day in each], dtype=np.int64), starts, ends)

    def known(self, until: dt.date) -> KnownPurchases:
        """What was known on the evening of a day, of the buyers that had bought by then."""
        before = np.concatenate([[0], np.cumsum(self.days <= until.toordinal())])
        counts = before[self.ends] - before[self.starts]
        number = np.flatnonzero(counts)
        start, count = self.starts[number], counts[number]
        after = start + count  # where the next purchase stands, if there is one
        is_there = after < self.ends[number]
        days = np.append(self.days, 0)
        return KnownPurchases(
            until=until.toordinal(),
            number=number,
            count=count,
            first=days[start],
            previous=np.where(count > 1, days[after - 2], 0),
            last=days[after - 1],
            following=np.where(is_there, days[after], NEVER),
        )


@dataclass(frozen=True, eq=False)
class KnownPurchases:
    """An element a buyer, known on the evening of the day `until` by its `number`: how many purchases, the days of the first, of the
    one before the last (0: there is none) and of the last; `following`: the day of the next one, NEVER where there is none."""

    until: int
    number: npt.NDArray[np.int64]
    count: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    previous: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    following: npt.NDArray[np.int64]

    @property
    def seen(self) -> Purchases:
        return Purchases(
            (self.count - 1).astype(float),
            (self.last - self.first) / WEEK,
            (self.until - self.first) / WEEK,
        )

    @property
    def gap(self) -> Array:
        """The usual one, in days: span ÷ (purchases − 1); NaN of who bought once."""
        return _gap(self.last - self.first, self.count)

    @property
    def last_in_gaps(self) -> Array:
        """The last gap in usual gaps before it; NaN of who bought fewer than three times."""
        return (self.last - self.previous) / _gap(self.previous - self.first, self.count - 1)


def _gap(span: npt.NDArray[np.int64], count: npt.NDArray[np.int64]) -> Array:
    return np.where(count > 1, span / np.maximum(count - 1, 1), np.nan)


def fit(seen: Purchases) -> BuyingModel | None:
    """The likeliest model; None where nobody bought again, or all that did were watched for no time at all."""
    if not seen.again.any() or not seen.seen.any():
        return None
    start = np.array([0.0, math.log(max(float(np.median(seen.seen)), 1.0)), 0.0, 0.0])
    found = optimize.minimize(
        lambda at: -_log_likelihood(seen, np.exp(at)) / len(seen),
        start,
        method="SLSQP",
        bounds=[(-FARTHEST, FARTHEST)] * 4,
        options={"ftol": 1e-12, "maxiter": 500},
    )
    shape, scale, leaving, staying = map(float, np.exp(found.x))
    return BuyingModel(shape, scale, leaving, staying, -float(found.fun) * len(seen))


def _log_likelihood(seen: Purchases, at: Array) -> float:
    """Equation 6 of the paper, in logarithms; what is the same whatever the parameters is left out."""
    shape, scale, leaving, staying = at
    x = seen.again
    common = special.gammaln(shape + x) - special.gammaln(shape) + shape * math.log(scale)
    ends = special.betaln(leaving, staying)
    stayed = special.betaln(leaving, staying + x) - ends - (shape + x) * np.log(scale + seen.seen)
    left = np.full(len(x), -np.inf)
    more = x > 0
    left[more] = (
        special.betaln(leaving + 1, staying + x[more] - 1)
        - ends
        - (shape + x[more]) * np.log(scale + seen.last[more])
    )
    return float((common + np.logaddexp(stayed, left)).sum())
