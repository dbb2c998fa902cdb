"""Totals among lines, by their names and by their sums."""

from __future__ import annotations

from analysis.intake import reasons

from .case import Case

HEAD = "Контрагент;Дата заказа;Номер заказа;Номенклатура;Выручка\n"
DAY = "09.01.2025"
LINES = f"Альфа;{DAY};A-1;Датчик;100\nАльфа;{DAY};A-1;Кабель;50\n"
COLUMNS = ("order_id", "product_name", "revenue")
TAKEN = ["A-1 Датчик 100", "A-1 Кабель 50"]

CASES = {
    "a pivot table with repeated labels": Case(
        f"{HEAD}{LINES}Альфа;{DAY};A-1 Итог;;150\nАльфа;{DAY};A-2;Датчик;70\nАльфа;{DAY};A-2 Итог;;70\nАльфа Итог;;;;220\n"
        "Общий итог;;;;220\n",
        [*TAKEN, "A-2 Датчик 70"],
        COLUMNS,
        refused=dict.fromkeys((4, 6, 7, 8), reasons.TOTALS_ROW),
    ),
    "a total with every cell filled": Case(
        f"{HEAD}{LINES}Все;31.12.2025;Итого;Все;150\n",
        TAKEN,
        COLUMNS,
        refused={4: reasons.TOTALS_ROW},
    ),
    "a total in the name of a client": Case(
        f"{HEAD}{LINES}Альфа;{DAY};Итого по Альфа;;150\n",
        TAKEN,
        COLUMNS,
        refused={4: reasons.TOTALS_ROW},
    ),
    "a total under each order, in the column of products": Case(
        f"{HEAD}{LINES}Альфа;{DAY};A-1;Итого по заказу;150\nБета;{DAY};A-2;Датчик;7\nБета;{DAY};A-2;Датчик Итог;7\n",
        [*TAKEN, "A-2 Датчик 7"],
        COLUMNS,
        refused=dict.fromkeys((4, 6), reasons.TOTALS_ROW),
    ),
    "names that only sound like totals": Case(
        f"{HEAD}{LINES}Total;{DAY};A-2;Всего для дома;30\nTotal Energies;{DAY};A-3;Журнал Total;40\nИтоговая линия;{DAY};A-4;Итог;9\n",
        [*TAKEN, "A-2 Всего для дома 30", "A-3 Журнал Total 40", "A-4 Итог 9"],
        COLUMNS,
        notices=["named_like_totals"],
    ),
    "one line of the same amount proves no total": Case(
        f"{HEAD}Альфа;{DAY};A-1;Датчик;30\nБета;{DAY};A-2;Всего для дома;30\n",
        ["A-1 Датчик 30", "A-2 Всего для дома 30"],
        COLUMNS,
        notices=["named_like_totals"],
    ),
}
