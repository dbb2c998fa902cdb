"""Which cells of a sheet bear a currency or per cent in their number format alone, where a reader of values sees a bare number.

XLSX by `xlsx`, XLS by `xls`, ODS by `ods`; markup tells them itself (sheets.markup); XLSB has none here.
A sheet whose styles show none costs a look at its styles.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from analysis.intake.files.workbook_file import WorkbookFile
from analysis.intake.sheets.cell_formats import ods, xls, xlsx

Place = tuple[int, int]  # row, column from 0


def places(book: WorkbookFile, sheet: str, unless: Collection[str] = ()) -> Mapping[Place, str]:
    """Cell → a currency's code, codes.PERCENT or codes.PERCENT_SIGN, but for what is in `unless`."""
    if not book.is_archive:
        return xls.places(book.content, sheet, unless)
    if "content.xml" in book.parts:
        return ods.places(book.archive, sheet, unless)
    return xlsx.places(book.archive, sheet, unless)
