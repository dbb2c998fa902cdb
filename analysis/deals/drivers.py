"""What drives the use of resources: batch, lines, rounds of approval, the product family and the client.

Fitted on the log scale, so that each driver multiplies a use. A family or a client that takes more than others keeps to that, as far as
its orders show it: its level is drawn to that of all, the more the fewer orders it has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.deals.similarity import Described, Profile

Numbers = npt.NDArray[np.float64]
RIDGE = 1.0
FAMILY_DRAWN, CLIENT_DRAWN = 1.0, 3.0  # orders that the level of all weighs as much as
PASSES = 6  # each driver in turn, on what the others leave: then nothing moves any more


@dataclass(frozen=True, eq=False)
class Levels:
    """Of families or of clients: codes in order, and the log of each one's use to that of all, codes × pools."""

    codes: npt.NDArray[np.int64]
    logs: Numbers

    def of(self, asked: npt.NDArray[np.int64]) -> Numbers:
        """asked × pools; 0, the level of all, for a code that has none."""
        if not len(self.codes):
            return np.zeros((len(asked), self.logs.shape[1]))
        place = np.minimum(np.searchsorted(self.codes, asked), len(self.codes) - 1)
        known = (self.codes[place] == asked) & (asked >= 0)
        return np.where(known[:, None], self.logs[place], 0.0)


@dataclass(frozen=True, eq=False)
class Drivers:
    """`steps`: pools × (log batch, log lines, approvals): what one more of each adds to the log of a use."""

    steps: Numbers
    families: Levels
    clients: Levels

    def more(
        self, orders: Described, found: npt.NDArray[np.int64], wanted: Profile
    ) -> npt.NDArray[np.float64]:
        """The log of how many times what each of the orders found used is wanted, orders × pools."""
        apart = np.stack(
            [
                np.log(wanted.quantity) - orders.log_quantity[found],
                np.log(wanted.lines) - orders.log_lines[found],
                np.nan_to_num(wanted.approvals - orders.approvals[found]),
            ],
            axis=1,
        )
        own = self.families.of(np.array([wanted.family])) + self.clients.of(
            np.array([wanted.client])
        )
        others = self.families.of(orders.family[found]) + self.clients.of(orders.client[found])
        return np.asarray(apart @ self.steps.T + own - others)


def none(pools: int) -> Drivers:
    """Of few orders: they are compared as they are."""
    levels = Levels(np.empty(0, dtype=np.int64), np.zeros((0, pools)))
    return Drivers(np.zeros((pools, 3)), levels, levels)


def fitted(orders: Described, used: Numbers, small: Numbers, steepest: float) -> Drivers:
    """`small`: of each pool, added before logs are taken. A step below nothing counts as nothing, one above `steepest` as that."""
    rounds = orders.approvals
    known = rounds[~np.isnan(rounds)]
    rounds = np.where(np.isnan(rounds), known.mean() if len(known) else 0.0, rounds)
    features = np.stack([orders.log_quantity, orders.log_lines, rounds], axis=1)
    centred = features - features.mean(axis=0)
    squares = centred.T @ centred + RIDGE * np.eye(3)
    logs = np.log(used + small)
    logs = logs - logs.mean(axis=0)
    of_family = of_client = np.zeros_like(logs)
    for _ in range(PASSES):
        left = logs - of_family - of_client
        steps = np.clip(np.linalg.solve(squares, centred.T @ left).T, 0.0, steepest)
        by_steps = centred @ steps.T
        families = _levels(orders.family, logs - by_steps - of_client, FAMILY_DRAWN)
        of_family = families.of(orders.family)
        clients = _levels(orders.client, logs - by_steps - of_family, CLIENT_DRAWN)
        of_client = clients.of(orders.client)
    return Drivers(steps, families, clients)


def _levels(of: npt.NDArray[np.int64], left: Numbers, drawn: float) -> Levels:
    codes, place = np.unique(of, return_inverse=True)
    orders = np.bincount(place)
    sums = np.stack([np.bincount(place, column) for column in left.T], axis=1)
    return Levels(codes, sums / (orders + drawn)[:, None])
