"""METHOD, rule 19: whatever amount of a result table is changed, or moved to another client, pool or order, a check sees it.

The plant has something of everything: pools that are used, estimated, spread and the period's, internal use, use outside orders,
work in progress, a cancelled order, a return, credit paid and so far, a penalty, an order without hours, two families in an order.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import analysis
from analysis.stores import pipeline

HEADER = (
    "order_id,client_id,order_date,promised_on,shipped_on,paid_on,status,manager,kind,product_family,"
    "quantity,revenue,direct_cost,book_overhead,penalty,approval_rounds,lead_time_days\n"
)
ORDERS = (
    HEADER
    + """1,A,2025-01-10,2025-01-20,2025-01-20,2025-03-01,,M,serial,f,10,1000,400,100,5,2,11
1,A,2025-01-10,2025-01-20,2025-01-22,2025-03-01,,M,serial,g,20,2000,900,150,,2,12
2,A,2025-01-15,2025-01-25,2025-01-25,,,M,custom,f,2,5000,2500,300,7,,13
11,E,2025-01-20,,2025-01-21,2025-02-20,,M,serial,f,8,1600,700,80,,1,
3,B,2025-02-10,2025-02-12,2025-02-20,2025-02-20,,N,custom,g,3,3000,1800,200,,4,
4,B,2025-02-11,2025-02-12,,,В работе,N,custom,g,3,7000,4000,500,3,,
5,C,2025-02-12,,2025-02-15,2025-02-25,,N,serial,f,50,4000,3500,600,,,
6,C,2025-02-13,,,,Отменён,N,serial,f,5,900,300,50,,,
7,C,2025-02-14,,2025-02-15,2025-02-15,,N,serial,f,-5,-400,-350,0,,,
8,D,2025-03-01,2025-03-05,2025-03-15,2025-03-15,,M,serial,g,5,2500,1000,100,1,,
9,D,2025-03-02,2025-03-05,,,,M,serial,g,5,1500,600,70,,,
10,E,2025-03-02,,2025-03-03,2025-03-31,,M,serial,f,8,1600,700,80,2,,
"""
)
USAGE = """order_id,client_id,pool,quantity,date
1,,design,3,2025-01-11
1,,sales,2,2025-01-12
2,,design,20,2025-01-16
3,,design,25,2025-02-11
3,,visits,2,2025-02-12
4,,design,6,2025-02-12
5,,sales,4,2025-02-13
6,,design,5,2025-02-13
8,,sales,3,2025-03-02
11,,sales,1,2025-01-22
9,,design,1,2025-03-03
,B,sales,2,2025-02-15
,C,visits,1,2025-02-16
,,design,4,2025-02-17
"""
POOLS = """pool,month,unit,cost,capacity,rate,treatment,spread_basis
design,2025-01,h,3000,60,,,
design,2025-02,h,3300,60,,,
design,2025-03,h,3600,60,,,
sales,,h,900,30,,,
visits,,visits,,,50,,
board,2025-01,h,500,10,,period,
rent,2025-01,,600,,,spread,revenue
rent,2025-02,,650,,,spread,revenue
rent,2025-03,,700,,,spread,revenue
"""
SETTINGS = """[credit]
cost_of_capital = 0.2
[[time_equation]]
pool = "sales"
base = 1.5
terms = [{feature = "lines", each = 0.5}]
"""
PORTRAIT = (
    '[[criterion]]\nname = "custom"\nfield = "custom_share"\nmax = 0.5\nweight = 2\n\n'
    '[[criterion]]\nname = "late"\nfield = "late_share"\nmax = 0.2\nweight = 1\n'
)

KEYS = {
    "order_profit": ("order_id",),
    "order_costs": ("order_id", "pool"),
    "pool_use": ("pool", "month"),
    "client_profit": ("client_id",),
    "client_costs": ("client_id", "pool", "month"),
    "profit_rows": ("order_id", "client_id", "product_family"),
    "profit_by_month": ("client_id", "month", "kind", "product_family", "manager"),
    "product_by_month": ("month", "kind", "product_family", "product"),
    "client_fit": ("client_id",),
    "client_decision": ("client_id",),
}
OF_FIGURES = {
    "fit_score",
    "revenue",
    "true_profit",
    "true_margin",
    "shrunk_margin",
    "target_margin",
    "at_stake",
    "approval_rounds",
    "payment_days",
    "credit_share",
    "orders_behind_it",
    "hours",
    "hours_share",
    "revenue_share",
    "custom_share",
    "late_share",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the plant's store that may be spoilt, each time within a transaction that is rolled back."""
    folder = tmp_path_factory.mktemp("exports")
    for name, text in (
        ("order_lines.csv", ORDERS),
        ("usage.csv", USAGE),
        ("pools.csv", POOLS),
        ("settings.toml", SETTINGS),
        ("portrait.toml", PORTRAIT),
    ):
        (folder / name).write_text(text, "utf-8")
    root = tmp_path_factory.mktemp("workspace")
    analysis.import_paths(root, [folder])
    with analysis.open_workspace(root) as ws:
        breaches = ws.breaches().query("level == 'checks'")
        assert breaches["guilty_rows"].sum() == 0, breaches
        copy = root / "copy.duckdb"
        shutil.copy(ws.root / "stores" / f"{ws.build_id}.duckdb", copy)
    with duckdb.connect(str(copy)) as con:
        yield con


def amounts(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = con.execute(
        """select column_name from duckdb_columns() where table_name = ? and (data_type like 'DECIMAL%'
            or data_type in ('DOUBLE', 'BIGINT', 'INTEGER', 'HUGEINT')) order by column_index""",
        [table],
    ).fetchall()
    if table == "client_decision":  # the rest is what statistics and advice make of the figures
        return [name for (name,) in rows if name in OF_FIGURES]
    return [name for (name,) in rows]


CHECKS = [check for check in pipeline.checks() if check.folder == "checks"]


def fires(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether any check does. The one that does is asked first the next time: it sees the next amount of its kind as well."""
    for place, check in enumerate(CHECKS):
        if con.execute(f"select count(*) from ({check.select})").fetchall() != [(0,)]:
            CHECKS.insert(0, CHECKS.pop(place))
            return True
    return False


def seen(con: duckdb.DuckDBPyConnection, *spoils: str) -> bool:
    con.execute("begin")
    try:
        for spoil in spoils:
            con.execute(spoil)
        return fires(con)
    finally:
        con.execute("rollback")


def some(con: duckdb.DuckDBPyConnection, table: str, column: str) -> list[int]:
    """Up to two rows in which the column isn't 0, the first and the last by the table's keys."""
    rows = con.execute(
        f"select rowid from {table} where {column} <> 0 order by {', '.join(KEYS[table])}"
    ).fetchall()  # a table of one file: rowid names a row
    return [row for (row,) in (rows[:1] + rows[-1:] if len(rows) > 1 else rows)]


def test_nothing_fires_on_its_own(store: duckdb.DuckDBPyConnection) -> None:
    assert not seen(store)


@pytest.mark.parametrize("table", KEYS)
def test_an_amount_that_is_changed_is_seen(store: duckdb.DuckDBPyConnection, table: str) -> None:
    unseen = []
    for column in amounts(store, table):
        rows = some(store, table, column)
        for row, change in zip(rows, (f"{column} + 1", f"{column} * 2"), strict=False):
            if not seen(store, f"update {table} set {column} = {change} where rowid = {row}"):
                unseen.append(f"{column}: {change}")
    assert unseen == []


@pytest.mark.parametrize("table", KEYS)
def test_every_amount_of_the_table_is_there_to_be_changed(
    store: duckdb.DuckDBPyConnection, table: str
) -> None:
    """So that the test above proves something: but for those that this plant has no case of, every column has a value."""
    empty = {column for column in amounts(store, table) if not some(store, table, column)}
    assert empty <= {"spent_beside", "at_stake"}


@pytest.mark.parametrize("table", KEYS)
def test_an_amount_that_is_moved_is_seen(store: duckdb.DuckDBPyConnection, table: str) -> None:
    """Half of a row's amount goes to another row: the sum over all stays."""
    unseen = []
    for column in amounts(store, table):
        rows = some(store, table, column)
        if len(rows) < 2:
            continue
        one, other = rows
        [(half,)] = store.execute(
            f"select {column} / 2 from {table} where rowid = {one}"
        ).fetchall()
        spoils = [
            f"update {table} set {column} = {column} + ({sign} {half}) where rowid = {row}"
            for row, sign in ((one, "-"), (other, "+"))
        ]
        if not seen(store, *spoils):
            unseen.append(column)
    assert unseen == []


@pytest.mark.parametrize(
    "spoil",
    [
        "update order_profit set client_id = 'B' where order_id = '1'",
        "update order_costs set pool = 'sales' where order_id = '2' and pool = 'design'",
        "delete from profit_rows where order_id = '3'",
        "delete from client_profit where client_id = 'A'",
        "insert into order_lines select * from order_lines where order_id = '5'",
        "update pool_use set month = '2025-04-01' where pool = 'design' and month = '2025-01-01'",
        "update order_profit set true_profit = 0 where true_profit is null and state = 'in progress'",
    ],
)
def test_a_row_that_goes_elsewhere_is_seen(store: duckdb.DuckDBPyConnection, spoil: str) -> None:
    assert seen(store, spoil)


def test_the_command_says_what_is_broken(tmp_path: Path, store: duckdb.DuckDBPyConnection) -> None:
    sentences = {c.grain for c in pipeline.checks() if c.folder == "checks"}
    assert any("Every client" in s for s in sentences)
    assert any("For every pool and month" in s for s in sentences)
    assert any("Every order" in s for s in sentences)
