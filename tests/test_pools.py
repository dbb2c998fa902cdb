"""Pools of every kind and in every state, each worked by hand."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import analysis

Plant = Callable[..., analysis.Workspace]
LINES = "order_id,client_name,order_date,revenue,labour_cost,quantity\n1,A,2025-01-10,1000,100,1\n2,A,2025-01-11,3000,100,9"


def guilty(ws: analysis.Workspace, name: str) -> int:
    rows = ws.breaches().set_index("name")["guilty_rows"]
    return int(rows[name])


def test_a_pool_with_zero_capacity_has_no_rate_and_is_named(plant: Plant) -> None:
    ws = plant(
        order_lines=LINES,
        usage="order_id,pool,quantity,person\n1,design,2,P",
        pools="pool,unit,cost,capacity\ndesign,h,1000,0",
    )
    assert ws.table("order_costs")["cost"].isna().all()
    assert ws.orders()["true_profit"].isna().all()
    assert guilty(ws, "a_pool_has_no_capacity") == 1


def test_a_spread_base_that_sums_to_zero_is_named_and_the_cost_stays(plant: Plant) -> None:
    """material_cost is not in the export: nothing to spread 500 over; all of it stays unused."""
    ws = plant(
        order_lines=LINES,
        pools="pool,month,cost,treatment,spread_basis\nrent,2025-01-01,500,spread,material_cost",
    )
    use = ws.table("pool_use").iloc[0]
    assert (use["spread"], use["unused_cost"]) == (0, 500)
    assert guilty(ws, "a_spread_pool_has_nothing_to_be_spread_over") == 1


PARTS = {
    "revenue": (100, 300),
    "labour_cost": (200, 200),
    "quantity": (40, 360),
    "orders": (200, 200),
    "lines": (200, 200),
}


@pytest.mark.parametrize("basis", PARTS)
def test_spread_by_each_base(plant: Plant, basis: str) -> None:
    """400 a month for each base: revenue 1:3, labour 1:1, pieces 1:9, orders and lines 1:1. An order carries the sum of its parts."""
    rents = "\n".join(f"by {each},2025-01-01,400,spread,{each}" for each in PARTS)
    ws = plant(order_lines=LINES, pools=f"pool,month,cost,treatment,spread_basis\n{rents}")
    costs = ws.table("order_costs").set_index(["order_id", "pool"])["cost"]
    assert (costs["1", f"by {basis}"], costs["2", f"by {basis}"]) == PARTS[basis]
    whole = ws.orders().set_index("order_id")["spread_cost"]
    assert (whole["1"], whole["2"]) == tuple(map(sum, zip(*PARTS.values(), strict=True)))
    assert ws.table("pool_use").set_index("pool")["unused_cost"][f"by {basis}"] == 0


def test_spread_by_logged_hours(plant: Plant) -> None:
    """400 a month over 2 h and 6 h: 100 and 300."""
    ws = plant(
        order_lines=LINES,
        usage="order_id,pool,quantity,person\n1,design,2,P\n2,design,6,P",
        pools="pool,unit,month,cost,capacity,treatment,spread_basis\ndesign,h,2025-01-01,1000,100,usage,\nrent,,2025-01-01,400,,spread,hours",
    )
    assert ws.orders().set_index("order_id")["spread_cost"].to_dict() == {"1": 100, "2": 300}


def test_a_period_pool_is_below_the_line(plant: Plant) -> None:
    ws = plant(
        order_lines=LINES,
        usage="order_id,pool,quantity,person\n1,board,5,P",
        pools="pool,unit,month,cost,capacity,treatment\nboard,h,2025-01-01,900,100,period",
    )
    use = ws.table("pool_use").iloc[0]
    assert (use["cost"], use["charged_orders"], use["unused_cost"]) == (900, 0, 900)
    assert ws.orders()["resource_cost"].fillna(0).sum() == 0


def test_over_absorbed_is_negative_unused(plant: Plant) -> None:
    """30 h charged at 100 against 2,000 of cost for 20 h: 10 h and 1,000 too much."""
    ws = plant(
        order_lines=LINES,
        usage="order_id,pool,quantity,person\n1,design,30,P",
        pools="pool,unit,month,cost,capacity\ndesign,h,2025-01-01,2000,20",
    )
    use = ws.table("pool_use").iloc[0]
    assert (use["charged_orders"], use["unused_quantity"], use["unused_cost"]) == (3000, -10, -1000)


UNITS = ["set-ups", "visits", "km", "shipments", "runs", "рейсы"]


@pytest.mark.parametrize("unit", UNITS)
def test_pools_that_count_anything_but_time_bring_no_hours(plant: Plant, unit: str) -> None:
    """A pool and an order of each unit."""
    rows = [f"{n},A,2025-01-10,1000,100,1" for n in range(len(UNITS))]
    ws = plant(
        order_lines="\n".join([LINES.splitlines()[0], *rows]),
        usage="order_id,pool,quantity\n" + "\n".join(f"{n},p{n},4" for n in range(len(UNITS))),
        pools="pool,unit,cost,capacity\n"
        + "\n".join(f"p{n},{each},1000,10" for n, each in enumerate(UNITS)),
    )
    order = ws.order(str(UNITS.index(unit)))
    assert (order["resource_cost"], order["hours"], order["time_cost"]) == (400, 0, 0)


def test_a_client_outside_any_order_and_internal_use(plant: Plant) -> None:
    """Client A: 3 h outside orders are 300 of its profit; 5 internal hours are nobody's and stay unused."""
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,1000,0",
        usage="order_id,client_name,pool,quantity,date,person\n1,,design,2,2025-01-10,P\n,A,design,3,2025-01-12,P\n,,design,5,2025-01-13,P",
        pools="pool,unit,month,cost,capacity\ndesign,h,2025-01-01,2000,20",
    )
    row = ws.clients().iloc[0]
    assert (row["true_profit"], row["hours"], row["outside_cost"]) == (1000 - 200 - 300, 5, 300)
    use = ws.table("pool_use").iloc[0]
    assert (
        use["charged_orders"],
        use["charged_clients"],
        use["unused_cost"],
        use["quantity_internal"],
    ) == (
        200,
        300,
        1500,
        5,
    )


def test_nothing_is_known_of_a_rate_that_is_negative(plant: Plant) -> None:
    """The row is refused with its place and reason; the order stays, its use is set aside."""
    ws = plant(
        order_lines=LINES,
        usage="order_id,pool,quantity,person\n1,design,2,P\n1,sales,1,P",
        pools="pool,unit,rate\ndesign,h,-5\nsales,h,10",
    )
    refused = ws.table("rejected_rows")
    assert refused[["file", "row_number", "column", "value"]].iloc[0].tolist() == [
        "pools.csv",
        2,
        "rate",
        "-5",
    ]
    assert pd.notna(refused["reason"].iloc[0])
