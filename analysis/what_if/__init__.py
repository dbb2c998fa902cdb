"""What if: other rates, capacities, targets, overhead rule or prices, or without some clients or small custom orders.

The change is made to the inputs of the costing, and the pipeline's own SQL runs again over them, in memory: no formula is
written twice, and nothing is saved. Kinds stay as they are: leaving orders out does not make others custom.
"""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pandas as pd

from analysis.errors import BadQuery, NeedsMemory
from analysis.isolation import connections, scratch
from analysis.journal.settings import store_bounds
from analysis.journal.what_if import WhatIf
from analysis.progress import Progress, silent
from analysis.reader.workspace import Workspace
from analysis.stores import console, console_worker, pipeline, sandbox, whole
from analysis.stores.console import USUAL, Bounds, NoAnswer

KEPT = (
    "design_pools",
    "custom_products",
    "kind_evidence",
    "order_kind",
    "order_features",
    "client_fit",
)  # steps whose tables stay as they are
GIVEN_BEFORE = "10_clean"  # the folder whose tables are the costing's inputs
LAST = "50_clients"  # decisions are today's, whatever is supposed


class ScenarioWorkspace(Workspace):
    """A workspace as it would be under a change; the same slices and numbers as of a published build. Close it after use."""

    def __init__(self, base: Workspace, change: WhatIf, progress: Progress = silent) -> None:
        self.root, self.build_id, self.is_demo = base.root, base.build_id, base.is_demo
        self.change = change
        stores = base.root / "stores"
        self._spill = scratch.folder("spill", stores)
        self._connection = connections.connect(
            bounds=store_bounds(base.root), spill=Path(self._spill.name)
        )
        try:
            self._connection.execute("set preserve_insertion_order = false")
            path = stores / f"{base.build_id}.duckdb"
            self._connection.execute(f"attach {pipeline.literal(str(path))} as store (read_only)")
            _suppose(self._connection, change, progress)
            self._connection.execute("set enable_external_access = false")
            self._connection.execute(sandbox.LOCKED)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        super().close()
        self._spill.cleanup()

    def sql(self, query: str, bounds: Bounds = USUAL) -> pd.DataFrame:
        """As of a published build, but in this process, which alone has these tables; its memory is the setting store.memory_gb."""
        console.check(query)
        cursor = self._connection.cursor()
        too_long = threading.Timer(bounds.seconds, cursor.interrupt)
        too_long.start()
        try:
            answer = console_worker.select(cursor, query)
        except duckdb.InterruptException:
            raise BadQuery("query_time", seconds=f"{bounds.seconds:g}") from None
        except duckdb.OutOfMemoryException as trouble:
            raise NeedsMemory("build_memory", detail=whole.detail(trouble)) from None
        except duckdb.Error as trouble:
            raise BadQuery("bad_query", detail=" ".join(str(trouble).split())) from None
        finally:
            too_long.cancel()
            cursor.close()
        if isinstance(answer, NoAnswer):
            raise BadQuery(answer.code, detail=answer.detail)
        return answer


def _suppose(con: duckdb.DuckDBPyConnection, change: WhatIf, progress: Progress) -> None:
    """Views of what stays, changed views of the inputs, and the tables that follow from them."""
    again = [s for s in pipeline.steps() if GIVEN_BEFORE < s.folder <= LAST and s.table not in KEPT]
    changed = _changed(con, change)
    tables = [
        row[0]
        for row in con.execute(
            "select table_name from duckdb_tables() where database_name = 'store'"
        ).fetchall()
    ]
    for table in tables:
        if table not in {s.table for s in again} and table not in ("checks", *changed):
            con.execute(f'create view "{table}" as select * from store.main."{table}"')
    for table, select in changed.items():
        con.execute(f"create view {table} as {select}")
    for done, step in enumerate(again):
        pipeline.make(con, step)
        progress((done + 1) / (len(again) + 1))
    pipeline.run_checks(con, without=("client_decision",))  # today's, whatever is supposed


def _changed(con: duckdb.DuckDBPyConnection, change: WhatIf) -> dict[str, str]:
    """The inputs that the change touches: table → its select over the store's."""
    con.execute("create table rate_factors (pool varchar, factor double)")
    con.execute("create table capacity_factors (pool varchar, factor double)")
    con.execute("create table left_out_clients (client_id varchar)")
    con.execute("create table repriced_clients (client_id varchar)")
    for table, rows in (
        ("rate_factors", change.rates),
        ("capacity_factors", change.capacities),
        ("left_out_clients", [(c,) for c in change.without_clients]),
        ("repriced_clients", [(c,) for c in change.price_clients]),
    ):
        if rows:
            con.executemany(
                f"insert into {table} values ({', '.join('?' * len(rows[0]))})",
                [list(r) for r in rows],
            )
    least = "null" if change.least_custom_batch is None else repr(float(change.least_custom_batch))
    con.execute(f"""create table left_out_orders as
        select order_id from store.main.order_profit
        where client_id in (select client_id from left_out_clients)
            or (kind = 'custom' and cast(quantity as double) / nullif(lines, 0) < {least})""")
    changed = {}
    if change.target_margin is not None or change.overhead_basis is not None:
        changed["settings"] = _settings(change)
    if change.rates or change.capacities:
        changed["pools"] = """
            select pools.* replace (
                cast(cost * coalesce(r.factor, 1) as decimal(18, 4)) as cost,
                cast(rate * coalesce(r.factor, 1) as decimal(18, 6)) as rate,
                cast(capacity * coalesce(c.factor, 1) as decimal(18, 6)) as capacity)
            from store.main.pools left join rate_factors as r using (pool) left join capacity_factors as c using (pool)"""
    leaves_out = bool(change.without_clients) or change.least_custom_batch is not None
    if leaves_out or change.price_change or change.overhead_basis is not None:
        changed["order_lines"] = _order_lines(change)
    if leaves_out:
        changed["usage"] = """
            select * from store.main.usage
            where (order_id is null or charged_to <> 'order' or order_id not in (select order_id from left_out_orders))
                and (charged_to <> 'client' or client_id is null or client_id not in (select client_id from left_out_clients))"""
    return changed


def _settings(change: WhatIf) -> str:
    replaced = []
    if change.target_margin is not None:
        target = f"cast({float(change.target_margin)!r} as double)"
        healthy = f"case when healthy_gross_margin = target_margin then {target} else healthy_gross_margin end"
        replaced += [f"{target} as target_margin", f"{healthy} as healthy_gross_margin"]
    if change.overhead_basis is not None:
        rate = float(change.overhead_rate or 0)
        replaced += [
            f"'{change.overhead_basis}' as overhead_basis",
            f"cast({rate!r} as double) as overhead_rate",
        ]
    return f"select * replace ({', '.join(replaced)}) from store.main.settings"


def _order_lines(change: WhatIf) -> str:
    replaced = []
    if change.price_change:
        factor = f"case when {repriced(change)} then {1 + float(change.price_change)!r} else 1 end"
        replaced += [
            f"cast({c} * {factor} as decimal(18, 4)) as {c}"
            for c in ("revenue", "unit_price", "discount")
        ]
    if change.overhead_basis is not None:  # the rule in place of what the export states
        replaced += [
            "cast(null as decimal(18, 4)) as book_overhead",
            "cast(null as decimal(18, 4)) as book_cost",
        ]
    lines = (
        "select *"
        + (f" replace ({', '.join(replaced)})" if replaced else "")
        + " from store.main.order_lines"
    )
    return f"{lines} where order_id not in (select order_id from left_out_orders)"


def repriced(change: WhatIf) -> str:
    """The condition on order lines that their price moves."""
    orders = []
    if change.price_kinds:
        orders.append(f"kind in ({_listed(change.price_kinds)})")
    for limit, sign in ((change.price_from, ">="), (change.price_under, "<")):
        if limit is not None:
            orders.append(f"cast(quantity as double) / nullif(lines, 0) {sign} {float(limit)!r}")
    wanted = (
        [f"order_id in (select order_id from store.main.order_profit where {' and '.join(orders)})"]
        if orders
        else []
    )
    if change.price_clients:
        wanted.append("client_id in (select client_id from repriced_clients)")
    for column, names in (
        ("product_family", change.price_families),
        ("manager", change.price_managers),
    ):
        if names:
            wanted.append(f"{column} in ({_listed(names)})")
    return " and ".join(wanted) or "true"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(pipeline.literal(name) for name in names)
