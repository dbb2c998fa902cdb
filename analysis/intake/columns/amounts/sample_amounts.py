"""The amounts of a table's first rows, and whether one column is made of others in them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from analysis.intake.columns.grouped.amounts import amount, decimal_mark
from analysis.intake.columns.layout import Layout

Amounts = Sequence[Decimal | None]
MOSTLY = Decimal("0.9")  # a share of the rows that must agree
_ROUNDED = Decimal("0.02")  # by which an amount that was rounded piece by piece may differ
_SHARE = Decimal("0.0005")  # and by which share of it


def amounts(layout: Layout, position: int) -> Amounts:
    """The column's numbers, None where a cell holds none; per cent as it stands."""
    told = layout.mapping.format.get("decimal")
    cells = [row[position].replace("%", "").strip() for row in layout.sample]
    usual = "," if layout.is_russian or layout.delimiter == ";" else "."
    return _numbers(tuple(cells), told if told in (".", ",") else "", usual)


@lru_cache(maxsize=64)
def _numbers(cells: tuple[str, ...], told: str, usual: str) -> Amounts:
    """A column is asked for by each question of the file that might be about it."""
    mark = told or decimal_mark(cells, usual)
    return tuple(amount(cell, mark) for cell in cells)


def has_percent(layout: Layout, position: int) -> bool:
    return any("%" in row[position] for row in layout.sample)


def are_shares(values: Amounts) -> bool:
    """Whether all are from 0 to 1 (or 0 to −1) and one is in between."""
    known = [abs(v) for v in values if v is not None]
    return bool(known) and max(known) <= 1 and any(0 < v < 1 for v in known)


def product(one: Amounts, other: Amounts) -> Amounts:
    return [
        a * b if a is not None and b is not None else None for a, b in zip(one, other, strict=True)
    ]


def scaled(values: Amounts, factor: Decimal) -> Amounts:
    return [None if v is None else v * factor for v in values]


def makes(total: Amounts, base: Amounts, off: Amounts | None, added: Sequence[Amounts]) -> bool:
    """Whether total = base − off + added in most rows, each part being something in some row; an empty cell adds nothing."""
    parts = [*([off] if off is not None else []), *added]
    if any(not any(part) for part in parts):
        return False
    rows = fitting = 0
    for n, (whole, first) in enumerate(zip(total, base, strict=True)):
        if whole is None or first is None:
            continue
        rows += 1
        less = abs((off[n] if off is not None else None) or Decimal(0)) * (-1 if first < 0 else 1)
        made = first - less + sum((part[n] or Decimal(0) for part in added), Decimal(0))
        fitting += abs(whole - made) <= _ROUNDED + _SHARE * abs(whole)
    return rows > 0 and fitting >= MOSTLY * rows
