"""Reports that are not tables: each shape turned into a flat table, or None where the sheet is one already."""

from __future__ import annotations

from analysis.intake.columns import matrix
from analysis.intake.columns.grouped.report import flatten_grouped
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.sheets.grid import Flat, Grid


def flatten(grid: Grid, table: str | None, mapping: FileMapping) -> Flat | None:
    """The grid as a flat table if it has another shape that is known; None for a plain table.

    Raises UnreadableFile for a grouped report that isn't understood.
    """
    return matrix.as_table(grid, table, mapping) or flatten_grouped(grid, table, mapping)
