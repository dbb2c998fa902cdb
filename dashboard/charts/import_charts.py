"""The look of a file's first rows: the header row stands out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import charts

MARK = f"background-color: #dbe6f1; color: {charts.INK}; font-weight: 600"


def marked(frame: pd.DataFrame, row: int | None) -> Any:
    """The frame (rows counted from 1), the row of headers in colour, what stands above it greyed."""

    def look(cells: Any) -> list[str]:
        if row is None or cells.name > row:
            return [""] * len(cells)
        return [MARK if cells.name == row else f"color: {charts.GREY}"] * len(cells)

    return frame.style.apply(look, axis=1)
