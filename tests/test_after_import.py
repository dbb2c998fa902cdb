"""What an import says once the build is done: rows set aside reconcile, and odd data is named at load, not only by `check`."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

import analysis
from analysis.cli import main
from analysis.trust import reconciliation

ORDERS = "order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,1000.50,400\n2,B,2025-01-11,500,100"
USAGE = "order_id,pool,quantity\n1,design,1.25\n1,лаборатория,9.5\n77,design,0.000001\nx7,design,2"
POOLS = "pool,unit,cost,capacity\ndesign,h,1000,10"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def exports(folder: Path, settings: str = "", **tables: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text + "\n", "utf-8")
    if settings:
        (folder / "settings.toml").write_text(settings, "utf-8")
    return folder


def imports(root: Path, columns: str) -> dict[str, tuple[Any, ...]]:
    """Table → the columns of its only file in `imports`, exact decimals as they are stored."""
    build = (root / "current").read_text().strip()
    with duckdb.connect(str(root / "stores" / f"{build}.duckdb"), read_only=True) as con:
        rows = con.execute(f'select "table", {columns} from imports').fetchall()
    return {str(row[0]): row[1:] for row in rows}


# --- rows set aside are rejected ------------------------------------------------------------------------------------------


def test_rows_and_control_total_read_are_accepted_and_rejected(tmp_path: Path) -> None:
    """Four rows of usage, 1.25 + 9.5 + 0.000001 + 2 = 12.750001: one stands, three name an unknown pool or order."""
    root = tmp_path / "ws"
    analysis.import_paths(
        root, [exports(tmp_path / "in", order_lines=ORDERS, usage=USAGE, pools=POOLS)]
    )
    rows = "rows_read, rows_accepted, rows_rejected, rows_set_aside, rows_in_use"
    assert imports(root, rows) == {
        "order_lines": (2, 2, 0, 0, 2),
        "usage": (4, 1, 3, 3, 1),
        "pools": (1, 1, 0, 0, 1),
    }
    assert imports(root, "control_read, control_accepted, control_rejected") == {
        "order_lines": (Decimal("1500.5"), Decimal("1500.5"), 0),
        "usage": (Decimal("12.750001"), Decimal("1.25"), Decimal("11.500001")),
        "pools": (1000, 1000, 0),
    }
    with analysis.open_workspace(root) as ws:
        assert ws.sql("select count(*) as n from rejected_rows")["n"].tolist() == [3]
        whole = reconciliation.of_imports(ws.table("imports"))
        notices = ws.breaches().set_index("name")["guilty_rows"]
    assert (whole.read, whole.accepted, whole.refused, whole.aside, whole.adds_up) == (
        7,
        4,
        0,
        3,
        True,
    )
    assert notices["a_use_names_an_unknown_pool_or_order"] == 3


def test_refused_and_set_aside_rows_are_counted_together(tmp_path: Path) -> None:
    """Refused: a negative quantity, whose −3 is in the totals; set aside: 9. 1 + 9 − 3 = 7 read, 1 accepted, 6 rejected."""
    usage = "order_id,pool,quantity\n1,design,1\n1,design,-3\n1,лаборатория,9"
    root = tmp_path / "ws"
    result = analysis.import_paths(
        root, [exports(tmp_path / "in", order_lines=ORDERS, usage=usage, pools=POOLS)]
    )
    found = imports(
        root,
        "rows_read, rows_accepted, rows_rejected, rows_set_aside, control_read, control_rejected",
    )
    assert found["usage"] == (3, 1, 2, 1, 7, 6)
    file = next(f for f in result.taken if f.table == "usage")
    assert (file.rows_read, file.rows_accepted, file.rows_rejected) == (3, 1, 2)
    assert result.rows_rejected == 2


def test_the_control_total_is_of_the_file_not_of_the_pool(tmp_path: Path) -> None:
    """20 minutes by stamps are 0.333333 h in the file and 20 in a pool of minutes; its order is unknown."""
    usage = "order_id,pool,started_at,ended_at\n1,design,2025-01-10 09:00,2025-01-10 10:00\n77,design,2025-01-10 09:00,2025-01-10 09:20"
    root = tmp_path / "ws"
    pools = "pool,unit,cost,capacity\ndesign,min,1000,100"
    analysis.import_paths(
        root, [exports(tmp_path / "in", order_lines=ORDERS, usage=usage, pools=pools)]
    )
    read, accepted, rejected = imports(root, "control_read, control_accepted, control_rejected")[
        "usage"
    ]
    assert (accepted, rejected, read) == (1, Decimal("0.333333"), accepted + rejected)


def test_a_row_set_aside_counts_once_its_pool_is_there(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    usage = "order_id,pool,quantity\n1,design,1\n1,лаборатория,9"
    first = analysis.import_paths(
        root, [exports(tmp_path / "in", order_lines=ORDERS, usage=usage, pools=POOLS)]
    )
    assert [(a.file, a.rows, a.values, a.example) for a in first.set_aside] == [
        ("usage.csv", 1, 1, "лаборатория")
    ]
    more = exports(tmp_path / "more", pools="pool,unit,cost,capacity\nлаборатория,h,500,50")
    second = analysis.import_paths(root, [more])
    assert second.set_aside == ()
    assert imports(root, "rows_accepted, rows_rejected, rows_set_aside")["usage"] == (2, 0, 0)


# --- revenue is money of order lines -------------------------------------------------------------------------------------------


def test_revenue_adds_up_over_the_imports_to_the_money_of_order_lines(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    clients = "client_name,industry\nA,energy"
    folder = exports(tmp_path / "in", order_lines=ORDERS, usage=USAGE, pools=POOLS, clients=clients)
    analysis.import_paths(root, [folder])
    found = imports(root, "revenue_read, revenue_accepted, revenue_rejected")
    nothing = (None, None, None)
    assert found == {
        "order_lines": (Decimal("1500.5"), Decimal("1500.5"), 0),
        "usage": nothing,
        "pools": nothing,
        "clients": nothing,
    }
    assert imports(root, "control_read")["clients"] == (None,)
    said = run(
        "sql",
        "select sum(revenue_read) as money from imports",
        "--format",
        "json",
        "--workspace",
        root,
    )
    assert json.loads(said.stdout) == [{"money": 1500.5}]


# --- the command -----------------------------------------------------------------------------------------------------------


def test_import_says_what_it_set_aside_and_how_to_mend_it(tmp_path: Path) -> None:
    folder = exports(tmp_path / "in", order_lines=ORDERS, usage=USAGE, pools=POOLS)
    said = run("import", folder, "--workspace", tmp_path / "ws")
    assert said.exit_code == 0
    usage = next(line for line in said.stdout.splitlines() if "usage.csv" in line and "│" in line)
    assert [c.strip() for c in usage.split("│")[3:10]] == [
        "4",
        "1",
        "3",
        "0",
        "12.75",
        "1.25",
        "11.50",
    ]
    assert said.stdout.count(" set aside ") == 2
    assert (
        "usage.csv: 1 row set aside ('лаборатория'): the pool is not among the pools: add it to the pools' file"
        in said.stdout
    )
    assert (
        "usage.csv: 2 rows set aside ('77' and 1 more): the order is not among the imported orders: import it, or correct the number"
        in said.stdout
    )
    assert "select * from" not in said.stdout, "what is wrong is said, not how to ask for it"
    assert "notice: A use names" not in said.stdout  # said above, file by file
    checked = run("check", "--workspace", tmp_path / "ws")
    assert "notice  a_use_names_an_unknown_pool_or_order: 3 rows." in checked.stdout
    assert checked.exit_code == 0


def test_a_name_from_a_file_cannot_move_the_cursor_nor_fill_the_screen(tmp_path: Path) -> None:
    usage = f"order_id,pool,quantity\n1,\x1b[2Jlab {'x' * 200},1"
    result = analysis.import_paths(
        tmp_path / "ws", [exports(tmp_path / "in", order_lines=ORDERS, usage=usage, pools=POOLS)]
    )
    assert [a.example for a in result.set_aside] == [f"[2Jlab {'x' * 53}…"]


@pytest.mark.parametrize(("usage", "code"), [(USAGE, 1), (USAGE[: USAGE.index("1,лаб") - 1], 0)])
def test_strict_exits_1_when_rows_were_set_aside(tmp_path: Path, usage: str, code: int) -> None:
    folder = exports(tmp_path / "in", order_lines=ORDERS, usage=usage, pools=POOLS)
    assert run("import", folder, "--strict", "--workspace", tmp_path / "ws").exit_code == code


EQUATION = '[[time_equation]]\npool = "nope"\nbase = 5\n'


@pytest.mark.parametrize(
    ("settings", "pools", "sentence"),
    [
        (EQUATION, POOLS, "A time equation names a pool that is not among the pools"),
        (
            "",
            POOLS.replace("1000,10", "1000,0"),
            "The pool's capacity in a month is zero or not given",
        ),
        (
            "",
            f"pool,unit,cost,capacity,treatment,spread_basis\n{POOLS.splitlines()[1]},,\nrent,,90,,spread,labour_cost",
            "The base of a spread pool adds up to zero",
        ),
        ("", f"{POOLS}\ndesign,h,2000,10", "A file states the same pool and month in several rows"),
    ],
    ids=["equation", "capacity", "base", "twice"],
)
def test_import_says_what_takes_costs_out_of_the_result(
    tmp_path: Path, settings: str, pools: str, sentence: str
) -> None:
    usage = "order_id,pool,quantity\n1,design,1\n2,design,1"
    folder = exports(tmp_path / "in", settings, order_lines=ORDERS, usage=usage, pools=pools)
    said = run("import", folder, "--workspace", tmp_path / "ws")
    noticed = [line for line in said.stdout.splitlines() if line.startswith("notice: ")]
    assert noticed[0].startswith(f"notice: {sentence}")
    assert noticed[0].endswith("(1 row)")
    assert said.stdout.splitlines()[-1] == "dealfit check shows all."


def test_the_gravest_come_first_and_only_a_few_are_printed(tmp_path: Path) -> None:
    """Seven things are odd: five are printed, the equation first; the order without hours is left for `check`."""
    folder = exports(
        tmp_path / "in",
        EQUATION,
        order_lines=f"{ORDERS}\n2,C,2025-01-11,5,1\n3,D,2025-01-12,5,1",  # order 2 under two clients; order 3 without a log
        usage="order_id,client_name,pool,quantity\n1,,design,1\n2,,design,1\n2,,lab,60\n,A,lab,1",  # lab: 61 h of 50
        pools="pool,unit,cost,capacity,treatment,spread_basis\ndesign,h,1000,0,,\nrent,,90,,spread,labour_cost\n"
        "lab,h,1,1,,\nlab,h,500,50,,",
    )
    result = analysis.import_paths(tmp_path / "ws", [folder])
    assert [n.name for n in result.noticed][:4] == [
        "a_time_equation_can_not_be_used",
        "a_pool_has_no_capacity",
        "a_spread_pool_has_nothing_to_be_spread_over",
        "a_pool_is_stated_twice_in_one_file",
    ]
    assert {
        "a_pool_is_used_beyond_its_capacity",
        "an_order_number_is_of_several_clients",
        "an_order_has_no_hours",
    } <= {n.name for n in result.noticed}
    said = run("import", folder, "--workspace", tmp_path / "again")
    assert said.stdout.count("notice: ") == 5
    assert (
        said.stdout.splitlines()[-1] == f"{len(result.noticed) - 5} more; dealfit check shows all."
    )


def test_clean_data_and_a_second_import_say_nothing_more(tmp_path: Path) -> None:
    usage = "order_id,pool,quantity\n1,design,1\n2,design,1"
    folder = exports(tmp_path / "in", order_lines=ORDERS, usage=usage, pools=POOLS)
    said = run("import", folder, "--workspace", tmp_path / "ws")
    assert "notice" not in said.stdout
    assert "set aside" not in said.stdout
    again = run("import", folder, "--strict", "--workspace", tmp_path / "ws")
    assert again.exit_code == 0
    assert len(again.stdout.splitlines()) == 3


def test_an_import_beside_an_open_workspace(tmp_path: Path) -> None:
    """The dashboard imports while it holds the store open, under settings of its own."""
    root = tmp_path / "ws"
    analysis.import_paths(root, [exports(tmp_path / "in", order_lines=ORDERS)])
    with analysis.open_workspace(root) as ws:
        more = analysis.import_paths(root, [exports(tmp_path / "more", usage=USAGE, pools=POOLS)])
        assert ws.metric("revenue") == 1500.5
        with analysis.open_workspace(root) as newer:
            assert sorted(newer.table("rejected_rows")["value"]) == ["77", "x7", "лаборатория"]
    assert sum(a.rows for a in more.set_aside) == 3


# --- a pool stated twice ----------------------------------------------------------------------------------------------------


def test_a_pool_stated_twice_in_a_file_is_noticed_and_its_last_row_counts(tmp_path: Path) -> None:
    pools = "pool,month,unit,cost,capacity\np,2025-01,h,100,10\np,2025-01,h,200,10\np,2025-02,h,300,10\nq,2025-01,h,400,10"
    analysis.import_paths(
        tmp_path / "ws", [exports(tmp_path / "in", order_lines=ORDERS, pools=pools)]
    )
    with analysis.open_workspace(tmp_path / "ws") as ws:
        found = ws.table("pools").sort_values(["pool", "month"])
        guilty = ws.guilty("a_pool_is_stated_twice_in_one_file")
    assert found[["cost", "stated_times"]].to_numpy().tolist() == [[200, 2], [300, 1], [400, 1]]
    assert guilty[["pool", "cost", "stated_times"]].to_numpy().tolist() == [["p", 200, 2]]


def test_a_corrected_pools_file_is_no_pool_stated_twice(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    analysis.import_paths(root, [exports(tmp_path / "in", order_lines=ORDERS, pools=POOLS)])
    analysis.import_paths(root, [exports(tmp_path / "more", pools=POOLS.replace("1000", "1100"))])
    with analysis.open_workspace(root) as ws:
        assert ws.table("pools")[["cost", "stated_times"]].to_numpy().tolist() == [[1100, 1]]
        assert ws.guilty("a_pool_is_stated_twice_in_one_file").empty
