"""Does following the desk pay? Its answers to past custom orders against what became of them, with bootstrap intervals over orders.

What is said of losses is said of good orders too, by the same rule. What a client would have done at another price nobody knows: so
profit stands under three assumptions, the price asked is always taken, never, or as often as the win curve has it, and the share is
named at which following the desk brings as much as accepting all. An order that is only warned about a date or terms stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.deals.judging.facts import ACCEPT, EXPECTATIONS, REFUSE, REPRICE
from analysis.deals.past_deals.replay import Replayed
from analysis.estimates.statistics import DRAWS, SEED

Numbers = npt.NDArray[np.float64]
LEVEL = 0.95
LEAST = 5  # orders behind a figure, for an interval
ANSWERS = {  # what was answered → the decision
    "refused": REFUSE,
    "repriced": REPRICE,
    "warned": EXPECTATIONS,
    "accepted": ACCEPT,
    "no_verdict": None,
}
WON_SHARES = tuple(step / 10 for step in range(11))


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
class Side:
    """Of the losses, or of the orders that earned: the part that got each answer, the part that got any but accept, and the part of
    which another price was asked (or which was refused)."""

    answers: Mapping[str, Measured]
    questioned: Measured
    priced: Measured

    def content(self) -> dict[str, object]:
        told = {**self.answers, "questioned": self.questioned, "priced": self.priced}
        return {name: each.content() for name, each in told.items()}


@dataclass(frozen=True)
class Policy:
    """Of the losses, the part not accepted; of the orders that earned, the part refused; profit against accepting all."""

    losses_caught: Measured
    good_refused: Measured
    profit_change: Measured


@dataclass(frozen=True)
class Backtest:
    """`orders`: replayed. `book_margin`: accepts where the book shows a profit, refuses else.
    `no_verdict`: orders that the desk couldn't answer; they count as accepted.

    `by_won_share`: (share of clients that take the price asked, profit against accepting all), from none to all of them.
    `break_even`: the share at which following the desk brings as much as accepting all; 0: it pays though every one goes; None: it
    never does; its n: orders of which a price is asked. `against_book`: profit against the book's policy, as the win curve has it.
    """

    orders: int
    no_verdict: int
    losses: Side
    good: Side
    desk: Policy
    book_margin: Policy
    always_accept: float
    by_won_share: tuple[tuple[float, Measured], ...]
    break_even: Measured
    against_book: Measured
    coverage_80: Measured
    coverage_90: Measured

    @property
    def if_lost(self) -> Measured:
        return self.by_won_share[0][1]

    @property
    def if_won(self) -> Measured:
        return self.by_won_share[-1][1]


def of_replayed(found: Sequence[Replayed]) -> Backtest:
    true, won, lost, advised = (
        np.array([getattr(each, name) for each in found], dtype=float)
        for name in ("true_profit", "if_won", "if_lost", "advised")
    )
    is_loss = true < 0
    by_book = np.array([each.book_profit is None or each.book_profit >= 0 for each in found], bool)
    losses = _side([each for each in found if each.true_profit < 0])
    good = _side([each for each in found if each.true_profit >= 0])
    book_change = np.where(by_book, 0.0, -true)
    return Backtest(
        orders=len(found),
        no_verdict=sum(each.decision is None for each in found),
        losses=losses,
        good=good,
        desk=Policy(losses.questioned, good.answers["refused"], _measured(advised - true, np.sum)),
        book_margin=Policy(
            _share(~by_book[is_loss]), _share(~by_book[~is_loss]), _measured(book_change, np.sum)
        ),
        always_accept=float(true.sum()),
        by_won_share=tuple(
            (part, _measured(lost + part * (won - lost) - true, np.sum)) for part in WON_SHARES
        ),
        break_even=_break_even(lost - true, won - true),
        against_book=_measured(advised - true - book_change, np.sum),
        coverage_80=_share([each.within_80 for each in found if each.within_80 is not None]),
        coverage_90=_share([each.within_90 for each in found if each.within_90 is not None]),
    )


def _side(orders: Sequence[Replayed]) -> Side:
    answers = {
        name: _share([each.decision == decision for each in orders])
        for name, decision in ANSWERS.items()
    }
    questioned = _share([each.decision not in (ACCEPT, None) for each in orders])
    return Side(answers, questioned, _share([each.asks_a_price for each in orders]))


def _share(held: Sequence[bool | None] | npt.NDArray[np.bool_]) -> Measured:
    return _measured(np.array([bool(each) for each in held], dtype=float), np.mean)


def _measured(values: Numbers, of: Callable[..., Numbers]) -> Measured:
    n = len(values)
    if not n:
        return Measured(None, None, None, 0)
    value = float(of(values))
    if n < LEAST:
        return Measured(value, None, None, n)
    return Measured(value, *_span(of(values[_drawn(n)], axis=1)), n)


def _break_even(lost: Numbers, won: Numbers) -> Measured:
    """Of what following changes where all are lost, and where all are won: the share won at which it changes nothing."""
    n = int((won != lost).sum())
    if not n:
        return Measured(None, None, None, 0)
    value = _needed(np.array([lost.sum()]), np.array([won.sum()]))[0]
    if np.isinf(value):
        return Measured(None, None, None, n)
    if len(lost) < LEAST:
        return Measured(float(value), None, None, n)
    places = _drawn(len(lost))
    needed = _needed(lost[places].sum(axis=1), won[places].sum(axis=1))
    return Measured(float(value), *_span(np.minimum(needed, 1.0)), n)


def _needed(lost: Numbers, won: Numbers) -> Numbers:
    """Endless where no share suffices."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(lost >= 0, 0.0, np.where(won >= 0, -lost / (won - lost), np.inf))


def _drawn(n: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, n, size=(DRAWS, n))


def _span(drawn: Numbers) -> tuple[float, float]:
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def content(found: Backtest) -> dict[str, object]:
    """JSON's content: keys as DESIGN.md, contract 3; beside them both sides by the same rule, the assumptions about prices asked
    for, and the book's policy."""
    orders = Measured(found.orders, found.orders, found.orders, found.orders)
    return {
        "orders": orders.content(),
        **{name: each.content() for name, each in vars(found.desk).items()},
        "coverage_80": found.coverage_80.content(),
        "coverage_90": found.coverage_90.content(),
        "no_verdict": found.no_verdict,
        "losses": found.losses.content(),
        "good": found.good.content(),
        "profit_change_if_lost": found.if_lost.content(),
        "profit_change_if_won": found.if_won.content(),
        "break_even_win_rate": found.break_even.content(),
        "profit_change_against_book": found.against_book.content(),
        "always_accept": {"profit": found.always_accept},
        "book_margin": {name: each.content() for name, each in vars(found.book_margin).items()},
    }
