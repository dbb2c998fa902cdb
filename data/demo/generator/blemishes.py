"""Rows that no plant means to write and every plant does: an importer has to refuse them, and say why."""

from __future__ import annotations

from collections.abc import Mapping

Cells = dict[str, object]

# File → (where in the file, counted in rows of data; what to change in a copy of the row that stands there).
# A copy gets an order number of its own, so that refusing it takes nothing away from a real order.
ORDER_BLEMISHES: Mapping[str, tuple[tuple[int, Cells], ...]] = {
    "zakazy_2023-2024.csv": (
        (
            2140,
            {
                "Номер строки": "1",
                "Номер заказа": "ЗК24-09001",
                "Код контрагента": "",
                "Контрагент": "",
            },
        ),
        (
            5316,
            {"Номер строки": "1", "Номер заказа": "ЗК24-09002", "Выручка без НДС": "уточняется"},
        ),
    ),
    "zakazy_2025.csv": (
        (731, {"Номер строки": "1", "Номер заказа": "ЗК25-09001", "Дата заказа": "31.02.2025"}),
        (4405, {"Номер строки": "1", "Номер заказа": ""}),
    ),
    "zakazy_2026.csv": (
        (1888, {"Номер строки": "1", "Номер заказа": "ЗК26-09001", "Материалы": "см. смету"}),
        (3702, {"Номер строки": "1", "Номер заказа": "ЗК26-09002", "Дата заказа": ""}),
    ),
}

# A department that the list of resources doesn't know.
LABORATORY: Cells = {
    "Подразделение": "Лаборатория",
    "Сотрудник": "Щукина В. Д.",
    "Вид работ": "Калибровка",
}

SHEET_BLEMISHES: Mapping[str, tuple[tuple[int, Cells], ...]] = {
    "tabel_2023-2024.xlsx": ((3009, {"Часы": "восемь"}),),
    "tabel_2025.xlsx": (
        (977, {"Часы": -4.0}),
        (4120, LABORATORY | {"Часы": 6.0}),
        (4121, LABORATORY | {"Часы": 3.5}),
    ),
    "tabel_2026.xlsx": ((2250, {"Подразделение": "", "Сотрудник": "?"}),),
}


def spoil(rows: list[Cells], planted: tuple[tuple[int, Cells], ...]) -> list[Cells]:
    """The rows with spoilt copies among them, each standing at its place, counted from 0."""
    spoilt = list(rows)
    for place, change in planted:
        spoilt.insert(place, {**rows[place], **change})
    return spoilt
