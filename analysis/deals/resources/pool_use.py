"""What a deal will use of each resource: by the analogues, or by the time equation that did better on orders left out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.deals.calibration import LeftOut
from analysis.deals.cases import Cases
from analysis.deals.deal import Deal
from analysis.deals.deal_features import equation_features
from analysis.deals.history import History
from analysis.deals.resources.pools import Pool
from analysis.deals.similarity import Profile
from analysis.estimates import conformal

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Range:
    """Low and high None: too few cases for an interval."""

    mid: float
    low: float | None = None
    high: float | None = None

    def times(self, factor: float) -> Range:
        return Range(
            self.mid * factor,
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )


@dataclass(frozen=True)
class PoolUse:
    """Of a pool, in its unit. `source`: analogues, equation or unknown. `variable`: the part that grows with the batch."""

    pool: Pool
    quantity: Range | None
    source: str
    variable: float = 0.0

    @property
    def cost(self) -> float | None:
        if self.quantity is None:
            return None
        if self.pool.rate is None:
            return 0.0 if self.quantity.mid == 0 else None
        return self.quantity.mid * self.pool.rate


def uses_of_pools(
    history: History,
    deal: Deal,
    known: Cases,
    scored: LeftOut,
    wanted: Profile,
    found: npt.NDArray[np.int64],
) -> tuple[PoolUse, ...]:
    """One of each pool of the history, in its order. `found`: the deal's analogues, as places among `known`."""
    by_analogues = known.used_by(wanted, found)
    features = equation_features(history, deal)
    share = history.settings.deals.interval_share
    uses = []
    for n, pool in enumerate(history.pools):
        equation = history.equations.get(pool.name)
        equated = equation.quantity(features) if equation is not None else None
        if (
            equation is not None
            and equated is not None
            and (not len(found) or scored.by_equation[n])
        ):
            middle, source = equated, "equation"
            variable = equation.each.get("quantity", 0.0) * deal.quantity
        elif len(found):
            middle, source = float(by_analogues[n]), "analogues"
            variable = min(1.0, float(known.drivers.steps[n, 0])) * middle
        else:
            uses.append(PoolUse(pool, None, "unknown"))
            continue
        quantity = _around(middle, float(known.small[n]), scored.pools[n], share)
        uses.append(PoolUse(pool, quantity, source, variable))
    return tuple(uses)


def _around(middle: float, least: float, scores: Numbers, share: float) -> Range:
    """The interval that holds `share` of such uses. `scores` are logs of uses to which `least` was added."""
    width = conformal.quantile(np.abs(scores), share)
    if width is None:
        return Range(middle)
    low = (middle + least) * math.exp(-width) - least
    return Range(middle, max(0.0, low), (middle + least) * math.exp(width) - least)
