"""A workbook's file, opened once for all who look into it: its first bytes, its archive, or its whole content where it is none."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
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


class _ClosedByTheLast(io.BufferedReader):
    """A file that is closed when nobody knows it any more: who has the archive of a workbook, or the workbook."""

    def __del__(self) -> None:
        self.close()


@dataclass(frozen=True)
class WorkbookFile:
    """Each property is read when it is first asked for, and kept.

    plain_tails: what follows the rows of the XLSX sheets (by their parts) whose rows hold values alone; see files.limits.
    """

    path: Path
    plain_tails: dict[str, bytes] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def head(self) -> bytes:
        self._opened.seek(0)
        return self._opened.read(HEAD)

    @property
    def is_archive(self) -> bool:
        return self.head.startswith(ZIP[:2])

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        """Raises one of DAMAGE where it can't be opened."""
        return zipfile.ZipFile(self._opened)

    @cached_property
    def parts(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    @cached_property
    def content(self) -> bytes:
        """Of a file that is no archive."""
        self._opened.seek(0)
        return self._opened.read()

    @cached_property
    def _opened(self) -> _ClosedByTheLast:
        return _ClosedByTheLast(io.FileIO(self.path))
