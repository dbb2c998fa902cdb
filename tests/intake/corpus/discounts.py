"""Discounts of every spelling, amounts and prices before and after them, totals beside tax and freight."""

from __future__ import annotations

from .amounts import HEAD, lines
from .case import Case

PAID = ("order_id", "revenue")
PERCENTS = (
    "Процент скидки",
    "Скидка %",
    "Скидка, %",
    "% скидки",
    "Скидка (%)",
    "Скидка в процентах",
    "Размер скидки, %",
    "Discount rate",
    "Discount pct",
    "discount_pct",
    "Discount %",
    "Discount percentage",
    "% ручной скидки",
    "Автоматическая скидка, %",
    "Скидка покупателя, %",
    "Скидка по акции, %",
    "Уценка, %",
    "Promo discount, %",
)
MONEY = (
    "Скидка",
    "Сумма скидки",
    "Скидка руб",
    "Скидка, ₽",
    "Размер скидки",
    "Авто скидка",
    "Ручная скидка",
    "Discount",
    "Discount amount",
    "Discount amt",
    "Сумма автоматической скидки",
    "Total discount",
)
SHARES = (
    "Discount Applied",
    "Discount",
    "Скидка",
    "Discount rate",
    "Размер скидки",
    "UnitPriceDiscountPct",
)
AFTER = (
    ("Сумма", "Сумма со скидкой"),
    ("Сумма без скидки", "Сумма"),
    ("Сумма", "Итого со скидкой"),
    ("Сумма до скидки", "Сумма с учётом скидки"),
    ("Gross amount", "Net amount"),
    ("Amount", "Amount after discount"),
    ("Стоимость", "Стоимость со скидкой"),
    ("Amount before discount", "Total"),
    ("Сумма", "Сумма к оплате"),
    ("List amount", "Discounted amount"),
    ("Выручка до скидок", "Выручка"),
)
PRICES = (
    ("Цена", "Цена со скидкой"),
    ("Цена без скидки", "Цена"),
    ("List price", "Unit price"),
    ("Price", "Price after discount"),
    ("Прайсовая цена", "Цена"),
    ("Unit price", "Discounted price"),
    ("Базовая цена", "Цена с учётом скидки"),
    ("Gross price", "Net price"),
    ("List price", "Sale price"),
    ("Цена по прайсу", "Отпускная цена"),
)
TOTALS = (
    ("Subtotal", "Tax", "Shipping", "Total"),
    ("Сумма товаров", "НДС", "Доставка", "Итого"),
    ("Goods total", "VAT", "Freight", "Invoice total"),
    ("Sub-total", "Sales tax", "Delivery fee", "Grand total"),
    ("Amount", "GST", "Postage", "Order total"),
    ("Сумма без НДС", "Сумма НДС", "Стоимость доставки", "Всего"),
)


def both_ways(first: str, second: str, *rows: tuple[object, object]) -> list[str]:
    """The same two columns in either order."""
    return [
        lines(f"{first};{second}", *(f"{a};{b}" for a, b in rows)),
        lines(f"{second};{first}", *(f"{b};{a}" for a, b in rows)),
    ]


CASES = {
    **{
        f"per cent of discount: {h}": Case(
            lines(f"Количество;Цена;{h}", "10;100;10", "10;100;0", "10;100;"),
            ["A-1 900", "A-2 1000", "A-3 1000"],
            PAID,
        )
        for h in PERCENTS
    },
    **{
        f"a discount in money: {h}": Case(
            lines(f"Количество;Цена;{h}", "10;100;150", "10;100;0"), ["A-1 850", "A-2 1000"], PAID
        )
        for h in MONEY
    },
    **{
        f"a share of discount: {h}": Case(
            lines(f"Количество;Цена;{h}", "10;100;0,1", "10;100;0,05", "10;100;0"),
            ["A-1 900", "A-2 950", "A-3 1000"],
            PAID,
            notices=["discount_is_a_share"],
        )
        for h in SHARES
    },
    **{
        f"after the discount, order {n}: {a}, {b}": Case(text, ["A-1 900", "A-2 1000"], PAID)
        for a, b in AFTER
        for n, text in enumerate(both_ways(a, b, (1000, 900), (1000, 1000)))
    },
    **{
        f"after the discount by arithmetic, order {n}": Case(
            lines(
                ";".join(order),
                *(
                    ";".join(str(row[h]) for h in order)
                    for row in (
                        {"Сумма": 1000, "Скидка": 100, "Всего": 900},
                        {"Сумма": 1000, "Скидка": 0, "Всего": 1000},
                    )
                ),
            ),
            ["A-1 900", "A-2 1000"],
            PAID,
            notices=["after_discount"],
        )
        for n, order in enumerate(
            (
                ("Сумма", "Скидка", "Всего"),
                ("Всего", "Сумма", "Скидка"),
                ("Скидка", "Всего", "Сумма"),
            )
        )
    },
    **{
        f"the price after the discount, order {n}: {a}, {b}": Case(
            text, ["A-1 900 90", "A-2 1000 100"], ("order_id", "revenue", "unit_price")
        )
        for a, b in PRICES
        for n, text in enumerate(
            [
                lines(f"Количество;{a};{b}", "10;100;90", "10;100;100"),
                lines(f"{b};{a};Количество", "90;100;10", "100;100;10"),
            ]
        )
    },
    **{
        f"goods beside charges: {s}": Case(
            lines(f"{s};{t};{d};{total}", "1000;200;50;1250", "500;100;0;600"),
            ["A-1 1000", "A-2 500"],
            PAID,
        )
        for s, t, d, total in TOTALS
    },
    "the amount before, the discount and the amount after": Case(
        lines(
            "Количество;Цена;Сумма;Скидка;Сумма со скидкой",
            "10;100;1000;100;900",
            "10;100;1000;0;1000",
        ),
        ["A-1 900", "A-2 1000"],
        PAID,
    ),
    "an amount before the discount beside the discount": Case(
        lines("Сумма без скидки;Скидка", "1000;100", "1000;0"),
        ["A-1 900", "A-2 1000"],
        PAID,
        notices=["discount_taken_off", "open_question"],
    ),
    "an amount before the discount beside its per cent": Case(
        lines("Gross amount;Discount %", "1000;10", "1000;0"),
        ["A-1 900", "A-2 1000"],
        PAID,
        notices=["discount_taken_off"],
    ),
    "an amount before a discount that nothing tells": Case(
        lines("Сумма без скидки", "1000"), ["A-1 1000"], PAID, notices=["before_discount"]
    ),
    "a price after the discount beside the discount": Case(
        lines("Количество;Цена со скидкой;Скидка, %", "10;90;10"),
        ["A-1 900"],
        PAID,
        notices=["discount_inside"],
    ),
    "a list price and a discount": Case(
        lines("Количество;Цена без скидки;Скидка, %", "10;100;10"), ["A-1 900"], PAID
    ),
    "discounts with a minus": Case(
        lines("Количество;Цена;Скидка", "10;100;-150", "10;100;0"), ["A-1 850", "A-2 1000"], PAID
    ),
    "per cent with a minus": Case(
        lines("Количество;Цена;Скидка, %", "10;100;-10", "10;100;0"), ["A-1 900", "A-2 1000"], PAID
    ),
    "a return and its discount": Case(
        lines("Количество;Цена;Скидка, руб.", "10;100;150", "-10;100;150", "-10;100;-150"),
        ["A-1 850", "A-2 -850", "A-3 -850"],
        PAID,
    ),
    "a return and its per cent": Case(
        lines("Количество;Цена;Скидка, %", "-10;100;10"), ["A-1 -900"], PAID
    ),
    "a discount of one piece": Case(
        lines("Количество;Цена;Скидка, руб./шт.", "10;100;15"),
        ["A-1 850 150"],
        ("order_id", "revenue", "discount"),
        notices=["of_one_piece"],
    ),
    "two discounts in money": Case(
        lines("Количество;Цена;Авто скидка;Ручная скидка", "10;100;100;50", "10;100;;50"),
        ["A-1 850", "A-2 950"],
        PAID,
        notices=["added_together", "open_question"],
    ),
    "two discounts in per cent": Case(
        lines(
            "Количество;Цена;% автоматической скидки;% ручной скидки", "10;100;10;5", "10;100;10;"
        ),
        ["A-1 850", "A-2 900"],
        PAID,
        notices=["added_together"],
    ),
    "one discount in two forms": Case(
        lines("Количество;Цена;Скидка, %;Сумма скидки", "10;100;10;100", "10;100;0;0"),
        ["A-1 900", "A-2 1000"],
        PAID,
    ),
    "two discounts and their sum": Case(
        lines(
            "Количество;Цена;Авто скидка;Ручная скидка;Сумма скидки",
            "10;100;100;50;150",
            "10;100;0;50;50",
        ),
        ["A-1 850", "A-2 950"],
        PAID,
    ),
    "a total without its goods, beside quantity and price": Case(
        lines("Количество;Цена;Tax;Shipping;Total", "10;100;200;50;1250", "5;100;100;0;600"),
        ["A-1 1000", "A-2 500"],
        PAID,
        notices=["goods_by_price"],
    ),
    **{
        f"numbers that only name a discount: {h}": Case(
            lines(f"Количество;Цена;{h}", "10;100;12", "10;100;7"), ["A-1 1000", "A-2 1000"], PAID
        )
        for h in (
            "Код скидки",
            "Скидочная карта",
            "Программа скидок",
            "Discount code",
            "Вид скидки",
            "Номер карты на скидку",
        )
    },
    "a discount in words": Case(
        lines("Количество;Цена;Скидка клиента по акции", "10;100;нет"), ["A-1 1000"], PAID
    ),
    "a tax whose rate its header says, beside quantity and price": Case(
        lines("Цена;Количество;Tax 5%;Total", "100;10;50;1050", "100;2;10;210"),
        ["A-1 1000", "A-2 200"],
        PAID,
        notices=["goods_by_price"],
    ),
    **{
        f"a total without the tax that stands beside: {h}": Case(
            lines(f"{h};Tax", "1000;200", "500;100"), ["A-1 1000", "A-2 500"], PAID
        )
        for h in ("Total excl. tax", "Net total", "Total (without tax)")
    },
    **{
        f"the total without the tax beside the one with it: {a}": Case(
            lines(f"{a};Tax;{b}", "1000;200;1200", "500;100;600"), ["A-1 1000", "A-2 500"], PAID
        )
        for a, b in (("Total excl. tax", "Total incl. tax"), ("Net total", "Gross total"))
    },
    "goods, a discount, tax and a total": Case(
        lines("Subtotal;Discount;Tax;Total", "1000;100;180;1080", "500;0;100;600"),
        ["A-1 900", "A-2 500"],
        PAID,
        notices=["discount_taken_off"],
    ),
    "goods, a discount, freight, tax and a total": Case(
        lines(
            "Subtotal;Discount amount;Shipping;Tax;Total price",
            "1000;100;50;180;1130",
            "500;0;0;100;600",
        ),
        ["A-1 900", "A-2 500"],
        PAID,
        notices=["discount_taken_off"],
    ),
    "a mapping means the total": Case(
        lines("Subtotal;Tax;Total", "1000;200;1200"),
        ["A-1 1200"],
        PAID,
        mapping='[columns]\nrevenue = "Total"',
    ),
    "a sheet with the amount after the discount": Case(
        [
            [*HEAD.rstrip(";").split(";"), "Сумма", "Скидка", "Сумма со скидкой"],
            ["A-1", "Альфа", "10.01.2025", 1000, 100, 900],
        ],
        ["A-1 900"],
        PAID,
    ),
    "a report with the amount after the discount": Case(
        [
            ["Контрагент", "Количество", "Сумма", "Сумма скидки", "Сумма со скидкой"],
            ["Заказ"],
            ["Номенклатура"],
            ["Альфа", 12, 1200, 100, 1100],
            ["Заказ клиента 1 от 10.01.2025", 12, 1200, 100, 1100],
            ["Вал", 10, 1000, 100, 900],
            ["Болт", 2, 200, 0, 200],
            ["Итого", 12, 1200, 100, 1100],
        ],
        ["1 Вал 900", "1 Болт 200"],
        ("order_id", "product_name", "revenue"),
    ),
}
