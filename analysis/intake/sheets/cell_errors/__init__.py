"""What a workbook says of its cells and calamine leaves unsaid: errors and formulas without a value, which it gives as empty.

XLSX by `xlsx`, ODS by `ods`, XLS by `xls`; XLSB has none here. The whole sheet is looked through as a stream, however large it is.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from analysis.intake.sheets.cell_errors import ods, xls, xlsx

DAMAGE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, IndexError, NotImplementedError, RuntimeError,
    struct.error, expat.ExpatError,
)  # fmt: skip
ZIP = b"PK"
LOOKED_AT = 30_000_000  # bytes of a sheet's XML up to which its looks are worth their time

Place = tuple[int, int]  # row, column from 0


@dataclass(frozen=True)
class Facts:
    """Of a sheet. errors: cell → #DIV/0! and its like. valueless: formulas that the file has no value of."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    valueless: frozenset[Place] = field(default_factory=frozenset)
    large: bool = False
    filtered: bool = False
    zeros: int = 0  # digits that a number format fills up with zeros
    since_1904: bool = False


def facts(path: Path, sheet: str) -> Facts:
    """Raises nothing: a file that can't be looked at has no facts."""
    try:
        with path.open("rb") as file:
            is_archive = file.read(2) == ZIP
        if not is_archive:
            return Facts(*xls.failed(path.read_bytes(), sheet))
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return Facts(*ods.failed(archive, sheet))
            if (part := xlsx.sheet_part(archive, sheet)) is None or not part.endswith(".xml"):
                return Facts()
            errors, valueless = xlsx.failed(archive, part)
            zeros, old = xlsx.formats(archive)
            large = archive.getinfo(part).file_size > LOOKED_AT
            return Facts(errors, valueless, large, xlsx.is_filtered(archive, part), zeros, old)
    except DAMAGE:
        return Facts()
