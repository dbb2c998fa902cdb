"""What the bytes of the fuzz become: cells, headers, rows of exports, typed cells of sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import atheris

from analysis.intake.columns.header_words import aliases
from analysis.intake.sheets.grid import Cell, Shown


def listed(text: str, between: str = "|") -> list[str]:
    return text.split(between)


Provider = atheris.FuzzedDataProvider
HEADERS = sorted(
    {alias for table in aliases.ALIASES.values() for names in table.values() for alias in names}
)
USUAL = listed(
    "Номер заказа|Клиент|Дата заказа|Выручка|Номенклатура|Количество|Часы|Отдел|Сотрудник|Заказ|1|2"
)
CELLS = listed(
    "|-|0|1|-5|1,5|1.5|1 234,50|1.234,50|(5)|1,234|12%|1.23E+10|#REF!|01.02.2025|2025-01-31|31.02.2025|1/2/2025|45678"
    "|5 января 2025 г.|7:30|да|нет|Итого|Итого по заказу|Total Acme|ООО «Ромашка»|Отменён|час|  отступ|\"кавычка|=1+1|'5|a;b"
    "|Заказ клиента ТД00-000123 от 05.01.2013 10:00:00|\u00a0|\ufeff|Я|В|8|Я 8|1.5e3|99999999999999999999|\x00|руб.|USD|1 200 $"
    "|Номер заказа|Клиент"
)
WHOLE = [
    listed(header)
    for header in (
        "Номер заказа|Клиент|Дата заказа|Выручка",
        "Контрагент||Количество|Выручка (без НДС)|Себестоимость",
        "Контрагент / Заказ / Номенклатура|Количество|Выручка|Себестоимость",
        "Order|Customer|Date|Net amount|Cost",
        "Заказ|Отдел|Часы|Дата",
        "Сотрудник|Начало|Окончание|Отдел",
        "Отдел|Месяц|Затраты|Мощность, ч",
        "Сотрудник|Заказ|1|2|3|4|5",
        "Клиент|Отрасль|Численность|Регион",
        "Клиент|ФИО|Роль|Отношение",
    )
]
# What numbers, dates, times and headers are made of, to be put together in any order.
PIECES = listed(
    "0~1~9~12~345~1234~2025~45678~000~.~,~:~/~-~–~−~+~ ~\u00a0~\u202f~'~’~(~)~e~E+~E-5~%~‰~$~€~₽~руб.~тыс. руб.~USD~шт~кг~ч~мин"
    "~h~m~s~м~в час~за 1000 шт.~янв~января~марта~May~Sept~г.~года~от~№~N~вт~Monday~AM~pm~T~Z~+03:00~мск~infinity~epoch~nan~inf"
    '~true~null~0x1F~1_0~٣~½~²~\u200b~\ufeff~\t~\n~\r~\\~"~«~»~;~|~*~[~{~?',
    between="~",
)


def picked(given: Provider, of: Sequence[Any]) -> Any:
    return of[given.ConsumeIntInRange(0, len(of) - 1)]


def rarely(given: Provider, once_in: int) -> bool:
    """True once in so many times, and never where the bytes are used up: then what follows is ordinary."""
    return given.ConsumeIntInRange(1, once_in) == once_in


def pieced(given: Provider, most: int = 8) -> str:
    """A text of pieces."""
    return "".join(str(picked(given, PIECES)) for _ in range(given.ConsumeIntInRange(1, most)))


def cell(given: Provider) -> str:
    if rarely(given, 10):
        return str(given.ConsumeUnicodeNoSurrogates(12))
    return pieced(given, 5) if rarely(given, 5) else str(picked(given, CELLS))


def header(given: Provider) -> str:
    if rarely(given, 10):
        return f"{picked(given, HEADERS)} {pieced(given, 3)}"
    return str(picked(given, HEADERS if rarely(given, 3) else USUAL))


def rows(given: Provider) -> list[list[str]]:
    """Titles, a header (mostly one that makes a table), lines of odd cells."""
    whole = [] if rarely(given, 4) else list(picked(given, WHOLE))
    heading = whole + [header(given) for _ in range(given.ConsumeIntInRange(0 if whole else 1, 4))]
    titles = [[cell(given)] for _ in range(given.ConsumeIntInRange(0, 3))]
    heads = [
        heading,
        *([header(given) for _ in heading] for _ in range(given.ConsumeIntInRange(0, 2))),
    ]
    lines = [
        [cell(given) for _ in range(max(1, len(heading) + given.ConsumeIntInRange(-1, 1)))]
        for _ in range(given.ConsumeIntInRange(0, 9))
    ]
    return [*titles, *heads, *lines]


def typed(given: Provider, text: str) -> Cell:
    """The text as a cell of a sheet, mostly typed as a reader of workbooks would type it."""
    kind = given.ConsumeIntInRange(0, 19)
    if kind == 19:
        return picked(
            given, (float("nan"), float("inf"), 1e308, -1e15, 5e-324, 0.1 + 0.2, 1e16, -0.0)
        )
    if kind == 18:
        return dt.datetime(1899, 12, 30) + dt.timedelta(
            seconds=given.ConsumeIntInRange(-(10**9), 10**11)
        )
    if kind == 17:
        return dt.date.fromordinal(given.ConsumeIntInRange(1, dt.date.max.toordinal()))
    if kind == 16:
        return dt.timedelta(seconds=given.ConsumeIntInRange(-(10**9), 10**9))
    if kind == 15:
        return dt.time(given.ConsumeIntInRange(0, 23), given.ConsumeIntInRange(0, 59))
    if kind == 14:
        return bool(given.ConsumeBool())
    if kind == 13:
        return Shown(
            given.ConsumeIntInRange(-(10**9), 10**9) / 100, picked(given, ("USD", "%", "RUB"))
        )
    try:
        return float(text) if kind < 9 else text
    except ValueError:
        return text


def sheet(given: Provider) -> list[list[Cell]]:
    """Rows of typed cells, all as wide as the widest."""
    texts = rows(given)
    width = max(map(len, texts))
    cells = [[typed(given, text) for text in row] for row in texts]
    return [[*row, *[""] * (width - len(row))] for row in cells]
