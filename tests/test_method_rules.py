"""Every rule of METHOD.md as an outside examiner would put it: files in, tables out."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.deliveries import FIGURES, builds
from tests.examiner import Plant, column, conserved, near, text, uses

_builds = builds(*FIGURES, "client_profit")


def test_credit_cost_by_shipment_penalty_and_a_return_with_its_own_order(plant: Plant) -> None:
    """16 % a year. Order 1: 100,000 × 30/365 × 0.16 = 1,315.07; 50,000 × 90/365 × 0.16 = 1,972.60; a return on the spot bears none.
    Paid before shipment: no credit. True 1: 150,000 − 10,000 − 66,000 − 100 − 3,287.67 − 1,234.56 = 69,377.77."""
    ws = plant(
        settings="[credit]\ncost_of_capital = 0.16\n",
        order_lines="order_id,line_no,client_id,order_date,promised_on,shipped_on,paid_on,quantity,revenue,direct_cost,penalty\n"
        "1,1,A,2025-01-10,2025-02-01,2025-02-01,2025-03-03,10,100000,50000,\n"
        "1,2,A,2025-01-10,2025-02-01,2025-02-15,2025-05-16,5,50000,20000,1234.56\n"
        "1,3,A,2025-01-10,,2025-03-01,2025-03-01,-1,-10000,-4000,\n"
        "2,1,A,2025-01-10,2025-02-05,2025-02-01,2025-01-15,10,100000,50000,\n"
        "R,1,A,2025-04-10,,2025-04-10,,-2,-5000,-2000,",
        usage=uses({"1": {"p": 1}, "2": {"p": 1}, "R": {"p": 2}}),
        pools="pool,rate\np,100",
    )
    credit = 100_000 * 30 / 365 * 0.16 + 50_000 * 90 / 365 * 0.16
    assert column(ws, "credit_cost") == near({"1": credit, "2": 0, "R": 0})
    assert column(ws, "penalty") == near({"1": 1_234.56, "2": 0, "R": 0})
    assert column(ws, "true_profit") == near(
        {"1": 74_000 - 100 - credit - 1_234.56, "2": 49_900, "R": -3_200}
    )
    days_late = column(ws, "days_late")
    assert (days_late["1"], days_late["2"]) == (14, -4)  # the last shipment counts
    client = ws.table("client_profit").iloc[0]
    assert (client["revenue"], client["late_share"]) == near((235_000, 0.5))
    assert client["true_profit"] == near(sum(column(ws, "true_profit").values()))


def test_cancelled_and_unfinished_orders_keep_their_hours(plant: Plant) -> None:
    """Done: 100 − 50 − 3 × 5 = 35 of true profit, 40 by the book; cancelled: −5; in progress: its 2 h are spent, nothing is earned yet."""
    ws = plant(
        order_lines="order_id,client_id,order_date,status,revenue,direct_cost,book_overhead\n"
        "1,A,2025-01-10,Cancelled,100,50,10\n2,A,2025-01-10,In progress,100,50,10\n3,A,2025-01-10,Shipped,100,50,10",
        usage=uses({"1": {"p": 1}, "2": {"p": 2}, "3": {"p": 3}}),
        pools="pool,unit,cost,capacity\np,h,100,20",
    )
    assert column(ws, "revenue") == {"1": 0, "2": 0, "3": 100}
    assert column(ws, "hours") == {"1": 1, "2": 2, "3": 3}
    true_profit = column(ws, "true_profit")
    assert (true_profit["1"], true_profit["3"]) == near((-5, 35))
    assert pd.isna(true_profit["2"])
    assert column(ws, "open_cost") == near({"1": 0, "2": 10, "3": 0})
    assert column(ws, "flag") == {"1": "cancelled", "2": "unknown", "3": "profitable"}
    client = ws.table("client_profit").iloc[0]
    assert (
        client["revenue"],
        client["book_profit"],
        client["true_profit"],
        client["hours"],
    ) == near((100, 40, 30, 6))
    assert (client["open_cost"], client["open_hours"]) == near((10, 2))
    assert ws.table("pool_use").iloc[0]["charged_orders"] == near(
        30
    )  # not one of the six hours vanishes
    conserved(ws)


def test_flags_at_their_thresholds(plant: Plant) -> None:
    """Target 15 %. Zero is no loss; a margin of exactly the target is enough; book profit 0 with a true loss is hidden."""
    cases = {  # direct cost, book overhead, used, flag; revenue 1,000
        "true profit 0": (500, 100, 500, "markup eaten"),
        "book profit 0, true loss of a kopeck": (500, 500, 500.01, "hidden loss"),
        "book loss of a kopeck": (500, 500.01, 500.01, "loss"),
        "at the target": (500, 100, 350, "profitable"),
        "a kopeck under the target": (500, 100, 350.01, "markup eaten"),
        "thin from the start": (
            860,
            0,
            10,
            "thin price",
        ),  # gross margin 14 %: no healthy markup was there to be eaten
        "book loss, true profit": (500, 600, 10, "profitable"),
    }
    names = {name: f"{n}" for n, name in enumerate(cases)}
    ws = plant(
        order_lines=text(
            ("order_id", "client_id", "order_date", "revenue", "direct_cost", "book_overhead"),
            *((names[c], "A", "2025-01-10", 1000, d, b) for c, (d, b, _, _) in cases.items()),
        ),
        usage=uses({names[c]: {"p": used} for c, (_, _, used, _) in cases.items()}),
        pools="pool,rate\np,1",
    )
    flags = column(ws, "flag")
    assert {c: flags[names[c]] for c in cases} == {c: flag for c, (*_, flag) in cases.items()}


@pytest.mark.parametrize("target", [0.07, 0.14, 0.15, 0.28, 0.29])
def test_a_margin_of_exactly_the_target_is_enough_whatever_the_target(
    plant: Plant, target: float
) -> None:
    """0.07 × 100 is 7.000000000000001 in floating point: a true profit of 7.00 must not fall short of it."""
    percent = round(100 * target)
    ws = plant(
        settings=f"[targets]\ntrue_margin = {target}\n",
        order_lines=text(
            ("order_id", "client_id", "order_date", "revenue", "direct_cost", "book_overhead"),
            *((n, "A", "2025-01-10", 100 * n, 0, 0) for n in range(1, 60)),
        ),
        usage=uses({str(n): {"p": n * (100 - percent)} for n in range(1, 60)}),
        pools="pool,rate\np,1",
    )
    assert set(column(ws, "flag").values()) == {"profitable"}


SPREAD = {  # basis → base of orders 1, 2 (January) and 3 (February)
    "revenue": (300, 700, 800),
    "direct_cost": (120, 30, 15),
    "labour_cost": (20, 20, 5),
    "material_cost": (40, 10, 5),
    "quantity": (3, 5, 7),
    "orders": (1, 1, 1),
    "lines": (2, 1, 1),
    "hours": (1, 3, 6),
}


@pytest.mark.parametrize("month", ["", "2025-01", "2025-03"])
def test_spread_by_each_base_in_every_month_and_in_one(plant: Plant, month: str) -> None:
    """1,000 a base, in proportion to it over the orders of the pool's month; March has no orders: all of it stays unused.

    Without a month it is a month's cost (rule 13): 1,000 in January, 1,000 in February, which has one order."""
    ws = plant(
        order_lines="order_id,client_id,order_date,quantity,revenue,labour_cost,material_cost,other_direct_cost\n"
        "1,A,2025-01-10,1,100,10,20,30\n1,A,2025-01-10,2,200,10,20,30\n2,B,2025-01-11,5,700,20,10,0\n3,B,2025-02-11,7,800,5,5,5",
        usage=uses({"1": {"e": 1}, "2": {"e": 3}, "3": {"e": 6}}),
        pools="pool,month,unit,rate,cost,treatment,spread_basis\ne,,h,1,,,\n"
        + "\n".join(f"by {basis},{month},,,1000,spread,{basis}" for basis in SPREAD),
    )
    cost = 2000 if month == "" else 1000
    carried = (
        ws.table("order_costs").query("source == 'spread'").set_index(["pool", "order_id"])["cost"]
    )
    use = ws.table("pool_use").groupby("pool")[["spread", "unused_cost"]].sum()
    spread = dict.fromkeys(("1", "2", "3"), 0.0)
    for basis, of_orders in SPREAD.items():
        bases = (0, 0) if month == "2025-03" else of_orders[:2]
        expected = [
            *(1000 * base / sum(bases) if sum(bases) else 0 for base in bases),
            1000 if month == "" else 0,
        ]
        found = [float(carried.get((f"by {basis}", order), 0)) for order in spread]
        assert found == near(expected), basis
        assert tuple(use.loc[f"by {basis}"]) == near((sum(expected), cost - sum(expected))), basis
        spread = {order: spread[order] + part for order, part in zip(spread, expected, strict=True)}
    assert column(ws, "spread_cost") == near(spread)
    assert column(ws, "true_profit") == near(
        {"1": 180 - 1 - spread["1"], "2": 670 - 3 - spread["2"], "3": 785 - 6 - spread["3"]}
    )
    conserved(ws)


def test_pools_of_every_kind_in_two_months(plant: Plant) -> None:
    """Design 100 an hour in January, 200 in February, by stamps; visits on the client; rent is the period's; internal stays unused."""
    ws = plant(
        order_lines="order_id,client_id,order_date,revenue,direct_cost\n1,A,2025-01-31,2000,500\n2,B,2025-02-01,3000,500",
        usage="order_id,client_id,pool,quantity,started_at,ended_at,date\n"
        "1,,design,,2025-01-31 15:00,2025-01-31 17:30,\n1,,design,,2025-02-03 09:00,2025-02-03 10:00,\n"  # 2.5 h and 1 h
        "2,,design,12,,,2025-02-10\n,A,visits,2,,,2025-02-11\n,,design,3,,,2025-02-12\n2,,set-ups,4,,,2025-02-10",
        pools="pool,month,unit,cost,capacity,rate,treatment\ndesign,2025-01,h,1000,10,,\ndesign,2025-02,h,2000,10,,\n"
        "visits,,visits,500,,150,\nset-ups,2025-02,set-ups,90,3,,\nrent,2025-01,,700,,,period",
    )
    # order 1: 2.5 × 100 + 1 × 200 = 450; order 2: 12 × 200 + 4 × 30 = 2,520; client A outside: 2 × 150 = 300
    assert column(ws, "resource_cost") == near({"1": 450, "2": 2_520})
    assert column(ws, "time_cost") == near({"1": 450, "2": 2_400})
    assert column(ws, "true_profit", "client_profit", "client_id") == near({"A": 750, "B": -20})
    amounts = ["charged_orders", "charged_clients", "spread", "unused_quantity", "unused_cost"]
    use = ws.table("pool_use").assign(month=lambda rows: rows["month"].dt.strftime("%m").fillna(""))
    found = {(row["pool"], row["month"]): tuple(row[amounts]) for _, row in use.iterrows()}
    assert found[("design", "01")] == near((250, 0, 0, 7.5, 750))
    assert found[("design", "02")] == near(
        (2_600, 0, 0, -3, -600)
    )  # 13 h of 10; the 3 internal ones charged to nobody
    assert found[("set-ups", "02")] == near((120, 0, 0, -1, -30))
    assert found[("visits", "01")][4] == near(500)  # without a month: 500 in each of the two
    assert found[("visits", "02")][:3] == near((0, 300, 0))
    assert found[("visits", "02")][4] == near(200)
    assert found[("rent", "01")][4] == near(700)
    conserved(ws)


def test_book_overhead_from_each_source(plant: Plant) -> None:
    """The column, else full cost − direct cost, else the rule (7.50 a piece); full cost alone gives the book profit."""
    ws = plant(
        settings='[book_overhead]\nbasis = "quantity"\nrate = 7.5\n',
        order_lines="order_id,client_id,order_date,quantity,revenue,direct_cost,book_overhead,book_cost\n"
        "column,A,2025-01-10,2,100,10,5,\nfull cost,A,2025-01-10,2,100,10,,40\nrule,A,2025-01-10,2,100,10,,\n"
        "no direct cost,A,2025-01-10,2,100,,,70",
    )
    assert column(ws, "book_profit") == near(
        {"column": 85, "full cost": 60, "rule": 75, "no direct cost": 30}
    )
    assert pd.isna(column(ws, "gross_margin")["no direct cost"])


@pytest.mark.parametrize(
    ("basis", "base"),
    [
        ("labour_cost", 30),
        ("material_cost", 40),
        ("direct_cost", 80),
        ("revenue", 200),
        ("quantity", 4),
    ],
)
def test_book_overhead_by_each_rule(plant: Plant, basis: str, base: float) -> None:
    """Half the base of two lines; book profit 200 − 80 − that."""
    ws = plant(
        settings=f'[book_overhead]\nbasis = "{basis}"\nrate = 0.5\n',
        order_lines="order_id,client_id,order_date,quantity,revenue,labour_cost,material_cost,other_direct_cost\n"
        "1,A,2025-01-10,2,100,10,20,10\n1,A,2025-01-10,2,100,20,20,0",
    )
    order = ws.table("order_profit").iloc[0]
    assert (order["book_overhead"], order["book_profit"]) == near((base / 2, 120 - base / 2))


DISCOUNTS = [
    ("discount", "250.50", 749.5),
    ("discount", "5%", 950),
    ('"Скидка, %"', "5", 950),
    ("Скидка", "50", 950),
    ("discount", "", 1000),
]


@pytest.mark.parametrize(("header", "cell", "revenue"), DISCOUNTS)
def test_revenue_is_computed_where_it_is_not_given(
    plant: Plant, header: str, cell: str, revenue: float
) -> None:
    """10 × 100 less the discount, an amount of the line or a share; a file for each."""
    files = {
        f"order_lines_{n}": f"order_id,client_id,order_date,quantity,unit_price,{each}\n{n},A,2025-01-10,10,100,{given}"
        for n, (each, given, _) in enumerate(DISCOUNTS)
    }
    ws = plant(**files)
    assert column(ws, "revenue")[str(DISCOUNTS.index((header, cell, revenue)))] == near(revenue)
    assert len(column(ws, "revenue")) == len(DISCOUNTS)


def test_kopecks_are_kept(plant: Plant) -> None:
    """333 lines of 0.01 and a third of 100.00 in hours: 3.33 − 33.3333 = −30.0033, and no kopeck is lost on the way."""
    ws = plant(
        order_lines=text(
            ("order_id", "line_no", "client_id", "order_date", "revenue", "direct_cost"),
            *(("1", n, "A", "2025-01-10", 0.01, 0) for n in range(333)),
        ),
        usage="order_id,pool,quantity\n1,p,1",
        pools="pool,unit,cost,capacity\np,h,100,3",
    )
    assert ws.sql("select cast(revenue as varchar) as revenue from order_profit")[
        "revenue"
    ].tolist() == ["3.3300"]
    assert column(ws, "true_profit")["1"] == pytest.approx(-30.003333, abs=1e-6)
    conserved(ws)
