"""A copy of this process that works beside it, for files that nobody need be guarded from: everything is imported in it already.

Only Linux copies a process that soundly; elsewhere the work is done by this process alone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from analysis.isolation import frames
from analysis.progress import Progress, silent

_twin: Twin | None = None


@contextlib.contextmanager
def beside() -> Iterator[None]:
    """Within, there is a copy. To be called before this process has threads or databases, which no copy would have."""
    global _twin
    if sys.platform != "linux":
        yield
        return
    _twin = Twin()
    try:
        yield
    finally:
        _twin.end()
        _twin = None


def share(
    work: Callable[..., Any], *args: Any, progress: Progress | None = None, **named: Any
) -> Any:
    """What `work` gives: done by the copy where there is one and it has nothing else to do, else here. Raises what `work` raises.

    progress: for `work`, which takes it where it is given; the copy tells nothing of it.
    """
    twin = _twin
    if twin is not None and twin.free.acquire(blocking=False):
        try:
            answer = twin.ask((work, args, named | ({"progress": silent} if progress else {})))
        finally:
            twin.free.release()
        if answer is not None:  # None: it has ended, whatever ended it
            result, trouble = answer
            if trouble is not None:
                raise trouble
            return result
    return work(*args, **named, **({"progress": progress} if progress else {}))


class Twin:
    """The copy, and the line to it. It ends where this process does: then the line is cut."""

    def __init__(self) -> None:
        self.free = threading.Lock()
        ours, its = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            _work(its)
        its.close()
        self._tasks, self._answers = ours.makefile("wb"), ours.makefile("rb")
        ours.close()

    def ask(self, task: tuple[Any, ...]) -> tuple[Any, Exception | None] | None:
        """The result or what was raised; None where the copy has ended."""
        with contextlib.suppress(OSError):
            frames.write(self._tasks, pickle.dumps(task))
            if (answer := frames.read(self._answers)) is not None:
                found: tuple[Any, Exception | None] = pickle.loads(answer)
                return found
        return None

    def end(self) -> None:
        for stream in (self._tasks, self._answers):
            with contextlib.suppress(OSError):
                stream.close()
        os.waitpid(self._pid, 0)


def _work(line: socket.socket) -> None:
    """What the copy does until the line is cut. It never returns to what the first process was about."""
    try:
        with line.makefile("rb") as tasks, line.makefile("wb") as answers:
            while (task := frames.read(tasks)) is not None:
                frames.write(answers, pickle.dumps(_done(*pickle.loads(task))))
    finally:
        os._exit(0)


def _done(
    work: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
) -> tuple[Any, Exception | None]:
    try:
        return work(*args, **named), None
    except Exception as trouble:
        return None, trouble
