"""What a file may do to the process that reads it: tasks for the tests of `analysis.isolation`."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis.actions.choices import Choice
from analysis.actions.reading.table_reader import FileTables, TableReader
from analysis.progress import Progress


def fills_memory(path: Path) -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def asks_for_terabytes(path: Path) -> None:
    bytearray(1 << 42)


def aborts(path: Path) -> None:
    os.abort()


def is_killed(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def breaks(path: Path) -> None:
    ctypes.string_at(0)


def leaves(path: Path) -> None:
    os._exit(0)


def never_ends(path: Path) -> None:
    while True:
        time.sleep(0.01)


def holds_the_lock(path: Path) -> None:
    """As a pattern does: no other thread of the process comes to its turn."""
    sum(range(10**12))


def writes_without_end(path: Path) -> None:
    with path.with_name("written").open("wb") as file:
        while True:
            file.write(b"x" * 50_000_000)


def writes_many_files(path: Path) -> None:
    for number in range(1_000):
        path.with_name(f"written-{number}").write_bytes(b"x" * 10_000_000)


def panics(path: Path) -> None:
    class PanicException(BaseException):
        pass

    raise PanicException


def fails(path: Path) -> None:
    raise KeyError("unforeseen")


def answers_what_cannot_be_sent(path: Path) -> Callable[[], None]:
    return lambda: None


def prints(path: Path) -> str:
    print("to the output of the process, which is no answer")
    os.write(1, b"\x00" * 100)
    return path.name


def who(path: Path) -> int:
    return os.getpid()


def tells(path: Path, progress: Callable[[float], None]) -> None:
    progress(0.25)
    progress(0.75)


def leaves_a_child(path: Path, told: Path) -> None:
    """Starts a program that sleeps, makes a temporary folder, tells of both and waits."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    made = tempfile.mkdtemp()
    beside = told.with_suffix(".new")
    beside.write_text(f"{child.pid}\n{made}")
    beside.replace(told)
    child.wait()


class Reader(TableReader):
    """Reads files as any other; what a file does is said by its name."""

    def tables(self, choice: Choice, sha: str, place: int, progress: Progress) -> FileTables:
        if choice.path.stem.endswith("kills"):
            is_killed(choice.path)
        if choice.path.stem.endswith("never ends"):
            choice.path.with_suffix(".begun").touch()
            never_ends(choice.path)
        return super().tables(choice, sha, place, progress)
