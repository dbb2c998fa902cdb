"""Ids and names that are none, or that hold what nobody sees."""

from __future__ import annotations

import datetime as dt

from analysis.intake import reasons

from .amounts import HEAD
from .case import Case

NAMES = ("order_id", "client_name")
HEADER: list[object] = ["Номер заказа", "Контрагент", "Дата заказа", "Сумма"]


def named(*pairs: tuple[str, str]) -> str:
    return HEAD + "Сумма\n" + "".join(f"{order};{client};10.01.2025;5\n" for order, client in pairs)


CASES = {
    "errors of formulas are no ids and no names": Case(
        named(("#Н/Д", "А"), ("A-1", "#ССЫЛКА!"), ("A-2", "#N/A"), ("#123", "А")),
        ["#123 А"],
        NAMES,
        refused={2: reasons.EXCEL_ERROR, 3: reasons.EXCEL_ERROR, 4: reasons.EXCEL_ERROR},
    ),
    "words for nothing are no ids and no names": Case(
        named(("A-1", "NULL"), ("—", "А"), ("A-2", "н/д"), ("None", "А"), ("0", "-1")),
        ["0 -1"],
        NAMES,
        refused=dict.fromkeys((2, 3, 4, 5), reasons.REQUIRED),
        notices=["blank_below"],
    ),
    "what nobody sees makes no other client": Case(
        named(
            ("A-1", "ООО Аль\u00adфа"),
            ("\u200bA-2", "\ufeffООО Альфа"),
            ("A-3\x01", "ООО \u200b Альфа\u2060"),
            ("A-4", "ООО Альфа"),
        ),
        [f"A-{n} ООО Альфа" for n in (1, 2, 3, 4)],
        NAMES,
    ),
    "a number that a spreadsheet made a date of": Case(
        [
            HEADER,
            [dt.date(2025, 1, 5), "А", dt.date(2025, 1, 10), 5],
            ["A-2", "А", dt.date(2025, 1, 10), 5],
        ],
        ["A-2 А"],
        NAMES,
        refused={2: reasons.DATE_FOR_ID},
    ),
    "all numbers that a spreadsheet made dates of": Case(
        [HEADER, [dt.date(2025, 1, 5), "А", dt.date(2025, 1, 10), 5]],
        [],
        NAMES,
        refused={2: reasons.DATE_FOR_ID},
    ),
}
