"""The back-test as tables: what losses and good orders were answered, what each policy would have brought, and each order."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.deals.past_deals.backtest import ANSWERS, Backtest, Measured
from analysis.deals.past_deals.replay import Replayed

HELD = {None: "none", True: "held", False: "missed"}
SIDES = ("all", "losses", "good")
POLICIES = ("always_accept", "book", "desk_lost", "desk_curve", "desk_won")


def answers(found: Backtest) -> pd.DataFrame:
    """A row per answer (codes of ANSWERS, then questioned and priced): its part of the losses and of the orders that earned, with
    intervals of 95 % and the orders behind them."""
    rows = []
    for name in (*ANSWERS, "questioned", "priced"):
        row: dict[str, object] = {"answer": name}
        for side, told in (("loss", found.losses), ("good", found.good)):
            each = getattr(told, name, None) or told.answers[name]
            row |= {
                f"{side}_part": each.value,
                f"{side}_part_low": each.low,
                f"{side}_part_high": each.high,
                f"{side}_part_of": each.n,
            }
        rows.append(row)
    return pd.DataFrame(rows)


def policies(found: Backtest) -> pd.DataFrame:
    """A row per policy (POLICIES): the profit of all replayed orders, and its change against accepting all with its interval."""
    changes = {
        "always_accept": Measured(0.0, 0.0, 0.0, found.orders),
        "book": found.book_margin.profit_change,
        "desk_lost": found.if_lost,
        "desk_curve": found.desk.profit_change,
        "desk_won": found.if_won,
    }
    return pd.DataFrame(
        [
            {
                "policy": name,
                "profit": found.always_accept + (changes[name].value or 0.0),
                "profit_change": changes[name].value,
                "profit_change_low": changes[name].low,
                "profit_change_high": changes[name].high,
            }
            for name in POLICIES
        ]
    )


def orders(found: Sequence[Replayed], side: str) -> pd.DataFrame:
    """A row per order of the side (SIDES), the newest first: order_id, client_name, order_date, price, answer and why (codes of a
    decision and of the deciding rule), true_profit, profit_if_won, profit_if_lost, held (of the 80 % interval: held, missed, none)."""
    shown = [each for each in reversed(found) if side == "all" or is_of(each, side)]
    return pd.DataFrame(
        {
            "order_id": [each.order_id for each in shown],
            "client_name": [each.client for each in shown],
            "order_date": pd.to_datetime([each.ordered_on for each in shown]),
            "price": [each.price for each in shown],
            "answer": [each.decision or "none" for each in shown],
            "why": [each.rule or "" for each in shown],
            "true_profit": [each.true_profit for each in shown],
            "profit_if_won": [each.if_won for each in shown],
            "profit_if_lost": [each.if_lost for each in shown],
            "held": [HELD[each.within_80] for each in shown],
        }
    )


def is_of(order: Replayed, side: str) -> bool:
    return (side == "losses") == (order.true_profit < 0)
