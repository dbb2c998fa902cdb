"""Words for nothing, days and headers as other programs write them: none of them refuses a row or hides a column."""

from __future__ import annotations

from .amounts import lines
from .case import Case

HEADERS = (
    "Контрагент (Partner)",
    "Контрагент [partner]",
    "Контрагент {Customer}",
    "Контрагент (ООО, ИП)",
    "Контрагент: text",
    "客户 (Customer)",
    "Контрагент (наш клиент)",
)
NO_DISCOUNT = (
    "нет",
    "Нет",
    "без скидки",
    "no discount",
    "None",
    "n/a",
    "не предусмотрена",
    "отсутствует",
    "-",
    "0",
)
NO_TAX = (
    "нет",
    "Нет",
    "n/a",
    "None",
    "без НДС",
    "Без налога (НДС)",
    "не облагается",
    "NO",
    "0%",
    "-",
)
DAYS = (
    "от 15.01.2025",
    "от 15.01.2025 г.",
    "От 15 января 2025 г.",
    "от «15» января 2025 года",
    "dated 2025-01-15",
    "от 15.01.2025 10:30:00",
)

CASES = {
    **{
        f"a client under {h}": Case(
            f"Номер заказа;{h};Дата заказа;Выручка\nA-1;Альфа;15.01.2025;100\n",
            ["A-1 Альфа"],
            ("order_id", "client_name"),
        )
        for h in HEADERS
    },
    "types behind the headers": Case(
        "Order No: text;Customer: text;Order date: date;Net amount: number\nA-1;Alpha;2025-01-15;100\n",
        ["A-1 100"],
    ),
    "both languages in one header": Case(
        "Номер заказа (Order No);Контрагент (Customer);Дата заказа [order_date];Выручка {revenue}\nA-1;Альфа;15.01.2025;100\n",
        ["A-1 100"],
    ),
    "brackets that make another column of it": Case(
        "Номер заказа;Контрагент;Дата заказа;Выручка;Выручка (план)\nA-1;Альфа;15.01.2025;100;900\n",
        ["A-1 100"],
    ),
    **{
        f"no discount: {word}": Case(
            lines("Количество;Цена;Скидка, руб.", f"1;1000;{word}", "2;500;100"),
            ["A-1 1000", "A-2 900"],
        )
        for word in NO_DISCOUNT
    },
    "a discount that can't be read beside a revenue": Case(
        lines("Количество;Цена;Скидка, руб.;Выручка", "1;1000;по акции;950", "2;500;100;900"),
        ["A-1 950 None", "A-2 900 100"],
        ("order_id", "revenue", "discount"),
        notices=["unread_values"],
    ),
    **{
        f"no tax: {word}": Case(
            lines("Сумма с НДС;Ставка НДС", "1200;20%", f"500;{word}"),
            ["A-1 1000", "A-2 500"],
            said={"vat": "removed ('Ставка НДС')"},
        )
        for word in NO_TAX
    },
    **{
        f"a day written {day}": Case(
            f"Номер заказа;Контрагент;Дата заказа;Выручка\nA-1;Альфа;{day};100\n",
            ["A-1 2025-01-15"],
            ("order_id", "order_date"),
        )
        for day in DAYS
    },
    "the only document is the recorder": Case(
        "Регистратор;Контрагент;Количество;Сумма без НДС\nРеализация (акт, накладная) 0000-000001 от 15.01.2025 10:00:00;К1;10;1000\n"
        "Возврат товаров от покупателя 0000-000002 от 20.01.2025 10:00:00;К1;4;400\n",
        [
            "0000-000001 2025-01-15 1000",
            "0000-000002 (возврат товаров от покупателя) 2025-01-20 -400",
        ],
        ("order_id", "order_date", "revenue"),
        notices=["returns_negative"],
    ),
    "a recorder without numbers is no order": Case(
        "Регистратор;Контрагент;Дата;Сумма без НДС\nРеализация товаров;К1;15.01.2025;1000\n",
        error="columns_missing",
    ),
    "a profit of the order's item": Case(
        "Order Id,Customer Id,order date (DateOrders),Order Item Discount,Order Item Discount Rate,Order Item Product Price,"
        "Order Item Quantity,Sales,Order Item Total,Order Profit Per Order\n"
        "77202,20755,1/31/2018 22:56,13.11,0.04,327.75,1,327.75,314.64,91.25\n"
        "75939,19492,1/13/2018 12:27,16.39,0.05,327.75,1,327.75,311.36,-249.09\n",
        ["77202 314.64 223.39 13.11", "75939 311.36 560.45 16.39"],
        ("order_id", "revenue", "direct_cost", "discount"),
        notices=["after_discount", "cost_by_profit"],
    ),
}
