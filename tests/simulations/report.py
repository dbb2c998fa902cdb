"""What every section prints: a table with its title, and shares with n and the interval of the simulation itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.estimates.statistics import wilson


@dataclass(frozen=True)
class Table:
    """`note`: what was simulated and what the method promises, in one sentence."""

    title: str
    note: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        lines = [
            f"| {' | '.join(row)} |" for row in (self.heads, ["---"] * len(self.heads), *self.rows)
        ]
        return "\n".join([f"### {self.title}", "", self.note, "", *lines, ""])


@dataclass(frozen=True)
class Share:
    """How many of n cases; written as "0.903 (0.897–0.909), n = 9600": the share and its Wilson interval of 95 %."""

    cases: int
    n: int

    @property
    def value(self) -> float:
        return self.cases / self.n

    def __str__(self) -> str:
        if not self.n:
            return "no case"
        low, high = wilson(self.cases, self.n)
        return f"{self.value:.3f} ({low:.3f}–{high:.3f}), n = {self.n}"
