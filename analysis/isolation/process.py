"""One process that reads files, seen from the caller: its tasks, its answers, and its end where it goes past a bound."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psutil

from analysis.errors import UnreadableFile
from analysis.isolation import frames, scratch
from analysis.isolation.reading_bounds import Limits
from analysis.progress import Progress

LOOK_EVERY = 0.05  # seconds
DEBUG = "DEALFIT_DEBUG"  # environment: where it is set, an error that was not foreseen comes with its traceback, on stderr


class Process:
    """One process that reads files, and the pipes to it."""

    def __init__(self, imports: Iterable[str]) -> None:
        """`imports`: names of the modules that it imports while it waits."""
        paths = dict.fromkeys([str(Path(__file__).parents[2]), *(p for p in sys.path if p)])
        # Of its temporary files: it is ended in the midst of its work.
        self._folder = scratch.folder("reading")
        environment = {
            **os.environ,
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name),
            "PYTHONPATH": os.pathsep.join(paths),
            "MALLOC_ARENA_MAX": "2",
            "RUST_BACKTRACE": "0",
        }
        # Ctrl+C is for the caller, which ends its tasks.
        own_group: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            own_group = {
                "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            }
        self.run = subprocess.Popen(
            [sys.executable, "-P", "-m", "analysis.isolation.worker", *sorted(imports)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
            env=environment,
            **own_group,
        )
        self.answers: queue.SimpleQueue[Any] = queue.SimpleQueue()  # None: it has ended
        threading.Thread(target=self._listen, name="dealfit-reading", daemon=True).start()

    def _listen(self) -> None:
        assert self.run.stdout
        with contextlib.suppress(Exception):
            while (frame := frames.read(self.run.stdout)) is not None:
                self.answers.put(pickle.loads(frame))
        self.answers.put(None)

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
                answer = self.answers.get(timeout=LOOK_EVERY)
            except queue.Empty:
                answer = ("waiting", None)
            match answer:
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
