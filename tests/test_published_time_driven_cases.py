"""Published cases of time-driven costing (Kaplan & Anderson), each number worked again from the inputs: files in, tables out.

Printed solutions are never trusted. Money to 0.01.
"""

from __future__ import annotations

import pytest

from tests.examiner import Plant, column, conserved, near, text, uses

O1 = {
    "orders": 49_000 * 8,
    "inquiries": 1_400 * 44,
    "credit checks": 2_500 * 50,
}  # minutes; together 578,600
O1_COSTS = [313_600, 49_280, 100_000]  # × 0.80; together 462,880


HOW = {  # a file of pools, its pool named as the case, and minutes in its unit
    "bare": (
        "pool,cost,capacity\nservice,560000,700000",
        1,
    ),  # the required columns and the capacity, no more
    "min": ("pool,unit,cost,capacity\nservice,min,560000,700000", 1),
    "rate": ("pool,unit,rate,capacity\nservice,minutes,0.80,700000", 1),
    "both": ("pool,unit,cost,capacity,rate\nservice,мин,560000,700000,0.8", 1),
    "month": ("pool,month,unit,cost,capacity\nservice,2025-01,min,560000,700000", 1),
    "russian": (
        "pool,month,unit,cost,capacity,treatment\nservice,01.2025,мин,560000,700000,по расходу",
        1,
    ),
    "hours": ("pool,unit,cost,capacity\nservice,hours,560000,11666.666667", 60),  # 48 an hour
}


@pytest.mark.parametrize("how", HOW)
def test_o1_however_the_pool_is_written(plant: Plant, how: str) -> None:
    """560,000 ÷ 700,000 min = 0.80; unused 700,000 − 578,600 = 121,400 min, that is 97,120."""
    ws = plant(
        order_lines=text(
            ("order_id", "client_name", "order_date", "revenue", "direct_cost"),
            *((o, o, "2025-01-10", 0, 0) for o in O1),
        ),
        usage=uses(
            {o: {name: f"{q / unit:.6f}" for name, (_, unit) in HOW.items()} for o, q in O1.items()}
        ),  # type: ignore[misc]
        **{f"pools_{name}": pools.replace("service", name) for name, (pools, _) in HOW.items()},
    )
    costs = ws.table("order_costs").query("pool == @how").set_index("order_id")["cost"]
    assert [costs[o] for o in O1] == near(O1_COSTS)
    use = ws.table("pool_use").set_index("pool").loc[how]
    assert (use["cost"], use["charged_orders"], use["unused_cost"]) == near(
        (560_000, 462_880, 97_120)
    )
    minutes_per_unit = HOW[how][1]
    assert (use["rate"], use["unused_quantity"]) == pytest.approx(
        (0.8 * minutes_per_unit, 121_400 / minutes_per_unit), abs=1e-4
    )
    conserved(ws)


def test_o1_without_orders_used_by_clients(plant: Plant) -> None:
    """No order at all: 392,000 × 0.80 = 313,600 charged to the client, and the client's true profit is −313,600."""
    ws = plant(
        usage=text(
            ("client_name", "pool", "quantity"), *((c, "service", q) for c, q in O1.items())
        ),
        pools="pool,unit,cost,capacity\nservice,min,560000,700000",
    )
    clients = column(ws, "true_profit", "client_profit", "client_id")
    assert [-clients[c] for c in O1] == near(O1_COSTS)
    use = ws.table("pool_use").iloc[0]
    assert (use["charged_orders"], use["charged_clients"], use["unused_cost"]) == near(
        (0, 462_880, 97_120)
    )
    conserved(ws)


def test_o1_doubling_an_activity_changes_no_rate(plant: Plant) -> None:
    """1,400 × 44 twice: 123,200 min; together 640,200 min × 0.80 = 512,160; unused 47,840; the others cost as before."""
    ws = plant(
        order_lines=text(
            ("order_id", "client_name", "order_date", "revenue"),
            *((o, o, "2025-01-10", 0) for o in O1),
        ),
        usage=uses({o: {"service": q * (2 if o == "inquiries" else 1)} for o, q in O1.items()}),
        pools="pool,unit,cost,capacity\nservice,min,560000,700000",
    )
    assert [column(ws, "cost", "order_costs")[o] for o in O1] == near([313_600, 98_560, 100_000])
    assert ws.table("pool_use").iloc[0]["unused_cost"] == near(47_840)


def test_kaplan_and_anderson_2007_a_quarter_in_three_months(plant: Plant) -> None:
    """567,000 ÷ 630,000 min = 0.90. 9,800 × 40, 280 × 220, 500 × 250 min = 392,000 + 61,600 + 125,000 = 578,600;
    352,800 + 55,440 + 112,500 = 520,740; unused 51,400 min = 46,260. A month: 189,000 and 210,000 min, the same rate."""
    minutes = {"orders": 9_800 * 40, "inquiries": 280 * 220, "credit checks": 500 * 250}
    parts = {"2025-01-15": 0.25, "2025-02-28": 0.25, "2025-03-01": 0.5}
    ws = plant(
        order_lines=text(
            ("order_id", "client_name", "order_date", "revenue"),
            *((o, o, "2025-01-10", 0) for o in minutes),
        ),
        usage=text(
            ("order_id", "pool", "quantity", "date"),
            *(
                (o, "service", q * part, day)
                for o, q in minutes.items()
                for day, part in parts.items()
            ),
        ),
        pools=text(
            ("pool", "month", "unit", "cost", "capacity"),
            *(("service", f"2025-0{n}", "min", 189_000, 210_000) for n in (1, 2, 3)),
        ),
    )
    assert [column(ws, "cost", "order_costs")[o] for o in minutes] == near(
        [352_800, 55_440, 112_500]
    )
    use = ws.table("pool_use").sort_values("month")
    assert use["rate"].tolist() == pytest.approx([0.9] * 3)
    # 144,650 min in January and February, 289,300 in March: 79,300 over its capacity
    assert use["unused_quantity"].tolist() == near([65_350, 65_350, -79_300])
    assert use["unused_cost"].tolist() == near([58_815, 58_815, -71_370])  # together 46,260
    conserved(ws)


def test_o2_an_equation_in_minutes_on_a_pool_in_hours(plant: Plant) -> None:
    """5 + 3·lines + 15·[new] + 10·[rush] min: 8 min = 0.1333 h, 60 min = 1 h, at 48 an hour: 6.40 and 48."""
    ws = plant(
        settings='[[time_equation]]\npool = "order entry"\nunit = "minutes"\nbase = 5\nterms = [{feature = "lines", each = 3}, '
        '{feature = "is_new_client", each = 15}, {feature = "is_rush", each = 10}]\n',
        order_lines=text(
            (
                "order_id",
                "line_no",
                "client_name",
                "order_date",
                "is_new_client",
                "is_rush",
                "revenue",
                "direct_cost",
            ),
            ("one line", 1, "A", "2025-01-10", "no", "no", 100, 40),
            *(("ten lines", n, "B", "2025-01-10", "yes", "yes", 10, 4) for n in range(1, 11)),
            ("logged", 1, "A", "2025-01-11", "no", "no", 100, 40),
        ),
        usage="order_id,pool,quantity\nlogged,order entry,0.25",
        pools="pool,unit,cost,capacity\norder entry,hours,48000,1000",
    )
    assert column(ws, "hours") == pytest.approx(
        {"one line": 8 / 60, "ten lines": 1, "logged": 0.25}, abs=1e-6
    )
    assert column(ws, "hours_source") == {
        "one line": "estimated",
        "ten lines": "estimated",
        "logged": "logged",
    }
    assert column(ws, "time_cost") == near({"one line": 6.4, "ten lines": 48, "logged": 12})
    assert column(ws, "true_profit") == near({"one line": 53.6, "ten lines": 12, "logged": 48})
    conserved(ws)


def test_o4_kanthal_from_equations_alone(plant: Plant) -> None:
    """One order each, 750, and 2,250 for a modified line: 1,000 − 750 = 250 and 1,000 − 3,000 = −2,000, with no usage file."""
    ws = plant(
        settings='[[time_equation]]\npool = "orders handled"\nbase = 1\n'
        '[[time_equation]]\npool = "not stocked"\nterms = [{feature = "modified_lines", each = 1}]\n',
        order_lines="order_id,client_name,order_date,kind,revenue,direct_cost,book_overhead\n"
        "stocked,A,2025-01-10,serial,2000,1000,0\nnot stocked,B,2025-01-10,modified,2000,1000,0",
        pools="pool,unit,rate\norders handled,orders,750\nnot stocked,orders,2250",
    )
    assert column(ws, "true_profit") == near({"stocked": 250, "not stocked": -2000})
    assert column(ws, "hours_source") == {"stocked": "estimated", "not stocked": "estimated"}
    assert column(ws, "flag") == {
        "stocked": "markup eaten",
        "not stocked": "hidden loss",
    }  # 12.5 % is under 15 %
    assert column(ws, "kind") == {"stocked": "serial", "not stocked": "custom"}
