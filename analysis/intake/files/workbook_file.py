"""A workbook's file, opened once for all who look into it: its first bytes, its archive, or its whole content where it is none."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HEAD = 4096
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True)
class WorkbookFile:
    """Each property is read when it is first asked for, and kept. The archive is closed with the last who knows it."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def head(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(HEAD)

    @property
    def is_archive(self) -> bool:
        return self.head.startswith(ZIP[:2])

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        """Raises one of DAMAGE where it can't be opened."""
        return zipfile.ZipFile(self.path)

    @cached_property
    def parts(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    @cached_property
    def content(self) -> bytes:
        """Of a file that is no archive."""
        return self.path.read_bytes()
