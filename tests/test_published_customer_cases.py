"""Published cases of customer profitability, each number worked again from the inputs; money to 0.01."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from analysis.reader import whale
from tests.examiner import Plant, column, conserved, dealfit, near, query, text
from tests.published_whale import O9


def test_spring_distribution_horngren_four_customers(plant: Plant) -> None:
    """Bottles at a list price of 0.60 less a discount; 0.50 each; an order 100, a visit 80, a mile 2, a bottle 0.02, an express 300.
    A: 60,000 − 3,000 − 480 − 600 − 20,000 − 300 = 35,620; B: 72,000 − 19,620 = 52,380; G: 3,500 − 4,620 = −1,120;
    J: 6,000 − 2,620 = 3,380. Together 90,260."""
    customers = {  # bottles, price, orders, visits, deliveries, miles each, express
        "A": (1_000_000, 0.56, 30, 6, 60, 5, 1),
        "B": (800_000, 0.59, 25, 5, 30, 12, 0),
        "G": (70_000, 0.55, 15, 4, 20, 20, 2),
        "J": (60_000, 0.60, 10, 3, 15, 6, 0),
    }
    lines: list[Sequence[object]] = [
        (
            "order_id",
            "client_name",
            "order_date",
            "quantity",
            "unit_price",
            "discount",
            "direct_cost",
        )
    ]
    used: list[Sequence[object]] = [("order_id", "client_name", "pool", "quantity")]
    for name, (bottles, price, orders, visits, deliveries, miles, express) in customers.items():
        discount = f"{bottles * (0.60 - price):.2f}"
        lines.append((f"{name}-year", name, "2025-06-30", bottles, 0.6, discount, bottles // 2))
        for pool, quantity in (
            ("orders", orders),
            ("bottles", bottles),
            ("miles", deliveries * miles),
        ):
            used.append((f"{name}-year", None, pool, quantity))
        used += [
            (None, name, "visits", visits),
            (None, name, "express", express),
        ]  # outside any order
    ws = plant(
        order_lines=text(*lines),
        usage=text(*used),
        pools="pool,rate\norders,100\nvisits,80\nmiles,2\nbottles,0.02\nexpress,300",
    )
    clients = ws.table("client_profit").set_index("client_id")
    assert clients["revenue"].to_dict() == near(
        {"A": 560_000, "B": 472_000, "G": 38_500, "J": 36_000}
    )
    assert clients["true_profit"].to_dict() == near(
        {"A": 35_620, "B": 52_380, "G": -1_120, "J": 3_380}
    )
    assert clients["profit_rank"].to_dict() == {"B": 1, "A": 2, "J": 3, "G": 4}
    assert clients["profit_share"].to_dict() == pytest.approx(
        {"A": 35_620 / 90_260, "B": 52_380 / 90_260, "G": -1_120 / 90_260, "J": 3_380 / 90_260}
    )
    by_orders = ws.table("order_profit").set_index("client_id")[
        "true_profit"
    ]  # A's 780 and G's 920 are outside their orders
    assert (by_orders - clients["true_profit"]).to_dict() == near(
        {"A": 780, "B": 400, "G": 920, "J": 240}
    )


def test_classic_brass_garrison_the_margin_of_a_customer(plant: Plant) -> None:
    """After Garrison: 11,350 − 2,123 − 1,900 − 205 = 7,122; 3 orders × 315 + 1 design × 1,285 + 76 machine h × 19 + the
    customer itself 1,470: 945 + 1,285 + 1,444 + 1,470 = 5,144; the margin is 1,978."""
    ws = plant(
        order_lines="order_id,client_name,order_date,kind,quantity,unit_price,material_cost,labour_cost,other_direct_cost\n"
        "1,Windward,2025-01-10,serial,150,34,1000,900,100\n2,Windward,2025-02-10,serial,150,34,1000,900,60\n"
        "3,Windward,2025-03-10,unique,1,1150,123,100,45",
        usage="order_id,client_name,pool,quantity\n1,,customer orders,1\n2,,customer orders,1\n3,,customer orders,1\n"
        "3,,product design,1\n1,,order size,36\n2,,order size,36\n3,,order size,4\n,Windward,customer relations,1",
        pools="pool,unit,rate\ncustomer orders,orders,315\nproduct design,designs,1285\norder size,machine-hours,19\n"
        "customer relations,customers,1470",
    )
    client = ws.table("client_profit").iloc[0]
    assert (
        client["orders"],
        client["revenue"],
        client["gross_margin"],
        client["true_profit"],
    ) == near((3, 11_350, 7_122, 1_978))
    assert client["custom_share"] == pytest.approx(1_150 / 11_350)
    assert client["true_margin"] == pytest.approx(1_978 / 11_350)
    # 5,100 − 2,000 − 315 − 684; 5,100 − 1,960 − 999; 1,150 − 268 − 315 − 1,285 − 76 = −794
    assert column(ws, "true_profit") == near({"1": 2_101, "2": 2_141, "3": -794})


def test_o9_whale_curve_from_use_outside_orders(plant: Plant) -> None:
    """Orders earn 10,000 each (one log of nothing on each); what the client used outside them makes the rest: 10,000 − profit."""
    numbers = range(len(O9))
    ws = plant(
        order_lines=text(
            ("order_id", "client_id", "order_date", "revenue", "direct_cost"),
            *((n, f"c{n:02d}", "2025-01-10", 30_000, 20_000) for n in numbers),
        ),
        usage=text(
            ("order_id", "client_id", "pool", "quantity"),
            *((n, None, "engineers", 0) for n in numbers),
            *((None, f"c{n:02d}", "engineers", (10_000 - O9[n]) / 100) for n in numbers),
        ),
        pools="pool,unit,cost,capacity\nengineers,h,200000,2000",
    )
    profit = column(ws, "true_profit", "client_profit", "client_id")
    assert [profit[f"c{n:02d}"] for n in numbers] == near(list(O9))
    curve = whale.of_clients(ws.clients())
    assert curve is not None
    assert (curve.total, curve.losses, curve.peak_at) == near((35_446, -11_500, 16))
    assert round(100 * curve.peak / curve.total, 2) == 132.44
    clients = ws.table("client_profit").sort_values("profit_rank")
    assert round(100 * clients["profit_share"].head(4).sum(), 2) == 95.71
    assert clients["profit_rank"].tolist() == list(range(1, 21))
    assert (
        clients["profit_share"].sum(),
        clients["revenue_share"].sum(),
        clients["hours_share"].sum(),
    ) == pytest.approx((1, 1, 1))
    assert ws.table("pool_use").iloc[0]["unused_cost"] == near(
        35_446
    )  # 200,000 − (20 × 10,000 − 35,446)
    conserved(ws)


def test_kanthal_clients_through_the_command_in_russian(tmp_path: Path) -> None:
    """O4 as 1C and Excel would write it, cp1251 and XLSX: 160,000 each, 3 orders of goods not stocked → 71,000; 28 orders, 22 not
    stocked → 9,500. 80,000 − 3 × 750 − 3 × 2,250 = 71,000; 80,000 − 28 × 750 − 22 × 2,250 = 9,500."""
    lines, journal = (
        ["Номер заказа;Контрагент;Дата заказа;Выручка без НДС;Себестоимость"],
        ["Заказ;Ресурс;Количество"],
    )
    for client, orders, not_stocked in (("ООО «Три»", 3, 3), ("ООО «Много»", 28, 22)):
        for n in range(orders):
            revenue = 160_000 - (orders - 1) * 5_000 if n == 0 else 5_000
            number = f"{client[5:8]}-{n:03d}"
            money = f"{revenue:,}".replace(",", "\u00a0")
            lines.append(
                f"{number};{client};10.01.2025;{money},00;{revenue / 2:.2f}".replace(".00", ",00")
            )
            journal.append(f"{number};Обработка заказов;1")
            if n < not_stocked:
                journal.append(f"{number};Не со склада;1")
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "Заказы.csv").write_bytes("\r\n".join(lines).encode("cp1251"))
    (folder / "Журнал.csv").write_bytes("\r\n".join(journal).encode("cp1251"))
    book = xlsxwriter.Workbook(str(folder / "Пулы ресурсов.xlsx"))
    sheet = book.add_worksheet("Пулы")
    sheet.write_row(0, 0, ("Пул ресурсов", "Ед. изм.", "Ставка"))
    sheet.write_row(1, 0, ("Обработка заказов", "заказ", 750))
    sheet.write_row(2, 0, ("Не со склада", "заказ", 2250))
    book.close()
    assert dealfit("import", folder, "--strict", "--workspace", tmp_path / "ws") is not None
    rows = query(
        tmp_path / "ws",
        "select client_name, orders, revenue, true_profit, hours from client_profit order by true_profit",
    )
    assert rows == [
        {
            "client_name": "ООО «Много»",
            "orders": 28,
            "revenue": 160000.0,
            "true_profit": 9500.0,
            "hours": 0.0,
        },
        {
            "client_name": "ООО «Три»",
            "orders": 3,
            "revenue": 160000.0,
            "true_profit": 71000.0,
            "hours": 0.0,
        },
    ]
    assert "BREACH" not in dealfit("check", "--workspace", tmp_path / "ws")
