"""Reports that are not tables: each shape turned into a flat table, or None where the sheet is one already."""

from __future__ import annotations

from .grid import Flat, Grid
from .mapping import FileMapping


def flatten(grid: Grid, table: str | None, mapping: FileMapping) -> Flat | None:
    """The grid as a flat table if it has another shape that is known; None for a plain table or an unknown shape."""
    return None
