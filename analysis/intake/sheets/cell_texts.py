"""Typed cells as the text that a CSV would hold: dates as ISO, numbers in their shortest exact form.

1376.99, never 1376.9900000000002; 123, never 123.0. Column by column where all cells are of one type: that spares
200,000 rows most of their time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from analysis.intake.sheets.cell_formats.codes import PERCENT, PERCENT_SIGN
from analysis.intake.sheets.grid import Cell, Shown

EXACT = 1e15  # Excel keeps 15 digits; from here on a number is not what was typed
MIDNIGHT = " 00:00:00"  # behind a day that stands where an id should
_THREE_DIGITS = re.compile(r"^\D{0,6}[1-9]\d{0,2}[.,]\d{3}\D{0,6}$")
_MARKED = re.compile(r"\d[.,]\d")
_COMMA = re.compile(r"\d,(?:\d{1,2}|\d{4,})\D*$")


def cell_text(cell: Cell, mark: str = ".") -> str:
    """A typed cell as text, with this decimal mark."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Shown):
        return _with_sign(cell, mark)
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < EXACT:
            return str(int(cell))
        shortest = repr(cell)
        if "e" in shortest:
            shortest = format(Decimal(shortest), "f")
        return shortest.replace(".", mark) if mark != "." else shortest
    if isinstance(cell, dt.datetime):
        return (
            cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
        )
    if isinstance(cell, dt.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    if cell is None:
        return ""
    return str(cell)


def _with_sign(cell: Shown, mark: str = ".", *, behind: str = "") -> str:
    """«12.5%» of 0.125 in a format of per cent, «100 USD» of 100 in a format of dollars. `behind`: digits without a value."""
    number = cell_text(float(cell), mark)
    if cell.sign == PERCENT:
        number = f"{(Decimal(repr(float(cell))) * 100).normalize():f}".replace(".", mark)
    digits = f"{number}{behind if number[-4:-3] == mark else ''}"
    return f"{digits}%" if cell.sign in (PERCENT, PERCENT_SIGN) else f"{digits} {cell.sign}"


def as_shown(number: float) -> str:
    """A number of more than 15 digits as Excel shows it, 1.23E+19: an id that was such is lost."""
    return f"{number:.2E}"


def column_texts(cells: Sequence[Cell], *, numeric: bool, is_id: bool = False) -> pa.Array:
    """One column as text, NULL for nothing; in a number column typed numbers take the decimal mark of the cells typed as text."""
    types = set(map(type, cells)) - {type(None)}
    if types <= {str}:
        texts = pa.array(cells, pa.string())
        return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    filled: Sequence[Cell] = cells
    if str in types:
        filled = [None if cell == "" else cell for cell in cells]
        types = set(map(type, filled)) - {type(None)}
    if types == {float}:
        found = _floats(filled)
        if found is not None:
            return found
    if types == {dt.date} and not is_id:
        return pa.array(filled, pa.date32()).cast(pa.string())
    mark = "."
    if numeric and str in types and any(isinstance(c, str) and _COMMA.search(c) for c in cells):
        mark = ","
    seen: dict[Cell, str | None] = {}
    for cell in set(filled) if len(types) == 1 and Shown not in types else ():
        seen[cell] = cell_text(cell, mark) or None

    beside_text = numeric and not types.isdisjoint(
        (str, Shown)
    )  # three decimals get a fourth: a typed number is never in doubt

    def once(cell: Cell) -> str | None:
        if isinstance(cell, Shown):
            return _with_sign(cell, mark, behind="0")
        if is_id and isinstance(cell, float) and abs(cell) >= EXACT:
            return as_shown(cell)
        if is_id and isinstance(cell, dt.date) and (said := cell_text(cell, mark)):
            return said + MIDNIGHT if len(said) == 10 else said
        written = seen.get(cell) or cell_text(cell, mark) or None
        return (
            f"{written}0"
            if beside_text and isinstance(cell, float) and written and written[-4:-3] == mark
            else written
        )

    return pa.array(
        [cell if cell is None or isinstance(cell, str) else once(cell) for cell in filled],
        pa.string(),
    )


def is_undecided(cells: Sequence[Cell]) -> bool:
    """Whether a text among typed numbers may be 1234 or 1.234, and no other text tells: typed numbers have no mark of their own."""
    if str not in set(map(type, cells)):
        return False
    texts = {c.strip() for c in cells if isinstance(c, str)}
    doubtful = [t for t in texts if _THREE_DIGITS.search(t)]
    told = any(_MARKED.search(t) for t in texts if not _THREE_DIGITS.search(t))
    return bool(doubtful) and not told and any(isinstance(c, float) for c in cells)


def _floats(cells: Sequence[Cell]) -> pa.Array | None:
    """Numbers as text by Arrow; None where one is too large or too small for the short way."""
    numbers = pa.array(cells, pa.float64())
    most = pc.max(pc.abs(numbers)).as_py()
    if not most < EXACT:  # also where it is no number at all
        return None
    whole = pc.equal(pc.floor(numbers), numbers)
    integers = pc.cast(pc.cast(pc.if_else(whole, numbers, 0.0), pa.int64()), pa.string())
    found = pc.if_else(whole, integers, pc.cast(numbers, pa.string()))
    return None if pc.any(pc.match_substring(found, "e")).as_py() else found
