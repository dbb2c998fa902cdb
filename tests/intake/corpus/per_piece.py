"""Amounts for one piece under headers of every spelling: they count for all pieces of the line, or not at all."""

from __future__ import annotations

from .amounts import HEAD, lines
from .case import Case

COST = ("order_id", "revenue", "direct_cost", "unit_cost")
COSTS_OF_ONE = (
    "Себестоимость, руб./шт.",
    "Себестоимость руб/шт",
    "Себестоимость, ₽/шт",
    "Себестоимость за шт.",
    "Себестоимость за 1 шт, руб.",
    "Себестоимость за ед.",
    "Себестоимость за единицу",
    "Себестоимость за ед. изм.",
    "Себестоимость на единицу продукции",
    "Себестоимость единицы",
    "Себест. ед.",
    "Себестоимость ед., руб.",
    "Затраты на единицу",
    "Закупочная цена",
    "Цена закупки",
    "Учётная цена",
    "Unit cost",
    "unit_cost",
    "UnitCost",
    "Cost per unit",
    "Cost/pc",
    "Cost each",
    "Cost (per unit)",
    "Cost price",
    "Unit cost price",
    "COGS/unit",
    "Себестоимость одной штуки",
    "Себестоимость р/шт",
    "Ед. себестоимость",
    "Цена закупа",
)
PRICES = (
    "Стоимость, руб./шт.",
    "Сумма за ед.",
    "Стоимость единицы",
    "Выручка на единицу",
    "Amount per unit",
    "Unit amount",
    "Revenue/unit",
    "Стоимость ед.",
)
PARTS = {
    "material_cost": (
        "Материалы, руб/шт",
        "Материалы на ед.",
        "Material cost per unit",
        "Unit material cost",
        "Materials, each",
    ),
    "labour_cost": (
        "Зарплата, руб./ед.",
        "Оплата труда за единицу",
        "Labour per piece",
        "Labor cost/unit",
        "ФОТ, ₽/шт",
        "Труд на 1 шт",
    ),
    "book_overhead": ("ОХР, руб./шт", "Общезаводские расходы на единицу", "Overhead per unit"),
    "penalty": ("Неустойка, руб./шт.", "Penalty per unit"),
    "book_cost": ("Полная себестоимость ед.", "Full cost per unit"),
}


def of_cost(header: str) -> Case:
    """1,000 of 10 pieces that cost 60 each: 600; 200 of 2: 120."""
    return Case(
        lines(f"Количество;Выручка без НДС;{header}", "10;1000;60", "2;200;60", "3;300;"),
        ["A-1 1000 600 60", "A-2 200 120 60", "A-3 300 None None"],
        COST,
        notices=["of_one_piece"],
    )


def of_price(header: str) -> Case:
    return Case(
        lines(f"Количество;{header}", "10;60"),
        ["A-1 600 60"],
        ("order_id", "revenue", "unit_price"),
    )


def of_part(column: str, header: str) -> Case:
    return Case(
        lines(f"Количество;Выручка без НДС;{header}", "10;1000;30", "1;100;-2,5"),
        ["A-1 300", "A-2 -2.5"],
        ("order_id", column),
        notices=["of_one_piece"],
    )


CASES = {
    **{f"a cost of one piece: {h}": of_cost(h) for h in COSTS_OF_ONE},
    **{f"a price by its header's piece: {h}": of_price(h) for h in PRICES},
    **{
        f"for one piece: {h}": of_part(column, h)
        for column, headers in PARTS.items()
        for h in headers
    },
    "further costs for one piece": Case(
        lines("Количество;Выручка;Materials per pc.;Subcontracting per pc.", "10;1000;30;20"),
        ["A-1 300 200"],
        ("order_id", "material_cost", "other_direct_cost"),
        notices=["of_one_piece"],
    ),
    "material and labour for one piece": Case(
        lines("Количество;Выручка без НДС;Материалы, руб/шт;Зарплата, руб./ед.", "10;1000;30;20"),
        ["A-1 300 200"],
        ("order_id", "material_cost", "labour_cost"),
        notices=["of_one_piece"],
    ),
    "a cost of one piece without pieces": Case(
        lines("Выручка без НДС;Себестоимость, руб./шт.;Материалы за ед.", "1000;60;5"),
        ["A-1 1000 None None None"],
        ("order_id", "revenue", "direct_cost", "unit_cost", "material_cost"),
        notices=["piece_uncounted"],
    ),
    "an amount of one piece without pieces": Case(
        lines("Стоимость, руб./шт.", "60"), error="columns_missing"
    ),
    "the cost price is no price": Case(
        "Order No,Customer,Order date,Qty,Unit cost price\nA-1,C1,2025-01-15,10,60\n",
        error="columns_missing",
    ),
    "the cost price beside revenue": Case(
        "Order No,Customer,Order date,Qty,Net amount,Unit cost price\nA-1,C1,2025-01-15,10,1000,60\n",
        ["A-1 1000 None 600"],
        ("order_id", "revenue", "unit_price", "direct_cost"),
        notices=["of_one_piece"],
    ),
    "price and cost of one piece": Case(
        "Order No,Customer,Order date,Qty,Unit price,Unit cost\nA-1,C1,2025-01-15,10,100,60\nA-2,C1,2025-01-15,5,100,90\n",
        ["A-1 1000 600", "A-2 500 450"],
        ("order_id", "revenue", "direct_cost"),
        notices=["of_one_piece"],
    ),
    "the whole line's cost beside that of one piece": Case(
        lines(
            "Количество;Выручка;Себестоимость;Себестоимость за ед.", "10;1000;650;65", "2;200;;65"
        ),
        ["A-1 650", "A-2 130"],
        ("order_id", "direct_cost"),
        notices=["of_one_piece"],
    ),
    "a cost for a thousand pieces": Case(
        lines("Количество;Выручка;Себестоимость, руб./тыс. шт.", "500;1000;1500"),
        ["A-1 750"],
        ("order_id", "direct_cost"),
        notices=["of_one_piece", "thousands"],
    ),
    "a cost of one piece in thousands": Case(
        lines("Количество;Выручка;Себестоимость, тыс. руб./шт.", "5;1000;0,15"),
        ["A-1 750"],
        ("order_id", "direct_cost"),
        notices=["of_one_piece", "thousands"],
    ),
    "a cost of one piece with VAT": Case(
        lines("Количество;Выручка без НДС;Закупочная цена с НДС 20%", "10;1000;72"),
        ["A-1 1000 600 60"],
        COST,
        notices=["of_one_piece"],
        said={"vat": "removed (20 %)"},
    ),
    "a mapping says that a column is the cost of one piece": Case(
        lines("Количество;Выручка;Себ.", "10;1000;60"),
        ["A-1 600"],
        ("order_id", "direct_cost"),
        notices=["of_one_piece"],
        mapping='[columns]\nunit_cost = "Себ."',
    ),
    "a mapping takes a column for one piece as a cost": Case(
        lines("Количество;Выручка;Себ., руб./шт.", "10;1000;60"),
        ["A-1 600"],
        ("order_id", "direct_cost"),
        notices=["of_one_piece"],
        mapping='[columns]\ndirect_cost = "Себ., руб./шт."',
    ),
    "pieces sold are no amount": Case(
        lines("Реализация, шт.;Реализация, руб.", "10;1000"),
        ["A-1 10 1000"],
        ("order_id", "quantity", "revenue"),
    ),
    "a rate of an hour is no cost of a line": Case(
        lines("Количество;Выручка;Зарплата, руб./ч", "10;1000;300"),
        ["A-1 None"],
        ("order_id", "labour_cost"),
    ),
    "a return of what has a cost of one piece": Case(
        lines("Количество;Выручка;Unit cost", "-4;-400;60"),
        ["A-1 -400 -240"],
        ("order_id", "revenue", "direct_cost"),
        notices=["of_one_piece"],
    ),
    "a sheet with costs of one piece": Case(
        [
            [*HEAD.rstrip(";").split(";"), "Количество", "Выручка", "Себестоимость, руб./шт."],
            ["A-1", "Альфа", "10.01.2025", 10, 1000, 60.5],
        ],
        ["A-1 605"],
        ("order_id", "direct_cost"),
        notices=["of_one_piece"],
    ),
    "a report whose groups show averages of one piece": Case(
        [
            ["Контрагент", "Количество", "Выручка", "Материалы, руб./шт."],
            ["Заказ"],
            ["Номенклатура"],
            ["Альфа", 12, 1200, 61.67],
            ["Заказ клиента 1 от 10.01.2025", 12, 1200, 61.67],
            ["Вал", 10, 1000, 60],
            ["Болт", 2, 200, 70],
            ["Итого", 12, 1200, 61.67],
        ],
        ["1 Вал 1000 600", "1 Болт 200 140"],
        ("order_id", "product_name", "revenue", "material_cost"),
        notices=["of_one_piece"],
    ),
    "a report with costs of one piece": Case(
        [
            ["Контрагент", "Количество", "Выручка", "Себестоимость, руб./шт."],
            ["Заказ"],
            ["Номенклатура"],
            ["Альфа", 12, 1200, None],
            ["Заказ клиента 1 от 10.01.2025", 12, 1200, None],
            ["Вал", 10, 1000, 60],
            ["Болт", 2, 200, 70],
            ["Итого", 12, 1200, None],
        ],
        ["1 Вал 1000 600", "1 Болт 200 140"],
        ("order_id", "product_name", "revenue", "direct_cost"),
        notices=["of_one_piece"],
    ),
}
