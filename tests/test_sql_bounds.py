"""A person's SQL: bounded in time, memory and disk, interrupted without a trace, and it tells nothing of the machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import analysis
from analysis.cli import main
from analysis.errors import BadQuery
from analysis.isolation import memory
from analysis.isolation.connections import DatabaseBounds
from analysis.stores import console, console_worker
from analysis.stores.console import Bounds
from tests import processes

TINY = Path(__file__).parent / "tiny_plant"
LITTLE = Bounds(seconds=1, gigabytes=0.5)
PATIENT = Bounds(
    seconds=60, gigabytes=0.5
)  # where it isn't the time that is tried: a machine may be busy
ENDLESS = "select count(*) from range(1000000000000) t(i) where i % 7 = 3"


@pytest.mark.parametrize(
    ("query", "bounds", "codes"),
    [
        (ENDLESS, LITTLE, {"query_time"}),
        (
            "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r",
            LITTLE,
            {"query_time"},
        ),
        (
            "select repeat('x', 4000000000)",
            LITTLE,
            {"query_memory", "query_time"},
        ),  # DuckDB's own limit doesn't see it
        ("select range(2000000000)", PATIENT, {"query_memory"}),
        ("select * from range(1000000000)", LITTLE, {"query_time", "query_memory"}),
    ],
)
def test_what_a_query_may_take(
    tiny: analysis.Workspace, query: str, bounds: Bounds, codes: set[str]
) -> None:
    tiny.sql("select 1", PATIENT)  # the process that answers has started
    begun = time.monotonic()
    with pytest.raises(BadQuery) as refused:
        tiny.sql(query, bounds)
    assert refused.value.code in codes
    assert time.monotonic() - begun < 30
    assert tiny.sql("select count(*) as n from order_profit", PATIENT)["n"].tolist() == [
        7
    ]  # the next one is answered


def test_what_is_set_aside_on_the_disk_has_a_bound(
    tiny: analysis.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = tmp_path / "store.duckdb"  # not the one that this process reads already
    shutil.copyfile(tiny.root / "stores" / f"{tiny.build_id}.duckdb", store)
    much = "select count(*) as n from (select hash(i) as n, hash(i + 1) as m from range(3000000) t(i) order by m, n limit 2900000)"
    answers = [
        console_worker._answer(
            console.Request(store, much, 30), DatabaseBounds(30_000_000, spilled)
        )
        for spilled in (5_000_000, 1_000_000_000)
    ]
    assert isinstance(answers[0], console.NoAnswer)
    assert answers[0].code == "query_spill"
    assert isinstance(answers[1], pd.DataFrame)
    assert answers[1]["n"].tolist() == [2_900_000]


def test_a_condition_is_bounded_too(tiny: analysis.Workspace) -> None:
    with pytest.raises(BadQuery, match="took longer than 1 s"):
        tiny.filtered(tiny.clients(), f"({ENDLESS}) > 0", LITTLE)
    assert len(tiny.filtered(tiny.clients(), "true_profit < 0", PATIENT)) == 2


def test_where_no_limit_is_kept_a_watch_ends_the_process() -> None:
    """As on Windows and macOS."""
    code = "from analysis.isolation import memory; memory.watch(50_000_000); held = bytearray(150_000_000); import time; time.sleep(60)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == memory.OUT_OF_MEMORY


@pytest.mark.skipif(os.name != "posix", reason="the signal of a terminal's Ctrl+C")
def test_ctrl_c_ends_it_in_one_sentence(tiny: analysis.Workspace) -> None:
    command = [sys.executable, "-m", "analysis", "sql", ENDLESS, "--workspace", str(tiny.root)]
    asked = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    children = Path(f"/proc/{asked.pid}/task/{asked.pid}/children")
    deadline = time.monotonic() + 120
    while not (children.exists() and children.read_text().split()) and time.monotonic() < deadline:
        time.sleep(0.05)
    (answering,) = children.read_text().split()
    asked.send_signal(signal.SIGINT)
    out, err = asked.communicate(timeout=120)
    assert (asked.returncode, out, err) == (130, "", "dealfit: interrupted.\n")
    assert processes.ends(int(answering))


@pytest.mark.skipif(os.name != "posix", reason="the signal of a terminal's Ctrl+C")
def test_ctrl_c_while_a_module_defines_a_dataclass_ends_with_its_code(tmp_path: Path) -> None:
    """A dataclass runs a text as code: Python ends by the signal where that is interrupted, whoever catches it."""
    (tmp_path / "interrupted.py").write_text(
        "from analysis import cli\ncli.Commands.get_command = lambda *_: exec('raise KeyboardInterrupt')\ncli.main(['sql', 'select 1'])\n"
    )
    command = [sys.executable, "-m", "interrupted"]
    ended = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)}
    )
    assert (ended.returncode, ended.stderr) == (130, "dealfit: interrupted.\n")


def test_what_an_interrupted_query_would_answer_is_nobodys(
    tiny: analysis.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(request: console.Request) -> None:
        raise KeyboardInterrupt

    tiny.sql("select 1")
    (worker,) = console._kept
    monkeypatch.setattr(worker, "ask", interrupted)
    with pytest.raises(KeyboardInterrupt):
        tiny.sql("select 2")
    assert not worker.is_alive
    assert tiny.sql("select 3 as n")["n"].tolist() == [3]


@pytest.mark.parametrize(
    "query",
    [
        "from duckdb_databases()",
        'select * from "DUCKDB_SETTINGS"()',
        "select current_setting('temp_directory')",
        "pragma database_list",
        "from pragma_database_list",
        "from pg_catalog.pg_settings",
        "from query('from duckdb_' || 'databases()')",
        "from duckdb_secrets()",
        "from duckdb_extensions()",
        "from duckdb_logs",
        "from which_secret('s3://a', 's3')",
        "update extensions",
        "explain select 1",
        "select '\ud800'",
        "select " + "(" * 20_000 + "1" + ")" * 20_000,
        "select 1; select 2",
        "set threads = 1",
    ],
)
def test_nothing_of_the_machine_is_told(tiny: analysis.Workspace, query: str) -> None:
    with pytest.raises(BadQuery) as refused:
        tiny.sql(query)
    assert str(tiny.root) not in str(refused.value)
    assert str(Path.home()) not in str(refused.value)


VALUES = """select [1, 2] as list, [date '12000-01-31', null] as days, {'a': 1, 'b': [true]} as struct, map{date '2020-01-02': 'x'} as map,
    map{[1]: 2} as odd_map, date '12000-01-31' as far, date '0044-03-15 (BC)' as before, 'infinity'::date as endless,
    '-infinity'::timestamp as beginning, [timestamp 'infinity'] as ends, interval 3 month as months, time '24:00:00' as midnight,
    timetz '01:02:03+05' as zoned, '\\x00\\xff'::blob as bytes, bitstring '0101' as bits, 1::uhugeint as huge, 12::bignum as big,
    uuid '00000000-0000-0000-0000-000000000001' as uuid, 'a'::enum('a', 'b') as enum, [1, 2]::int[2] as two, union_value(k := 1) as any,
    timestamptz '2020-01-01 10:00:00+03' as moment, timestamp '12000-01-31 10:20:30.5' as later, 'nan'::double as nan,
    1.50::decimal(38, 2) as decimal, true as yes, null as nothing, timestamp '2025-01-10 00:00:00' as day"""


def test_every_type_of_value_is_printable(tiny: analysis.Workspace) -> None:
    said = {
        form: CliRunner().invoke(
            main, ["sql", VALUES, "--workspace", str(tiny.root), "--format", form]
        )
        for form in ("json", "csv", "table")
    }
    assert [r.exit_code for r in said.values()] == [0, 0, 0], [r.output for r in said.values()]
    (row,) = json.loads(said["json"].stdout)
    assert {
        k: row[k]
        for k in ("endless", "beginning", "months", "midnight", "decimal", "yes", "nothing", "nan")
    } == {
        "endless": "infinity",
        "beginning": "-infinity",
        "months": "3 months",
        "midnight": "24:00:00",
        "decimal": 1.5,
        "yes": True,
        "nothing": None,
        "nan": None,
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("[1, 2]", [1, 2]),
        ("[1, null]", [1, None]),
        ("[[1], []]", [[1], []]),
        ("[date '12000-01-31']", ["12000-01-31"]),
        ("{'a': 1, 'b': [true]}", {"a": 1, "b": [True]}),
        ("map{date '2020-01-02': 'x'}", {"2020-01-02": "x"}),
        ("map{[1]: 2}", {"key": [[1]], "value": [2]}),
        ("date '12000-01-31'", "12000-01-31"),
        ("date '0044-03-15 (BC)'", "-0043-03-15"),
        ("timestamp '12000-01-31 10:20:30.5'", "12000-01-31T10:20:30.5"),
        ("timestamptz '2020-01-01 10:00:00+03'", "2020-01-01T07:00:00+00:00"),
        ("[timestamp 'infinity']", ["infinity"]),
        ("interval 3 month", "3 months"),
        ("'\\x00a\\xff'::blob", "\\x00a\\xFF"),
        (
            "340282366920938463463374607431768211455::uhugeint",
            "340282366920938463463374607431768211455",
        ),
        ("bitstring '0101'", "0101"),
        ("'a' || chr(27) || '[31m'", "a\x1b[31m"),  # escaped in JSON
        ("'inf'::double", None),
    ],
)
def test_json_has_each_kind_as_what_it_is(
    tiny: analysis.Workspace, value: str, shown: object
) -> None:
    words = ["sql", f"select {value} as v, 1 as v", "--workspace", str(tiny.root), "--format"]
    said = CliRunner().invoke(main, [*words, "json"])
    assert json.loads(said.stdout) == [{"v": shown, "v_1": 1}]
    assert "\x1b" not in said.stdout
    for form in ("csv", "table"):
        said = CliRunner().invoke(main, [*words, form])
        assert said.exit_code == 0, said.output
        assert "\x1b" not in said.stdout


def test_csv_of_the_command_begins_no_formula(tiny: analysis.Workspace) -> None:
    query = """select * from (values ('=cmd()', -5.5, '＝1'),
        (chr(8203) || '@x', 1.0, 'a;=1'), (chr(0) || '-x', null, 'АО')) as t("+a", b, c)"""
    said = CliRunner().invoke(
        main, ["sql", query, "--workspace", str(tiny.root), "--format", "csv"]
    )
    assert said.stdout.splitlines() == [
        "'+a,b,c",
        "'=cmd(),-5.5,'＝1",
        '\'\u200b@x,1.0,"a;=1"',
        "' -x,,АО",
    ]


@pytest.mark.parametrize("root", ["/dev/null", "/proc", "/proc/self", "/dev/full"])
@pytest.mark.parametrize(
    "words",
    [("sql", "select 1"), ("clients",), ("check",), ("import", "README.md"), ("undo", "--list")],
)
@pytest.mark.skipif(os.name != "posix", reason="folders of Linux")
def test_what_is_no_workspace_is_said_so(root: str, words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(main, [*words, "--workspace", root])
    assert said.exit_code in (0, 2)
    assert said.exit_code == 0 or said.stderr.lstrip().startswith("dealfit: ")
    assert said.exception is None or isinstance(said.exception, SystemExit)
    assert "Traceback" not in said.output
