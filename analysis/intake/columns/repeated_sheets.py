"""Sheets of one workbook that hold the same lines: a copy, or months beside a sheet «Все». Nothing may count twice.

A sheet is left out where others have every line of it, in every column that it has. Sheets that mostly overlap without that (a
«Все» that was corrected by hand) keep the lines that no earlier sheet has. A few equal lines prove nothing: both count, and
the notice says so.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import REPEATS_SHEET, Notice
from analysis.intake.sheets.cell_texts import cell_text
from analysis.intake.sheets.grid import Cell

MOSTLY = 0.5  # of a sheet's lines on others: no coincidence
_IDENTITY = (
    "order_id",
    "line_no",
    "sku",
    "product_name",
    "order_date",
    "shipped_on",
    "client_id",
    "client_name",
)
# Columns without which lines may be alike and yet two; an order's line has them all, a record of time one of them.
_TELLING = {
    "order_lines": ("order_id", "order_date"),
    "usage": ("person", "order_id", "started_at"),
}


@dataclass(frozen=True)
class Lines:
    """The lines of a sheet as numbers that are equal where the values are: column → one per row; `rows`: which of the sheet."""

    table: str
    columns: Mapping[str, array[int]]
    rows: range

    @classmethod
    def of(cls, layout: Layout, rows: Sequence[Sequence[Cell]]) -> Lines | None:
        """None where lines of the table have nothing that tells them apart."""
        if not can_repeat(layout):
            return None
        below = rows[layout.skip :]
        columns = {
            c: array("q", [hash(_same(row[i])) for row in below]) for c, i in layout.columns.items()
        }
        return cls(layout.table.name, columns, range(layout.skip + 1, layout.skip + 1 + len(below)))

    def keys(self, columns: Iterable[str]) -> list[int | None]:
        """One number per row, equal where all these columns are; None where the row has none of what tells lines apart."""
        empty, telling = (
            hash(""),
            [self.columns[c] for c in _TELLING[self.table] if c in self.columns],
        )
        used = [self.columns[c] for c in sorted(columns)]
        enough = all if self.table == "order_lines" else any
        is_line = [enough(t != empty for t in told) for told in zip(*telling, strict=True)]
        return [
            hash(key) if line else None
            for line, key in zip(is_line, zip(*used, strict=True), strict=True)
        ]


@dataclass(frozen=True)
class Verdict:
    """`whole`: the sheet is left out. Else `lines` are the rows that earlier sheets have (refused), `alike` those that both count."""

    others: str
    whole: bool = False
    lines: tuple[int, ...] = ()
    alike: int = 0
    faults: Mapping[int, str] = field(default_factory=dict)

    def applied(self, layout: Layout) -> Layout:
        if self.lines:
            return replace(
                layout, faults={**layout.faults, **dict.fromkeys(self.lines, REPEATS_SHEET)}
            )
        return replace(
            layout,
            noticed=(
                *layout.noticed,
                Notice("sheets_overlap", {"rows": self.alike, "sheets": self.others}),
            ),
        )


def can_repeat(layout: Layout) -> bool:
    """Whether the table's lines can be told apart, so that an equal one is the same."""
    return any(c in layout.columns for c in _TELLING.get(layout.table.name, ()))


def _same(cell: Cell) -> str:
    """The value however it is written: a number as text or typed, a date with or without a time."""
    value = cell_text(cell).strip().casefold()
    if isinstance(cell, str) and value[:1].isdigit():
        if len(value) >= 10 and value[2:3] == value[5:6] == ".":
            return f"{value[6:10]}-{value[3:5]}-{value[:2]}"
        number = value.replace("\u00a0", "").replace(" ", "").replace(",", ".")
        return (
            number.rstrip("0").rstrip(".")
            if number.count(".") == 1 and number.replace(".", "").isdigit()
            else number
        )
    return value


def repeated(sheets: Mapping[str, Lines]) -> dict[str, Verdict]:
    """What is to be done with which sheets; those without a word are taken as they stand."""
    found: dict[str, Verdict] = {}
    order = list(sheets)
    by_size = sorted(order, key=lambda n: (len(sheets[n].rows), order.index(n)), reverse=True)
    for name in by_size:  # the largest first: of months and their sum, the months stay
        others = _comparable(name, sheets, found, sheets[name].columns)
        if verdict := _whole(name, sheets, others):
            found[name] = verdict
    for place, name in enumerate(order):
        if name not in found:
            columns = [c for c in sheets[name].columns if c in _IDENTITY]
            earlier = {n: s for n, s in sheets.items() if n in order[:place]}
            if verdict := _partly(
                name, sheets[name], _comparable(name, earlier, found, columns), columns
            ):
                found[name] = verdict
    return found


def _comparable(
    name: str, sheets: Mapping[str, Lines], found: Mapping[str, Verdict], columns: Iterable[str]
) -> dict[str, Lines]:
    """The other sheets that stay in and have all these columns."""
    wanted = set(columns)
    return {
        n: s
        for n, s in sheets.items()
        if n != name and not (n in found and found[n].whole) and wanted <= s.columns.keys()
    }


def _whole(name: str, sheets: Mapping[str, Lines], others: Mapping[str, Lines]) -> Verdict | None:
    own = sheets[name]
    others = {n: s for n, s in others.items() if s.table == own.table}
    mine = Counter(k for k in own.keys(own.columns) if k is not None)
    theirs = {
        n: Counter(k for k in s.keys(own.columns) if k is not None) for n, s in others.items()
    }
    together: Counter[int] = sum(theirs.values(), Counter())
    if not mine or mine - together:
        return None
    return Verdict(_listed(n for n, keys in theirs.items() if mine & keys), whole=True)


def _partly(
    name: str, own: Lines, earlier: Mapping[str, Lines], columns: Sequence[str]
) -> Verdict | None:
    earlier = {n: s for n, s in earlier.items() if s.table == own.table}
    keys = own.keys(columns)
    theirs = {n: Counter(k for k in s.keys(columns) if k is not None) for n, s in earlier.items()}
    left: Counter[int] = sum(theirs.values(), Counter())
    lines: list[int] = []
    for row, key in zip(own.rows, keys, strict=True):
        if key is not None and left[key] > 0:
            left[key] -= 1
            lines.append(row)
    if not lines:
        return None
    mine = Counter(k for k in keys if k is not None)
    others = _listed(n for n, found in theirs.items() if mine & found)
    mostly = len(lines) > 2 and len(lines) >= MOSTLY * mine.total()
    return Verdict(others, lines=tuple(lines)) if mostly else Verdict(others, alike=len(lines))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{n}'" for n in names)
