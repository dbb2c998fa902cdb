"""One importer at a time: the lock of a workspace, and what is said where another holds it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from analysis import places, storage
from analysis.delivery import under_way
from analysis.errors import ImporterBusy

LOOK_EVERY = 0.1  # seconds, whether another import has ended


@contextlib.contextmanager
def importer_lock(
    root: Path, wait: float = 600, meanwhile: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """One importer at a time. ImporterBusy after `wait` seconds, CannotWrite where nothing can be written here.

    meanwhile: called again and again while another is waited for.
    """
    places.refuse_where_away(root)
    file = root / ".importer.lock"
    lock, until = FileLock(file), time.monotonic() + wait
    try:
        places.make_private(root)
        file.touch()  # where nothing can be written, the lock would wait for a better time
        while not _is_taken(lock, min(wait, LOOK_EVERY)):
            if time.monotonic() >= until:
                raise ImporterBusy("importer_busy", workspace=root)
            meanwhile()
    except OSError as trouble:
        raise storage.of_system(trouble, file) from None
    try:
        yield
    finally:
        under_way.forget(root)
        lock.release()


def _is_taken(lock: FileLock, wait: float) -> bool:
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        return False
    return True
