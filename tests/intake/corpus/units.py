"""Amounts, quantities and prices whose header states another unit than rubles and pieces."""

from __future__ import annotations

from analysis.intake import reasons

from .amounts import lines, taken
from .case import Case

FACTORS = {
    "тыс. рублей": 1_000, "в тыс. руб.": 1_000, "тысяч рублей": 1_000, "тыс. RUB": 1_000, "kRUB": 1_000, "k RUB": 1_000,
    "RUB thousand": 1_000, "млн рублей": 1_000_000, "млрд руб": 1_000_000_000,
}  # fmt: skip

CASES = {
    **{
        f"{unit} {where}": Case(lines(header, "2,5"), taken(5 * factor // 2), notices=["thousands"])
        for unit, factor in FACTORS.items()
        for where, header in (("after a comma", f"Сумма, {unit}"), ("in brackets", f"Сумма ({unit})"), ("as words", f"Сумма {unit}"))
    },
    "kopecks": Case(lines("Сумма, коп.", "250"), taken("2.5"), notices=["thousands"]),
    "thousands keep their kopecks": Case(lines("Сумма, тыс. руб.", "1,23456"), taken("1234.56"), notices=["thousands"]),
    "in rubles, in words": Case(lines("Сумма в рублях", "5"), taken("5")),
    "in rubles, shortened": Case(lines("Сумма в руб.", "5"), taken("5")),
    "VAT is not charged": Case(lines("Сумма (НДС не облагается)", "5"), taken("5")),
    **{
        f"a price for a thousand: {header}": Case(
            lines(f"Количество;{header}", "10;123,45"), taken("1.2345 0.1235"), ("order_id", "revenue", "unit_price"), notices=["thousands"]
        )
        for header in ("Цена, руб./тыс. шт.", "Цена за тыс. шт.", "Цена (за 1000 шт.)", "Цена, тыс. шт.")
    },
    "a price for a hundred": Case(lines("Количество;Цена за 100 шт.", "10;50"), taken("5"), notices=["thousands"]),
    "a price for one, in thousands": Case(lines("Количество;Цена, тыс. руб./шт.", "10;0,1"), taken("1000"), notices=["thousands"]),
    "thousands of pieces at a price for a thousand": Case(
        lines("Количество, тыс. шт.;Цена, руб./тыс. шт.", "2;50"), taken("100 2000"), ("order_id", "revenue", "quantity"),
        notices=["thousands"],
    ),
    "units beside quantities": Case(
        lines("Количество;Сумма", "10 шт;5", "2,5 кг;5", "3 упак.;5", "2 тыс. шт;5", "4 руб.;5"), taken("10 5", "2.5 5", "3 5"),
        ("order_id", "quantity", "revenue"), refused={5: reasons.NOT_A_NUMBER, 6: reasons.NOT_A_NUMBER},
    ),
}  # fmt: skip
