"""A sheet that is a table already: its header, merged cells filled down, and what its looks say that its values don't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from analysis.errors import BadMapping, UnknownColumns, UnreadableFile
from analysis.intake import reasons
from analysis.intake.columns import remarks
from analysis.intake.columns.amounts.chosen import meant
from analysis.intake.columns.days_or_numbers import of_cells
from analysis.intake.columns.header_row import HEADER_WITHIN, checked_header, find_header
from analysis.intake.columns.header_words.headers import unique
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.plans import refuse_plans
from analysis.intake.columns.stacking import Merged, spread
from analysis.intake.contract import Table
from analysis.intake.reasons import Notice
from analysis.intake.sheets.cell_errors import CellErrors
from analysis.intake.sheets.cell_texts import cell_text
from analysis.intake.sheets.grid import Cell, Grid, Looks

SAMPLE_ROWS = 1_000
_FILLED = (
    "id",
    "text",
    "date",
    "stamp",
)  # an amount merged over three lines is not three times that amount


def filled(row: Sequence[Cell]) -> bool:
    return any(c != "" and not (isinstance(c, str) and not c.strip()) for c in row)


def plain_layout(
    grid: Grid, known: CellErrors, merged: Merged, table: str | None, mapping: FileMapping
) -> Layout:
    """The layout of a sheet's table; merged names are filled down in its rows. Raises UnknownColumns, UnreadableFile, BadMapping."""
    rows, file = grid.rows, grid.file
    first = list(islice(((i, row) for i, row in enumerate(rows) if filled(row)), HEADER_WITHIN + 2))
    within = HEADER_WITHIN
    if told := mapping.header_row:
        if told > len(rows) or not filled(rows[told - 1]):
            raise BadMapping("header_row_missing", file=file, row=told)
        first, within = [(i, rows[i]) for i in range(told - 1, min(told + 3, len(rows)))], 1
    texts = [[cell_text(c) for c in row] for _, row in first]
    wide = spread(texts, [i for i, _ in first], merged) if merged else None
    if (
        find_header(texts, table, mapping, file, spread=wide, within=within) is None
        and not mapping.columns
    ):
        seen = ", ".join(f"'{c[:40]}'" for c in texts[0] if c.strip())
        raise UnknownColumns("no_known_header", file=file, seen=seen)
    position, matched = checked_header(texts, table, mapping, file, spread=wide, within=within)
    at = first[position][0]
    refuse_plans(file, matched.table, texts[: position + 1 - matched.rows], mapping)
    if not any(filled(r) for r in rows[at + 1 :]):
        raise UnreadableFile("header_only", file=file)
    heads = [tuple(texts[n]) for n in range(position + 1 - matched.rows, position + 1)]
    columns = matched.columns
    said = _merged_down(rows, at, merged, matched.table, columns)
    said += _looked(rows, at, grid.looks(), known, matched.table, columns, texts[position])
    without = {
        row + 1 for row, column in known.valueless if row > at and column in columns.values()
    }
    if without and len(without) >= sum(filled(r) for r in rows[at + 1 :]):
        raise UnreadableFile("formulas_without_values", file=file)
    sample = islice(
        (
            tuple(cell_text(c) for c in row)
            for row in rows[at + 1 : at + 1 + SAMPLE_ROWS]
            if filled(row)
        ),
        SAMPLE_ROWS,
    )
    return meant(
        of_cells(
            Layout(
                file=file,
                container="sheet",
                table=matched.table,
                headers=unique(matched.headers or texts[position], len(rows[at])),
                columns=columns,
                header_row=first[position + 1 - matched.rows][0] + 1,
                skip=at + 1,
                mapping=mapping,
                sample=tuple(sample),
                sheet=grid.sheet,
                constants=dict(mapping.constants),
                heads=tuple(heads) if matched.headers else (),
                noticed=said,
                faults=dict.fromkeys(without, reasons.NO_VALUE),
                since_1904=known.since_1904,
                title=remarks.above(texts[: position + 1 - matched.rows]),
            )
        )
    )


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
    known: CellErrors,
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
                c == position
                and at < r < len(rows)
                and isinstance(v := rows[r][c], float)
                and v > 0
                for r, c in looks.red
            )
            if red:
                found.append(Notice("red_numbers", {"header": headers[position], "cells": red}))
        if kind == "id" and known.zeros:
            cells = (row[position] for row in rows[at + 1 : at + 1 + SAMPLE_ROWS])
            short = next(
                (
                    c
                    for c in cells
                    if isinstance(c, float) and c.is_integer() and 0 < c < 10 ** (known.zeros - 1)
                ),
                None,
            )
            if short is not None:
                found.append(
                    Notice(
                        "leading_zeros",
                        {
                            "header": headers[position],
                            "sample": cell_text(short).zfill(known.zeros),
                        },
                    )
                )
    return tuple(found)
