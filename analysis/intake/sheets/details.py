"""What stands beside the values of a workbook's sheet: errors, formats, looks. Each is read when it is first asked for, and kept."""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.parsers import expat

from analysis.intake.files import workbook_file
from analysis.intake.files.workbook_file import WorkbookFile
from analysis.intake.files.workbook_parts import sheet_part
from analysis.intake.sheets import cell_errors, cell_formats
from analysis.intake.sheets.cell_errors import CellErrors, ods, xls, xlsx
from analysis.intake.sheets.formatting.ods import ods_looks
from analysis.intake.sheets.formatting.xls import xls_looks
from analysis.intake.sheets.grid import Looks
from analysis.intake.sheets.xlsx_pass import Passed, passed

DAMAGE = (*workbook_file.DAMAGE, KeyError, IndexError, struct.error, expat.ExpatError)


@dataclass(frozen=True)
class Details:
    """Of a sheet by its name. Nothing here raises: what can't be looked at has no details, the cells are what counts."""

    book: WorkbookFile
    sheet: str

    @cached_property
    def facts(self) -> CellErrors:
        """Errors and formulas without a value."""
        try:
            if not self.book.is_archive:
                return CellErrors(*xls.failed(self.book.content, self.sheet))
            if self._is_ods:
                return CellErrors(*ods.failed(self.book.archive, self.sheet))
            zeros, old = xlsx.formats(self.book.archive)
            return CellErrors(self._passed.errors, self._passed.valueless, zeros, old)
        except DAMAGE:
            return CellErrors()

    @cached_property
    def looks(self) -> Looks:
        """An XLS is read once more for them, by another reader."""
        try:
            if not self.book.is_archive:
                return xls_looks(self.book.content, self.sheet)
            return ods_looks(self.book.archive, self.sheet) if self._is_ods else self._passed.looks
        except DAMAGE:
            return Looks()

    def is_folded(self, rows: int) -> bool:
        """Whether more than a quarter of the first of so many rows are folded into outline levels; of XLSX only."""
        try:
            return self.book.is_archive and not self._is_ods and self._passed.is_folded(rows)
        except DAMAGE:
            return False

    def formats(self, unless: Collection[str] = ()) -> Mapping[cell_errors.Place, str]:
        """Cell → what its number format shows, but for what is in `unless`; the sheet passes by only if a style shows any."""
        try:
            return cell_formats.places(self.book, self.sheet, unless)
        except DAMAGE:
            return {}

    @property
    def _is_ods(self) -> bool:
        return "content.xml" in self.book.parts

    @cached_property
    def _passed(self) -> Passed:
        part = sheet_part(self.book.archive, self.sheet)
        tail = self.book.plain_tails.get(part or "", b"")
        return passed(self.book.archive, part, tail) if part else Passed()
