"""Contract 2 to the letter, through the command: every result table with its columns in their types."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.examiner import dealfit, query

DESIGN_2 = {  # DESIGN.md, contract 2: "columns at least"
    "order_profit": "order_id, client_id, order_date, promised_on, shipped_on, days_late, manager, kind, kind_reasons, revenue, "
    "direct_cost, gross_margin, book_overhead, book_profit, hours, hours_source, time_cost, resource_cost, spread_cost, credit_cost, "
    "penalty, true_profit, flag",
    "order_costs": "order_id, pool, quantity, rate, cost, source",
    "pool_use": "pool, month, cost, capacity, rate, charged_orders, charged_clients, spread, unused_quantity, unused_cost",
    "client_profit": "client_id, client_name, orders, revenue, revenue_share, gross_margin, book_profit, true_profit, book_margin, "
    "true_margin, hours, hours_share, time_cost, profit_per_hour, custom_share, late_share, profit_share, profit_rank",
    "rejected_rows": "import_id, file, sheet, row_number, column, value, reason, raw",
    "imports": "import_id, file, sha256, table, rows_read, rows_accepted, rows_rejected, revenue_read, revenue_accepted, imported_at",
}
WORDS = {
    "order_id",
    "client_id",
    "client_name",
    "manager",
    "kind",
    "kind_reasons",
    "hours_source",
    "flag",
    "pool",
    "source",
    "import_id",
    "file",
    "sheet",
    "column",
    "value",
    "reason",
    "raw",
    "sha256",
    "table",
}
DAYS = {"order_date", "promised_on", "shipped_on", "month"}
WHOLE = {
    "days_late",
    "orders",
    "profit_rank",
    "row_number",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
}
ALLOWED = {
    "kind": {"serial", "custom", "unknown"},
    "hours_source": {"logged", "estimated", "unknown"},
    "flag": {
        "profitable",
        "markup eaten",
        "thin price",
        "hidden loss",
        "loss",
        "cancelled",
        "unknown",
    },
}


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with something of everything, made by the command."""
    folder = tmp_path_factory.mktemp("examined")
    tables = {
        "order_lines": "order_id,client_name,order_date,promised_on,shipped_on,status,manager,kind,revenue,direct_cost,book_overhead\n"
        "1,A,2025-01-10,2025-02-01,2025-02-11,done,M,serial,1000,400,100\n2,A,2025-02-10,,,done,,unique,1000,700,100\n"
        "3,B,2025-02-10,,,done,,,500,,\n4,B,2025-02-11,2025-03-01,,In progress,M,modified,700,300,50\n"
        "5,C,2025-02-30,,,done,M,serial,1,1,1\n6,C,2025-02-12,,,Cancelled,M,serial,300,100,10",
        "usage": "order_id,client_name,pool,quantity,date\n1,,design,1,2025-01-11\n2,,design,4.5,2025-02-11\n4,,design,1,2025-02-11\n"
        "6,,design,2,2025-02-12\n,B,design,0.5,2025-02-12\n",
        "pools": "pool,month,unit,cost,capacity,treatment,spread_basis\ndesign,2025-01,h,1000,10,,\ndesign,2025-02,h,1000,10,,\n"
        "rent,2025-02,,90,,spread,orders",
    }
    for name, content in tables.items():
        (folder / f"{name}.csv").write_text(content + "\n", "utf-8")
    (folder / "settings.toml").write_text(
        'currency = "RUB"\n[targets]\ntrue_margin = 0.15\n', "utf-8"
    )
    dealfit("import", folder, "--workspace", folder / "ws")
    return folder / "ws"


@pytest.mark.parametrize("table", DESIGN_2)
def test_every_result_table_has_its_columns_in_their_types(examined: Path, table: str) -> None:
    rows = query(examined, f"select * from {table}")
    assert rows
    for row in rows:
        for name in DESIGN_2[table].split(", "):
            value = row[name]
            if name in ALLOWED:
                assert value in ALLOWED[name]
            if value is None:
                continue
            if name in WORDS:
                assert isinstance(value, str), name
            elif name in DAYS:
                assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", value), (name, value)
            elif name == "imported_at":
                assert dt.datetime.fromisoformat(value)
            elif name in WHOLE:
                assert type(value) is int, (name, value)
            else:
                assert isinstance(value, int | float), (name, value)
                assert not isinstance(value, bool)


def test_the_examined_plant_by_hand(examined: Path) -> None:
    """Design is 100 an hour. 1: 600 − 100 = 500; 2: 300 − 450 − 45 = −195; rent 90 over orders 2 and 3, 45 each; 3 has neither
    cost nor hours; 4 has spent an hour and has no profit yet; 6 is cancelled and spent two."""
    orders = query(
        examined,
        "select order_id, hours, book_profit, spread_cost, true_profit, flag from order_profit order by order_id",
    )
    assert [tuple(r.values()) for r in orders] == [
        ("1", 1.0, 500.0, 0.0, 500.0, "profitable"),
        ("2", 4.5, 200.0, 45.0, -195.0, "hidden loss"),
        ("3", None, None, 45.0, None, "unknown"),
        ("4", 1.0, None, 0.0, None, "unknown"),
        ("6", 2.0, 0.0, 0.0, -200.0, "cancelled"),
    ]
    use = query(
        examined,
        "select pool, month, charged_orders, charged_clients, spread, unused_quantity, unused_cost from pool_use order by 1, 2",
    )
    assert [tuple(r.values()) for r in use] == [
        ("design", "2025-01-01", 100.0, 0.0, 0.0, 9.0, 900.0),
        ("design", "2025-02-01", 750.0, 50.0, 0.0, 2.0, 200.0),
        ("rent", "2025-02-01", 0.0, 0.0, 90.0, None, 0.0),
    ]
    refused = query(examined, 'select file, row_number, "column", "value" from rejected_rows')
    assert refused == [
        {"file": "order_lines.csv", "row_number": 6, "column": "order_date", "value": "2025-02-30"}
    ]
    columns = "rows_read, rows_accepted, rows_rejected, revenue_read, revenue_accepted"
    imports = query(examined, f"select {columns} from imports where \"table\" = 'order_lines'")
    assert [tuple(row.values()) for row in imports] == [(6, 5, 1, 3501.0, 3500.0)]


def test_the_same_folder_twice_changes_nothing(examined: Path) -> None:
    before = query(examined, "select * from order_profit order by order_id")
    dealfit("import", examined.parent, "--workspace", examined)
    assert query(examined, "select * from order_profit order by order_id") == before
    assert query(examined, "select count(*) as files from imports") == [{"files": 3}]
