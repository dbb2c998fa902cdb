"""Keys of refused rows, by which they find home once they are mended: the import, the row, and whose file it is.

The beginning of the file's sha256 keeps rows of another workspace, whose imports have the same numbers, out of this one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.delivery.manifest import ImportedFile
from analysis.errors import UnreadableFile

DIGITS = 8
KEY = re.compile(r"(\d{6}-\d{3,}):(\d{1,15})(?::([0-9a-f]{8}))?")


@dataclass(frozen=True)
class Home:
    """An import, and the beginning of its file's sha256."""

    import_id: str
    sha256: str


def key(file: ImportedFile, row: int) -> str:
    return f"{file.import_id}:{row}:{file.sha256[:DIGITS]}"


def read(text: str, file: str, at: int) -> tuple[Home, int]:
    """The home and the row; UnreadableFile where it is no key, or one of the time when keys did not name their file."""
    told = KEY.fullmatch(text)
    if told is None:
        raise UnreadableFile("mended_key_broken", file=file, row=at, key=text)
    if told[3] is None:
        raise UnreadableFile("mended_key_old", file=file, row=at, key=text)
    return Home(told[1], told[3]), int(told[2])


def find(home: Home, standing: Mapping[str, ImportedFile], file: str) -> ImportedFile:
    """The import: the one of that number, else the only one of the same file (in another workspace it has another number)."""
    same = [f for f in standing.values() if f.sha256.startswith(home.sha256)]
    numbered = standing.get(home.import_id)
    if numbered in same:
        return numbered
    if len(same) == 1:
        return same[0]
    if numbered is None:
        raise UnreadableFile("mended_import_gone", file=file, import_id=home.import_id)
    raise UnreadableFile(
        "mended_other_file", file=file, import_id=home.import_id, there=numbered.file
    )
