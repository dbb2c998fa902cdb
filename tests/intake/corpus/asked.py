"""Amounts of which the file can't tell what they mean: the safe reading and a question, or the reading that a person gives."""

from __future__ import annotations

from analysis.intake import reasons

from .amounts import HEAD, lines
from .case import Case

COST = ("order_id", "direct_cost")
PAID = ("order_id", "revenue")
TAX_AND_FREIGHT = lines("Tax;Shipping;Total", "200;50;1250", "100;;600")
OTHERS = (
    "Командировки",
    "Доставка",
    "Транспортные расходы",
    "Комиссия",
    "Travel",
    "Freight",
    "Sales commission",
    "Налоги",
    "Упаковка",
    "Агентское вознаграждение",
    "Услуги сторонних организаций",
    "Пошлины",
    "Монтаж",
)


def answered(question: str, answer: str) -> str:
    return f'[answers]\n"{question}" = "{answer}"'


CASES = {
    **{
        f"tax inside {h}": Case(
            f"Order No,Customer,Date,{tax},{h}\nA-1,C1,2025-01-13,200,1200\nA-2,C1,2025-01-14,20,120\nA-3,C1,2025-01-14,,50\n",
            ["A-1 1000", "A-2 100"],
            PAID,
            refused={4: reasons.VAT_UNKNOWN},
            said={"vat": f"removed ('{tax}')"},
        )
        for tax, h in (
            ("Tax", "Total incl. tax"),
            ("Tax amount", "Total (incl. tax)"),
            ("Sales Tax", "Amount including tax"),
            ("GST", "Total with tax"),
        )
    },
    "tax and freight inside a total that says so": Case(
        "Order No,Customer,Date,Tax,Shipping,Total incl. tax\nA-1,C1,2025-01-13,200,50,1250\n",
        ["A-1 1000"],
        PAID,
        said={"vat": "removed ('Tax')"},
        notices=["open_question"],
    ),
    **{
        f"a further cost of its own: {h}": Case(
            lines(f"Выручка;Материалы;{h}", "1000;300;40", "500;100;"),
            ["A-1 300 40", "A-2 100 None"],
            ("order_id", "material_cost", "other_direct_cost"),
        )
        for h in OTHERS
    },
    "further costs are added together": Case(
        lines(
            "Выручка;Материалы;Субподряд;Командировки;Доставка",
            "1000;300;100;40;5",
            "500;100;;7;",
            "9;1;;;",
        ),
        ["A-1 145", "A-2 7", "A-3 None"],
        ("order_id", "other_direct_cost"),
        notices=["added_together"],
    ),
    "wages and their taxes": Case(
        lines("Выручка;Материалы;Зарплата;Страховые взносы", "1000;300;100;30"),
        ["A-1 130"],
        ("order_id", "labour_cost"),
        notices=["added_together"],
    ),
    "a further cost of one piece": Case(
        lines("Количество;Выручка;Материалы;Субподряд;Доставка, руб./шт.", "10;1000;300;100;4"),
        ["A-1 140"],
        ("order_id", "other_direct_cost"),
        notices=["added_together"],
    ),
    "a further cost that is no number": Case(
        lines("Выручка;Материалы;Субподряд;Командировки", "1000;300;100;40", "1000;300;100;x"),
        ["A-1 140", "A-2 None"],
        ("order_id", "other_direct_cost"),
        notices=["added_together", "unread_costs"],
    ),
    "freight without any cost is none": Case(
        lines("Выручка;Freight", "1000;40"),
        ["A-1 1000 None"],
        ("order_id", "revenue", "other_direct_cost"),
    ),
    "costs beside the cost": Case(
        lines("Выручка;Себестоимость;Командировки;Доставка", "1000;600;40;10"),
        ["A-1 600"],
        COST,
        notices=["open_question"],
    ),
    "costs outside the cost, as a person says": Case(
        lines("Выручка;Себестоимость;Командировки;Доставка", "1000;600;40;10"),
        ["A-1 640"],
        COST,
        mapping=answered("costs_beside:Командировки", "outside"),
        notices=["added_together"],
    ),
    "costs inside the cost, by arithmetic": Case(
        lines("Выручка;Материалы;Зарплата;Командировки;Себестоимость", "1000;300;260;40;600"),
        ["A-1 600"],
        COST,
    ),
    "costs beside a cost of one piece": Case(
        lines("Количество;Выручка;Себестоимость ед.;Командировки", "10;1000;60;10"),
        ["A-1 600"],
        COST,
        notices=["of_one_piece", "open_question"],
    ),
    "a standard cost at any quantity": Case(
        "Order No,Customer,Order date,Qty,Product,Net amount,Standard Cost\nA-1,C1,2025-01-15,10,P,1000,60\n"
        "A-2,C1,2025-01-15,100,P,10000,60\nA-3,C1,2025-01-15,20,P,2000,60\n",
        ["A-1 600", "A-2 6000", "A-3 1200"],
        COST,
        notices=["of_one_piece", "open_question"],
    ),
    "a standard cost of the line, as a person says": Case(
        "Order No,Customer,Order date,Qty,Product,Net amount,Standard Cost\nA-1,C1,2025-01-15,10,P,1000,60\n"
        "A-2,C1,2025-01-15,100,P,10000,60\nA-3,C1,2025-01-15,20,P,2000,60\n",
        ["A-1 60", "A-2 60", "A-3 60"],
        COST,
        mapping=answered("cost_of_one:Standard Cost", "line"),
    ),
    "a cost under any name at any quantity": Case(
        lines(
            "Номенклатура;Количество;Выручка;Себестоимость",
            "Вал;10;1000;60",
            "Вал;2;200;60",
            "Вал;5;450;60",
            "Болт;1;9;5",
        ),
        ["A-1 600", "A-2 120", "A-3 300", "A-4 5"],
        COST,
        notices=["of_one_piece", "open_question"],
    ),
    "materials at any quantity": Case(
        lines(
            "Артикул;Количество;Цена;Материалы",
            "В1;10;100;30",
            "В1;2;100;30",
            "В2;3;50;10",
            "В2;4;50;10",
        ),
        ["A-1 300", "A-2 60", "A-3 30", "A-4 40"],
        ("order_id", "material_cost"),
        notices=["of_one_piece", "open_question"],
    ),
    "costs that go with the quantity": Case(
        lines(
            "Номенклатура;Количество;Выручка;Себестоимость",
            "Вал;10;1000;600",
            "Вал;2;200;120",
            "Вал;5;450;300",
        ),
        ["A-1 600", "A-2 120", "A-3 300"],
        COST,
    ),
    "a standard cost below the price, without products": Case(
        lines("Количество;Выручка;Стандартная себестоимость", "10;1000;60", "20;2000;70"),
        ["A-1 600", "A-2 1400"],
        COST,
        notices=["of_one_piece", "open_question"],
    ),
    "a standard cost of the line": Case(
        lines("Количество;Выручка;Standard cost", "10;1000;600", "20;2000;1400"),
        ["A-1 600", "A-2 1400"],
        COST,
    ),
    "a discount of no known unit, likelier in per cent": Case(
        lines("Количество;Цена;Скидка", "10;100;10", "20;100;5", "10;100;0"),
        ["A-1 900", "A-2 1900", "A-3 1000"],
        PAID,
        notices=["open_question"],
    ),
    "a discount of no known unit, likelier in money": Case(
        lines("Количество;Цена;Размер скидки", "10;10;20", "10;10;0"),
        ["A-1 80", "A-2 100"],
        PAID,
        notices=["open_question"],
    ),
    "a discount in money, as a person says": Case(
        lines("Количество;Цена;Скидка", "10;100;10"),
        ["A-1 990"],
        PAID,
        mapping=answered("money_or_percent:Скидка", "money"),
    ),
    "a margin of no known unit": Case(
        lines("Выручка;Маржа", "100000;25", "50000;30"),
        ["A-1 75000", "A-2 35000"],
        COST,
        notices=["cost_by_margin", "open_question"],
    ),
    "a margin in money, as a person says": Case(
        lines("Выручка;Маржа", "100000;25"),
        ["A-1 99975"],
        COST,
        mapping=answered("money_or_percent:Маржа", "money"),
        notices=["cost_by_profit"],
    ),
    "quantity × price beside a discount": Case(
        lines("Количество;Цена;Сумма;Сумма скидки", "10;100;1000;150", "10;100;1000;0"),
        ["A-1 850", "A-2 1000"],
        PAID,
        notices=["discount_taken_off", "open_question"],
    ),
    "quantity × price beside per cent": Case(
        lines("Количество;Цена;Скидка, %;Сумма", "10;100;15;1000", "10;100;0;1000"),
        ["A-1 850", "A-2 1000"],
        PAID,
        notices=["discount_taken_off", "open_question"],
    ),
    "the amount is after the discount, as a person says": Case(
        lines("Количество;Цена;Сумма;Сумма скидки", "10;100;1000;150"),
        ["A-1 1000"],
        PAID,
        mapping=answered("discount_of_amount:Сумма скидки", "inside"),
    ),
    "a subtotal beside a discount": Case(
        lines("Subtotal;Discount amount", "1000;100", "500;0"),
        ["A-1 900", "A-2 500"],
        PAID,
        notices=["discount_taken_off", "open_question"],
    ),
    "one cost in all lines, without products": Case(
        lines("Количество;Выручка;Себестоимость", "10;1000;60", "2;200;60", "5;450;60"),
        ["A-1 600", "A-2 120", "A-3 300"],
        COST,
        notices=["of_one_piece", "open_question"],
    ),
    "a discount in per cent beside its amount stays money": Case(
        lines("Количество;Цена;Сумма;Скидка, %", "10;100;850;15"),
        ["A-1 850 150"],
        ("order_id", "revenue", "discount"),
    ),
    "the amount is after the discount, by arithmetic": Case(
        lines("Количество;Цена;Сумма;Скидка, %", "10;100;850;15", "10;100;1000;0"),
        ["A-1 850", "A-2 1000"],
        PAID,
    ),
    "a total beside charges": Case(
        TAX_AND_FREIGHT, ["A-1 1000", "A-2 500"], PAID, notices=["open_question"]
    ),
    "a total without charges, as a person says": Case(
        TAX_AND_FREIGHT,
        ["A-1 1250", "A-2 600"],
        PAID,
        mapping=answered("charges_in_total:Tax, Shipping", "with"),
    ),
    "a sheet with costs beside the cost": Case(
        [
            [*HEAD.rstrip(";").split(";"), "Выручка", "Себестоимость", "Командировки"],
            ["A-1", "Альфа", "10.01.2025", 1000, 600, 40.5],
        ],
        ["A-1 600"],
        COST,
        notices=["open_question"],
    ),
}
