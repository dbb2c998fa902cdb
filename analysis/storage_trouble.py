"""Why a file of the workspace can't be written, as a sentence: no room, no permission, a disk that only reads, another's lock."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from analysis.errors import CannotWrite, DealfitError, DiskFull

NO_ROOM = (
    "no space left",
    "disk is full",
    "not enough space",
    "disk quota exceeded",
)  # as systems, SQLite and DuckDB say it
READ_ONLY = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_IOERR")


def is_no_room(trouble: BaseException) -> bool:
    if isinstance(trouble, OSError) and trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return any(words in str(trouble).casefold() for words in NO_ROOM)


def said(trouble: BaseException, file: Path) -> DealfitError | None:
    """The sentence for what the system or SQLite refused; None where it is of another kind: the file is damaged."""
    if isinstance(trouble, DealfitError):
        return trouble
    if is_no_room(trouble):
        return DiskFull("disk_full", file=file)
    if isinstance(trouble, OSError):
        return CannotWrite("cannot_write", file=file, detail=trouble.strerror or str(trouble))
    if isinstance(trouble, sqlite3.Error):
        name = getattr(trouble, "sqlite_errorname", "")
        if name.startswith("SQLITE_BUSY"):
            return CannotWrite("state_is_busy", file=file)
        if name.startswith(READ_ONLY) and not file.is_dir():
            return CannotWrite("cannot_write", file=file, detail=str(trouble))
    return None
