"""Ways in which numbers lie, each with data on which the lie would show."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import analysis

Plant = Callable[..., analysis.Workspace]

LINES = "order_id,line_no,client_name,order_date,product_family,manager,revenue,direct_cost,book_overhead"


def test_fan_out_lines_times_usage(plant: Plant) -> None:
    """Three lines and two uses of one order: 600 of revenue and 5 h, not 1,200 and 15 h."""
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,100,50,10\n1,2,A,2025-01-10,F,M,200,50,10\n1,3,A,2025-01-10,G,M,300,50,10",
        usage="order_id,pool,quantity,person\n1,design,2,P\n1,design,3,P",
        pools="pool,unit,cost,capacity\ndesign,h,1000,100",
    )
    row = ws.clients().iloc[0]
    assert (row["revenue"], row["hours"], row["resource_cost"]) == (600, 5, 50)
    assert row["true_profit"] == 600 - 150 - 50
    families = ws.metrics(["revenue", "hours", "true_profit", "orders"], by=("product_family",))
    assert families["revenue"].sum() == 600
    assert families["hours"].sum() == 5
    assert families["true_profit"].sum() == pytest.approx(400, abs=1e-6)
    assert families["orders"].sum() == 1


def test_no_mean_of_ratios(plant: Plant) -> None:
    """Margins 50 % of 100 and 10 % of 900: together 14 %, not 30 %."""
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,100,50,0\n2,1,A,2025-01-10,F,M,900,810,0",
        usage="order_id,pool,quantity,person\n1,p,0,P\n2,p,0,P",
        pools="pool,unit,cost,capacity\np,h,10,10",
    )
    assert ws.metric("true_margin") == pytest.approx(0.14)
    assert ws.metric("book_margin") == pytest.approx(0.14)


def test_missing_cost_is_unknown_not_free(plant: Plant) -> None:
    ws = plant(order_lines="order_id,client_name,order_date,revenue\n1,A,2025-01-10,100")
    row = ws.clients().iloc[0]
    assert row["revenue"] == 100
    for name in ("gross_margin", "book_profit", "true_profit", "true_margin", "gross_margin_share"):
        assert pd.isna(row[name]), name
    assert ws.orders().iloc[0]["flag"] == "unknown"


def test_a_cancelled_order_costs_nothing_only_where_costs_are_known(plant: Plant) -> None:
    """Without any cost in the export even a cancelled order's margin is unknown, not 0."""
    ws = plant(
        order_lines="order_id,client_name,order_date,status,revenue\n1,A,2025-01-10,done,100\n2,A,2025-01-11,Отменён,50"
    )
    assert ws.orders()["gross_margin"].isna().all()
    assert ws.orders()["book_profit"].isna().all()
    assert ws.metric("gross_margin") is None


def test_hours_on_a_cancelled_order_stay_though_its_cost_cells_are_empty(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_name,order_date,status,revenue,direct_cost\n1,A,2025-01-10,done,100,60\n2,A,2025-01-11,Отменён,50,",
        usage="order_id,pool,quantity,person\n1,p,1,P\n2,p,3,P",
        pools="pool,unit,cost,capacity\np,h,100,10",
    )
    assert ws.orders().set_index("order_id")["true_profit"].to_dict() == {"1": 30, "2": -30}


def test_one_line_without_cost_makes_the_order_unknown(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,100,50\n1,A,2025-01-10,100,"
    )
    assert pd.isna(ws.order("1")["gross_margin"])


def test_orders_without_hours_do_not_dilute_the_true_margin(plant: Plant) -> None:
    """Only order 1 has hours: the margin's denominator is its 100, not 1,100."""
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,100,50,0\n2,1,A,2025-01-10,F,M,1000,100,0",
        usage="order_id,pool,quantity,person\n1,p,1,P",
        pools="pool,unit,cost,capacity\np,h,100,10",
    )
    row = ws.clients().iloc[0]
    assert row["true_profit"] == 40
    assert row["true_margin"] == pytest.approx(0.4)
    assert row["costed_orders"] == 1


def test_zero_revenue_divides_nothing(plant: Plant) -> None:
    ws = plant(order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,0,50,0")
    row = ws.clients().iloc[0]
    assert pd.isna(row["book_margin"])
    assert pd.isna(row["revenue_share"])


def test_shares_of_a_total_near_zero_are_not_given(plant: Plant) -> None:
    """Gains of 100 and losses of 99.9: 'share of profit' would read 100,000 %."""
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,200,100,0\n2,1,B,2025-01-10,F,M,100,199.9,0",
        usage="order_id,pool,quantity,person\n1,p,0,P\n2,p,0,P",
        pools="pool,unit,cost,capacity\np,h,10,10",
    )
    assert ws.clients()["profit_share"].isna().all()


def test_a_return_counts_once_and_a_cancelled_line_not_at_all(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_name,order_date,status,quantity,revenue,direct_cost\n"
        "1,A,2025-01-10,done,10,1000,600\n1,A,2025-01-20,done,-2,-200,-120\n"
        "2,A,2025-01-11,Отменён,5,500,300\n3,A,2025-01-12,В работе,5,700,300"
    )
    row = ws.clients().iloc[0]
    assert (row["revenue"], row["gross_margin"]) == (800, 320)
    assert (row["cancelled_orders"], row["open_orders"], row["open_revenue"]) == (1, 1, 700)


def test_two_clients_of_one_name_stay_apart_when_ids_say_so(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_id,client_name,order_date,revenue\n1,007,Альфа,2025-01-10,100\n2,008,Альфа,2025-01-10,50"
    )
    assert ws.clients().set_index("client_id")["revenue"].to_dict() == {"007": 100, "008": 50}


def test_a_name_finds_its_only_id(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_id,client_name,order_date,revenue,direct_cost\n1,007,Альфа,2025-01-10,100,10",
        usage="client_name,pool,quantity,person,date\nАльфа,p,2,P,2025-01-12",
        pools="pool,unit,cost,capacity\np,h,100,10",
    )
    clients = ws.clients()
    assert clients["client_id"].tolist() == ["007"]
    assert clients.iloc[0]["outside_cost"] == 20


def test_over_absorption_is_negative_unused_never_hidden(plant: Plant) -> None:
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,5000,50,0",
        usage="order_id,pool,quantity,person,date\n1,p,15,P,2025-01-12",
        pools="pool,month,unit,cost,capacity\np,2025-01,h,1000,10",
    )
    use = ws.table("pool_use").iloc[0]
    assert (use["charged_orders"], use["unused_cost"], use["unused_quantity"]) == (1500, -500, -5)
    assert (
        ws.breaches().set_index("name").loc["a_pool_is_used_beyond_its_capacity", "guilty_rows"]
        == 1
    )


def test_a_pool_is_charged_at_the_rate_of_its_month(plant: Plant) -> None:
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,5000,50,0",
        usage="order_id,pool,quantity,person,date\n1,p,1,P,2025-01-12\n1,p,1,P,2025-02-12\n1,p,1,P,2025-03-12",
        pools="pool,month,unit,cost,capacity\np,2025-01,h,1000,10\np,2025-02,h,2000,10",
    )
    assert (
        ws.order("1")["resource_cost"] == 100 + 200 + 200
    )  # March has no row: February's rate, and a notice
    assert ws.breaches().set_index("name").loc["a_pool_has_no_cost_in_a_month", "guilty_rows"] == 1


def test_usage_of_an_unknown_pool_is_set_aside_by_name(plant: Plant) -> None:
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,5000,50,0",
        usage="order_id,pool,quantity,person\n1,p,1,P\n1,лаборатория,9,P\n77,p,5,P",
        pools="pool,unit,cost,capacity\np,h,1000,10",
    )
    assert ws.order("1")["hours"] == 1
    refused = ws.table("rejected_rows").sort_values("row_number")
    assert refused[["row_number", "column", "value"]].to_numpy().tolist() == [
        [3, "pool", "лаборатория"],
        [4, "order_id", "77"],
    ]
    usage = ws.table("imports").set_index("table").loc["usage"]
    assert usage[["rows_read", "rows_accepted", "rows_rejected", "rows_set_aside"]].tolist() == [
        3,
        1,
        2,
        2,
    ]


def test_spread_cost_reaches_orders_to_the_last_digit(plant: Plant) -> None:
    ws = plant(
        order_lines=f"{LINES}\n1,1,A,2025-01-10,F,M,100,0,0\n2,1,A,2025-01-10,F,M,100,0,0\n3,1,A,2025-01-10,F,M,100,0,0",
        usage="order_id,pool,quantity,person\n1,p,1,P\n2,p,1,P\n3,p,1,P",
        pools="pool,month,unit,cost,capacity,treatment,spread_basis\np,,h,30,10,usage,\nrent,2025-01,,100,,spread,revenue",
    )
    assert ws.orders()["spread_cost"].sum() == pytest.approx(100, abs=1e-9)
    assert ws.breaches().query("level == 'checks'")["guilty_rows"].sum() == 0
