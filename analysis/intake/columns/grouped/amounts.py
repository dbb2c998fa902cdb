"""Amounts as a report's cells show them, for checking its subtotals: Decimals, and how finely they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from analysis.intake.patterns import bounded
from analysis.intake.sheets.grid import Cell

_BARE = re.compile(r"-?\d+(?:[.,]\d+)?")  # what most numbers are
_SHAPE = re.compile(r"[-+]?\d[\d\s.,']*-?|[-+]?[.,]\d+")
_CURRENCY = bounded(r"\s*(?:руб(?:лей|ля|ль)?\.?|[рp]\.|₽|RUB|\$|USD|€|EUR)\s*", re.IGNORECASE)
LONGEST = 40  # characters of a number
LARGEST = Decimal("1e15")  # no report has more; sums of less stay exact


def _plain(text: str) -> str:
    """Signs made plain, currency and blanks off; "" for a text that is no number."""
    if _BARE.fullmatch(text):
        return text
    text = _CURRENCY.sub("", text.strip().replace("−", "-").replace("–", "-"))
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if not _SHAPE.fullmatch(text) or re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})", text):
        return ""
    text = re.sub(r"[\s']", "", text)
    return "-" + text[:-1] if text.endswith("-") else text


def is_amount(cell: Cell) -> bool:
    """Whether the cell is a number, typed or as text; a date such as 06.04.2013 is none."""
    if isinstance(cell, bool):
        return False
    return isinstance(cell, float | int) or (
        isinstance(cell, str) and len(cell) <= LONGEST and bool(_plain(cell))
    )


def decimal_mark(cells: Iterable[Cell], usual: str) -> str:
    """The decimal mark of a column's texts: the one that some text proves, else the usual one."""
    for cell in cells:
        text = _plain(cell) if isinstance(cell, str) and len(cell) <= LONGEST else ""
        if "," in text and "." in text:
            return "," if text.rfind(",") > text.rfind(".") else "."
        for mark in ",.":
            if text.count(mark) == 1 and not re.search(rf"[1-9]\d{{0,2}}\{mark}\d{{3}}$", text):
                return mark
    return usual


def amount(cell: Cell, mark: str) -> Decimal | None:
    """The number in the cell, or None. Doubles are taken at 15 digits: 94.90000000000001 was 94.9."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float | int):
        text = f"{cell:.15g}"
    elif not isinstance(cell, str) or len(cell) > LONGEST or not (text := _plain(cell)):
        return None
    else:
        text = text.replace("." if mark == "," else ",", "").replace(mark, ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < LARGEST else None


def decimals(values: Sequence[Decimal]) -> int:
    """How many digits after the mark the values show, at most four."""
    exponents = {v.as_tuple().exponent for v in values}
    return max((min(4, -e) for e in exponents if isinstance(e, int) and e < 0), default=0)
