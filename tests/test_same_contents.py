"""The same inputs make the same tables, to the last digit, however many threads build them.

Floats add up to other last digits in another order of the rows, and an engine that works in parallel keeps to no order: the steps add up
decimals and whole numbers.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest

import analysis
from analysis.isolation import connections
from analysis.stores import loading, pipeline, store

ADDS_UP = re.compile(r"\b(?:sum|avg)\(")
OTHER_SUMS = re.compile(r"\b(?:stddev|variance|var_|covar|corr|regr_|fsum|kahan|product)\w*\(")
IN_SQL = [each for each in (*pipeline.steps(), *pipeline.checks()) if each.kind != "python"]


ATTACH = "attach '{}' as {} (read_only)"


def store_of(ws: analysis.Workspace) -> Path:
    return store.path(ws.root, str(store.current(ws.root)))


def test_no_step_adds_up_floats(tiny: analysis.Workspace) -> None:
    """DuckDB's sum_no_overflow is sum, but for floats, which it refuses."""
    with connections.connect() as con:
        con.execute(ATTACH.format(store_of(tiny), "one"))
        con.execute("use one")
        loading.inputs(con, tiny.root, store.deliveries_of(tiny.root))
        refused = {}
        for each in IN_SQL:
            try:
                con.execute(f"explain {ADDS_UP.sub('sum_no_overflow(', each.select)}")
            except duckdb.BinderException as trouble:
                refused[each.table] = str(trouble).splitlines()[0]
    assert refused == {}
    assert [each.table for each in IN_SQL if OTHER_SUMS.search(each.select)] == []


def test_two_builds_hold_the_same(
    demo: analysis.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo plant's store, which several threads built two steps at a time, and one that a single thread builds."""
    again = Path(
        shutil.copytree(
            demo.root, tmp_path / "again", ignore=shutil.ignore_patterns("stores", "current")
        )
    )
    monkeypatch.setattr(store, "_by_size", lambda *_: {"threads": "1"})
    monkeypatch.setattr(store, "TWO_STEPS_UP_TO", 0)
    built = store.build(again)
    with connections.connect() as con:
        con.execute(ATTACH.format(store_of(demo), "one"))
        con.execute(ATTACH.format(store.path(again, built), "other"))
        tables = [
            name
            for (name,) in con.execute(
                "select table_name from duckdb_tables() where database_name = 'one'"
            ).fetchall()
            if name != "build_info"
        ]
        differing = {}
        for table in tables:
            one, other = f"select * from one.{table}", f"select * from other.{table}"
            rows = con.execute(
                f"({one} except all {other}) union all ({other} except all {one})"
            ).fetchall()
            if rows:
                differing[table] = rows[:2]
    assert len(tables) > 60
    assert differing == {}
