"""METHOD, rule 11: the same orders on both sides; a client with nothing costed that was sold is unknown, with what was spent beside it."""

from __future__ import annotations

import pandas as pd

import analysis
from analysis.reader import client_flags, whale
from tests.examiner import Plant, conserved, near, text, uses


def client_of_fault_11(plant: Plant) -> analysis.Workspace:
    """M: m-1 100,000 − 50,000, hours unknown, book 49,000; m-2 cancelled with 8 h; 5 h outside; 10 an hour: 130 spent. K is known."""
    return plant(
        order_lines="order_id,client_id,order_date,status,revenue,direct_cost,book_overhead\n"
        "m-1,M,2025-01-10,,100000,50000,1000\nm-2,M,2025-01-10,Отменён,5000,2500,100\nk,K,2025-01-10,,1000,500,100",
        usage="order_id,client_id,pool,quantity,date\nm-2,,p,8,2025-01-11\n,M,p,5,2025-01-12\nk,,p,1,2025-01-12",
        pools="pool,unit,rate\np,h,10",
    )


def test_a_client_with_nothing_costed_that_was_sold_is_unknown(plant: Plant) -> None:
    ws = client_of_fault_11(plant)
    rows = client_flags.with_flags(ws.clients(), ws.table("settings")).set_index("client_id")
    assert rows.loc["M", ["true_profit", "true_margin", "profit_share", "profit_rank"]].isna().all()
    assert (rows.loc["M", "spent_beside"], rows.loc["M", "flag"]) == (130, "unknown")
    assert (
        rows.loc["K", "true_profit"],
        rows.loc["K", "spent_beside"],
        rows.loc["K", "profit_share"],
    ) == near((490, 0, 1))
    curve = whale.of_clients(ws.clients())
    assert curve is not None
    assert (curve.ids, curve.eaters, curve.unknown) == (("K",), 0, 1)
    decided = ws.table("client_decision").set_index("client_id").loc["M"]
    assert decided["reason_code"] == "unknown"
    assert pd.isna(decided["true_profit"])
    assert ws.metric("true_profit") == near(490 - 130)  # nothing vanishes from the whole
    by_client = ws.metrics(["true_profit"], ["client_id"]).set_index("client_id")["true_profit"]
    assert pd.isna(by_client["M"])
    conserved(ws)


def test_book_and_true_profit_are_of_the_same_orders(plant: Plant) -> None:
    """1 is costed: book 400, true 490; 2 has no hours: its book loss of −300 belongs on neither side."""
    ws = plant(
        order_lines=text(
            ("order_id", "client_id", "order_date", "revenue", "direct_cost", "book_overhead"),
            ("1", "A", "2025-01-10", 1000, 500, 100),
            ("2", "A", "2025-01-10", 1000, 1000, 300),
        ),
        usage=uses({"1": {"p": 1}}),
        pools="pool,unit,rate\np,h,10",
    )
    row = ws.clients().iloc[0]
    assert (row["book_profit"], row["book_profit_costed"], row["true_profit"]) == near(
        (100, 400, 490)
    )
    assert (
        row["book_margin_costed"],
        row["true_margin"],
        row["gross_margin_share_costed"],
    ) == near((0.4, 0.49, 0.5))
    assert (row["costed_orders"], row["orders"]) == (1, 2)


def test_a_loss_that_the_book_of_the_same_orders_shows_is_not_hidden(plant: Plant) -> None:
    """1 loses 100 in the book and 110 truly; 2, without hours, has a book profit of 5,000 that says nothing of 1."""
    ws = plant(
        order_lines=text(
            ("order_id", "client_id", "order_date", "revenue", "direct_cost", "book_overhead"),
            ("1", "A", "2025-01-10", 1000, 1100, 0),
            ("2", "A", "2025-01-10", 10000, 5000, 0),
        ),
        usage=uses({"1": {"p": 1}}),
        pools="pool,unit,rate\np,h,10",
    )
    flagged = client_flags.with_flags(ws.clients(), ws.table("settings"))
    assert flagged["flag"].tolist() == ["loss"]
    assert flagged["book_profit"].tolist() == near(
        [-100]
    )  # as it stands beside the true profit on every page
