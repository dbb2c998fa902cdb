"""Answers queries on published stores until its input ends: a process of its own, started by analysis.stores.console.

Its arguments are the most bytes of memory and of spilled data. A query may ask for any time and memory: the longest time ends
the process (exit code OUT_OF_TIME), its memory is bounded, and a crash ends nobody else. Requests and answers are pickles on its
input and output.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from analysis.isolation import memory
from analysis.isolation.connections import DatabaseBounds
from analysis.stores import sandbox, whole
from analysis.stores.console import NoAnswer, Request

LONGEST_WORDS = 1_000  # signs of what DuckDB says: it may repeat a value
FOR_DATABASE = 0.5  # of the memory, past which it sets aside on the disk; the rest is for the answer and what DuckDB doesn't count
ONLY_AS_TEXT = re.compile(
    r"\b(?:INTERVAL|TIME WITH TIME ZONE|U?HUGEINT\[|UHUGEINT|BIGNUM|BIT|GEOMETRY|VARIANT)\b"
)
PLAIN = re.compile(
    r"BOOLEAN|U?(?:TINY|SMALL|BIG)?INT(?:EGER)?|HUGEINT|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|VARCHAR"
)
ENDLESS = np.iinfo(np.int64).max  # DuckDB's infinity of a time


def main() -> None:
    memory_bytes, spill_bytes = map(int, sys.argv[1:3])
    answers, requests = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
    nowhere = open(os.devnull, "w")  # noqa: SIM115  as long as the process
    os.dup2(nowhere.fileno(), 1)
    bounds = DatabaseBounds(int(memory_bytes * FOR_DATABASE), spill_bytes)
    pd.DataFrame({"a": ["b"]})  # what pandas loads at its first text is loaded before the bound
    memory.bound(memory_bytes)
    _send(answers, None)  # ready
    while True:
        try:
            request = pickle.load(requests)
        except EOFError:
            return
        faulthandler.dump_traceback_later(request.seconds, exit=True, file=nowhere)
        try:
            _send(answers, _answer(request, bounds))
        except MemoryError:
            _send(answers, NoAnswer("query_memory"))
        except Exception:  # whatever it is: this process has nobody to show it to
            _send(answers, NoAnswer("query_ended"))
        finally:
            faulthandler.cancel_dump_traceback_later()


def _send(answers: Any, content: Any) -> None:
    pickle.dump(content, answers, protocol=5)
    answers.flush()


def _answer(request: Request, bounds: DatabaseBounds) -> pd.DataFrame | NoAnswer:
    try:
        with contextlib.closing(sandbox.opened(request.store, bounds, Path.cwd())) as connection:
            for name, frame in request.frames.items():
                connection.register(name, frame)
            return select(connection, request.query)
    except duckdb.OutOfMemoryException as trouble:
        return NoAnswer(
            "query_spill" if "max_temp_directory_size" in str(trouble) else "query_memory"
        )
    except duckdb.Error as trouble:
        if "temporary file" in str(
            trouble
        ):  # what was set aside can't be read back for want of memory, or written
            return NoAnswer("query_memory")
        if whole.is_damage(trouble):
            return NoAnswer("damaged_store", whole.detail(trouble))
        return NoAnswer("bad_query", " ".join(str(trouble)[:LONGEST_WORDS].split()))


def select(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame | NoAnswer:
    try:
        statements = connection.extract_statements(query)
        is_select = len(statements) == 1 and statements[0].type == duckdb.StatementType.SELECT
    except ValueError:  # a kind of statement that DuckDB's Python has no name for
        is_select = False
    if not is_select:
        return NoAnswer("not_one_select")
    result = connection.execute(query)
    columns = [(str(name), str(kind)) for name, kind, *_ in result.description]
    if not any(ONLY_AS_TEXT.search(kind) for _, kind in columns):
        with contextlib.suppress(duckdb.NotImplementedException, duckdb.ConversionException):
            frame = result.df()
            if not any(
                _has_infinity(frame[name])
                for name in frame.columns
                if frame[name].dtype.kind == "M"
            ):
                return frame
    return _as_text(connection, query, columns)


def _has_infinity(times: pd.Series) -> bool:
    return (
        bool((times.to_numpy(f"datetime64[{times.dt.unit}]").view(np.int64) % ENDLESS == 0).any())
        if len(times)
        else False
    )


def _as_text(
    connection: duckdb.DuckDBPyConnection, query: str, columns: Sequence[tuple[str, str]]
) -> pd.DataFrame:
    """The answer with what pandas has no type for (other than plain numbers and texts) as DuckDB writes it."""
    names = [f"c{place}" for place in range(len(columns))]
    shown = [
        f"{name if PLAIN.fullmatch(kind) else f'cast({name} as varchar)'} as {quoted(title)}"
        for name, (title, kind) in zip(names, columns, strict=True)
    ]
    return connection.execute(
        f"select {', '.join(shown)} from ({query.rstrip().rstrip(';')}\n) as asked({', '.join(names)})"
    ).df()


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
