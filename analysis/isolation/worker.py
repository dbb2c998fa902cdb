"""The process in which files are read: `python -m analysis.isolation.worker MODULE …`, started by `analysis.isolation` only.

It takes tasks from its input and writes what they give to its output. Where its caller ends, so does it.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import pickle
import queue
import sys
import threading
import traceback
from typing import IO, Any

import duckdb

from analysis.errors import DealfitError
from analysis.errors.phrases import phrase
from analysis.isolation import frames, memory, uncollected, without_pandas
from analysis.isolation.reading_bounds import GIB, Limits
from analysis.storage import is_no_room

SLACK = 2 * GIB  # addresses that are reserved and never filled: stacks and arenas of threads


def main() -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    without_pandas.from_now_on()
    with uncollected.without_garbage_collection():
        for module in sys.argv[1:]:  # what tasks need, while nobody waits
            importlib.import_module(module)
    while True:
        _answer(out, _done(out, *pickle.loads(tasks.get())))


def _listen(given: IO[bytes], tasks: queue.SimpleQueue[bytes]) -> None:
    while (message := frames.read(given)) is not None:
        tasks.put(message)
    os._exit(0)  # nobody is left to answer to


def _done(
    out: IO[bytes], limits: Limits, work: Any, args: Any, named: Any, tells: bool
) -> tuple[str, Any]:
    try:
        _limit(limits)
        _answer(out, ("begun", None))
        if tells:
            named = {**named, "progress": lambda part: _answer(out, ("part", part))}
        return "done", work(*args, **named)
    except (DealfitError, OSError) as trouble:
        return ("disk", None) if _is_too_large(trouble) else ("trouble", trouble)
    except (MemoryError, duckdb.OutOfMemoryException):
        return "memory", None
    except BaseException as trouble:  # a panic of a reader is no Exception
        if _is_too_large(trouble):
            return "disk", None
        if is_no_room(trouble):  # whatever found it out: no file's fault
            return "trouble", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return "failed", (type(trouble).__name__, traceback.format_exc())


def _is_too_large(trouble: BaseException) -> bool:
    """Whether a file was to be written past the limit: as the system says it, or DuckDB in the system's words."""
    return getattr(trouble, "errno", None) == errno.EFBIG or os.strerror(errno.EFBIG) in str(
        trouble
    )


def _answer(out: IO[bytes], said: tuple[str, Any]) -> None:
    try:
        message = pickle.dumps(said)
    except Exception:
        message = pickle.dumps(("failed", (phrase("detail.unsent"), traceback.format_exc())))
    with contextlib.suppress(BrokenPipeError):
        frames.write(out, message)


def _limit(limits: Limits) -> None:
    """What the system itself can hold a task to; the caller looks at the memory really used, at what is written, and at the clock."""
    memory.limit(limits.memory + SLACK)
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.seconds * (os.cpu_count() or 1)) + 10
    for which, soft in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, limits.disk),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(
                which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
            )


if __name__ == "__main__":
    main()
