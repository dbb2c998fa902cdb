"""Published cases of activity-based costing of products, each number worked again from the inputs; money to 0.01."""

from __future__ import annotations

from tests.examiner import Plant, column, conserved, near, text, uses


def test_classic_pen_kaplan(plant: Plant) -> None:
    """Book overhead 300 % of labour. True: fringe 40 % of labour, 22,000 by runs, 11,200 by set-up hours, 4,800 by products,
    14,000 by machine hours. Indirect labour 20,000 and its fringe 8,000: half runs, 40 % set-ups, 10 % records; computer 10,000:
    80 % runs, 20 % records: 14,000 + 8,000 = 22,000; 11,200; 2,800 + 2,000 = 4,800."""
    pens = {  # units, price, material, labour, machine h, runs, set-up h
        "blue": (50_000, 1.50, 25_000, 10_000, 5_000, 50, 200),
        "black": (40_000, 1.50, 20_000, 8_000, 4_000, 50, 50),
        "red": (9_000, 1.55, 4_680, 1_800, 900, 38, 228),
        "purple": (1_000, 1.65, 550, 200, 100, 12, 48),
    }
    ws = plant(
        settings='[book_overhead]\nbasis = "labour_cost"\nrate = 3\n',
        order_lines=text(
            (
                "order_id",
                "client_name",
                "order_date",
                "quantity",
                "unit_price",
                "material_cost",
                "labour_cost",
            ),
            *(
                (name, "shops", "2025-01-10", units, price, material, labour)
                for name, (units, price, material, labour, *_) in pens.items()
            ),
        ),
        usage=uses(
            {
                name: {"machines": machine, "runs": runs, "set-ups": setups, "records": 1}
                for name, (*_, machine, runs, setups) in pens.items()
            }
        ),
        pools="pool,unit,cost,capacity,treatment,spread_basis\nfringe,,8000,,spread,labour_cost\nmachines,machine hours,14000,10000,,\n"
        "runs,runs,22000,150,,\nset-ups,set-ups,11200,526,,\nrecords,products,4800,4,,",
    )
    # 75,000 − 25,000 − 10,000 − 30,000; 60,000 − 20,000 − 8,000 − 24,000; 13,950 − 4,680 − 1,800 − 5,400; 1,650 − 550 − 200 − 600
    assert column(ws, "book_profit") == near(
        {"blue": 10_000, "black": 8_000, "red": 2_070, "purple": 300}
    )
    expected = {
        # 75,000 − 35,000 − 4,000 − 7,000 − 50 × 146.6667 − 200 × 21.2928 − 1,200
        "blue": 40_000
        - 4_000
        - 7_000
        - 50 * 22_000 / 150
        - 200 * 11_200 / 526
        - 1_200,  # 16,208.11
        "black": 32_000
        - 3_200
        - 5_600
        - 50 * 22_000 / 150
        - 50 * 11_200 / 526
        - 1_200,  # 13,602.03
        "red": 7_470 - 720 - 1_260 - 38 * 22_000 / 150 - 228 * 11_200 / 526 - 1_200,  # −6,138.09
        "purple": 900 - 80 - 140 - 12 * 22_000 / 150 - 48 * 11_200 / 526 - 1_200,  # −3,302.05
    }
    assert round(expected["purple"], 2) == -3302.05
    assert column(ws, "true_profit") == near(expected)
    assert column(ws, "spread_cost") == near(
        {"blue": 4_000, "black": 3_200, "red": 720, "purple": 80}
    )
    assert column(ws, "flag")["purple"] == "hidden loss"
    assert column(ws, "hours") == dict.fromkeys(pens, 0)  # machines are not people
    assert ws.metric("true_profit") == near(20_370)  # everything used up: the book's total
    conserved(ws)


def test_triple_bpp(plant: Plant) -> None:
    """Overhead 654,500 at 28 a machine hour by the book; set-ups 35 %, machining 20 %, handling 15 %, inspection 30 %.
    X: 75 × 341.9030 + 1,125 × 5.60 + 12 × 818.125 + 150 × 196.35 = 71,212.52 ÷ 750 = 94.95 a piece."""
    products = {  # units, material, labour h at 6, machine h, set-ups, movements, inspections
        "X": (750, 20, 0.5, 1.5, 75, 12, 150),
        "Y": (1_250, 12, 1.5, 1.0, 115, 21, 180),
        "Z": (7_000, 25, 1.0, 3.0, 480, 87, 670),
    }
    ws = plant(
        order_lines=text(
            (
                "order_id",
                "client_id",
                "order_date",
                "quantity",
                "revenue",
                "material_cost",
                "labour_cost",
                "book_overhead",
            ),
            *(
                (
                    n,
                    n,
                    "2025-01-10",
                    units,
                    units * 120,
                    units * m,
                    units * labour * 6,
                    units * machine * 28,
                )
                for n, (units, m, labour, machine, *_) in products.items()
            ),
        ),
        usage=uses(
            {
                n: {"set-ups": s, "machining": units * machine, "handling": mv, "inspection": i}
                for n, (units, _, _, machine, s, mv, i) in products.items()
            }
        ),
        pools=text(
            ("pool", "unit", "cost", "capacity"),
            ("set-ups", "set-ups", 229_075, 670),
            ("machining", "machine hours", 130_900, 23_375),
            ("handling", "movements", 98_175, 120),
            ("inspection", "inspections", 196_350, 1_000),
        ),
    )
    # a piece costs 65, 49 and 115 by the book: 120 − 65 = 55; 71; 5
    assert column(ws, "book_profit") == near({"X": 55 * 750, "Y": 71 * 1_250, "Z": 5 * 7_000})
    overhead = {
        "X": 75 * 229_075 / 670 + 1_125 * 5.6 + 12 * 818.125 + 150 * 196.35,
        "Y": 115 * 229_075 / 670 + 1_250 * 5.6 + 21 * 818.125 + 180 * 196.35,
        "Z": 480 * 229_075 / 670 + 21_000 * 5.6 + 87 * 818.125 + 670 * 196.35,
    }
    assert column(ws, "resource_cost") == near(overhead)
    assert {n: round(cost / products[n][0], 2) for n, cost in overhead.items()} == {
        "X": 94.95,
        "Y": 79.07,
        "Z": 69.21,
    }
    direct = {"X": 23, "Y": 21, "Z": 31}
    assert column(ws, "true_profit") == near(
        {n: products[n][0] * (120 - direct[n]) - overhead[n] for n in products}
    )
    conserved(ws)


def test_duff_acca_2014(plant: Plant) -> None:
    """Set-ups 280,000 ÷ 115 batches, ordering 316,000 ÷ 480 purchase orders, machines 420,000 ÷ 80,800 h, facility 361,400 spread
    by labour (12 an hour, so as by hours). X a piece: 4.8696 + 5.2667 + 7.7970 + 6.3627 = 24.2959; absorbed 9.70 an hour."""
    products = {  # units, material, labour, labour h, batch, purchase orders a batch, machine h
        "X": (20_000, 25, 30, 2.5, 500, 4, 1.5),
        "Y": (16_000, 28, 36, 3.0, 800, 5, 1.25),
        "Z": (22_000, 22, 24, 2.0, 400, 4, 1.4),
    }
    ws = plant(
        order_lines=text(
            (
                "order_id",
                "client_id",
                "order_date",
                "quantity",
                "revenue",
                "material_cost",
                "labour_cost",
                "book_overhead",
            ),
            *(
                (n, n, "2025-01-10", u, u * 90, u * m, u * labour, u * h * 9.7)
                for n, (u, m, labour, h, *_) in products.items()
            ),
        ),
        usage=uses(
            {
                n: {"set-ups": u / batch, "ordering": u / batch * po, "machines": u * mh}
                for n, (u, _, _, _, batch, po, mh) in products.items()
            }
        ),
        pools="pool,unit,cost,capacity,treatment,spread_basis\nset-ups,batches,280000,115,usage,\nordering,orders,316000,480,usage,\n"
        "machines,machine h,420000,80800,usage,\nfacility,,361400,,spread,labour_cost",
    )
    overhead = {
        "X": 40 * 280_000 / 115
        + 160 * 316_000 / 480
        + 30_000 * 420_000 / 80_800
        + 361_400 * 50 / 142,
        "Y": 20 * 280_000 / 115
        + 100 * 316_000 / 480
        + 20_000 * 420_000 / 80_800
        + 361_400 * 48 / 142,
        "Z": 55 * 280_000 / 115
        + 220 * 316_000 / 480
        + 30_800 * 420_000 / 80_800
        + 361_400 * 44 / 142,
    }
    assert round(overhead["X"] / 20_000, 4) == 24.2959
    assert sum(overhead.values()) == near(1_377_400)
    orders = ws.table("order_profit").set_index("order_id")
    assert (orders["resource_cost"] + orders["spread_cost"]).to_dict() == near(overhead)
    assert column(ws, "book_overhead") == near(
        {"X": 485_000, "Y": 465_600, "Z": 426_800}
    )  # together 1,377,400
    margin = {"X": 20_000 * 35, "Y": 16_000 * 26, "Z": 22_000 * 44}
    assert column(ws, "true_profit") == near({n: margin[n] - overhead[n] for n in products})
    conserved(ws)


def test_plim_horngren_the_simple_lens_only_looks_like_a_loss(plant: Plant) -> None:
    """Book: 60 an hour of labour: S3 3,600,000 − 1,875,000 − 1,800,000 = −75,000; CL5 2,055,000 − 675,000 − 585,000 = 795,000.
    True S3: − 1,875,000 − 120,000 − 135,000 − 75,000 − 450,000 − 40,500 − 261,000 − 192,452.83 = 451,047.17; CL5 268,952.83."""
    ws = plant(
        order_lines="order_id,client_id,order_date,quantity,unit_price,direct_cost,book_overhead\n"
        "S3,GM,2025-01-10,60000,60,1875000,1800000\nCL5,GM,2025-01-10,15000,137,675000,585000",
        usage=uses(
            {
                "S3": {
                    "design": 30,
                    "set-up": 500,
                    "machines": 9_000,
                    "shipping": 100,
                    "distribution": 45_000,
                    "admin": 30_000,
                    "molds": 2_000,
                },
                "CL5": {
                    "design": 70,
                    "set-up": 1_500,
                    "machines": 3_750,
                    "shipping": 100,
                    "distribution": 22_500,
                    "admin": 9_750,
                    "molds": 2_500,
                },
            }
        ),
        pools="pool,unit,cost,capacity\ndesign,parts-square feet,450000,100\nset-up,h,300000,2000\nmachines,machine-hours,637500,12750\n"
        "shipping,shipments,81000,200\ndistribution,cubic feet,391500,67500\nadmin,h,255000,39750\nmolds,mold-hours,270000,4500",
    )
    assert column(ws, "book_profit") == near({"S3": -75_000, "CL5": 795_000})
    assert column(ws, "true_profit") == near({"S3": 451_047.17, "CL5": 268_952.83})
    assert column(ws, "flag") == {
        "S3": "markup eaten",
        "CL5": "markup eaten",
    }  # 12.5 % and 13.1 %, both under 15 %
    assert column(ws, "hours") == near(
        {"S3": 30_500, "CL5": 11_250}
    )  # set-up and admin are in hours
    use = ws.table("pool_use")
    assert use["unused_cost"].tolist() == near([0.0] * len(use))
    conserved(ws)
