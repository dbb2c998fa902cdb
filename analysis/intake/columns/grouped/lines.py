"""A filled row of a report: the texts of its groups and its amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """A filled row under the header. `texts`: level column → text of a group; none: a line of its own columns only."""

    at: int  # row of the sheet, from 0
    texts: Mapping[int, str]
    amounts: Mapping[int, Decimal]
    total_of: str | None = None  # a totals row: whose («» where it doesn't say)
    has_columns: bool = False  # texts or dates in further columns

    @property
    def text(self) -> str:
        """The deepest text, with the spaces before it."""
        return self.texts[max(self.texts)] if self.texts else ""
