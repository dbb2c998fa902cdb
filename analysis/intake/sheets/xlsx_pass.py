"""An XLSX sheet passes by once, as bytes: errors, formulas without a value, hidden and folded rows, indents, red cells, merged ranges."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.intake.files.workbook_parts import small_part
from analysis.intake.sheets.cell_errors.xlsx import Errors
from analysis.intake.sheets.formatting.xlsx import Formatting
from analysis.intake.sheets.grid import Looks
from analysis.intake.sheets.xlsx_rows import notable_rows

FIRST = 10_000  # rows by which a sheet is called folded
FOLDED = 0.25  # of them have an outline level


@dataclass(frozen=True)
class Passed:
    """Of a sheet; places are row and column from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    valueless: frozenset[tuple[int, int]] = frozenset()
    looks: Looks = field(default_factory=Looks)

    def is_folded(self, rows: int) -> bool:
        """Whether more than a quarter of the first of so many rows have an outline level."""
        first = min(rows, FIRST)
        return sum(row < first for row in self.looks.levels) > FOLDED * max(4, first)


def passed(archive: zipfile.ZipFile, part: str, plain_tail: bytes = b"") -> Passed:
    """Raises what a damaged archive raises (see files.workbook_file.DAMAGE). plain_tail: see files.workbook_file; then no row is looked
    at, unless cells have looks by their styles."""
    formatting = Formatting(small_part(archive, "xl/styles.xml"))
    if plain_tail and formatting.styled is None:
        formatting.tail(plain_tail)
        return Passed(looks=formatting.looks)
    errors = Errors(b"")

    def needles(prefix: bytes) -> Sequence[bytes]:
        nonlocal errors
        errors = Errors(prefix)
        return (*errors.needles, *formatting.needles)

    for at, row in notable_rows(archive, part, needles, formatting.styled):
        if at < 0:
            formatting.tail(row)
        else:
            errors.row(at, row)
            formatting.row(at, row)
    return Passed(errors.errors, frozenset(errors.valueless), formatting.looks)
