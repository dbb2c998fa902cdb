"""Dates in words and 1C's compact and empty ones: all of 15 January 2025, or of no day at all."""

from __future__ import annotations

import datetime as dt

from .case import Case

HEAD = "Номер заказа;Контрагент;Дата заказа;Сумма без НДС\n"
SHIPPED = "Номер заказа;Контрагент;Дата заказа;Дата отгрузки;Сумма без НДС\n"


def _days(*written: str) -> Case:
    rows = "".join(f"A-{n};К1;{day};100\n" for n, day in enumerate(written, start=1))
    return Case(
        HEAD + rows,
        [f"A-{n} 2025-01-15" for n in range(1, len(written) + 1)],
        ("order_id", "order_date"),
    )


def _nothing(*written: str) -> Case:
    rows = "".join(f"A-{n};К1;15.01.2025;{day};100\n" for n, day in enumerate(written, start=1))
    return Case(
        SHIPPED + rows,
        [f"A-{n} None" for n in range(1, len(written) + 1)],
        ("order_id", "shipped_on"),
    )


CASES = {
    "days in words as documents write them": _days(
        "15 января 2025 г. 10:23",
        "«15» января 2025 г.",
        "среда, 15 января 2025 г.",
        "15 января 2025 года",
        "15 ЯНВАРЯ 2025Г.",
    ),
    "days in words, shortened": _days(
        "15 янв. 2025", "15-янв-25", "ср, 15 янв. 2025 г.", "15янв2025", "15/янв/2025"
    ),
    "days in words with a time": _days(
        "15 января 2025 г., 10:23:05",
        "15 января 2025 года в 10:23",
        "15.01.2025 г. 0:00:00",
        "15 января 2025 24:00",
    ),
    "days in English words": _days(
        "January 15, 2025",
        "Jan. 15, 2025",
        "Wednesday, January 15, 2025",
        "15th of January 2025",
        "Jan 15th, 2025 10:23 AM",
    ),
    "days in English words, day first": _days(
        "15 January 2025", "15-Jan-2025", "Wed, 15 Jan 2025 10:23:00 +0300", "15-Jan-25"
    ),
    "a weekday beside figures": _days(
        "15.01.2025 (ср)", "15.01.2025, среда", "Среда 15.01.2025", "ср 15.01.25"
    ),
    "1C's compact days": _days(
        "20250115102300", "20250115", "20250115000000", "20250115T102300", "15.01.25 0:00:00"
    ),
    "compact days as numbers of a sheet": Case(
        [
            ["Номер заказа", "Контрагент", "Дата заказа", "Сумма"],
            ["A-1", "К1", 20250115102300, 1],
            ["A-2", "К1", 20250115, 2],
            ["A-3", "К1", dt.date(2025, 1, 15), 3],
        ],
        [f"A-{n} 2025-01-15" for n in (1, 2, 3)],
        ("order_id", "order_date"),
    ),
    "days with a zone": _days(
        "2025-01-15T10:23:00+03:00",
        "2025-01-15T23:59:59.999Z",
        "2025-01-15 10:23:00 +0300",
        "2025-01-15 10:23:00 MSK",
    ),
    "half a day": _days("1/15/2025 10:23:00 AM", "1/15/2025 11:05 PM", "1/15/2025 12:00:00 a.m."),
    "days with unbreakable blanks": _days(
        "15\u00a0января\u00a02025\u00a0г.",
        "15.01.2025\u00a010:23",
        "\u200e15.01.2025",
        "15.\u200b01.2025",
    ),
    "1C's empty day": _nothing(
        "01.01.0001",
        "01.01.0001 0:00:00",
        "  .  .    ",
        "0001-01-01T00:00:00",
        "30.12.1899",
        "30.12.1899 0:00:00",
        "1899-12-30",
        "00.00.0000",
        "0000-00-00 00:00:00",
        "00010101000000",
        "__.__.____",
        "-",
        "",
    ),
    "an order of no day is refused": Case(
        HEAD + "A-1;К1;01.01.0001 0:00:00;5\nA-2;К1;15.01.2025;6\n",
        ["A-2 6"],
        refused={2: "required"},
    ),
}
