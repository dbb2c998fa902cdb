"""How a client that is due to buy again is called: gladly, with other terms first, or not at all."""

from __future__ import annotations

from typing import Literal

from analysis.dictionary.codes import EXPECT, NOT_OURS, REFUSE, REPRICE

Welcome = Literal["gladly", "terms first", "no call"]


def welcome(
    decision: str | None, verdict: str | None, true_profit: float | None, is_closed: bool
) -> Welcome:
    """`decision`: what people decided about the client, else what is proposed. A client that loses money isn't called gladly,
    whatever is proposed; one that is refused, not ours by the portrait, or closed is not called."""
    if is_closed or decision == REFUSE or verdict == NOT_OURS:
        return "no call"
    if decision in (REPRICE, EXPECT) or (true_profit is not None and true_profit < 0):
        return "terms first"
    return "gladly"
