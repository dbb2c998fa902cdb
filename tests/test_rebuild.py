"""A change of settings starts from the published store, and ends where a build from nothing ends."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

import analysis
from analysis.actions import importing
from analysis.delivery import manifest
from analysis.journal import kind_corrections
from analysis.stores import pipeline, store

CHANGES = {
    "target": "[targets]\ntrue_margin = 0.4\n",
    "overhead rule": '[book_overhead]\nbasis = "revenue"\nrate = 0.2\n',
    "cost of capital": "[credit]\ncost_of_capital = 0.5\n",
    "thresholds": "[custom]\nserial_min_batch = 1000\ndesign_hours = 1\n",
    "time equation": '[[time_equation]]\npool = "Конструкторы"\nbase = 3\n',
    "currency": 'currency = "EUR"\n',
}
OWN = {"build_info", "imports"}  # they say when


def tables(root: Path) -> dict[str, list[tuple[object, ...]]]:
    name = (root / "current").read_text().strip()
    with duckdb.connect(str(root / "stores" / f"{name}.duckdb"), read_only=True) as con:
        names = [n for (n,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        return {
            n: con.execute(f'select * from "{n}" order by all').fetchall()
            for n in names
            if n not in OWN
        }


@pytest.mark.parametrize("change", CHANGES)
def test_as_if_built_from_nothing(own_tiny: Path, tmp_path: Path, change: str) -> None:
    changed, fresh = own_tiny, tmp_path / "fresh"
    before = tables(changed)
    shutil.copytree(changed, fresh)
    for root in (changed, fresh):
        (root / "settings").mkdir(exist_ok=True)
        (root / "settings" / "settings.toml").write_text(CHANGES[change], "utf-8")
    shutil.rmtree(fresh / "stores")
    (fresh / "current").unlink()
    importing.rebuild(changed)
    importing.rebuild(fresh)
    assert tables(changed) == tables(fresh)
    assert tables(changed)["settings"] != before["settings"]


def test_a_correction_too(own_tiny: Path, tmp_path: Path) -> None:
    changed, fresh = own_tiny, tmp_path / "fresh"
    order = tables(changed)["order_kind"][0][0]
    kind_corrections.correct(changed, {str(order): "custom"}, "Anna", "a prototype")
    shutil.copytree(changed, fresh)
    shutil.rmtree(fresh / "stores")
    (fresh / "current").unlink()
    importing.rebuild(changed)
    importing.rebuild(fresh)
    assert tables(changed) == tables(fresh)


def test_a_target_leaves_lines_and_costs_alone() -> None:
    built = [s.table for s in pipeline.following({"target_margin"})]
    by_client = [
        "profit_by_month",
        "product_by_month",
        "judged_by_month",
        "client_profit",
        "client_measures",
        "client_fit",
    ]
    decisions = [s.table for s in pipeline.steps() if s.folder == "60_decisions"]
    assert built == ["order_target", "order_profit", "profit_rows", *by_client, *decisions]


def test_another_portrait_leaves_the_costing_alone() -> None:
    built = [s.table for s in pipeline.following({"portrait_criteria"})]
    assert built == ["client_fit", "client_facts", "client_decision", "lead_qualification"]


def test_a_time_equation_reaches_everything_after_it() -> None:
    built = {s.table for s in pipeline.following({"time_equations"})}
    assert {
        "capacity_rates",
        "time_estimates",
        "order_costs",
        "pool_use",
        "order_profit",
        "profit_by_month",
    } <= built
    assert "order_lines" not in built


def test_new_inputs_are_built_from_nothing(own_tiny: Path, tmp_path: Path) -> None:
    more = tmp_path / "order_lines_more.csv"
    more.write_text(
        "order_id,client_name,order_date,revenue\nnew,Somebody,2025-01-10,100\n", "utf-8"
    )
    analysis.import_paths(own_tiny, [more])
    assert ("new",) in [row[:1] for row in tables(own_tiny)["order_lines"]]


def test_a_reader_in_the_same_process_does_not_hinder_the_reuse(own_tiny: Path) -> None:
    root = own_tiny
    deliveries = manifest.read(root / "imports")
    with analysis.open_workspace(root) as ws:
        reused = store._reusable(root, deliveries)
        assert reused == root / "stores" / f"{ws.build_id}.duckdb"
