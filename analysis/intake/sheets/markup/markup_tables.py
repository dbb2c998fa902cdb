"""A table in the making: cells at their places, whatever is left out between them; bounded."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.intake.sheets.grid import Cell

MOST_CELLS = 10_000_000  # empty ones among them
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class TooLarge(Exception):
    """More cells than any export has."""


@dataclass
class MarkupTable:
    """`rows` are as wide as the widest of them once it is `closed`; places count from 0."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    valueless: list[tuple[int, int]] = field(default_factory=list)
    hidden: bool = False
    shown: dict[tuple[int, int], str] = field(
        default_factory=dict
    )  # by number formats (see sheets.cell_formats)
    cells: int = 0

    def put(self, row: int, column: int, value: Cell) -> None:
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise TooLarge
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        missing = column + 1 - len(line)
        self.cells += max(0, missing)
        if self.cells > MOST_CELLS or len(self.rows) > MOST_CELLS:
            raise TooLarge
        line += [""] * max(0, missing)
        line[column] = value

    def closed(self) -> MarkupTable:
        width = max(map(len, self.rows), default=0)
        if width * len(self.rows) > MOST_CELLS:
            raise TooLarge
        for row in self.rows:
            row += [""] * (width - len(row))
        return self
