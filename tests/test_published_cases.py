"""Published cases (METHOD.md), through files, the real import and the real pipeline: files in, tables out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import analysis

Plant = Callable[..., analysis.Workspace]
HEAD = "order_id,client_name,order_date,product_name,kind,quantity,revenue,labour_cost,material_cost"


def test_o1_capacity_rate_kaplan_and_anderson_2004(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue\n1,A,2025-01-10,0\n2,B,2025-01-10,0\n3,C,2025-01-10,0",
        usage=f"order_id,pool,quantity,activity\n1,service,{49_000 * 8},orders\n2,service,{1_400 * 44},inquiries\n"
        f"3,service,{2_500 * 50},credit checks",
        pools="pool,unit,cost,capacity\nservice,min,560000,700000",
    )
    use = ws.table("pool_use").iloc[0]
    assert use["rate"] == pytest.approx(0.80)
    costs = ws.table("order_costs").sort_values("order_id")["cost"]
    assert costs.tolist() == pytest.approx([313_600, 49_280, 100_000], abs=0.005)
    assert use["charged_orders"] == pytest.approx(462_880, abs=0.005)
    assert (use["unused_cost"], use["unused_quantity"]) == pytest.approx((97_120, 121_400), abs=0.005)
    assert ws.metric("hours") == pytest.approx(578_600 / 60, abs=0.005)


def test_o3_wilkerson_general_overhead_hides_the_loss(plant: Plant) -> None:
    products = {  # units, price, labour, material per unit, machine h per unit, runs, shipments, engineering h
        "valves": (7500, 86, 10, 16, 0.5, 10, 10, 250),
        "pumps": (12500, 87, 12.5, 20, 0.5, 50, 70, 375),
        "flow controllers": (4000, 105, 10, 22, 0.3, 100, 220, 625),
    }
    lines, uses = [HEAD], ["order_id,pool,quantity"]
    for name, (units, price, labour, material, machine, runs, shipments, engineering) in products.items():
        kind = "unique" if name == "flow controllers" else "serial"
        lines.append(
            f"{name},{name},2025-01-10,{name},{kind},{units},{units * price},{units * labour},{units * material}"
        )
        for pool, quantity in (("machine", units * machine), ("set-up", runs), ("receiving", runs),
                               ("engineering", engineering), ("shipping", shipments)):  # fmt: skip
            uses.append(f"{name},{pool},{quantity}")
    ws = plant(
        settings='[book_overhead]\nbasis = "labour_cost"\nrate = 3.0\n',
        order_lines="\n".join(lines),
        usage="\n".join(uses),
        pools="pool,unit,cost,capacity\nmachine,h,336000,11200\nset-up,runs,40000,160\nreceiving,runs,180000,160\n"
        "engineering,h,100000,1250\nshipping,shipments,150000,300",
    )
    rates = ws.table("pool_use").set_index("pool")["rate"]
    assert rates.to_dict() == pytest.approx(
        {"machine": 30, "set-up": 250, "receiving": 1125, "engineering": 80, "shipping": 500}
    )
    orders = ws.orders().set_index("order_id").loc[list(products)]
    assert (orders["book_margin"] * 100).round(2).tolist() == [34.88, 19.54, 40.95]
    assert (orders["true_margin"] * 100).round(2).tolist() == [46.32, 33.10, -9.88]
    assert orders["book_profit"].tolist() == pytest.approx([225_000, 212_500, 172_000], abs=0.005)
    assert orders["true_profit"].tolist() == pytest.approx([298_750, 360_000, -41_500], abs=0.005)
    assert orders["flag"].tolist()[2] == "hidden loss"
    over_applied = ws.metric("book_overhead") - ws.metric("resource_cost")
    assert over_applied == pytest.approx(7_750, abs=0.005)
    assert ws.metric("true_profit") == pytest.approx(609_500 + 7_750, abs=0.005)


def test_o4_kanthal_one_order(plant: Plant) -> None:
    """Gross margin 50 %, 750 an order, 2,250 more where the product is not stocked."""
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue,direct_cost\n"
        "stocked,A,2025-01-10,2000,1000\nnot stocked,B,2025-01-10,2000,1000",
        usage="order_id,pool,quantity\nstocked,orders handled,1\nnot stocked,orders handled,1\nnot stocked,made to order,1",
        pools="pool,unit,rate\norders handled,orders,750\nmade to order,orders,2250",
    )
    assert ws.orders().set_index("order_id")["true_profit"].to_dict() == {"stocked": 250, "not stocked": -2000}
    assert ws.metric("hours") == 0  # orders handled are not people's hours


@pytest.mark.parametrize(("orders", "not_stocked", "profit"), [(3, 3, 71_000), (28, 22, 9_500)])
def test_o4_kanthal_two_clients_of_the_same_size(plant: Plant, orders: int, not_stocked: int, profit: int) -> None:
    """160,000 each: half of it − orders × 750 − not stocked × 2,250."""
    each = 160_000 / orders
    lines = [f"{n},1,A,2025-01-10,{each:.4f},{each / 2:.4f}" for n in range(orders)]
    uses = [f"{n},orders handled,1" for n in range(orders)] + [f"{n},made to order,1" for n in range(not_stocked)]
    ws = plant(
        order_lines="\n".join(["order_id,line_no,client_name,order_date,revenue,direct_cost", *lines]),
        usage="\n".join(["order_id,pool,quantity", *uses]),
        pools="pool,unit,rate\norders handled,orders,750\nmade to order,orders,2250",
    )
    assert ws.metric("true_profit") == pytest.approx(profit, abs=0.01)
