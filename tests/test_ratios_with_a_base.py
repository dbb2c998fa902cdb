"""METHOD, rules 8, 10 and 17: work in progress stands apart, no ratio without a base, cancelled and thin price by their names.

Inputs of plant_m.py and small plants, through the real import; the numbers are worked by hand beside them.
"""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from analysis.reader import client_flags, whale
from tests import plant_m
from tests.examiner import Plant, column, conserved, near, text, uses


def clients(ws: analysis.Workspace) -> pd.DataFrame:
    return ws.clients().set_index("client_id")


def test_what_an_order_in_progress_has_taken_stands_apart(plant: Plant) -> None:
    """A wip: six orders of 1,000 − 700 − 10 = 290; A9 took 200 h = 2,000 so far and is worth 20,000."""
    ws = plant(**plant_m.tables())
    order, client = ws.order("A9"), clients(ws).loc["A wip"]
    assert (order["state"], order["flag"], order["open_cost"], order["open_revenue"]) == (
        "in progress",
        "unknown",
        2000,
        20000,
    )
    assert order[["true_profit", "gross_margin", "book_profit"]].isna().all()
    assert (client["true_profit"], client["true_margin"]) == near((1740, 0.29))
    assert (
        client["open_cost"],
        client["open_revenue"],
        client["open_hours"],
        client["hours"],
    ) == near((2000, 20000, 200, 206))
    assert client["hours_share"] == near(
        6 / 38
    )  # of the 38 finished orders, an hour each: as its revenue is theirs
    assert client["profit_per_hour"] == near(290)
    assert ws.metric("open_cost") == near(2000)
    rows = ws.table("profit_rows").set_index("order_id").loc["A9"]
    assert (rows["open_cost"], rows["open_hours"], rows["costed_orders"]) == (2000, 200, 0)
    assert ws.table("pool_use").iloc[0]["charged_orders"] == near(
        10 * 38 + 2000
    )  # the pool charged it all the same
    conserved(ws)


def test_work_in_progress_decides_nothing(plant: Plant) -> None:
    """The same numbers as without A9, whatever was spent on it: margin, decision, its reason, the whale."""
    both = []
    for hours in ("200", "0"):
        tables = plant_m.tables()
        tables["usage"] = tables["usage"].replace("A9,eng,200", f"A9,eng,{hours}")
        with plant(**tables) as ws:
            decided = ws.table("client_decision").set_index("client_id").loc["A wip"]
            curve = whale.of_clients(ws.clients())
            assert curve is not None
            both.append((decided.drop(["hours"]).to_dict(), curve.profits))
    assert repr(both[0]) == repr(both[1])
    assert both[0][0]["decision"] != "reprice"


def test_a_client_with_nothing_but_work_in_progress_is_unknown(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_id,order_date,status,revenue,direct_cost,book_overhead\n"
        "1,A,2025-01-10,В работе,100,50,10\n2,B,2025-01-10,,100,50,10",
        usage=uses({"1": {"p": 3}, "2": {"p": 1}}),
        pools="pool,unit,rate\np,h,10",
    )
    row = clients(ws).loc["A"]
    assert (
        row[["true_profit", "gross_margin", "book_profit", "true_margin", "profit_share"]]
        .isna()
        .all()
    )
    assert (row["open_cost"], row["open_revenue"], row["revenue"]) == (30, 100, 0)
    flagged = client_flags.with_flags(ws.clients(), ws.table("settings")).set_index("client_id")[
        "flag"
    ]
    assert flagged.to_dict() == {"A": "unknown", "B": "profitable"}
    curve = whale.of_clients(ws.clients())
    assert curve is not None
    assert (curve.ids, curve.unknown) == (("B",), 1)


def test_a_penalty_and_an_unpriced_hour_of_an_order_in_progress(plant: Plant) -> None:
    """1: 30 of hours and a penalty of 7; 2: its pool has no rate, so what it took is unknown and not 0; 3: nobody logged."""
    ws = plant(
        order_lines="order_id,client_id,order_date,status,revenue,direct_cost,penalty\n"
        "1,A,2025-01-10,В работе,100,50,7\n2,A,2025-01-10,В работе,100,50,\n3,A,2025-01-10,В работе,100,50,\n4,A,2025-01-10,,100,50,",
        usage=uses({"1": {"p": 3}, "2": {"q": 3}, "4": {"p": 1}}),
        pools="pool,unit,rate\np,h,10\nq,h,",
    )
    cost = column(ws, "open_cost")
    assert (cost["1"], cost["4"]) == (37, 0)
    assert pd.isna(cost["2"])
    assert pd.isna(cost["3"])
    assert clients(ws).loc["A", "open_cost"] == near(37)


def test_what_was_only_returned_has_no_margin(plant: Plant) -> None:
    """R: −1,000 + 200 − 10 = −810 on −1,000 is no margin of +81 %."""
    ws = plant(**plant_m.tables())
    row = clients(ws).loc["R returned"]
    assert row["true_profit"] == near(-810)
    assert row[["true_margin", "gross_margin_share", "book_margin", "custom_share"]].isna().all()
    assert (
        ws.table("client_decision").set_index("client_id").loc["R returned", "decision"] != "grow"
    )
    assert pd.isna(ws.orders().set_index("order_id").loc["R1", "true_margin"])


def test_no_slice_has_a_margin_on_what_is_not_there(plant: Plant) -> None:
    """Client 1,000 and −3,000: −2,000 of revenue and −2,420. In February it only returned."""
    ws = plant(
        order_lines="order_id,client_id,order_date,revenue,direct_cost,book_overhead,product_family,manager\n"
        "1,A,2025-01-10,1000,700,0,f,M\n2,A,2025-02-10,-3000,-300,0,g,N\n3,B,2025-02-11,1000,500,0,h,M",
        usage=uses({"1": {"p": 1}, "2": {"p": 2}, "3": {"p": 1}}),
        pools="pool,unit,rate\np,h,10",
    )
    margins = ("true_margin", "book_margin", "gross_margin_share", "hours_per_million")
    for by, empty in (
        ("client_id", "A"),
        ("month", pd.Timestamp("2025-02-01")),
        ("product_family", "g"),
        ("manager", "N"),
    ):
        rows = ws.metrics((*margins, "revenue"), (by,)).set_index(by)
        assert rows.loc[empty, list(margins)].isna().all(), by
        assert (rows[rows["revenue"] > 0][list(margins)].notna()).all(axis=None), by
    assert ws.table("client_decision").set_index("client_id").loc["A", "decision"] != "grow"


@pytest.mark.parametrize(
    ("profits", "has_shares"),
    [((50, 50, -1100), False), ((-50, -100), False), ((100, -99.5), False), ((100, -50), True)],
)
def test_shares_of_profit_need_a_total_over_nothing(
    plant: Plant, profits: tuple[float, ...], has_shares: bool
) -> None:
    """+50, +50, −1,100: the loser has no "+110 %" of a total of −1,000; 100 − 99.5 is under 1 % of 199.5."""
    ws = plant(
        order_lines=text(
            ("order_id", "client_id", "order_date", "revenue", "direct_cost"),
            *((n, f"C{n}", "2025-01-10", 2000, 1999 - p) for n, p in enumerate(profits)),
        ),
        usage=uses({str(n): {"p": 1} for n in range(len(profits))}),
        pools="pool,unit,rate\np,h,1",
    )
    rows = ws.clients().sort_values("client_id")
    assert rows["true_profit"].tolist() == near(list(profits))
    assert rows["profit_share"].notna().tolist() == [has_shares] * len(profits)
    assert ws.metrics(["profit_share"], ["client_id"])["profit_share"].notna().tolist() == [
        has_shares
    ] * len(profits)


def test_equals_share_a_rank_and_the_unknown_has_none(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_id,order_date,revenue,direct_cost\n"
        + "".join(
            f"{n},C{n},2025-01-10,1000,{cost}\n" for n, cost in enumerate((500, 500, 600, 600, ""))
        ),
        usage=uses({str(n): {"p": 1} for n in range(5)}),
        pools="pool,unit,rate\np,h,1",
    )
    ranks = clients(ws)["profit_rank"]
    assert ranks[["C0", "C1", "C2", "C3"]].tolist() == [1, 1, 3, 3]
    assert pd.isna(ranks["C4"])


def test_cancelled_and_thin_price_have_words_of_their_own(plant: Plant) -> None:
    """Target 15 %. Thin: gross margin 10 %, true 9 %; eaten: 40 and 9 %; a cancelled order never hides a loss, with hours or without."""
    ws = plant(
        order_lines="order_id,client_id,order_date,status,revenue,direct_cost,book_overhead\n"
        "thin,A,2025-01-10,,1000,900,0\neaten,B,2025-01-10,,1000,600,0\nc1,C,2025-01-10,Отменён,1000,900,0\n"
        "c2,C,2025-01-10,Отменён,1000,900,0\nc3,C,2025-01-10,,1000,500,0",
        usage=uses({"thin": {"p": 1}, "eaten": {"p": 31}, "c1": {"p": 5}, "c3": {"p": 1}}),
        pools="pool,unit,rate\np,h,10",
    )
    flags = {
        "thin": "thin price",
        "eaten": "markup eaten",
        "c1": "cancelled",
        "c2": "cancelled",
        "c3": "profitable",
    }
    assert column(ws, "flag") == flags
    assert (
        ws.metric("hidden_loss_orders"),
        ws.metric("loss_orders"),
        ws.metric("cancelled_orders"),
    ) == (0, 0, 2)
    assert clients(ws).loc["C", "true_profit"] == near(500 - 10 - 50)  # the hours of c1 stay
    flagged = client_flags.with_flags(ws.clients(), ws.table("settings")).set_index("client_id")[
        "flag"
    ]
    assert flagged.to_dict() == {"A": "thin price", "B": "markup eaten", "C": "profitable"}
