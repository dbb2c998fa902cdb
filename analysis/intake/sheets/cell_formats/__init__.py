"""Which cells of a sheet bear a currency or per cent in their number format alone, where a reader of values sees a bare number.

XLSX by `xlsx`, XLS by `xls`, ODS by `ods`; markup tells them itself (sheets.markup); XLSB has none here.
A sheet whose styles show none costs a look at its styles.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from xml.parsers import expat

from analysis.intake.sheets.cell_formats import ods, xls, xlsx

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, IndexError, NotImplementedError, RuntimeError,
    struct.error, expat.ExpatError,
)  # fmt: skip
Place = tuple[int, int]  # row, column from 0


def places(path: Path, sheet: str, unless: Collection[str] = ()) -> Mapping[Place, str]:
    """Cell → a currency's code, codes.PERCENT or codes.PERCENT_SIGN, but for what is in `unless`.

    Raises nothing: a file that can't be looked at has no formats.
    """
    try:
        with path.open("rb") as file:
            is_archive = file.read(2) == b"PK"
        if not is_archive:
            return xls.places(path.read_bytes(), sheet, unless)
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return ods.places(archive, sheet, unless)
            return xlsx.places(archive, sheet, unless)
    except _DAMAGE:
        return {}
