"""A stranger's file is read in a process of its own: whatever the file does to it, the caller gets a result or one sentence.

The demo plant's exports, which come with the program, are read by the caller's, or a copy of it: no process need start for them.

One process waits, everything imported (a start costs half a second), and serves one task after the other; several at once where
several files are read, of which one more waits while a delivery is taken in. A task may use so much memory beyond the file's size, so
much time and so much of the disk. A process that went too far, broke down or was given up is ended; the next task has a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis import places
from analysis.errors import DealfitError, UnreadableFile
from analysis.isolation import twin
from analysis.isolation.process import DEBUG, LOOK_EVERY, Process
from analysis.isolation.reading_bounds import MIB, ReadingBounds
from analysis.progress import Progress, silent

in_process = False  # True: tasks are done by the caller's own process, without bounds; for unit tests of what they do
KEPT = 500 * MIB  # a process that holds more after a task is not used again
MOST_AT_ONCE = 4  # files that are read at a time, for all visitors: each may take a gigabyte


def call(
    work: Callable[..., Any],
    *args: Any,
    path: Path,
    bounds: ReadingBounds | None = None,
    progress: Progress | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    **named: Any,
) -> Any:
    """What `work(*args, **named)` gives, done in a process of its own.

    `work` is a function of a module, and takes `progress` where that is given. path: the file that is read.
    Raises what `work` raises of DealfitError and OSError; UnreadableFile for its end by other means.
    """
    if in_process or places.is_the_demo_plants(path):
        with foreseen(path.name):
            return twin.share(work, *args, progress=progress, **named)
    if is_stopped():
        raise UnreadableFile("reading_stopped", file=path.name)
    limits = (bounds or ReadingBounds()).of(path)
    with _turn(path.name, is_stopped), _process() as one:
        one.begin((limits, work, args, named, progress is not None))
        return one.end(path.name, limits, progress or silent, is_stopped)


@contextlib.contextmanager
def foreseen(file: str) -> Iterator[None]:
    """An error that was not foreseen is a sentence of the file."""
    try:
        yield
    except (DealfitError, OSError):
        raise
    except MemoryError as trouble:
        raise UnreadableFile("reading_memory", file=file) from trouble
    except Exception as trouble:
        if os.environ.get(DEBUG):
            sys.excepthook(type(trouble), trouble, trouble.__traceback__)
        raise UnreadableFile("not_foreseen", file=file, detail=type(trouble).__name__) from trouble


def import_ahead(*modules: str) -> None:
    """Names of modules whose functions will be called: a process imports them while it waits."""
    _ahead.update(modules)


@contextlib.contextmanager
def side_by_side() -> Iterator[None]:
    """Within, one process more is kept for the next task: for work that has two files read at a time."""
    global _kept
    with _lock:
        _kept += 1
    try:
        yield
    finally:
        with _lock:
            _kept -= 1
            surplus = [_waiting.pop() for _ in range(len(_waiting) - _kept)]
        for one in surplus:
            one.stop()


def warm() -> None:
    """Starts the process that waits, if there is none: the first file need not wait for it."""
    if not in_process:
        with _lock:
            if not _waiting:
                _waiting.append(Process(_ahead))


_ahead: set[str] = set()
_lock = threading.Lock()
_waiting: list[Process] = []
_kept = 1  # processes that may wait
_turns = threading.BoundedSemaphore(MOST_AT_ONCE)


@contextlib.contextmanager
def _turn(file: str, is_stopped: Callable[[], bool]) -> Iterator[None]:
    """Waits until fewer than MOST_AT_ONCE files are read. UnreadableFile where the user gives it up before."""
    while not _turns.acquire(timeout=LOOK_EVERY):
        if is_stopped():
            raise UnreadableFile("reading_stopped", file=file)
    try:
        yield
    finally:
        _turns.release()


@contextlib.contextmanager
def _process() -> Iterator[Process]:
    """A process for one task; it is kept for the next one where the task came to its end within its bounds."""
    with _lock:
        one = _waiting.pop() if _waiting else None
    if one is None or one.run.poll() is not None:
        one = Process(_ahead)
    is_whole = False
    try:
        yield one
        is_whole = True
    except (DealfitError, OSError) as trouble:
        is_whole = one.run.poll() is None and not getattr(trouble, "code", "").startswith(
            "reading_"
        )
        raise
    finally:
        with _lock:
            if is_kept := is_whole and len(_waiting) < _kept and one.memory() < KEPT:
                _waiting.append(one)
        if not is_kept:
            one.stop()


@atexit.register
def end() -> None:
    """Ends the processes that wait, if there are any."""
    with _lock:
        while _waiting:
            _waiting.pop().stop()
