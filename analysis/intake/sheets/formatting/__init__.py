"""What a sheet shows beside its values (see sheets.grid.Looks), read from the file itself: calamine gives values only.

XLSX by `xlsx`, ODS by `ods`, XLS by `xls`; XLSB has none here. A damaged or odd description of looks gives fewer
looks, never an error: the cells are what counts.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from analysis.intake.files.workbook_parts import sheet_part
from analysis.intake.sheets.formatting.ods import ods_looks
from analysis.intake.sheets.formatting.xls import xls_looks
from analysis.intake.sheets.formatting.xlsx import xlsx_folded, xlsx_looks
from analysis.intake.sheets.grid import Looks

_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def looks_of(path: Path, sheet: str) -> Callable[[], Looks]:
    """The looks of a sheet, read at the first call (XLSX: about a second for 200,000 rows × 20 columns)."""
    return cache(lambda: _read(path, sheet))


def is_folded(path: Path, sheet: str) -> bool:
    """Whether more than a quarter of the sheet's first rows are folded into outline levels (XLSX only, a glance)."""
    try:
        with zipfile.ZipFile(path) as archive:
            part = sheet_part(archive, sheet)
            return part is not None and xlsx_folded(archive, part)
    except _DAMAGE:
        return False


def _read(path: Path, sheet: str) -> Looks:
    if not zipfile.is_zipfile(path):
        return xls_looks(path, sheet)
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return ods_looks(archive, sheet)
            part = sheet_part(archive, sheet)
            return xlsx_looks(archive, part) if part else Looks()
    except _DAMAGE:
        return Looks()
