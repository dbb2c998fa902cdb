"""The files of a workspace, written whole or not at all; and why one can't be: no room, no permission, another program's lock."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from pathlib import Path

from analysis.errors import CannotWrite, DealfitError, DiskFull, causes

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


def make(folder: Path) -> None:
    """A folder that is needed. CannotWrite where it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise CannotWrite("file_in_the_way", file=folder) from None
    except OSError as trouble:
        raise of_system(trouble, folder) from None


def no_room(file: Path) -> DiskFull:
    return DiskFull("disk_full", file=file)


def of_system(trouble: OSError, file: Path) -> CannotWrite:
    if is_no_room(trouble):
        return no_room(file)
    if file.is_dir():
        return CannotWrite("folder_in_the_way", file=file)
    if isinstance(trouble, FileExistsError):
        return CannotWrite("file_in_the_way", file=file)
    return CannotWrite("cannot_write", file=file, detail=causes.of_system(trouble))


def refusal(trouble: BaseException, file: Path) -> DealfitError | None:
    """The sentence for what the system or SQLite refused; None where it is of another kind: the file is damaged."""
    if isinstance(trouble, DealfitError):
        return trouble
    if isinstance(trouble, OSError):
        return of_system(trouble, file)
    if is_no_room(trouble):
        return no_room(file)
    if isinstance(trouble, sqlite3.Error):
        name = getattr(trouble, "sqlite_errorname", "")
        if name.startswith("SQLITE_BUSY"):
            return CannotWrite("state_is_busy", file=file)
        if name.startswith(READ_ONLY) and not file.is_dir():
            return CannotWrite("cannot_write", file=file, detail=causes.of_sqlite(trouble))
    return None


def atomic_write(path: Path, content: str | bytes) -> None:
    """The old content or the new, whatever happens: written beside, flushed to disk, renamed. CannotWrite where it can't be."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as trouble:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise of_system(trouble, path) from trouble


def sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
