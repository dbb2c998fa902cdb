"""How the chance of a success falls with one number: 1 / (1 + e^(alpha + beta * x)), by maximum likelihood.

The sign is that of a price: with beta above 0 a dearer offer is won less often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from analysis.estimates.statistics import Numbers, Span

Array = npt.NDArray[np.float64]
STEPS = 40  # of Newton's method; it needs about six
FLAT = 1e-9  # a slope under it has no best price
MOST_AT_ONCE = 2_000_000
DRAWS = 1000
SEED = 20261130


@dataclass(frozen=True)
class Logistic:
    """The curve's two parameters; `beta` is per unit of x."""

    alpha: float
    beta: float

    def chance(self, x: float) -> float:
        return float(special.expit(-(self.alpha + self.beta * x)))

    def at(self, chance: float) -> float:
        """The x at which the chance is this one; it must fall with x."""
        return float((special.logit(1 - chance) - self.alpha) / self.beta)

    def best(self, cost: float) -> float | None:
        """The x at which (x − cost) × chance is largest; None where the chance doesn't fall with x.

        From (x − cost) × beta × (1 − chance) = 1, by Wright's omega function.
        """
        if self.beta <= FLAT:
            return None
        return float(_best(np.array([self.alpha]), np.array([self.beta]), cost)[0])


@dataclass(frozen=True)
class Drawn:
    """Curves fitted to resampled offers: one alpha and one beta for each draw that has a curve; how many draws had none."""

    alpha: Array
    beta: Array
    without: int

    @property
    def falling(self) -> float:
        """The part of all draws whose chance falls with x."""
        return float((self.beta > FLAT).sum()) / (len(self.beta) + self.without)

    def best(self, cost: float, level: float = 0.9) -> Span | None:
        """The middle `level` of the best x; None where too many draws have none: the interval has no upper end."""
        found = np.full(len(self.beta) + self.without, np.inf)
        falls = self.beta > FLAT
        found[: int(falls.sum())] = _best(self.alpha[falls], self.beta[falls], cost)
        low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
        return (float(low), float(high)) if np.isfinite(high) else None

    def chance(self, x: float, level: float = 0.9) -> Span:
        """The middle `level` of the chance at x."""
        drawn = special.expit(-(self.alpha + self.beta * x))
        low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
        return float(low), float(high)


def has_maximum(x: Numbers, succeeded: Sequence[bool] | npt.NDArray[np.bool_]) -> bool:
    """Whether a curve can be fitted: successes and failures lie among each other (Albert & Anderson 1984), not apart."""
    at, good = np.asarray(x, dtype=float), np.asarray(succeeded, dtype=bool)
    if not good.any() or good.all():
        return False
    won, lost = at[good], at[~good]
    return bool(won.max() > lost.min() and lost.max() > won.min())


def fit(x: Numbers, succeeded: Sequence[bool] | npt.NDArray[np.bool_]) -> Logistic | None:
    """The likeliest curve; None where there is none (see has_maximum)."""
    if not has_maximum(x, succeeded):
        return None
    at, good = np.asarray(x, dtype=float), np.asarray(succeeded, dtype=float)
    alpha, beta, is_found = _newton(at, good[None, :], (1 - good)[None, :])
    return Logistic(float(alpha[0]), float(beta[0])) if is_found[0] else None


def drawn(
    x: Numbers, succeeded: Sequence[bool] | npt.NDArray[np.bool_], draws: int = DRAWS
) -> Drawn:
    """The curves of `draws` samples with replacement, as many offers in each; the same every time."""
    at, good = np.asarray(x, dtype=float), np.asarray(succeeded, dtype=bool)
    places, where = np.unique(at, return_inverse=True)
    counts = np.zeros(2 * len(places))
    np.add.at(counts, where + len(places) * ~good, 1)
    rng = np.random.default_rng(SEED)
    alphas, betas, without = [], [], 0
    for start in range(0, draws, rows := max(1, MOST_AT_ONCE // len(counts))):
        sampled = rng.multinomial(len(at), counts / len(at), size=min(rows, draws - start)).astype(
            float
        )
        won, lost = sampled[:, : len(places)], sampled[:, len(places) :]
        sound = _mixed(places, won, lost)
        alpha, beta, is_found = _newton(places, won[sound], lost[sound])
        alphas.append(alpha[is_found])
        betas.append(beta[is_found])
        without += len(sampled) - int(is_found.sum())
    return Drawn(np.concatenate(alphas), np.concatenate(betas), without)


def _mixed(places: Array, won: Array, lost: Array) -> npt.NDArray[np.bool_]:
    """Which samples have a curve, as has_maximum says of one."""
    highest = [np.where(n > 0, places, -np.inf).max(axis=1) for n in (won, lost)]
    lowest = [np.where(n > 0, places, np.inf).min(axis=1) for n in (won, lost)]
    return np.asarray((highest[0] > lowest[1]) & (highest[1] > lowest[0]), dtype=np.bool_)


def _newton(x: Array, won: Array, lost: Array) -> tuple[Array, Array, npt.NDArray[np.bool_]]:
    """alpha and beta of each row of counts at the places x, and whether it came to rest."""
    middle, spread = x.mean(), max(float(x.std()), 1e-12)
    z = (x - middle) / spread  # one scale for both parameters: no step overshoots
    total = won + lost
    a, b = np.zeros(len(won)), np.zeros(len(won))
    moved = np.full(len(won), np.inf)
    for _ in range(STEPS):
        chance = special.expit(a[:, None] + b[:, None] * z)
        off, weight = won - total * chance, total * chance * (1 - chance)
        first, second = off.sum(axis=1), off @ z
        saa, sab, sbb = weight.sum(axis=1), weight @ z, weight @ (z * z)
        whole = saa * sbb - sab * sab
        whole = np.where(whole > 0, whole, np.nan)
        da, db = (sbb * first - sab * second) / whole, (saa * second - sab * first) / whole
        length = np.sqrt(da * da + db * db)
        short = np.minimum(1.0, 4.0 / np.maximum(length, 1e-300))
        a, b, moved = a + short * da, b + short * db, length
        if np.nanmax(moved, initial=0.0) < 1e-10:
            break
    beta = -b / spread
    return -a - beta * middle, beta, np.isfinite(moved) & (moved < 1e-6)


def _best(alpha: Array, beta: Array, cost: float) -> Array:
    omega = special.wrightomega(-(alpha + beta * cost + 1))
    return np.asarray(cost + (1 + omega) / beta, dtype=np.float64)
