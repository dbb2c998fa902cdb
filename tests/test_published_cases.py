"""Published cases (METHOD.md), through files, the real import and the real pipeline: files in, tables out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import analysis
from analysis.reader import whale
from tests.published_whale import O9

Plant = Callable[..., analysis.Workspace]
HEAD = (
    "order_id,client_name,order_date,product_name,kind,quantity,revenue,labour_cost,material_cost"
)


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
    assert (use["unused_cost"], use["unused_quantity"]) == pytest.approx(
        (97_120, 121_400), abs=0.005
    )
    assert ws.metric("hours") == pytest.approx(578_600 / 60, abs=0.005)


def test_o3_wilkerson_general_overhead_hides_the_loss(plant: Plant) -> None:
    products = {  # units, price, labour, material per unit, machine h per unit, runs, shipments, engineering h
        "valves": (7500, 86, 10, 16, 0.5, 10, 10, 250),
        "pumps": (12500, 87, 12.5, 20, 0.5, 50, 70, 375),
        "flow controllers": (4000, 105, 10, 22, 0.3, 100, 220, 625),
    }
    lines, uses = [HEAD], ["order_id,pool,quantity"]
    for name, (
        units,
        price,
        labour,
        material,
        machine,
        runs,
        shipments,
        engineering,
    ) in products.items():
        kind = "unique" if name == "flow controllers" else "serial"
        lines.append(
            f"{name},{name},2025-01-10,{name},{kind},{units},{units * price},{units * labour},{units * material}"
        )
        for pool, quantity in (
            ("machine", units * machine),
            ("set-up", runs),
            ("receiving", runs),
            ("engineering", engineering),
            ("shipping", shipments),
        ):
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
    assert ws.orders().set_index("order_id")["true_profit"].to_dict() == {
        "stocked": 250,
        "not stocked": -2000,
    }
    assert ws.metric("hours") == 0  # orders handled are not people's hours


@pytest.mark.parametrize(("orders", "not_stocked", "profit"), [(3, 3, 71_000), (28, 22, 9_500)])
def test_o4_kanthal_two_clients_of_the_same_size(
    plant: Plant, orders: int, not_stocked: int, profit: int
) -> None:
    """160,000 each: half of it − orders × 750 − not stocked × 2,250."""
    each = 160_000 / orders
    lines = [f"{n},1,A,2025-01-10,{each:.4f},{each / 2:.4f}" for n in range(orders)]
    uses = [f"{n},orders handled,1" for n in range(orders)] + [
        f"{n},made to order,1" for n in range(not_stocked)
    ]
    ws = plant(
        order_lines="\n".join(
            ["order_id,line_no,client_name,order_date,revenue,direct_cost", *lines]
        ),
        usage="\n".join(["order_id,pool,quantity", *uses]),
        pools="pool,unit,rate\norders handled,orders,750\nmade to order,orders,2250",
    )
    assert ws.metric("true_profit") == pytest.approx(profit, abs=0.01)


def test_o2_time_equation_kaplan_and_anderson(plant: Plant) -> None:
    """5 + 3·lines + 15·[new client] + 10·[rush]: one line is 8 min; ten lines, new and rush are 60 min."""
    lines = ["order_id,line_no,client_name,order_date,promised_on,revenue,direct_cost"]
    lines += [
        "first,1,Old,2025-01-05,2025-03-01,100,40",
        "one line,1,Old,2025-01-10,2025-03-01,100,40",
    ]
    lines += [f"ten lines,{n},New,2025-01-10,2025-01-12,10,4" for n in range(1, 11)]
    ws = plant(
        settings='[[time_equation]]\npool = "order entry"\nunit = "minutes"\nbase = 5\nterms = [{feature = "lines", each = 3}, '
        '{feature = "is_new_client", each = 15}, {feature = "is_rush", each = 10}]\n',
        order_lines="\n".join(lines),
        pools="pool,unit,cost,capacity\norder entry,min,560000,700000",
    )
    costs = ws.table("order_costs").set_index("order_id")
    assert costs["quantity"].to_dict() == {"first": 23, "one line": 8, "ten lines": 60}
    assert costs["cost"].to_dict() == pytest.approx(
        {"first": 18.4, "one line": 6.4, "ten lines": 48}, abs=0.005
    )
    assert set(costs["source"]) == {"estimated"}
    orders = ws.orders().set_index("order_id")
    assert set(orders["hours_source"]) == {"estimated"}
    assert orders["hours"].to_dict() == pytest.approx(
        {"first": 23 / 60, "one line": 8 / 60, "ten lines": 1}, abs=1e-6
    )
    assert orders["true_profit"].to_dict() == pytest.approx(
        {"first": 41.6, "one line": 53.6, "ten lines": 12}, abs=0.005
    )
    use = ws.table("pool_use").iloc[0]
    assert (use["quantity_orders"], use["quantity_estimated"]) == (91, 91)
    assert use["charged_orders"] + use["unused_cost"] == pytest.approx(560_000, abs=1e-6)


def test_o9_whale_curve(plant: Plant) -> None:
    """Each client's profit made of revenue 100,000, direct cost 80,000 and the rest in engineers' hours at 100."""
    lines = ["order_id,client_name,order_date,revenue,direct_cost"]
    uses = ["order_id,pool,quantity,person"]
    for n, profit in enumerate(O9):
        lines.append(f"{n},client {n},2025-01-10,100000,80000")
        uses.append(f"{n},engineers,{(20_000 - profit) / 100:.2f},P")
    ws = plant(
        order_lines="\n".join(lines), usage="\n".join(uses), pools="pool,unit,rate\nengineers,h,100"
    )
    clients = ws.clients()
    assert clients["true_profit"].round(2).tolist() == sorted(O9, reverse=True)
    curve = whale.of_clients(clients)
    assert curve is not None
    assert (curve.total, curve.losses, curve.peak_at) == pytest.approx(
        (35_446, -11_500, 16), abs=0.005
    )
    assert round(100 * curve.peak / curve.total, 2) == 132.44
    assert round(100 * clients["profit_share"].head(4).sum(), 2) == 95.71
