"""A sheet that is a table already: its header, merged cells filled down, and what its looks say that its values don't."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from analysis.errors import BadMapping, UnknownColumns, UnreadableFile
from analysis.intake import reasons
from analysis.intake.columns.days_or_numbers import of_cells
from analysis.intake.columns.layout import HEADER_WITHIN, Layout, checked_header, find_header, trimmed_headers
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.stacking import Merged, spread
from analysis.intake.contract import Table
from analysis.intake.files.looks.xlsx import column as column_number
from analysis.intake.files.looks.xlsx import sheet_part
from analysis.intake.grid import Cell, Grid, Looks
from analysis.intake.reasons import Notice
from analysis.intake.values.texts import text

SAMPLE_ROWS = 1_000
LOOKED_AT = 30_000_000  # bytes of a sheet's XML up to which its looks are read
_GLIMPSE = 1_000_000
_FILLED = ("id", "text", "date", "stamp")  # an amount merged over three lines is not three times that amount
_FORMULA = re.compile(
    rb"""<c\s([^>]*)>\s*(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>""", re.IGNORECASE
)
_ERROR = re.compile(rb"""<c\s([^>]*\bt=["']e["'][^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>(\#[^<]{1,20})</v>""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ZEROS = re.compile(rb"""<numFmt\s[^>]*?formatCode=["'](0{2,})["'][^>]*>""")


@dataclass(frozen=True)
class Facts:
    """What an XLSX file says of a sheet beside its values: formulas that it left without one, zeros that only a format shows."""

    large: bool = False
    filtered: bool = False
    valueless: frozenset[tuple[int, int]] = field(default_factory=frozenset)  # row, column from 0
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)  # cell → #DIV/0!, which the reader leaves empty
    zeros: int = 0  # digits that a number format fills up with zeros
    since_1904: bool = False


def filled(row: Sequence[Cell]) -> bool:
    return any(c != "" and not (isinstance(c, str) and not c.strip()) for c in row)


def facts(path: Path, sheet: str) -> Facts:
    """Raises nothing: a file that can't be looked at has no facts."""
    try:
        with zipfile.ZipFile(path) as archive:
            part = sheet_part(archive, sheet)
            if part is None:
                return Facts()
            with archive.open(part) as file:
                head = file.read(_GLIMPSE)
            large = archive.getinfo(part).file_size > LOOKED_AT
            xml = b"" if large or (b"<f" not in head and b't="e"' not in head) else archive.read(part)
            valueless = (_PLACE.search(m.group(1)) for m in _FORMULA.finditer(xml) if b't="str"' not in m.group(1))
            places = frozenset((int(p.group(2)) - 1, column_number(p.group(1))) for p in valueless if p)
            failed = ((_PLACE.search(m.group(1)), m.group(2).decode("utf-8", "replace")) for m in _ERROR.finditer(xml))
            errors = {(int(p.group(2)) - 1, column_number(p.group(1))): text for p, text in failed if p}
            names = archive.namelist()
            styles = archive.read("xl/styles.xml") if "xl/styles.xml" in names else b""
            book = archive.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
            zeros = max((len(m) for m in _ZEROS.findall(styles)), default=0)
            old = re.search(rb"""date1904=["'](?:1|true)["']""", book) is not None
            return Facts(large, b'filterMode="1"' in head, places, errors, zeros, old)
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError):
        return Facts()


def plain_layout(path: Path, grid: Grid, merged: Merged, table: str | None, mapping: FileMapping) -> Layout:
    """The layout of a sheet's table; merged names are filled down in its rows. Raises UnknownColumns, UnreadableFile, BadMapping."""
    rows, file = grid.rows, path.name
    known = facts(path, grid.sheet or "")
    for (row_, column), error in known.errors.items():
        if row_ < len(rows) and column < len(rows[row_]):
            rows[row_][column] = error
    first = list(islice(((i, row) for i, row in enumerate(rows) if filled(row)), HEADER_WITHIN + 2))
    within = HEADER_WITHIN
    if told := mapping.header_row:
        if told > len(rows) or not filled(rows[told - 1]):
            raise BadMapping("header_row_missing", file=file, row=told)
        first, within = [(i, rows[i]) for i in range(told - 1, min(told + 3, len(rows)))], 1
    texts = [[text(c) for c in row] for _, row in first]
    wide = spread(texts, [i for i, _ in first], merged) if merged else None
    if find_header(texts, table, mapping, file, spread=wide, within=within) is None and not mapping.columns:
        seen = ", ".join(f"'{c[:40]}'" for c in texts[0] if c.strip())
        raise UnknownColumns("no_known_header", file=file, seen=seen)
    position, matched = checked_header(texts, table, mapping, file, spread=wide, within=within)
    at = first[position][0]
    if not any(filled(r) for r in rows[at + 1 :]):
        raise UnreadableFile("header_only", file=file)
    heads = [tuple(texts[n]) for n in range(position + 1 - matched.rows, position + 1)]
    columns = matched.columns
    said = _merged_down(rows, at, merged, matched.table, columns)
    looks = grid.looks() if known.filtered or not known.large else Looks()
    said += _looked(rows, at, looks, known, matched.table, columns, texts[position])
    without = {row + 1 for row, column in known.valueless if row > at and column in columns.values()}
    if without and len(without) >= sum(filled(r) for r in rows[at + 1 :]):
        raise UnreadableFile("formulas_without_values", file=file)
    sample = islice(
        (tuple(text(c) for c in row) for row in rows[at + 1 : at + 1 + SAMPLE_ROWS] if filled(row)), SAMPLE_ROWS
    )
    return of_cells(Layout(
        file=file, container="sheet", table=matched.table,
        headers=trimmed_headers(matched.headers or texts[position], len(rows[at])), columns=columns,
        header_row=first[position + 1 - matched.rows][0] + 1, skip=at + 1, mapping=mapping, sample=tuple(sample),
        sheet=grid.sheet, constants=dict(mapping.constants), heads=tuple(heads) if matched.headers else (),
        noticed=said, faults=dict.fromkeys(without, reasons.NO_VALUE), since_1904=known.since_1904,
    ))  # fmt: skip


def _merged_down(
    rows: list[list[Cell]], at: int, merged: Merged, table: Table, columns: Mapping[str, int]
) -> tuple[Notice, ...]:
    """Fill what is merged over several lines down in place, names and dates only, where the sheet really merges them."""
    kinds = {i: table.column(c).kind for c, i in columns.items()}
    count = 0
    for top, left, bottom, right in merged:
        if top <= at or bottom == top or left != right or kinds.get(left) not in _FILLED:
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = rows[top][left]
                count += 1
    return (Notice("merged_filled", {"rows": count}),) if count else ()


def _looked(
    rows: Sequence[Sequence[Cell]],
    at: int,
    looks: Looks,
    known: Facts,
    table: Table,
    columns: Mapping[str, int],
    headers: Sequence[str],
) -> tuple[Notice, ...]:
    """Notices of what a person sees and the values don't say."""
    found: list[Notice] = []
    hidden = sum(row > at and row < len(rows) and filled(rows[row]) for row in looks.hidden)
    if hidden:
        found.append(Notice("hidden_rows", {"rows": hidden}))
    places = {i: c for c, i in columns.items()}
    for position, column in places.items():
        kind = table.column(column).kind
        if kind == "money":
            red = sum(
                c == position and at < r < len(rows) and isinstance(v := rows[r][c], float) and v > 0
                for r, c in looks.red
            )
            if red:
                found.append(Notice("red_numbers", {"header": headers[position], "cells": red}))
        if kind == "id" and known.zeros:
            cells = (row[position] for row in rows[at + 1 : at + 1 + SAMPLE_ROWS])
            short = next(
                (c for c in cells if isinstance(c, float) and c.is_integer() and 0 < c < 10 ** (known.zeros - 1)), None
            )
            if short is not None:
                found.append(
                    Notice("leading_zeros", {"header": headers[position], "sample": text(short).zfill(known.zeros)})
                )
    return tuple(found)
