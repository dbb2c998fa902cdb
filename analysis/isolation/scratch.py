"""Temporary folders that name the process they belong to, so that what a killed one left behind is known and cleared."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

import psutil

NAMED = re.compile(r"dealfit-[a-z]+-(\d+)-\w+")


def folder(what: str, inside: Path | None = None) -> tempfile.TemporaryDirectory[str]:
    """A temporary folder, which its owner alone may look into; gone at the end of the block.

    inside: the folder to make it in; in the system's for such things without it, or where nothing can be written there.
    """
    named = f"dealfit-{what}-{os.getpid()}-"
    if inside is not None:
        with contextlib.suppress(OSError):
            return tempfile.TemporaryDirectory(prefix=named, dir=inside, ignore_cleanup_errors=True)
    return tempfile.TemporaryDirectory(prefix=named, ignore_cleanup_errors=True)


def clear_leftovers(inside: Path | None = None) -> None:
    """Removes this user's folders of processes that run no more: of the system's folder for such things, or of another."""
    for path in (inside or Path(tempfile.gettempdir())).glob("dealfit-*"):
        with contextlib.suppress(OSError):
            if (
                (found := NAMED.fullmatch(path.name))
                and _is_own(path)
                and not psutil.pid_exists(int(found[1]))
            ):
                shutil.rmtree(path, ignore_errors=True)


def _is_own(path: Path) -> bool:
    told = path.lstat()
    return (
        path.is_dir()
        and not path.is_symlink()
        and (os.name != "posix" or told.st_uid == os.getuid())
    )
