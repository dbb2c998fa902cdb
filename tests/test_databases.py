"""Import from a real PostgreSQL: the same rows give the same numbers, nothing is written, no password is left behind."""

from __future__ import annotations

import csv
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import analysis
from analysis import databases
from analysis.actions import importing
from analysis.cli import main
from analysis.errors import DatabaseTrouble, DealfitError
from analysis.intake import load_mapping
from analysis.journal.settings import saved_mappings
from tests import postgres_server
from tests.deliveries import rows_alone
from tests.postgres_server import PASSWORD, QUOTED, Server

TINY = Path(__file__).parent / "tiny_plant"
NUMBERS = (
    "Количество",
    "Выручка без НДС",
    "Себестоимость",
    "Общезаводские затраты",
    "Неустойка",
    "Часы",
    "Численность",
    "Затраты за месяц",
    "Практическая мощность",
)
LINES = "SELECT doc AS order_id, pos AS line_no, buyer AS client_name, day AS order_date, net AS revenue FROM sales"

Take = Callable[..., importing.ImportResult]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = postgres_server.binaries()
    if programs is None and not os.environ.get("CI"):
        pytest.skip(
            "PostgreSQL (Debian's package postgresql) is not on this machine; .ci/run installs it"
        )
    assert programs, "no PostgreSQL: .ci/run installs Debian's package postgresql"
    with postgres_server.running(programs) as running:
        yield running


@pytest.fixture
def sales(server: Server) -> Server:
    """Three lines of two orders: 100.1 + 50.2 + 7.0003 = 157.3003."""
    server.do(
        "DROP TABLE IF EXISTS sales",
        "CREATE TABLE sales (doc text, pos int, buyer text, day date, net numeric(18,4))",
        "INSERT INTO sales VALUES ('001', 1, 'ООО «Ромашка»', '2025-01-10', 100.1), "
        "('001', 2, 'ООО «Ромашка»', '2025-01-10', 50.2), ('002', 1, 'B', '2025-02-01', 7.0003)",
    )
    return server


@pytest.fixture
def take(server: Server, tmp_path: Path) -> Take:
    """Imports a query written as text: take("SELECT …"); more are words of import_all."""

    def take(
        text: str, *, name: str = "order_lines.sql", address: str | None = None, **more: int
    ) -> importing.ImportResult:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        with rows_alone():  # what came of the rows is what these tests look at
            return databases.import_all(
                tmp_path / "ws",
                [address or server.address()],
                [path],
                **more,  # type: ignore[arg-type]
            )

    return take


def stored(tmp_path: Path, columns: str, table: str = "order_lines") -> list[tuple[object, ...]]:
    with analysis.open_workspace(tmp_path / "ws") as ws:
        return [
            tuple(r)
            for r in ws.sql(f"SELECT {columns} FROM {table} ORDER BY ALL").itertuples(index=False)
        ]


def _create(server: Server, table: str) -> None:
    """A table of the tiny plant as an ERP keeps it: typed, names in Russian."""
    with (TINY / f"{table}.csv").open(encoding="utf-8-sig") as file:
        head, *rows = csv.reader(file, delimiter=";")
    kinds = [
        "numeric(18,4)" if h in NUMBERS else "date" if h.startswith(("Дата", "Срок")) else "text"
        for h in head
    ]
    columns = ", ".join(f'"{header}" {kind}' for header, kind in zip(head, kinds, strict=True))
    server.do(f"DROP TABLE IF EXISTS {table}", f"CREATE TABLE {table} ({columns})")
    for row in rows:
        cells = [_literal(cell, kind) for cell, kind in zip(row, kinds, strict=True)]
        server.do(f"INSERT INTO {table} VALUES ({', '.join(cells)})")


def _literal(cell: str, kind: str) -> str:
    if not cell:
        return "NULL"
    if kind.startswith("numeric"):
        return cell.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if kind == "date":
        return f"to_date('{cell}', 'DD.MM.YYYY')"
    return "'" + cell.replace("'", "''") + "'"


def test_the_tiny_plant_gives_the_same_numbers_as_from_its_files(
    server: Server, tiny: analysis.Workspace, tmp_path: Path
) -> None:
    tables = ("order_lines", "clients", "usage", "pools")
    for table in tables:
        _create(server, table)
        (tmp_path / f"{table}.sql").write_text(f"SELECT * FROM {table};", "utf-8")
    portrait = [str(p) for p in (TINY / "settings.toml", TINY / "portrait.toml") if p.exists()]
    queries = [tmp_path / f"{table}.sql" for table in tables]
    result = databases.import_all(tmp_path / "ws", [server.address(), *portrait], queries)
    assert [(f.file, f.table, f.rows_rejected) for f in result.taken] == [
        (f"{t}.sql", t, 0) for t in tables
    ]
    with analysis.open_workspace(tmp_path / "ws") as ws:
        for table in ("order_profit", "order_costs", "pool_use", "client_profit"):
            query = f"SELECT * FROM {table} ORDER BY ALL"
            pd.testing.assert_frame_equal(ws.sql(query), tiny.sql(query))


def test_values_arrive_exactly(take: Take, tmp_path: Path) -> None:
    """What a float would lose: seventeen digits of money, a large number as an id, leading zeros, a uuid."""
    take(
        "SELECT 12345678901234567::bigint AS order_id, '007'::text AS client_id, 'x '::char(5) AS client_name, "
        "'2025-01-31 23:59:59.5'::timestamp AS order_date, 98765432109.8765::numeric(18,4) AS revenue, "
        "0.1::float8 AS quantity, 1e-7::float8 AS book_overhead, true AS is_rush, NULL::text AS manager, "
        "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS sku, 3.5::money AS penalty, '{\"a\": 1}'::jsonb AS product_name, "
        "'1.2.3.4'::inet AS product_family"
    )
    with analysis.open_workspace(tmp_path / "ws") as ws:
        [row] = ws.sql(
            "SELECT order_id, client_id, client_name, CAST(order_date AS VARCHAR), CAST(revenue AS VARCHAR), "
            "CAST(quantity AS VARCHAR), CAST(book_overhead AS VARCHAR), is_rush, manager IS NULL, sku, "
            "CAST(penalty AS VARCHAR), product_name, product_family FROM order_lines"
        ).itertuples(index=False)
    assert tuple(row) == (
        "12345678901234567",
        "007",
        "x",
        "2025-01-31",
        "98765432109.8765",
        "0.100000",
        "0.0000",
        True,
        True,
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "3.5000",
        '{"a": 1}',
        "1.2.3.4/32",
    )


def test_nan_is_refused_not_empty(take: Take) -> None:
    """NaN revenue is not quantity × price."""
    result = take(
        "SELECT * FROM (VALUES ('1', 'NaN'::numeric, 3, 5), ('2', 7, 3, 5), ('3', NULL, 3, 5)) v(order_id, revenue, quantity, unit_price), "
        "(VALUES ('A', '2025-01-10'::date)) w(client_name, order_date)"
    )
    assert (
        result.taken[0].rows_read,
        result.taken[0].rows_rejected,
        result.taken[0].revenue_accepted,
    ) == (
        3,
        1,
        "22.0000",
    )


def test_an_interval_is_hours_with_days_of_24(take: Take, tmp_path: Path) -> None:
    """'1 day 02:00' is 24 + 2 hours; a month has no length, so its row is refused."""
    take(
        "SELECT '1' AS order_id, 'A' AS client_name, '2025-01-10'::date AS order_date, 7 AS revenue"
    )
    take("SELECT 'design' AS pool, 'h' AS unit, 10 AS rate", name="pools.sql")
    result = take(
        "SELECT '1' AS order_id, 'design' AS pool, d::interval AS hours, '2025-01-11'::date AS date "
        "FROM unnest(ARRAY['1 day 02:00', '02:30', '1 mon']) d",
        name="usage.sql",
    )
    assert result.taken[0].rows_rejected == 1
    assert stored(tmp_path, "CAST(quantity AS DOUBLE)", "usage") == [(2.5,), (26.0,)]


def test_three_decimals_are_no_thousands(take: Take) -> None:
    """In a file 1.234 might be 1234; beside a column of texts with decimal commas even more so. Here it is 1.234."""
    result = take(
        "SELECT n::text AS order_id, 'A' AS client_name, '2025-01-10'::date AS order_date, 1.234 AS revenue, "
        "'1,5' AS material_cost FROM generate_series(1, 2) n"
    )
    assert (result.taken[0].revenue_read, result.taken[0].warnings) == ("2.4680", ())


def test_a_moment_falls_on_the_day_that_the_plant_sees(take: Take, tmp_path: Path) -> None:
    """Midnight in Moscow is 21:00 of the day before in UTC; the server's time zone is Moscow's."""
    moment = "'2025-01-10 00:00:00+03'::timestamptz"
    result = take(
        f"SELECT '1' AS order_id, 'A' AS client_name, {moment} AS order_date, 5 AS revenue"
    )
    assert [str(day) for (day,) in stored(tmp_path, "CAST(order_date AS VARCHAR)")] == [
        "2025-01-10"
    ]
    assert result.taken[0].formats["time_zone"] == "Europe/Moscow"


def test_the_reconciliation_and_the_source(sales: Server, take: Take) -> None:
    [file] = take(LINES).taken
    assert (file.file, file.table, file.rows_read, file.rows_accepted) == (
        "order_lines.sql",
        "order_lines",
        3,
        3,
    )
    assert (file.revenue_read, file.revenue_accepted) == ("157.3003", "157.3003")
    assert file.formats["database"] == f"postgresql://127.0.0.1:{sales.port}/plant"


def test_a_refused_row_is_named_by_query_row_column_and_value(
    sales: Server, take: Take, tmp_path: Path
) -> None:
    sales.do("INSERT INTO sales VALUES ('003', 1, 'C', '0300-01-01', 5)")
    result = take(LINES + " ORDER BY doc, pos")
    assert result.rows_rejected == 1
    assert stored(tmp_path, 'file, row_number, "column", "value", reason', "rejected_rows") == [
        ("order_lines.sql", 4, "order_date", "0300-01-01", "the year is outside 1900 to 2100")
    ]


def test_the_same_answer_in_another_order_changes_nothing(sales: Server, take: Take) -> None:
    first = take(LINES + " ORDER BY doc, pos")
    again = take(LINES + " ORDER BY doc DESC, pos DESC")
    assert (again.taken, again.unchanged, again.build_id) == (
        (),
        ("order_lines.sql",),
        first.build_id,
    )


def test_a_changed_line_replaces_its_order_and_may_change_back(
    sales: Server, take: Take, tmp_path: Path
) -> None:
    take(LINES)
    sales.do("UPDATE sales SET net = 90 WHERE doc = '001' AND pos = 1")
    take(LINES)
    assert stored(tmp_path, "CAST(sum(revenue) AS VARCHAR)") == [
        ("147.2003",)
    ]  # 90 + 50.2 + 7.0003
    sales.do("UPDATE sales SET net = 100.1 WHERE doc = '001' AND pos = 1")
    assert len(take(LINES).taken) == 1  # the answer of the first time, but not of the last
    assert stored(tmp_path, "CAST(sum(revenue) AS VARCHAR)") == [("157.3003",)]


def test_a_mapping_names_the_columns(sales: Server, tmp_path: Path) -> None:
    query, mapping = tmp_path / "q.sql", tmp_path / "m.toml"
    query.write_text("SELECT * FROM sales", "utf-8")
    mapping.write_text(
        'table = "order_lines"\n[columns]\norder_id = "doc"\nline_no = "pos"\nclient_name = "buyer"\n'
        'order_date = "day"\nrevenue = "net"\n',
        "utf-8",
    )
    result = databases.import_all(tmp_path / "ws", [sales.address()], [query], mapping=mapping)
    assert result.taken[0].revenue_accepted == "157.3003"
    saved_mappings.save(
        tmp_path / "kept", ["doc", "pos", "buyer", "day", "net"], load_mapping(mapping), "Иванова"
    )
    kept = databases.import_all(
        tmp_path / "kept", [sales.address()], [query]
    )  # for a query of this shape, as for a file
    assert kept.taken[0].revenue_accepted == "157.3003"


WRITES = {
    "in with": "WITH gone AS (DELETE FROM sales RETURNING *) " + LINES.replace("sales", "gone"),
    "insert": "INSERT INTO sales VALUES ('9', 1, 'X', '2025-01-01', 1) RETURNING doc",
    "function": LINES.replace(" FROM", ", wipe() AS wiped FROM"),
    "sequence": LINES.replace(" FROM", ", nextval('numbers') AS n FROM"),
    "lock": LINES + " FOR UPDATE",
    "table": "SELECT * INTO copy_of_sales FROM sales",
    "unlocking": LINES.replace(
        " FROM", ", set_config('transaction_read_only', 'off', false) AS s, wipe() AS w FROM"
    ),
    "two": LINES + "; DELETE FROM sales",
    "closing the bracket": LINES + ") AS x; DELETE FROM sales; SELECT * FROM (SELECT 1",
    "copy": "COPY (SELECT 1) TO '/tmp/never'",
    "drop": "DROP TABLE sales",
}


@pytest.mark.parametrize("query", WRITES.values(), ids=WRITES.keys())
def test_a_query_that_writes_is_refused_and_changes_nothing(
    sales: Server, take: Take, query: str
) -> None:
    sales.do(
        "CREATE OR REPLACE FUNCTION wipe() RETURNS int LANGUAGE plpgsql AS 'BEGIN DELETE FROM sales; RETURN 1; END'",
        "CREATE SEQUENCE IF NOT EXISTS numbers",
    )
    before = sales.do("SELECT * FROM sales ORDER BY doc, pos")
    with pytest.raises(DatabaseTrouble) as refused:
        take(query)
    assert refused.value.code in ("query_writes", "query_not_select", "query_not_alone")
    assert sales.do("SELECT * FROM sales ORDER BY doc, pos") == before
    assert sales.do("SELECT count(*) FROM pg_class WHERE relname = 'copy_of_sales'") == [(0,)]
    assert sales.do("SELECT is_called FROM numbers") == [(False,)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            LINES.replace("sales", "salez"),
            'The database refused order_lines.sql (relation "salez" does not exist, line 1): check names and rights.',
        ),
        (
            LINES.replace("net", "money").replace(", ", ",\n"),
            'The database refused order_lines.sql (column "money" does not exist, line 5): check names and rights.',
        ),
        (
            "SELECT doc AS order_id, doc AS Order_ID FROM sales",
            "order_lines.sql selects two columns called 'order_id': tell them apart by AS.",
        ),
        (
            LINES + " WHERE false",
            "order_lines.sql found no rows: widen its period or its conditions.",
        ),
        (
            LINES.replace("pos AS", "1 / (pos - 1) AS"),
            "The database refused order_lines.sql (division by zero): check names and rights.",
        ),
        (
            "SELECT pg_terminate_backend(pg_backend_pid())::text AS order_id, doc AS client_name, day AS order_date, "
            "net AS revenue FROM sales",
            "stopped answering during order_lines.sql (terminating connection due to "
            "administrator command): nothing was taken in, import again.",
        ),
    ],
)
def test_a_query_in_trouble(
    sales: Server, take: Take, tmp_path: Path, query: str, said: str
) -> None:
    with pytest.raises(DatabaseTrouble) as refused:
        take(query)
    assert str(refused.value).endswith(said)
    assert not (tmp_path / "ws" / "imports").exists()


def test_missing_columns_are_said_before_the_rows_are_asked_for(sales: Server, take: Take) -> None:
    with pytest.raises(DealfitError) as refused:
        take("SELECT doc AS order_id, buyer AS client_name, pg_sleep(100) FROM sales")
    assert refused.value.code == "columns_missing"


def test_a_query_that_takes_too_long_is_ended(take: Take) -> None:
    endless = "SELECT n AS order_id, 'A' AS client_name, '2025-01-01' AS order_date, 1 AS revenue FROM generate_series(1, 1e9) n"
    with pytest.raises(DatabaseTrouble) as refused:
        take(endless, seconds=1)
    assert str(refused.value) == (
        "The database took more than 1 s for order_lines.sql: narrow the query, or allow more by --timeout."
    )


def test_a_database_in_cp1251_and_one_without_encoding(
    server: Server, take: Take, tmp_path: Path
) -> None:
    for name, encoding in (("old", "WIN1251"), ("raw", "SQL_ASCII")):
        server.do(f"DROP DATABASE IF EXISTS {name}", database="postgres", alone=True)
        server.do(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'",
            database="postgres",
            alone=True,
        )
    one = "SELECT '1' AS order_id, {} AS client_name, '2025-01-10' AS order_date, 5 AS revenue"
    take(one.format("'Завод «Прибор»'"), address=server.address("old"))
    assert stored(tmp_path, "client_name") == [("Завод «Прибор»",)]
    with pytest.raises(DatabaseTrouble) as refused:
        take(one.format(r"E'\xc7\xe0'"), address=server.address("raw"))
    assert refused.value.code == "query_not_utf8"


@pytest.mark.parametrize(
    ("login", "database", "port", "code"),
    [
        ("plant:wrong", "plant", None, "database_login"),
        ("nobody:wrong", "plant", None, "database_login"),
        (f"plant:{QUOTED}", "nowhere", None, "database_missing"),
        (f"plant:{QUOTED}", "plant", 1, "database_unreachable"),
    ],
)
def test_no_way_in(
    server: Server, take: Take, login: str, database: str, port: int | None, code: str
) -> None:
    address = Server(port or server.port).address(database, login)
    with pytest.raises(DatabaseTrouble) as refused:
        take(LINES, address=address)
    assert refused.value.code == code
    assert f"postgresql://127.0.0.1:{port or server.port}/{database}" in str(refused.value)
    assert "wrong" not in str(refused.value)
    assert QUOTED not in str(refused.value)


def test_a_host_that_never_answers(take: Take) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(DatabaseTrouble) as refused:
            take(LINES, address=f"postgresql://a:b@127.0.0.1:{port}/x?connect_timeout=2")
    assert str(refused.value) == (
        f"postgresql://127.0.0.1:{port}/x can't be reached (timeout expired): check host, port and network."
    )


@pytest.mark.parametrize("way", ["PGPASSWORD", "DEALFIT_DB_PASSWORD", "PGPASSFILE"])
def test_the_password_may_come_from_outside_the_address(
    sales: Server, take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    secret = PASSWORD
    if way == "PGPASSFILE":
        (tmp_path / "pgpass").write_text(
            f"127.0.0.1:{sales.port}:*:plant:{PASSWORD.replace(':', chr(92) + ':')}\n", "utf-8"
        )
        (tmp_path / "pgpass").chmod(0o600)
        secret = str(tmp_path / "pgpass")
    monkeypatch.setenv(way, secret)
    assert take(LINES, address=sales.address(login="plant")).taken[0].rows_accepted == 3


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["import", *(str(w) for w in words)])


def test_the_command_shows_the_reconciliation_and_no_password(
    sales: Server, tmp_path: Path
) -> None:
    query = tmp_path / "sales.sql"
    query.write_text(LINES + ";\n", "utf-8")
    said = run(
        sales.address(), "--query", query, "--table", "order_lines", "--workspace", tmp_path / "ws"
    )
    assert said.exit_code == 0, said.output
    line = next(line for line in said.stdout.splitlines() if "sales.sql" in line)
    # rows read, accepted, refused and totals; money read, accepted and refused
    assert [c.strip() for c in line.split("│")[3:10]] == [
        "3",
        "3",
        "0",
        "0",
        "157.30",
        "157.30",
        "0.00",
    ]
    query.write_text("SELECT nothing", "utf-8")
    failed = run(sales.address(), "--query", query, "--workspace", tmp_path / "ws")
    assert failed.exit_code == 2
    assert failed.stderr.strip().startswith("dealfit: The database refused sales.sql")
    kept = [p.read_bytes() for p in (tmp_path / "ws").rglob("*") if p.is_file()]
    for secret in (PASSWORD, QUOTED):
        assert secret not in said.output + failed.output
        assert not any(secret.encode() in content for content in kept)


def test_without_its_driver_it_says_how_to_get_it(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "adbc_driver_postgresql", None)
    with pytest.raises(DatabaseTrouble) as refused:
        take(LINES)
    assert str(refused.value) == (
        "Reading PostgreSQL takes a driver that isn't installed: start with `uv run --extra databases dealfit`, "
        "or `pip install adbc-driver-postgresql`."
    )
