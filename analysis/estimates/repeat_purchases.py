"""How often a buyer buys again, and whether it still does: from a count, the last day and the time watched.

Rates are drawn towards those of all buyers, since most have bought once or twice: of a buyer with one purchase its own
rate says nothing. Buyers' rates follow a gamma distribution, and after any purchase a buyer may leave for good (BG/NBD:
Fader, Hardie & Lee 2005, Marketing Science 24:275).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

Array = npt.NDArray[np.float64]
WEEK = 7.0


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


def purchases(buyers: Iterable[Iterable[dt.date]], until: dt.date) -> Purchases:
    """Of each buyer's days, those up to `until`; several on one day are one purchase. Buyers without any are refused.

    Raises ValueError for a buyer whose first purchase is after `until`.
    """
    again, last, seen = [], [], []
    for days in buyers:
        known = sorted({day for day in days if day <= until})
        if not known:
            raise ValueError(f"a buyer without a purchase up to {until}")
        again.append(len(known) - 1)
        last.append((known[-1] - known[0]).days / WEEK)
        seen.append((until - known[0]).days / WEEK)
    return Purchases(*(np.array(each, dtype=float) for each in (again, last, seen)))


def usual_gap(days: Sequence[dt.date]) -> float | None:
    """Days between two purchases: span ÷ (purchases − 1), several on one day being one. None of fewer than two."""
    known = sorted(set(days))
    return (known[-1] - known[0]).days / (len(known) - 1) if len(known) > 1 else None


def fit(seen: Purchases) -> BuyingModel | None:
    """The likeliest model; None where nobody bought again, or all that did were watched for no time at all."""
    if not seen.again.any() or not seen.seen.any():
        return None
    start = np.array([0.0, math.log(max(float(np.median(seen.seen)), 1.0)), 0.0, 0.0])
    found = optimize.minimize(
        lambda at: -_log_likelihood(seen, np.exp(np.clip(at, -12, 12))),
        start,
        method="Nelder-Mead",
        options={"maxiter": 4000, "xatol": 1e-7, "fatol": 1e-7},
    )
    shape, scale, leaving, staying = map(float, np.exp(np.clip(found.x, -12, 12)))
    return BuyingModel(shape, scale, leaving, staying, -float(found.fun))


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
