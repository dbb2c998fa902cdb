"""The few bytes of a file that a person or this program keeps in a workspace: whatever stands under its name, reading it ends."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


def content(path: Path, most: int) -> bytes:
    """All of it. OSError where it is a pipe or a device, which may never end, or holds more than `most` bytes."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # opening a folder says what is wrong
        raise OSError(errno.EINVAL, "a pipe or a device, no file", str(path))
    with path.open("rb") as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise OSError(errno.EFBIG, f"more than {most:,} bytes", str(path))
    return found
