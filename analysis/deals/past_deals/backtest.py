"""Does following the desk pay? Its answers to past custom orders against what became of them, with bootstrap intervals over orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.deals.past_deals.replay import Replayed, replay
from analysis.deals.rules import ACCEPT, REFUSE
from analysis.estimates.statistics import DRAWS, SEED
from analysis.reader.workspace import Workspace

Numbers = npt.NDArray[np.float64]
LEVEL = 0.95
LEAST = 5  # orders behind a figure, for an interval


@dataclass(frozen=True)
class Measured:
    """With its interval of 95 % over resampled orders; None where nothing is behind it, or too little for an interval."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    def content(self) -> dict[str, float | int | None]:
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}


@dataclass(frozen=True)
class Policy:
    """Of the losses, the part not accepted; of the orders that earned, the part refused; profit against accepting all."""

    losses_caught: Measured
    good_refused: Measured
    profit_change: Measured


@dataclass(frozen=True)
class Backtest:
    """`book_margin`: accepts where the book shows a profit, refuses else. `no_verdict`: orders that the desk couldn't answer; they
    count as accepted."""

    orders: int
    no_verdict: int
    desk: Policy
    book_margin: Policy
    always_accept: float
    coverage_80: Measured
    coverage_90: Measured


def backtest(ws: Workspace, progress: Callable[[float], None] = lambda part: None) -> Backtest:
    """Every past custom order; see replay."""
    found: list[Replayed] = []
    for part, each in replay(ws):
        found.append(each)
        progress(part)
    return of_replayed(found)


def of_replayed(found: Sequence[Replayed]) -> Backtest:
    true = np.array([each.true_profit for each in found], dtype=float)
    book = [each.book_profit is None or each.book_profit >= 0 for each in found]
    by_book = np.where(book, true, 0.0)
    return Backtest(
        orders=len(found),
        no_verdict=sum(each.decision is None for each in found),
        desk=_policy(
            true,
            np.array([each.advised for each in found], dtype=float),
            [each.decision not in (ACCEPT, None) for each in found],
            [each.decision == REFUSE for each in found],
        ),
        book_margin=_policy(true, by_book, [not b for b in book], [not b for b in book]),
        always_accept=float(true.sum()),
        coverage_80=_share([each.within_80 for each in found if each.within_80 is not None]),
        coverage_90=_share([each.within_90 for each in found if each.within_90 is not None]),
    )


def _policy(
    true: Numbers, then: Numbers, caught: Sequence[bool], refused: Sequence[bool]
) -> Policy:
    return Policy(
        _share([c for c, profit in zip(caught, true, strict=True) if profit < 0]),
        _share([r for r, profit in zip(refused, true, strict=True) if profit >= 0]),
        _measured(then - true, np.sum),
    )


def _share(held: Sequence[bool | None]) -> Measured:
    return _measured(np.array([bool(each) for each in held], dtype=float), np.mean)


def _measured(values: Numbers, of: Callable[..., Numbers]) -> Measured:
    n = len(values)
    if not n:
        return Measured(None, None, None, 0)
    value = float(of(values))
    if n < LEAST:
        return Measured(value, None, None, n)
    drawn = np.random.default_rng(SEED).integers(0, n, size=(DRAWS, n))
    low, high = np.quantile(of(values[drawn], axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Measured(value, float(low), float(high), n)


def content(found: Backtest) -> dict[str, object]:
    """JSON's content: keys as DESIGN.md, contract 3, and the book's policy beside them."""
    orders = Measured(found.orders, found.orders, found.orders, found.orders)
    return {
        "orders": orders.content(),
        **{name: each.content() for name, each in vars(found.desk).items()},
        "coverage_80": found.coverage_80.content(),
        "coverage_90": found.coverage_90.content(),
        "no_verdict": found.no_verdict,
        "always_accept": {"profit": found.always_accept},
        "book_margin": {name: each.content() for name, each in vars(found.book_margin).items()},
    }
