"""«Оплачено», «Отгружено», «Срок поставки»: a day in one plant's export, an amount, pieces or a number of days in another's.

Such a header says «date» of itself nowhere; what its first cells hold decides. Bare numbers never become days there, although a
spreadsheet's 45000 could be read as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.intake.columns import material_codes, places
from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.patterns import bounded
from analysis.intake.reasons import Notice

_COLUMNS = ("promised_on", "shipped_on", "paid_on")
_SAYS_DATE = re.compile(r"\b(?:дат[аы]|date|день|day|on|at)\b")
_NUMBER = bounded(
    r"[-+−(]?\d[\d\s.,'\u00a0\u202f]*\)?\s*(?:%|руб\.?|р\.?|₽|\$|€|шт\.?|дн\.?|дней)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|(?:19|20)\d{6}")
_MOST_DAYS = 1_000


def of_cells(layout: Layout) -> Layout:
    """The layout with such columns of numbers left unused or, «Срок поставки» of 30, as days of production; each with a notice."""
    layout = material_codes.left_out(places.left_out(layout))
    columns, noticed = dict(layout.columns), list(layout.noticed)
    for column in _COLUMNS:
        position = columns.get(column)
        if (
            position is None
            or column in layout.mapping.columns
            or not _are_numbers(layout, position)
        ):
            continue
        header = layout.headers[position]
        sample = _filled(layout, position)[0].strip()
        del columns[column]
        code = "numbers_not_days"
        if "lead_time_days" not in columns and _may_be_lead_time(layout, position):
            columns["lead_time_days"] = position
            code = "numbers_of_days"
        elif (other := _other(layout, column, columns)) is not None:
            columns[column] = other
        noticed.append(Notice(code, {"header": header, "sample": sample}))
    return (
        replace(layout, columns=columns, noticed=tuple(noticed))
        if columns != layout.columns
        else layout
    )


def _filled(layout: Layout, position: int) -> Sequence[str]:
    return [row[position] for row in layout.sample if row[position].strip(" \u00a0-—–")]


def _are_numbers(layout: Layout, position: int) -> bool:
    if _SAYS_DATE.search(plain(layout.headers[position]).words):
        return False
    cells = [cell.strip() for cell in _filled(layout, position)]
    return bool(cells) and all(_NUMBER.fullmatch(c) and not _DAY.fullmatch(c) for c in cells)


def _may_be_lead_time(layout: Layout, position: int) -> bool:
    named = meanings(f"{layout.headers[position]}, дн", layout.table)
    cells = [cell.strip() for cell in _filled(layout, position)]
    return any(c == "lead_time_days" for c, _ in named) and all(
        c.isdecimal() and int(c) <= _MOST_DAYS for c in cells
    )


def _other(layout: Layout, column: str, columns: dict[str, int]) -> int | None:
    """Another header that means the column and has no numbers under it."""
    used = {*columns.values(), *layout.aside.values(), layout.columns[column]}
    offers = sorted(
        (rank, position)
        for position, header in enumerate(layout.headers)
        if position not in used and _filled(layout, position) and not _are_numbers(layout, position)
        for meant, rank in meanings(header, layout.table)
        if meant == column
    )
    return offers[0][1] if offers else None
