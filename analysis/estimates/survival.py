"""How long something takes where part of it is still under way: Kaplan & Meier 1958 (JASA 53:457).

What is still open has taken at least its age. To leave it out would make everything look quicker: it is the slow ones that are open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.estimates.statistics import Estimate, Numbers, wilson

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Durations:
    """`days`: distinct durations at which something ended, rising; `done`: the share ended by then; `worth`: how many observations
    without open ones the share is worth, by Greenwood's variance. `ended` and `n`: observations that ended, and all."""

    days: Array
    done: Array
    worth: Array
    ended: int
    n: int

    def share_within(self, days: float, level: float = 0.9) -> Estimate | None:
        """The share that ends within so many days, with Wilson's interval; None where nothing has ended."""
        if not self.ended:
            return None
        at = int(np.searchsorted(self.days, days, side="right")) - 1
        if at < 0:
            return Estimate(0.0, *wilson(0, self.n, level))
        share, worth = float(self.done[at]), float(self.worth[at])
        return Estimate(share, *wilson(share * worth, worth, level))

    def quantile(self, share: float, level: float = 0.9) -> Estimate | None:
        """The days within which the share ends; ends of the interval None where they lie beyond what was seen.

        None where the share was never reached. The interval holds the days at which the share's own interval holds it.
        """
        if not self.ended or self.done[-1] < share - 1e-12:
            return None
        spans = [wilson(d * w, w, level) for d, w in zip(self.done, self.worth, strict=True)]
        low = next(
            (d for d, (_, high) in zip(self.days, spans, strict=True) if high >= share), None
        )
        high = next((d for d, (low, _) in zip(self.days, spans, strict=True) if low >= share), None)
        value = self.days[int(np.argmax(self.done >= share - 1e-12))]
        return Estimate(
            float(value),
            None if low is None else min(float(low), float(value)),
            None if high is None else float(high),
        )

    def mean_beyond(self, days: float) -> float:
        """What it takes on average beyond so many days, 0 where it ends before; what never ended in sight counts to the last day seen."""
        ends = np.append(self.days, self.days[-1:])
        shares = np.diff(np.concatenate([[0.0], self.done, [1.0]]))[: len(ends)]
        return float((np.maximum(0.0, ends - days) * shares).sum())


def durations(days: Numbers, ended: Sequence[bool] | npt.NDArray[np.bool_]) -> Durations:
    """`days`: how long each took, or has taken so far where `ended` is false."""
    taken, is_end = np.asarray(days, dtype=float), np.asarray(ended, dtype=bool)
    at, counts = np.unique(taken[is_end], return_counts=True)
    order = np.sort(taken)
    at_risk = len(order) - np.searchsorted(order, at, side="left")
    left = np.cumprod(1 - counts / at_risk) if len(at) else np.array([])
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(counts / (at_risk * (at_risk - counts)))
        worth = (1 - left) / (left * greenwood)
    known = np.searchsorted(
        np.sort(taken[~is_end]), at, side="left"
    )  # open ones followed less long
    whole = len(taken) - known.astype(float)
    worth = np.where(np.isfinite(worth) & (left > 0), worth, whole)
    return Durations(
        at, np.asarray(1 - left, dtype=np.float64), worth, int(is_end.sum()), len(taken)
    )
