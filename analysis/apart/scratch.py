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


def folder(what: str) -> tempfile.TemporaryDirectory[str]:
    """A temporary folder, which its owner alone may look into; gone at the end of the block."""
    return tempfile.TemporaryDirectory(prefix=f"dealfit-{what}-{os.getpid()}-", ignore_cleanup_errors=True)


def clear_leftovers() -> None:
    """Removes this user's folders of processes that run no more."""
    for path in Path(tempfile.gettempdir()).glob("dealfit-*"):
        with contextlib.suppress(OSError):
            if (found := NAMED.fullmatch(path.name)) and _is_own(path) and not psutil.pid_exists(int(found[1])):
                shutil.rmtree(path, ignore_errors=True)


def _is_own(path: Path) -> bool:
    told = path.lstat()
    return path.is_dir() and not path.is_symlink() and (os.name != "posix" or told.st_uid == os.getuid())
