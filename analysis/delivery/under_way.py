"""How far a workspace's import or build is, told by the process that does it to those that wait for it: a small file beside the lock.

It is there while the lock is held. Whoever can't write it does its work all the same; whoever can't read it waits without a word.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from analysis import places
from analysis.progress import StageProgress

FILE = ".under_way"
EVERY = 0.1  # seconds between two words of one stage
LONGEST = 4_000  # bytes


def telling(root: Path, progress: StageProgress) -> StageProgress:
    """The same progress, told to those that wait as well."""
    last: tuple[str, float] = "", 0.0

    def tell(what: str, part: float) -> None:
        nonlocal last
        now = time.monotonic()
        if what != last[0] or now - last[1] > EVERY:
            last = what, now
            with contextlib.suppress(OSError):
                (root / FILE).write_text(json.dumps([what, part]), "utf-8")
        progress(what, part)

    return tell


def passing_on(root: Path, progress: StageProgress) -> Callable[[], None]:
    """For those that wait: tells `progress` how far the others are, each time it is called."""

    def look() -> None:
        try:
            what, part = json.loads(places.small_file(root / FILE, LONGEST))
            told = str(what), float(part)
        except (
            OSError,
            ValueError,
            TypeError,
            RecursionError,
        ):  # not there yet, half written, or damaged
            return
        if 0 <= told[1] <= 1:
            progress(*told)

    return look


def forget(root: Path) -> None:
    with contextlib.suppress(OSError):
        (root / FILE).unlink()
