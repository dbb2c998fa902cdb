"""What a deal of one kind uses of each resource, as the analogues have it, brought to the deal's batch, lines and approvals.

From `deals.fitted_orders` measured orders on, what a larger batch, more lines and more approvals take is fitted on the older half of
them, on the log scale; fewer orders are compared as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.deals.history import History
from analysis.deals.similarity import Described, Profile, distances, nearest

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
SMALL = 0.05  # of a pool's mean use: added before logs are taken, so that nothing used has one
RIDGE = 1.0


@dataclass(frozen=True, eq=False)
class Cases:
    """Measured orders of one kind, by the day they were finished. `places`: theirs in the history. `used`: orders × pools.

    `steps`: pools × (log batch, log lines, approvals): what one more of each adds to the log of a use. `small`: of each pool.
    `is_fitted`: enough orders to fit the steps, and to foretell each of the newer half from those before it.
    """

    history: History
    kind: str
    places: Places
    orders: Described
    used: Numbers
    steps: Numbers
    small: Numbers
    is_fitted: bool

    def __len__(self) -> int:
        return len(self.places)

    def nearest(self, wanted: Profile, without: npt.NDArray[np.bool_] | None = None) -> Places:
        """The analogues, the most alike first, as places among the cases."""
        apart = distances(self.orders, wanted, self.history.settings.likeness)
        if without is not None:
            apart[without] = np.inf
        return nearest(apart, self.history.settings.deals.analogues)

    def brought_to(self, wanted: Profile, found: Places) -> Numbers:
        """Use of each analogue, were it as large as what is asked about: analogues × pools."""
        rounds = wanted.approvals - self.orders.approvals[found]
        more = np.stack(
            [
                np.log(wanted.quantity) - self.orders.log_quantity[found],
                np.log(wanted.lines) - self.orders.log_lines[found],
                np.nan_to_num(rounds),
            ],
            axis=1,
        )
        grown = (self.used[found] + self.small) * np.exp(more @ self.steps.T) - self.small
        return np.asarray(np.maximum(grown, 0.0))

    def used_by(self, wanted: Profile, found: Places) -> Numbers:
        """What the deal is expected to use of each pool: the mean of its analogues. NaN where there are none."""
        if not len(found):
            return np.full(self.used.shape[1], np.nan)
        return np.asarray(self.brought_to(wanted, found).mean(axis=0))


def of_kind(history: History, kind: str) -> Cases:
    measured = ~np.isnan(history.used).any(axis=1)
    is_kind = (history.orders["kind"] == kind).to_numpy(dtype=bool)
    places = np.flatnonzero(measured & is_kind & bool(history.pools))[
        -history.settings.deals.compared_orders :
    ]
    orders = _part(history.described, places)
    used = history.used[places]
    small = SMALL * np.array([u[u > 0].mean() if (u > 0).any() else 1.0 for u in used.T])
    half = len(places) // 2
    steps = np.zeros((used.shape[1], 3))
    is_fitted = len(places) >= history.settings.deals.fitted_orders
    if is_fitted:
        steepest = history.settings.deals.steepest_growth
        steps = _steps(_part(orders, np.arange(half)), used[:half], small, steepest)
    return Cases(history, kind, places.astype(np.int64), orders, used, steps, small, is_fitted)


def _part(orders: Described, places: Places) -> Described:
    return Described(**{name: values[places] for name, values in vars(orders).items()})


def _steps(orders: Described, used: Numbers, small: Numbers, steepest: float) -> Numbers:
    """Ridge regression of the logs of use; what is less than nothing counts as nothing."""
    rounds = orders.approvals
    known = rounds[~np.isnan(rounds)]
    rounds = np.where(np.isnan(rounds), known.mean() if len(known) else 0.0, rounds)
    features = np.stack([orders.log_quantity, orders.log_lines, rounds], axis=1)
    centred = features - features.mean(axis=0)
    logs = np.log(used + small)
    fitted = np.linalg.solve(
        centred.T @ centred + RIDGE * np.eye(3), centred.T @ (logs - logs.mean(axis=0))
    )
    return np.asarray(np.clip(fitted.T, 0.0, steepest))
