"""How days are written, and what is no day though it stands under a header that may mean one."""

from __future__ import annotations

import datetime as dt

from analysis.intake import reasons

from .amounts import HEAD, lines
from .case import Case

PAID, SHIPPED = ("order_id", "revenue", "paid_on"), ("order_id", "revenue", "shipped_on")
ORDER: list[object] = ["Номер заказа", "Контрагент", "Дата заказа", "Сумма"]


def order(number: int, *further: object) -> list[object]:
    return [f"A-{number}", "Альфа", dt.date(2025, 1, 10), 5, *further]


CASES = {
    **{
        f"a year mistyped: {year}": Case(
            "Номер заказа;Контрагент;Дата заказа;Дата отгрузки;Дата оплаты;Выручка\n"
            f"A-1;Альфа;10.01.2025;15.01.2025;15.02.{year};100\nA-2;Альфа;11.01.2025;15.01.{year};15.02.2025;100\n"
            f"A-3;Альфа;12.01.2025;15.01.2025;;100\nA-4;Альфа;13.01.{year};15.01.2025;;100\n",
            [
                "A-1 2025-01-15 None paid_on",
                "A-2 None 2025-02-15 shipped_on",
                "A-3 2025-01-15 None None",
            ],
            ("order_id", "shipped_on", "paid_on", "unread_dates"),
            refused={5: reasons.FAR_DATE},
            notices=["unread_values"],
        )
        for year in (2052, 2095, 1925)
    },
    "years apart are no mistake": Case(
        "Номер заказа;Контрагент;Дата заказа;Выручка\nA-1;Альфа;10.01.2015;100\nA-2;Альфа;11.01.2020;100\nA-3;Альфа;12.01.2026;100\n",
        ["A-1 100", "A-2 100", "A-3 100"],
    ),
    "an amount paid is no day of payment": Case(
        [[*ORDER, "Оплачено"], order(1, 45000), order(2, 30000), order(3, None)],
        ["A-1 5 None", "A-2 5 None", "A-3 5 None"],
        PAID,
        notices=["numbers_not_days"],
    ),
    "pieces shipped are no day of shipment": Case(
        [[*ORDER, "Отгружено"], order(1, 45000), order(2, 25000)],
        ["A-1 5 None", "A-2 5 None"],
        SHIPPED,
        notices=["numbers_not_days"],
    ),
    "an amount paid, in a text file": Case(
        lines("Сумма;Оплачено", "45000;45 000,00", "100;50 руб."),
        ["A-1 45000 None", "A-2 100 None"],
        PAID,
        notices=["numbers_not_days"],
    ),
    "an amount paid beside the day of payment": Case(
        lines("Сумма;Оплачено;Оплата", "100;50;12.01.2025"),
        ["A-1 100 2025-01-12"],
        PAID,
        notices=["numbers_not_days"],
    ),
    "days to delivery": Case(
        lines("Сумма;Срок поставки", "5;30", "6;45"),
        ["A-1 5 30 None", "A-2 6 45 None"],
        ("order_id", "revenue", "lead_time_days", "promised_on"),
        notices=["numbers_of_days"],
    ),
    "days of payment under a header that says no date": Case(
        lines("Сумма;Оплачено", "5;12.01.2025", "6;"),
        ["A-1 5 2025-01-12", "A-2 6 None"],
        PAID,
    ),
    "a day of payment as Excel counts days": Case(
        [[*ORDER, "Дата оплаты"], order(1, 45669), order(2, None)],
        ["A-1 5 2025-01-12", "A-2 5 None"],
        PAID,
    ),
    "a mapping names the column of days": Case(
        [[*ORDER, "Оплачено"], order(1, 45669)],
        ["A-1 5 2025-01-12"],
        PAID,
        mapping='[columns]\npaid_on = "Оплачено"',
    ),
    "both orders of day and month in one column": Case(
        HEAD
        + "Сумма\n"
        + "".join(
            f"A-{n};А;{day};5\n"
            for n, day in enumerate(
                ("01/13/2025", "14/01/2025", "15/01/2025", "03/04/2025", "05.04.2025"), start=1
            )
        ),
        ["A-2 2025-01-14", "A-3 2025-01-15", "A-5 2025-04-05"],
        ("order_id", "order_date"),
        refused={2: reasons.MIXED_ORDER, 5: reasons.EITHER_ORDER},
    ),
    "months by name, as Excel shows them": Case(
        HEAD + "Сумма\nA-1;А;05-янв-25;5\nA-2;А;5 мая 25 г.;5\nA-3;А;31-Dec-24;5\n",
        ["A-1 2025-01-05", "A-2 2025-05-05", "A-3 2024-12-31"],
        ("order_id", "order_date"),
    ),
}
