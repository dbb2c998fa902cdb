"""What a deal of one kind uses of each resource, as the analogues have it, brought to the deal's batch, lines and approvals.

From `deals.fitted_orders` measured orders on, what drives their use (see drivers) is fitted on the older half of them; fewer orders are
compared as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.deals import drivers
from analysis.deals.drivers import Drivers
from analysis.deals.history import History
from analysis.deals.similarity import Described, Profile, distances, nearest

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
SMALL = 0.05  # of a pool's mean use: added before logs are taken, so that nothing used has one


@dataclass(frozen=True, eq=False)
class Cases:
    """Measured orders of one kind, by the day they were finished. `places`: theirs in the history. `used`: orders × pools.

    `small`: of each pool. `is_fitted`: enough orders to fit what drives a use, and to foretell each of the newer half from those before.
    """

    history: History
    kind: str
    places: Places
    orders: Described
    used: Numbers
    drivers: Drivers
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
        more = self.drivers.more(self.orders, found, wanted)
        grown = (self.used[found] + self.small) * np.exp(more) - self.small
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
    is_fitted = len(places) >= history.settings.deals.fitted_orders
    found = drivers.none(used.shape[1])
    if is_fitted:
        steepest = history.settings.deals.steepest_growth
        found = drivers.fitted(_part(orders, np.arange(half)), used[:half], small, steepest)
    return Cases(history, kind, places.astype(np.int64), orders, used, found, small, is_fitted)


def _part(orders: Described, places: Places) -> Described:
    return Described(**{name: values[places] for name, values in vars(orders).items()})
