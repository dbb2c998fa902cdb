"""What the report consists of, whatever it is written as: texts, and bars on one scale a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ACTUAL, BEFORE, GOOD, BAD = "actual", "before", "good", "bad"


@dataclass(frozen=True)
class ReportBar:
    """From `start` over `length`, both parts of the width of its column; `meaning`: of ACTUAL, BEFORE, GOOD, BAD."""

    start: float
    length: float
    meaning: str


@dataclass(frozen=True)
class ReportRow:
    """The first cell is the row's name. `change`: GOOD, BAD or "", of the cells of a change."""

    cells: Sequence[str]
    bars: Sequence[ReportBar] = ()
    change: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class ReportSection:
    """`bars_head`: what the bars show, "" where there are none. `zero`: where the axis stands, as a part of the bars' width.
    `is_half`: two of these stand beside each other."""

    name: str
    title: str
    head: Sequence[str]
    rows: Sequence[ReportRow]
    changes: Sequence[int] = ()  # places of cells that are a change
    bars_head: str = ""
    zero: float = 0.0
    is_half: bool = False


@dataclass(frozen=True)
class ReportPage:
    lang: str
    company: str
    title: str
    quiet: str
    message: str
    lines: Sequence[str]
    legend: Sequence[tuple[str, str]]  # meaning, its name
    sections: Sequence[ReportSection]
    foot: str


class BarScale:
    """One for all bars of a chart: it holds zero and is never cut."""

    def __init__(self, values: Sequence[float]) -> None:
        self.low, self.high = min(0.0, *values), max(0.0, *values)
        self.width = (self.high - self.low) or 1.0

    @property
    def zero(self) -> float:
        return -self.low / self.width

    def bar(self, one: float, other: float, meaning: str) -> ReportBar:
        low, high = sorted((one, other))
        return ReportBar((low - self.low) / self.width, (high - low) / self.width, meaning)
