"""A person's own SQL over a published store, within bounds: 30 seconds and 2 GB unless said otherwise.

It is answered by a process of its own (analysis.stores.console_worker), which is kept for the next query and ended where a query takes too
long, asks for too much memory or is interrupted. What a query spills goes to a temporary folder that ends with that process.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import BadQuery, DamagedStore
from analysis.errors.phrases import phrase
from analysis.isolation import scratch
from analysis.isolation.memory import OUT_OF_MEMORY

if TYPE_CHECKING:  # the command starts the process before it reads pandas itself
    import pandas as pd

GIGABYTE = 1_000_000_000
SPILL_GIGABYTES = 5
OUT_OF_TIME = 1  # what faulthandler's watchdog exits with: it needs no turn of the interpreter
ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = {
    **os.environ,
    "MALLOC_ARENA_MAX": "1",
}  # else each thread reserves 64 MB, of which it uses little
NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows has it
# What tells of the machine: where files lie, how the program is set; and what hides such a name in a text.
OF_THE_MACHINE = re.compile(
    r"\b(?:duckdb_(?!tables\b|columns\b|views\b|functions\b|types\b|keywords\b|constraints\b|schemas\b)\w+|pragma_database_list|database_list"
    r"|pg_settings|current_setting|which_secret|query_table|query)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bounds:
    """What a query may take: seconds, and gigabytes of memory beside the program's own."""

    seconds: float = 30
    gigabytes: float = 2


USUAL = Bounds()


@dataclass(frozen=True)
class Request:
    """A single SELECT on a store; frames: tables that it may name beside the store's. seconds: the longest time."""

    store: Path
    query: str
    seconds: float
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True)
class NoAnswer:
    """Why there is no answer: a code of analysis.errors, and DuckDB's words."""

    code: str
    detail: str = ""


class _Worker:
    """The running process, and the folder it works in."""

    def __init__(self, gigabytes: float) -> None:
        self.gigabytes = gigabytes
        self._folder = scratch.folder("sql")
        limits = [str(int(g * GIGABYTE)) for g in (gigabytes, SPILL_GIGABYTES)]
        # the terminal's Ctrl+C is for the command, which ends this process
        apart: dict[str, Any] = (
            {"creationflags": NEW_GROUP} if NEW_GROUP else {"start_new_session": True}
        )
        start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from analysis.stores import console_worker; console_worker.main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", start, *limits],
            cwd=self._folder.name,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **apart,
        )
        self._is_ready = False

    def ask(self, request: Request) -> Any:
        """A frame or a NoAnswer. BadQuery where the process ended instead."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            if not self._is_ready:
                pickle.load(self._process.stdout)
                self._is_ready = True
            pickle.dump(request, self._process.stdin, protocol=5)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            return _why_ended(self._process.wait())

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        self._folder.cleanup()


def _why_ended(code: int) -> NoAnswer:
    if code == OUT_OF_TIME:
        return NoAnswer("query_time")
    return NoAnswer("query_memory" if code == OUT_OF_MEMORY else "query_ended")


_lock = threading.Lock()
_kept: list[_Worker] = []  # none or one


@atexit.register
def end() -> None:
    """Ends the process that answers, if one runs."""
    while _kept:
        _kept.pop().end()


def start(bounds: Bounds = USUAL) -> None:
    """Starts the process that will answer, so that it is ready sooner."""
    with _lock:
        _running(bounds)


def _running(bounds: Bounds) -> _Worker:
    if not (_kept and _kept[0].is_alive and _kept[0].gigabytes == bounds.gigabytes):
        end()
        _kept.append(_Worker(bounds.gigabytes))
    return _kept[0]


def ask(
    store: Path,
    query: str,
    bounds: Bounds = USUAL,
    frames: Mapping[str, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """A single SELECT's answer over a store's tables and the frames. BadQuery or DamagedStore say why there is none."""
    check(query)
    with _lock:
        worker = _running(bounds)
        try:
            answer = worker.ask(Request(store.resolve(), query, bounds.seconds, frames or {}))
        except BaseException:  # interrupted: what it would still answer is nobody's
            end()
            raise
        if not worker.is_alive:
            end()
    if isinstance(answer, NoAnswer):
        if answer.code == "damaged_store":
            raise DamagedStore(answer.code, file=f"stores/{store.name}", detail=answer.detail)
        detail = answer.detail.replace(str(store.resolve().parent), "").replace(
            str(store.parent), ""
        )
        raise BadQuery(
            answer.code,
            detail=detail,
            seconds=f"{bounds.seconds:g}",
            gigabytes=f"{bounds.gigabytes:g}",
            spill=SPILL_GIGABYTES,
        )
    frame: pd.DataFrame = answer
    return frame


def check(query: str) -> None:
    """BadQuery where the text is none, or asks for what tells of the machine."""
    try:
        query.encode()
    except UnicodeEncodeError:
        raise BadQuery("bad_query", detail=phrase("detail.half_character")) from None
    if found := OF_THE_MACHINE.search(query):
        raise BadQuery(
            "bad_query",
            detail=phrase("detail.of_the_machine", word=found[0]),
        )
