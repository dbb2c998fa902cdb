"""Profit instead of the cost, or beside it, where the two are compared."""

from __future__ import annotations

from .amounts import HEAD, lines
from .case import Case

COST = ("order_id", "revenue", "direct_cost")
IN_MONEY = (
    "Валовая прибыль",
    "Прибыль",
    "Маржа, руб.",
    "Маржа руб",
    "Gross profit",
    "Profit",
    "Валовая прибыль, ₽",
    "GrossProfit",
    "Маржинальный доход",
    "Наценка, руб.",
)
OF_REVENUE = (
    "Рентабельность, %",
    "Рентабельность",
    "Margin %",
    "Маржа, %",
    "Gross margin, %",
    "Profit margin",
    "Процент рентабельности",
)

CASES = {
    **{
        f"profit: {h}": Case(
            lines(f"Выручка без НДС;{h}", "1000;250", "500;-100", "300;"),
            ["A-1 1000 750", "A-2 500 600", "A-3 300 None"],
            COST,
            notices=["cost_by_profit"],
        )
        for h in IN_MONEY
    },
    **{
        f"margin: {h}": Case(
            lines(f"Выручка без НДС;{h}", "1000;25", "500;-20", "300;"),
            ["A-1 1000 750", "A-2 500 600", "A-3 300 None"],
            COST,
            notices=["cost_by_margin"],
        )
        for h in OF_REVENUE
    },
    "margin with signs": Case(
        lines("Выручка без НДС;Маржа", "1000;25%", "500;-20 %"),
        ["A-1 1000 750", "A-2 500 600"],
        COST,
        notices=["cost_by_profit"],
    ),
    "margin as shares": Case(
        lines("Выручка без НДС;Margin %", "1000;0,25", "500;-0,2"),
        ["A-1 1000 750", "A-2 500 600"],
        COST,
        notices=["cost_by_margin"],
    ),
    "a margin as shares under a bare name": Case(
        lines("Выручка;Маржа", "1000;0,25", "500;0,2"),
        ["A-1 750", "A-2 400"],
        ("order_id", "direct_cost"),
        notices=["cost_by_margin"],
    ),
    "profit or loss": Case(
        lines("Выручка;Прибыль (убыток)", "1000;250", "500;-100"),
        ["A-1 750", "A-2 600"],
        ("order_id", "direct_cost"),
        notices=["cost_by_profit"],
    ),
    "markup on the cost": Case(
        lines("Выручка без НДС;Наценка, %", "1250;25", "500;0"),
        ["A-1 1250 1000", "A-2 500 500"],
        COST,
        notices=["cost_by_markup"],
    ),
    "profit of a computed revenue": Case(
        lines("Количество;Цена;Прибыль", "10;100;250"),
        ["A-1 1000 750"],
        COST,
        notices=["cost_by_profit"],
    ),
    "profit beside an amount with VAT": Case(
        lines("Сумма с НДС 20%;Валовая прибыль", "1200;250"),
        ["A-1 1000 750"],
        COST,
        notices=["cost_by_profit"],
        said={"vat": "removed (20 %)"},
    ),
    "cost and profit agree": Case(
        lines("Выручка;Себестоимость;Валовая прибыль;Рентабельность, %", "1000;750;250;25"),
        ["A-1 1000 750"],
        COST,
    ),
    "cost and profit differ": Case(
        lines("Выручка;Себестоимость;Валовая прибыль", "1000;750;250", "500;300;100"),
        ["A-1 1000 750", "A-2 500 300"],
        COST,
        notices=["profit_differs"],
    ),
    "cost and margin agree": Case(
        lines("Выручка;Себестоимость;Рентабельность, %", "999;700;29,93"), ["A-1 999 700"], COST
    ),
    "cost in parts and profit": Case(
        lines("Выручка;Материалы;Зарплата;Прибыль", "1000;500;200;300", "1000;500;200;100"),
        ["A-1 500 200", "A-2 500 200"],
        ("order_id", "material_cost", "labour_cost"),
        notices=["profit_differs"],
    ),
    "profit after overhead": Case(
        lines("Выручка;Себестоимость;ОХР;Прибыль", "1000;600;150;250"), ["A-1 1000 600"], COST
    ),
    "a mapping says that a column is the profit": Case(
        lines("Выручка;Итог", "1000;250"),
        ["A-1 1000 750"],
        COST,
        mapping='[columns]\nprofit = "Итог"',
        notices=["cost_by_profit"],
    ),
    "a sheet with the profit": Case(
        [
            [*HEAD.rstrip(";").split(";"), "Выручка", "Валовая прибыль"],
            ["A-1", "Альфа", "10.01.2025", 1000, 250.5],
        ],
        ["A-1 1000 749.5"],
        COST,
        notices=["cost_by_profit"],
    ),
    "a report with the profit": Case(
        [
            ["Контрагент", "Количество", "Выручка", "Валовая прибыль", "Рентабельность, %"],
            ["Заказ"],
            ["Номенклатура"],
            ["Альфа", 12, 1200, 340, 28.33],
            ["Заказ клиента 1 от 10.01.2025", 12, 1200, 340, 28.33],
            ["Вал", 10, 1000, 400, 40],
            ["Болт", 2, 200, -60, -30],
            ["Итого", 12, 1200, 340, 28.33],
        ],
        ["1 Вал 1000 600", "1 Болт 200 260"],
        ("order_id", "product_name", "revenue", "direct_cost"),
        notices=["cost_by_profit"],
    ),
}
