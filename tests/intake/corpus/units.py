"""Amounts, quantities and prices whose header states another unit than rubles and pieces."""

from __future__ import annotations

from .amounts import lines, taken
from .case import Case

FACTORS = {
    "тыс. рублей": 1_000,
    "в тыс. руб.": 1_000,
    "тысяч рублей": 1_000,
    "тыс. RUB": 1_000,
    "kRUB": 1_000,
    "k RUB": 1_000,
    "RUB thousand": 1_000,
    "млн рублей": 1_000_000,
    "млрд руб": 1_000_000_000,
}

CASES = {
    **{
        f"{unit} {where}": Case(lines(header, "2,5"), taken(5 * factor // 2), notices=["thousands"])
        for unit, factor in FACTORS.items()
        for where, header in (
            ("after a comma", f"Сумма, {unit}"),
            ("in brackets", f"Сумма ({unit})"),
            ("as words", f"Сумма {unit}"),
        )
    },
    "kopecks": Case(lines("Сумма, коп.", "250"), taken("2.5"), notices=["thousands"]),
    "thousands keep their kopecks": Case(
        lines("Сумма, тыс. руб.", "1,23456"), taken("1234.56"), notices=["thousands"]
    ),
    "in rubles, in words": Case(lines("Сумма в рублях", "5"), taken("5")),
    "in rubles, shortened": Case(lines("Сумма в руб.", "5"), taken("5")),
    "VAT is not charged": Case(lines("Сумма (НДС не облагается)", "5"), taken("5")),
    **{
        f"a price for a thousand: {header}": Case(
            lines(f"Количество;{header}", "10;123,45"),
            taken("1.2345 0.1235"),
            ("order_id", "revenue", "unit_price"),
            notices=["thousands"],
        )
        for header in (
            "Цена, руб./тыс. шт.",
            "Цена за тыс. шт.",
            "Цена (за 1000 шт.)",
            "Цена, тыс. шт.",
        )
    },
    "a price for a hundred": Case(
        lines("Количество;Цена за 100 шт.", "10;50"), taken("5"), notices=["thousands"]
    ),
    "a price for one, in thousands": Case(
        lines("Количество;Цена, тыс. руб./шт.", "10;0,1"), taken("1000"), notices=["thousands"]
    ),
    "thousands of pieces at a price for a thousand": Case(
        lines("Количество, тыс. шт.;Цена, руб./тыс. шт.", "2;50"),
        taken("100 2000"),
        ("order_id", "revenue", "quantity"),
        notices=["thousands"],
    ),
    **{
        f"above the table: {title}": Case(
            f"{title};;;\n\n{lines('Выручка', '2,5')}",
            taken(5 * factor // 2),
            notices=["title_says", "thousands"],
        )
        for title, factor in {
            "тыс. руб.": 1_000,
            "Отчёт о продажах за 2025 г., тыс. руб.": 1_000,
            "Продажи (млн руб.)": 1_000_000,
            "Суммы указаны в тысячах рублей": 1_000,
        }.items()
    },
    "above the table, in a sheet": Case(
        [
            ["Продажи", "", "", "тыс. руб."],
            ["Номер заказа", "Контрагент", "Дата", "Выручка"],
            ["A-1", "А", "15.01.2025", 2.5],
        ],
        taken("2500"),
        notices=["title_says", "thousands"],
    ),
    "above the table thousands, in the header rubles": Case(
        f"Продажи, тыс. руб.;;;\n{lines('Выручка, руб.', '2,5')}", taken("2.5")
    ),
    "above the table thousands, the mapping says units": Case(
        f"Продажи, тыс. руб.;;;\n{lines('Выручка', '2,5')}",
        taken("2.5"),
        mapping='[format]\nscale = "one"\n',
    ),
    "above the table a filter, which says nothing": Case(
        f"Отбор: тыс. руб.;;;\n{lines('Выручка', '2,5')}", taken("2.5")
    ),
    "above the table with VAT, and not how much": Case(
        f"Цены указаны с НДС;;;\n{lines('Выручка', '120')}", error="vat_unknown"
    ),
    "above the table with VAT, the mapping knows better": Case(
        f"Цены указаны с НДС;;;\n{lines('Выручка', '120')}",
        taken("120"),
        mapping='[format]\nvat = "without"\n',
    ),
    "above the table the VAT and its rate": Case(
        f"Суммы с НДС 20%;;;\n{lines('Выручка', '120')}", taken("100"), notices=["title_says"]
    ),
    "units beside quantities": Case(
        lines("Количество;Сумма", "10 шт;5", "2,5 кг;5", "3 упак.;5", "2 тыс. шт;5", "4 руб.;5"),
        taken("10 5", "2.5 5", "3 5", "None 5", "None 5"),
        ("order_id", "quantity", "revenue"),
        notices=["unread_values"],
    ),
}
