"""What test_killed_steps kills: one operation on a workspace in a process of its own, and a reader that never stops reading.

Here and there builds make the figures of orders alone: when a file gets its name is the same with every table.
"""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pandas  # noqa: F401  (read by the first that opens a workspace)

import analysis
import analysis.actions.undo_import
import analysis.reader.workspace
from tests.deliveries import FIGURES, making

STATE = (
    "select coalesce((select sum(revenue) from order_profit), 0), (select target_margin from settings), "
    "(select sum(rows_read - rows_accepted - rows_rejected) from imports), (select count(*) from rejected_rows)"
)


def export(folder: Path, number: int) -> list[Path]:
    """Files of one import: an order of its own, order 0 once more, a row to be refused, and settings."""
    made = folder / f"{number:03d}"
    made.mkdir()
    (made / "order_lines.csv").write_text(
        "order_id,line_no,client_name,order_date,revenue\n"
        f"0,1,A,2025-01-10,{number}\n{number},1,A,2025-01-10,{1000 * number}\nx{number},1,A,2025-01-10,bad\n",
        "utf-8",
    )
    (made / "settings.toml").write_text(f"[targets]\ntrue_margin = 0.{number:03d}\n", "utf-8")
    return [made / "order_lines.csv", made / "settings.toml"]


def expected(standing: tuple[int, ...]) -> tuple[float, float, float, float]:
    """The state of a workspace in which these imports stand, read off `export`."""
    return sum(1000 * n for n in standing) + standing[-1], standing[-1] / 1000, 0, len(standing)


def state(ws: analysis.Workspace) -> tuple[float, ...]:
    assert ws.breaches().query("level == 'checks'")["guilty_rows"].sum() == 0
    return tuple(float(value) for value in ws.sql(STATE).iloc[0])


def do(root: Path, what: str, files: list[Path], die_before: int | None) -> None:
    """One operation; killed before its n-th renaming or removal of a file, where `die_before` says so."""
    if die_before is not None:
        _die(die_before)
    with making(*FIGURES):
        if what == "import":
            analysis.import_paths(root, files)
        elif what == "undo":
            analysis.undo_last_import(root, "Anna", "tested")
        elif what == "redo":
            analysis.redo_import(root, "Anna")


def take(root: Path, file: Path) -> None:
    """`dealfit import` of a file of order lines."""
    with making(*FIGURES):
        analysis.import_paths(root, [file], table="order_lines")


def _die(step: int) -> None:
    left = [step]

    def deadly(real: Any) -> Any:
        def call(*arguments: Any, **more: Any) -> Any:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return real(*arguments, **more)

        return call

    for name in ("replace", "unlink", "fsync"):
        setattr(os, name, deadly(getattr(os, name)))


def read(root: Path, stop: Event, to: Connection) -> None:
    """Opens the workspace again and again; at the end the states seen, or what went wrong."""
    seen: set[tuple[float, ...]] = set()
    opened = 0
    try:
        while not stop.is_set():
            with making(*FIGURES), analysis.open_workspace(root) as ws:
                seen.add(state(ws))
                opened += 1
        to.send((seen, opened, ""))
    except Exception as trouble:
        to.send((seen, opened, repr(trouble)))
