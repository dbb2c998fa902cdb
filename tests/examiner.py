"""What the examiners' tests share: tables as text, results by key, what the command says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import analysis
from analysis import cli

Plant = Callable[..., analysis.Workspace]
KOPECK = 0.005


def near(value: Any) -> Any:
    return pytest.approx(value, abs=KOPECK)


def text(*rows: Sequence[object]) -> str:
    """A table as CSV text; the first row is the header."""
    return "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)


def uses(per_order: Mapping[str, Mapping[str, float]]) -> str:
    """usage: order → pool → quantity."""
    return text(
        ("order_id", "pool", "quantity"),
        *((order, pool, q) for order, pools in per_order.items() for pool, q in pools.items()),
    )


def column(
    ws: analysis.Workspace, name: str, table: str = "order_profit", key: str = "order_id"
) -> dict[str, Any]:
    frame = ws.table(table)
    return {str(row): value for row, value in frame.set_index(key)[name].items()}


def conserved(ws: analysis.Workspace) -> None:
    """charged to orders + charged to clients + spread + unused = cost, for every pool and month; no check is broken."""
    use = ws.table("pool_use").dropna(subset="cost")
    whole = use["charged_orders"] + use["charged_clients"] + use["spread"] + use["unused_cost"]
    assert whole.tolist() == near(use["cost"].tolist())
    assert ws.breaches().query("level == 'checks'")["guilty_rows"].sum() == 0


def dealfit(*words: object) -> str:
    """The command's standard output; it must end well. tests/test_command.py has it as a process of its own."""
    said = CliRunner().invoke(cli.main, [str(word) for word in words])
    assert (said.exit_code, said.exception) == (0, None), said.output
    return said.stdout


def query(workspace: Path, select: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        dealfit("sql", select, "--format", "json", "--workspace", workspace)
    )
    return rows
