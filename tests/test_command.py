"""Contract 3: the command's output, exit codes and errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import analysis
from analysis.actions import rows_to_mend
from analysis.cli import TABLES, main
from analysis.intake import contract

TINY = Path(__file__).parent / "tiny_plant"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def test_the_command_knows_every_input_table() -> None:
    assert tuple(contract.TABLES) == TABLES


def test_import_prints_the_reconciliation(tmp_path: Path) -> None:
    said = run("import", TINY, "--workspace", tmp_path)
    assert said.exit_code == 0
    lines = next(line for line in said.stdout.splitlines() if "order_lines.csv" in line)
    assert [c.strip() for c in lines.split("│")[3:10]] == [
        "8",
        "8",
        "0",
        "0",
        "34 000.00",
        "34 000.00",
        "0.00",
    ]


def test_strict_exits_1_when_rows_were_refused(tmp_path: Path) -> None:
    file = tmp_path / "order_lines.csv"
    file.write_text(
        "order_id,client_name,order_date,revenue\n1,A,2025-01-10,5\n2,A,31.02.2025,7\n", "utf-8"
    )
    assert run("import", file, "--workspace", tmp_path / "a").exit_code == 0
    assert run("import", file, "--workspace", tmp_path / "b", "--strict").exit_code == 1
    rows = json.loads(
        run(
            "sql",
            'select row_number, "column", "value", reason from rejected_rows',
            "--workspace",
            tmp_path / "b",
            "--format",
            "json",
        ).stdout
    )
    assert rows == [
        {
            "row_number": 3,
            "column": "order_date",
            "value": "31.02.2025",
            "reason": "no such day in the calendar",
        }
    ]


STRICT = "order_id,client_name,order_date,product_name,revenue\n1,A,2025-01-10,P,5\n"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("Итого,,,,5\n", 0),  # recognised as no data
        ("order_id,client_name,order_date,product_name,revenue\n", 0),
        ("2,A,31.02.2025,P,7\n", 1),
        ("1,A,2025-01-10,P,5\n", 1),  # two equal lines without numbers: may count twice
    ],
)
def test_strict_fails_for_data_that_is_lost_or_may_count_twice_each_time(
    tmp_path: Path, rows: str, code: int
) -> None:
    (tmp_path / "order_lines.csv").write_text(STRICT + rows, "utf-8")
    command = ("import", tmp_path / "order_lines.csv", "--workspace", tmp_path / "ws", "--strict")
    first, second = run(*command), run(*command)
    assert (first.exit_code, second.exit_code) == (code, code)
    assert ("strict: " in first.stderr, "strict: " in second.stderr) == (code == 1, code == 1)


def test_strict_is_content_once_the_refused_rows_are_mended(tmp_path: Path) -> None:
    root, file, mended = tmp_path / "ws", tmp_path / "order_lines.csv", tmp_path / "mended.csv"
    file.write_text(STRICT + "2,A,31.02.2025,P,7\n", "utf-8")
    assert run("import", file, "--workspace", root, "--strict").exit_code == 1
    mended.write_bytes(rows_to_mend.to_csv(root).replace(b"31.02.2025", b"28.02.2025"))
    assert run("import", mended, "--workspace", root, "--strict").exit_code == 0
    assert run("import", file, "--workspace", root, "--strict").exit_code == 0


def test_strict_fails_where_two_files_may_bring_the_same_order(tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "orders_a.csv").write_text(STRICT, "utf-8")
    (folder / "orders_b.csv").write_text(STRICT.replace(",P,", ",Q,"), "utf-8")
    said = run(
        "import", folder, "--workspace", tmp_path / "ws", "--strict", "--table", "order_lines"
    )
    assert said.exit_code == 1
    assert "strict: Two files hold lines of one order" in said.stderr


def test_unreadable_file_exits_2_with_one_sentence_and_the_rest_goes_in(tmp_path: Path) -> None:
    good, bad = tmp_path / "order_lines.csv", tmp_path / "orders2.csv"
    good.write_text("order_id,client_name,order_date,revenue\n1,A,2025-01-10,5\n", "utf-8")
    bad.write_bytes(b"")
    said = run("import", good, bad, "--workspace", tmp_path / "ws")
    assert said.exit_code == 2
    assert said.stderr.strip() == "dealfit: orders2.csv is empty: export it again."
    with analysis.open_workspace(tmp_path / "ws") as ws:
        assert ws.metric("revenue") == 5


def test_missing_path(tmp_path: Path) -> None:
    said = run("import", tmp_path / "nothing.csv", "--workspace", tmp_path / "ws")
    assert said.exit_code == 2
    assert said.stderr.strip().endswith("nothing.csv does not exist: check the name.")
    assert not (tmp_path / "ws").exists() or not list((tmp_path / "ws").glob("stores/*"))


def test_sql_json_numbers_dates_and_null(tiny: analysis.Workspace) -> None:
    query = (
        "select order_id, order_date, revenue, true_profit, kind = 'custom' as custom from order_profit "
        "where order_id in ('001', '006') order by 1"
    )
    said = run("sql", query, "--workspace", tiny.root, "--format", "json")
    assert json.loads(said.stdout) == [
        {
            "order_id": "001",
            "order_date": "2025-01-09",
            "revenue": 10000.0,
            "true_profit": 3800.0,
            "custom": False,
        },
        {
            "order_id": "006",
            "order_date": "2025-01-16",
            "revenue": 4000.0,
            "true_profit": None,
            "custom": False,
        },
    ]


def test_sql_csv(tiny: analysis.Workspace) -> None:
    said = run(
        "sql",
        "select pool, cost from pools order by pool",
        "--workspace",
        tiny.root,
        "--format",
        "csv",
    )
    assert said.stdout.splitlines() == ["pool,cost", "Конструкторы,10000.0", "Менеджеры,6000.0"]


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "copy order_profit to '/tmp/out.csv'",
        "attach '/tmp/x.duckdb'",
        "set enable_external_access = true",
        "drop table order_profit",
        "create table x as select 1",
        "select 1; select 2",
        "install httpfs",
        "pragma database_list; select 1",
        "select getenv('HOME')",
        "select * from glob('/*')",
        "",
    ],
)
def test_sql_is_sandboxed(tiny: analysis.Workspace, query: str) -> None:
    said = run("sql", query, "--workspace", tiny.root)
    assert said.exit_code == 2
    assert said.stderr.startswith("dealfit: ")
    assert "Traceback" not in said.output


def test_where_filters_and_cannot_escape(tiny: analysis.Workspace) -> None:
    said = run(
        "clients", "--workspace", tiny.root, "--where", "true_profit < 0", "--format", "json"
    )
    assert {row["client_name"] for row in json.loads(said.stdout)} == {'НПО "Бета"', 'ЗАО "Гамма"'}
    assert (
        run(
            "clients", "--workspace", tiny.root, "--where", "1=1) union select * from (select 1"
        ).exit_code
        == 2
    )
    assert run("orders", "--workspace", tiny.root, "--where", "no_such_column > 1").exit_code == 2


def test_orders_put_hidden_losses_first(tiny: analysis.Workspace) -> None:
    rows = json.loads(
        run("orders", "--workspace", tiny.root, "--from", "2025-01-13", "--format", "json").stdout
    )
    assert [(r["order_id"], r["flag"]) for r in rows][:3] == [
        ("003", "hidden loss"),
        ("005", "loss"),
        ("007", "cancelled"),
    ]


def test_check_exits_0_on_a_sound_store_and_names_odd_data(tiny: analysis.Workspace) -> None:
    said = run("check", "--workspace", tiny.root)
    assert said.exit_code == 0
    assert "notice  an_order_has_no_hours: 1 row" in said.stdout


@pytest.mark.parametrize("command", [["sql", "select 1"], ["clients"], ["orders"], ["check"]])
def test_a_workspace_without_data_is_said_and_left_as_it_is(
    tmp_path: Path, command: list[str]
) -> None:
    said = run(*command, "--workspace", tmp_path)
    assert (said.exit_code, said.stdout) == (2, "")
    assert (
        said.stderr.strip()
        == f"dealfit: No data has been imported into {tmp_path} yet: run `dealfit import FILE`."
    )
    gone = run(*command, "--workspace", tmp_path / "gone")
    assert gone.stderr.startswith(
        f"dealfit: There is no folder {tmp_path / 'gone'}: check the name"
    )
    assert list(tmp_path.iterdir()) == []


def test_the_demo_plant_is_shown_to_whoever_asks_for_it_and_says_so(
    tmp_path: Path, demo: analysis.Workspace
) -> None:
    asked = (
        "sql",
        "select count(*) as clients from client_profit",
        "--format",
        "json",
        "--demo",
        "--workspace",
    )
    said = run(*asked, demo.root.parent)
    assert "fictional demo plant" in said.stderr
    assert json.loads(said.stdout)[0]["clients"] >= 60
    file = tmp_path / "order_lines.csv"
    file.write_text("order_id,client_name,order_date,revenue\n1,A,2025-01-10,5\n", "utf-8")
    run("import", file, "--workspace", tmp_path)
    mine = run(
        "sql",
        "select client_name, revenue from client_profit",
        "--workspace",
        tmp_path,
        "--format",
        "json",
    )
    assert json.loads(mine.stdout) == [
        {"client_name": "A", "revenue": 5.0}
    ]  # the demo never mixes with real data
    assert mine.stderr == ""


def test_bad_settings_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "order_lines.csv").write_text(
        "order_id,client_name,order_date,revenue\n1,A,2025-01-10,5\n", "utf-8"
    )
    (folder / "settings.toml").write_text("[credit]\ncost_of_capitl = 0.1\n", "utf-8")
    said = run("import", folder, "--workspace", tmp_path / "ws")
    assert said.exit_code == 2
    assert "unknown key 'credit.cost_of_capitl': did you mean 'cost_of_capital'?" in said.stderr
    assert not list((tmp_path / "ws").glob("**/*.parquet"))


def test_the_module_runs_as_the_command(tiny: analysis.Workspace) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "analysis", "check", "--workspace", str(tiny.root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0
    assert "clients_add_up_to_the_whole" in said.stdout
