"""A stranger's file is read in a process of its own: whatever the file does to it, the caller gets a result or one sentence.

The demo plant's exports, which come with the program, are read by the caller's: no process need start for them.

One process waits, everything imported (a start costs half a second), and serves one task after the other; several at once where
several files are read, of which one more waits while a delivery is taken in. A task may use so much memory beyond the file's size, so
much time and so much of the disk. A process that went too far, broke down or was given up is ended; the next task has a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from analysis import places
from analysis.apart import frames, scratch
from analysis.errors import DealfitError, UnreadableFile
from analysis.progress import Progress, silent

in_process = False  # True: tasks are done by the caller's own process, without bounds; for unit tests of what they do
GIB, MIB = 1 << 30, 1 << 20
KEPT = 500 * MIB  # a process that holds more after a task is not used again
LOOK_EVERY = 0.05  # seconds
MOST_AT_ONCE = 4  # files that are read at a time, for all visitors: each may take a gigabyte
DEBUG = "DEALFIT_DEBUG"  # environment: where it is set, an error that was not foreseen comes with its traceback, on stderr


@dataclass(frozen=True)
class ReadingBounds:
    """Of one task. memory: bytes beyond the file's size; seconds: by the clock, and one more for each megabyte of the file."""

    memory: int = GIB
    seconds: float = 120.0

    def of(self, path: Path) -> Limits:
        size = path.stat().st_size if path.exists() else 0
        return Limits(self.memory + size, self.seconds + size / MIB, 4 * GIB + 10 * size)


@dataclass(frozen=True)
class Limits:
    """For one file: bytes of memory, seconds, bytes that the task writes."""

    memory: int
    seconds: float
    disk: int


def call(
    work: Callable[..., Any],
    *args: Any,
    path: Path,
    bounds: ReadingBounds | None = None,
    progress: Progress | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    **named: Any,
) -> Any:
    """What `work(*args, **named)` gives, done apart; `work` is a function of a module, and takes `progress` where that is given.

    path: the file that is read. Raises what `work` raises of DealfitError and OSError; UnreadableFile for its end by other means.
    """
    if in_process or places.is_the_demo_plants(path):
        with foreseen(path.name):
            return work(*args, **named, **({"progress": progress} if progress else {}))
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
                _waiting.append(Process())


class Process:
    """One process that reads files, and the pipes to it."""

    def __init__(self) -> None:
        paths = dict.fromkeys([str(Path(__file__).parents[2]), *(p for p in sys.path if p)])
        # Of its temporary files: it is ended in the midst of its work.
        self._folder = scratch.folder("apart")
        environment = {
            **os.environ,
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name),
            "PYTHONPATH": os.pathsep.join(paths),
            "MALLOC_ARENA_MAX": "2",
            "RUST_BACKTRACE": "0",
        }
        own_group: dict[str, Any] = {
            "start_new_session": True
        }  # Ctrl+C is for the caller, which ends its tasks
        if sys.platform == "win32":
            own_group = {
                "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            }
        self.run = subprocess.Popen(
            [sys.executable, "-P", "-m", "analysis.apart.worker", *sorted(_ahead)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
            env=environment,
            **own_group,
        )
        self.said: queue.SimpleQueue[Any] = queue.SimpleQueue()  # None: it has ended
        threading.Thread(target=self._listen, name="dealfit-apart", daemon=True).start()

    def _listen(self) -> None:
        assert self.run.stdout
        with contextlib.suppress(Exception):
            while (frame := frames.read(self.run.stdout)) is not None:
                self.said.put(pickle.loads(frame))
        self.said.put(None)

    def begin(self, task: tuple[Any, ...]) -> None:
        assert self.run.stdin
        self.before, self.wrote_before = self.memory(), self.written()
        with contextlib.suppress(OSError):  # it has ended: `end` finds that out
            frames.write(self.run.stdin, pickle.dumps(task))

    def end(
        self, file: str, limits: Limits, progress: Progress, is_stopped: Callable[[], bool]
    ) -> Any:
        until = time.monotonic() + limits.seconds
        while True:
            try:
                said = self.said.get(timeout=LOOK_EVERY)
            except queue.Empty:
                said = ("waiting", None)
            match said:
                case ("done", result):
                    return result
                case ("begun", _):  # what it has imported by then is not the file's
                    self.before = self.memory()
                case ("part", part):
                    progress(part)
                case ("trouble", error):
                    raise error
                case ("memory", _):
                    raise UnreadableFile("reading_memory", file=file)
                case ("disk", _):
                    raise UnreadableFile("reading_disk", file=file)
                case ("failed", (name, text)):
                    if os.environ.get(DEBUG):
                        sys.stderr.write(text)
                    raise UnreadableFile("not_foreseen", file=file, detail=name)
                case None:
                    raise self._broken(file)
            if is_stopped():
                raise UnreadableFile("reading_stopped", file=file)
            if time.monotonic() > until:
                raise UnreadableFile("reading_time", file=file, seconds=round(limits.seconds))
            if self.memory() - self.before > limits.memory:
                raise UnreadableFile("reading_memory", file=file)
            if self.written() - self.wrote_before > limits.disk:
                raise UnreadableFile("reading_disk", file=file)

    def _broken(self, file: str) -> UnreadableFile:
        """Why it ended by itself. An abort is what its parts do that can't get the memory they ask for."""
        ended = self.run.wait()
        if sys.platform != "win32" and -ended in (signal.SIGABRT, signal.SIGKILL):
            return UnreadableFile("reading_memory", file=file)
        if sys.platform != "win32" and -ended == signal.SIGXCPU:
            return UnreadableFile("reading_time", file=file, seconds="")
        return UnreadableFile("reading_broken", file=file)

    def memory(self) -> int:
        """Bytes that it holds now; where the system bounds none of its own programs, with what those hold that it has started."""
        try:
            one = psutil.Process(self.run.pid)
            held = [one, *one.children(recursive=True)] if sys.platform == "win32" else [one]
            return sum(int(each.memory_info().rss) for each in held)
        except psutil.Error:
            return 0

    def written(self) -> int:
        """Bytes that it has written to the disk, to however many files; 0 where the system doesn't tell (macOS)."""
        try:
            return int(psutil.Process(self.run.pid).io_counters().write_bytes)
        except (psutil.Error, AttributeError, OSError):
            return 0

    def stop(self) -> None:
        """Ends it with all that it has started, and what it had in hand."""
        with contextlib.suppress(OSError):
            if sys.platform != "win32" and self.run.poll() is None:
                os.killpg(self.run.pid, signal.SIGKILL)  # a session of its own
            self.run.kill()
        self.run.wait()
        for pipe in (self.run.stdin, self.run.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._folder.cleanup()


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
        one = Process()
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
