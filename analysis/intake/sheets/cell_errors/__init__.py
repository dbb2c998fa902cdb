"""What a workbook says of its cells and the reader of values leaves out: errors and formulas without a value, which it gives as empty.

XLSX by `xlsx`, ODS by `ods`, XLS by `xls`; XLSB has none here. The whole sheet is looked through as a stream, however large it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]  # row, column from 0


@dataclass(frozen=True)
class CellErrors:
    """Of a sheet. errors: cell → #DIV/0! and its like. valueless: formulas that the file has no value of."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    valueless: frozenset[Place] = field(default_factory=frozenset)
    zeros: int = 0  # digits that a number format fills up with zeros
    since_1904: bool = False
