"""A store of few rows is built, and a small file read, without what DuckDB weighs for many: quicker, and the figures are the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

import analysis
from analysis.isolation import connections
from analysis.stores import sandbox, store


def test_the_demo_plant_built_as_few_rows_has_the_same_figures(
    demo: analysis.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(demo.root, tmp_path / "demo"))
    monkeypatch.setattr(store, "TINY_INPUTS", 10**9)
    built = store.build(root, anew=True)
    name = store.current(demo.root)
    assert name
    few, usual = contents(store.path(root, built)), contents(store.path(demo.root, name))
    assert {"order_profit", "client_decision", "checks"} <= set(few) == set(usual)
    for table in few:
        assert_alike(few[table], usual[table], table)


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Table → its rows; without when it was built."""
    with sandbox.looked_into(path) as con:
        found = con.execute("select table_name from duckdb_tables()").fetchall()
        return {str(table): rows(con, table) for (table,) in found if table != "build_info"}


def rows(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[Any, ...]]:
    """In an order that the last digits of sums do not decide."""
    described = con.execute(f"describe {table}").fetchall()
    exact = [f'"{name}"' for name, kind, *_ in described if kind != "DOUBLE"]
    rounded = [f'round("{name}", 6)' for name, kind, *_ in described if kind == "DOUBLE"]
    return con.execute(f"select * from {table} order by {', '.join([*exact, *rounded])}").fetchall()


def assert_alike(few: list[tuple[Any, ...]], usual: list[tuple[Any, ...]], table: str) -> None:
    """Equal; of numbers that are not exact, to the ninth digit: the order in which they are added is nobody's."""
    assert len(few) == len(usual), table
    for row, other in zip(few, usual, strict=True):
        for value, wanted in zip(row, other, strict=True):
            if isinstance(value, float) and isinstance(wanted, float):
                assert value == pytest.approx(wanted, rel=1e-9, abs=1e-9), (table, row, other)
            else:
                assert value == wanted, (table, row, other)


def test_the_database_at_hand_forgets_what_was_made_in_it() -> None:
    with connections.at_hand() as con:
        con.execute("create temp table rows as select 1 as n")
        con.execute("create temp view seen as select * from rows")
    with connections.at_hand() as con:
        assert con.execute("select count(*) from duckdb_tables()").fetchone() == (0,)
        con.execute("create temp table rows as select 2 as n")
        assert con.execute("select n from rows").fetchone() == (2,)


def test_the_database_at_hand_is_not_used_again_after_trouble(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error), sandbox.looked_into(tmp_path / "none.duckdb"):
        pass
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"not a store")
    with pytest.raises(duckdb.Error), sandbox.looked_into(broken):
        pass
    with pytest.raises(duckdb.Error), connections.at_hand() as con:
        con.execute("attach ':memory:' as left_behind; select error('trouble')")
    with connections.at_hand() as con:
        named = con.execute("select database_name from duckdb_databases() where not internal")
        assert named.fetchall() == [("memory",)]


def test_connections_at_hand_see_nothing_of_each_other() -> None:
    """A second connection of the thread sees its own tables alone."""
    with connections.at_hand() as con, connections.at_hand() as other:
        con.execute("create temp table rows as select 1 as n")
        with pytest.raises(duckdb.CatalogException):
            other.execute("select * from rows")
        assert con.execute("select n from rows").fetchone() == (1,)
