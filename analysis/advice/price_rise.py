"""The price rise that brings a client's orders to the target, with everything that moves with price: what re-costing would show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
STEPS = 100


@dataclass(frozen=True)
class SpreadOverRevenue:
    """Pools spread over revenue, an element a pool and month that the client has a part of.

    `cost`: of all that month; `costed`, `all`: what the client's costed orders and all its orders bear of it, as parts of 1.
    """

    cost: Numbers
    costed: Numbers
    all: Numbers

    def of(self, part: float) -> SpreadOverRevenue:
        """That of a part of the client's orders."""
        return SpreadOverRevenue(self.cost, self.costed * part, self.all * part)

    def more(self, rise: float) -> float:
        """What the costed orders bear beyond today's, with the client's revenue (1 + rise) times as large and everybody else's as it is."""
        return float((self.cost * self.costed * ((1 + rise) / (1 + rise * self.all) - 1)).sum())

    def slope(self, rise: float) -> float:
        return float((self.cost * self.costed * (1 - self.all) / (1 + rise * self.all) ** 2).sum())

    def most(self) -> float:
        """`more` of an endless rise: the client alone then bears each month's cost."""
        return float((self.cost * self.costed * (1 / self.all - 1)).sum())


def price_rise(
    revenue: float,
    true_profit: float,
    credit_cost: float,
    target: float,
    spread: SpreadOverRevenue | None = None,
) -> float | None:
    """The rise r of all prices (0.2: a fifth more) after which these orders reach the target; None where no price does.

    Costs stay, credit cost grows with revenue, pools spread over revenue draw more: true profit + r (revenue − credit cost) − more(r)
    = target (1 + r) revenue. Penalties stay as they were recorded.
    """
    lacking = target * revenue - true_profit
    if revenue <= 0:
        return None
    if lacking <= 1e-9 * revenue:
        return 0.0
    kept = revenue * (1 - target) - credit_cost
    if kept <= 1e-9 * revenue:
        return None
    if spread is None:
        return lacking / kept
    # r kept − more(r) − lacking is convex and not below nought where all of `most` is drawn: Newton's steps come down to its root
    rise = (lacking + spread.most()) / kept
    for _ in range(STEPS):
        step = (rise * kept - spread.more(rise) - lacking) / (kept - spread.slope(rise))
        rise -= step
        if abs(step) < 1e-12 * (1 + rise):
            break
    return rise


def refusal_ends(rise: float | None, unbearable: float) -> float | None:
    """The rise after which no more than an `unbearable` one remains: there a refusal ends. None where no price reaches the target."""
    return None if rise is None else max(0.0, (1 + rise) / (1 + unbearable) - 1)
