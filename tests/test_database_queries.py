"""What is judged before a database is asked: addresses and queries; and MS SQL's side, on a stand-in for its driver.

No live MS SQL stands behind these tests: they hold what Dealfit hands to the driver and makes of its answers.
"""

from __future__ import annotations

import datetime as dt
import sys
import types
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis import databases
from analysis.databases import postgresql_says, query
from analysis.databases.address import Address, is_address, parse
from analysis.databases.sqlserver import as_text
from analysis.errors import DatabaseTrouble

BAD_ADDRESS = str(DatabaseTrouble("database_address", scheme="postgresql"))


def code(call: Any, *words: object) -> str:
    with pytest.raises(DatabaseTrouble) as refused:
        call(*words)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        (
            "postgresql://boss@erp:5432/plant",
            Address("postgresql", "erp:5432", "plant", "boss"),
            "postgresql://erp:5432/plant",
        ),
        (
            "postgres://b%40ss:p%3Aw%2F@[::1]/%D0%B1%D0%B4?sslmode=require",
            Address("postgresql", "[::1]", "бд", "b@ss", "p:w/", {"sslmode": "require"}),
            "postgresql://[::1]/бд",
        ),
        (
            "postgresql://a:1@one:5432,two:5433/x",
            Address("postgresql", "one:5432,two:5433", "x", "a", "1"),
            "postgresql://one:5432,two:5433/x",
        ),
        (
            "postgresql:///x?host=/run/postgresql&user=a&password=p",
            Address("postgresql", "", "x", "a", "p", {"host": "/run/postgresql"}),
            "postgresql://localhost/x",
        ),
        (
            "SQLServer://sa:p@erp:1433/plant?instance=E",
            Address("mssql", "erp:1433", "plant", "sa", "p", {"instance": "E"}),
            "mssql://erp:1433/plant",
        ),
        (
            "JDBC:postgresql://erp:5432/plant?user=a&password=p",
            Address("postgresql", "erp:5432", "plant", "a", "p"),
            "postgresql://erp:5432/plant",
        ),
        (
            "postgresql+psycopg2://a:p@ss@h/x",
            Address("postgresql", "h", "x", "a", "p@ss"),
            "postgresql://h/x",
        ),
    ],
)
def test_an_address(text: str, address: Address, shown: str) -> None:
    assert parse(text) == address
    assert str(parse(text)) == shown
    assert "password" not in repr(parse(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "postgresq://u:secret@h/x",
            "Dealfit reads no database of the kind 'postgresq': did you mean 'postgresql'? Write postgresql://… or mssql://….",
        ),
        (
            "oracle://u:secret@h/x",
            "Dealfit reads no database of the kind 'oracle'. Write postgresql://… or mssql://….",
        ),
        ("postgresql:/u:secret@h/x", BAD_ADDRESS),
        ("postgresql://u:se/cret@h/x", BAD_ADDRESS),
        ("postgresql://u:se#cret@h/x", BAD_ADDRESS),
        (
            "postgresql://u:secret@h:port/x",
            BAD_ADDRESS,
        ),
        ("mssql://u:secret@h/x%00", BAD_ADDRESS.replace("postgresql", "mssql")),
    ],
)
def test_an_address_in_trouble_is_never_repeated(text: str, said: str) -> None:
    with pytest.raises(DatabaseTrouble) as refused:
        parse(text)
    assert str(refused.value) == said
    assert "cret" not in str(refused.value)


def test_what_is_an_address_and_what_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ab:").mkdir()
    words = (
        "postgresql://h/x",
        "jdbc:postgresql://h/x",
        "postgresql:/h",
        "C:/orders.csv",
        "C:\\orders.csv",
        "orders.csv",
        "ab:/",
    )
    assert [is_address(word) for word in words] == [True, True, True, False, False, False, False]


def test_the_password_of_the_environment_gives_way_to_the_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEALFIT_DB_PASSWORD", "outside")
    assert (parse("mssql://sa@h/x").password, parse("mssql://sa:inside@h/x").password) == (
        "outside",
        "inside",
    )


def test_passwords_of_the_address_and_of_the_environment_are_masked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEALFIT_DB_PASSWORD", "outside")
    monkeypatch.setenv("PGPASSWORD", "S3cret@x")
    said = 'invalid input "S3cret@x" "S3cret%40x" "outside" "inside"'
    assert (
        parse("postgresql://a:inside@h/x").hidden(said) == 'invalid input "***" "***" "***" "***"'
    )


def test_address_and_query_belong_together(tmp_path: Path) -> None:
    (tmp_path / "q.sql").write_text("SELECT 1", "utf-8")
    sql = [tmp_path / "q.sql"]
    assert code(databases.import_all, tmp_path / "ws", ["postgresql://h/x"]) == "query_missing"
    assert (
        code(databases.import_all, tmp_path / "ws", ["orders.csv"], sql) == "query_without_database"
    )
    assert (
        code(databases.import_all, tmp_path / "ws", ["mssql://h/x", "mssql://h/y"], sql)
        == "one_database"
    )


def judged(tmp_path: Path, text: str | bytes, kind: Any = "postgresql") -> str:
    path = tmp_path / "q.sql"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return query.read(path, kind).text


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "\n (select 1)",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "TABLE a",
        "VALUES (1)",
        "/* a; /* b; */ c; */ SELECT 1 -- d; e",
        "SELECT ';' || E'\\';' || \"a;b\" || $$;$$ || $x$ ; $$ ; $x$",
        "SELECT a.\"into\", ' into ' FROM a -- into",
    ],
)
def test_one_select_passes_as_it_stands(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, text + "\n; \n;-- done\n") == text.strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "query_empty"),
        (" ;; -- a\n", "query_empty"),
        ("SELECT 1; SELECT 2", "query_not_alone"),
        ("SELECT '\\'; DROP TABLE a --'", "query_not_alone"),
        ("SELECT $$a$$; DROP TABLE a", "query_not_alone"),
        ("SELECT /* /* */ ; */ 1; DELETE FROM a", "query_not_alone"),
        ("DELETE FROM a", "query_not_select"),
        ("\\copy a to b", "query_not_select"),
        ("SELECT * INTO b FROM a", "query_writes"),
        (b"\x00\x01\xff", "query_is_no_text"),
        (b"SELECT 1 -- " + b"x" * 1_000_001, "query_is_no_text"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, text: str | bytes, found: str) -> None:
    assert code(judged, tmp_path, text) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_query_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert judged(tmp_path, "SELECT 'Заказ'".encode(encoding)) == "SELECT 'Заказ'"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1 DROP TABLE a",
        "SELECT 1\nDELETE FROM a",
        "WITH a AS (SELECT 1) UPDATE b SET c = 1",
        "SELECT 1 EXEC sp_who",
        "SELECT * INTO b FROM a",
        "SELECT NEXT VALUE FOR s",
        "SELECT * FROM OPENROWSET('a', 'b', 'c')",
        "SELECT 1 WAITFOR DELAY '1'",
    ],
)
def test_without_semicolons_ms_sql_would_write(tmp_path: Path, text: str) -> None:
    """T-SQL takes several statements in a row; MS SQL has no read-only transaction that would stop them."""
    assert code(judged, tmp_path, text, "mssql") == "query_writes"


def test_ms_sql_names_in_brackets_and_batches(tmp_path: Path) -> None:
    text = "SELECT [drop], [a]];b], \"set\", 'exec' FROM [update] -- delete"
    assert judged(tmp_path, text + "\nGO\n", "mssql") == text
    assert code(judged, tmp_path, "SELECT 1\nGO\nDROP TABLE a\nGO", "mssql") == "query_not_alone"
    assert code(judged, tmp_path, "USE plant; SELECT 1", "mssql") == "query_not_alone"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12345678901234.5678"), "12345678901234.5678"),
        (Decimal("1.234"), "1.2340"),
        (Decimal("-1.234"), "-1.2340"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1234.567"), "1234.567"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (12345678901234567, "12345678901234567"),
        (True, "true"),
        (None, None),
        ("007", "007"),
        (dt.date(2025, 1, 31), "2025-01-31"),
        (dt.datetime(2025, 1, 31, 23, 59, 59, 500000), "2025-01-31 23:59:59.500000"),
        (dt.time(7, 30), "07:30:00"),
        (
            dt.datetime(2025, 1, 10, tzinfo=dt.timezone(dt.timedelta(hours=3))),
            "2025-01-10 00:00:00",
        ),
        (b"\x01\xff", "01ff"),
        (uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    ],
)
def test_a_value_of_ms_sql_as_text(value: object, text: str | None) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("ОШИБКА:  выполнение оператора отменено из-за тайм-аута", "query_timeout"),
        ('ОШИБКА:  в транзакции в режиме "только чтение" нельзя выполнить DELETE', "query_writes"),
        ('ОШИБКА:  отношение "salez" не существует\nСТРОКА 3: FROM salez', "query_refused"),
        ("ВАЖНО:  закрытие подключения по команде администратора", "database_lost"),
        ("ОШИБКА:  выполнение оператора отменено по запросу пользователя", "query_cancelled"),
        ("ERROR:  canceling statement due to user request", "query_cancelled"),
    ],
)
def test_a_server_that_speaks_russian_about_a_query(said: str, found: str) -> None:
    trouble = postgresql_says.refused(
        parse("postgresql://h/x"), query.Query("q.sql", ""), 60, Exception("[libpq] " + said)
    )
    assert trouble.code == found
    if found == "query_refused":
        assert str(trouble.details["detail"]) == 'отношение "salez" не существует, line 3'


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('ВАЖНО:  пользователь "a" не прошёл проверку подлинности (по паролю)', "database_login"),
        (
            'ВАЖНО:  в pg_hba.conf нет записи для компьютера "10.0.0.1", пользователя "a", базы "x", без шифрования',
            "database_login",
        ),
        ('ВАЖНО:  база данных "x" не существует', "database_missing"),
        ("ВАЖНО:  извините, уже слишком много клиентов", "database_unreachable"),
    ],
)
def test_a_server_that_speaks_russian_to_a_visitor(said: str, found: str) -> None:
    assert (
        postgresql_says.not_let_in(parse("postgresql://a@h/x"), Exception("[libpq] " + said)).code
        == found
    )


class StandIn:
    """As much of the driver as Dealfit uses: what it was called with, and two rows or a trouble."""

    def __init__(self, trouble: Exception | None = None, at: str = "") -> None:
        self.asked: list[str] = []
        self.called: dict[str, object] = {}
        self.trouble, self.at, self.committed, self.closed = trouble, at, False, False
        self.description: Any = [
            (name,) for name in ("order_id", "client_name", "order_date", "revenue")
        ]
        self.left = [
            ("007", "ООО «Ромашка»", dt.date(2025, 1, 10), Decimal("100.1000")),
            ("008", "B", None, Decimal(7)),
        ]

    def connect(self, **called: object) -> StandIn:
        self.called = called
        self._fail("connect")
        return self

    def cursor(self) -> StandIn:
        return self

    def execute(self, text: str) -> None:
        self.asked.append(text)
        self._fail("execute")

    def fetchmany(self, rows: int) -> list[tuple[object, ...]]:
        self._fail("fetch")
        found, self.left = self.left[:rows], self.left[rows:]
        return list(found)

    def commit(self) -> None:
        self.committed = True

    def close(self) -> None:
        self.closed = True

    def _fail(self, place: str) -> None:
        if self.trouble and self.at == place:
            raise self.trouble


def ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, driver: StandIn, address: str = ""
) -> analysis.ImportResult:
    monkeypatch.setitem(sys.modules, "pymssql", types.SimpleNamespace(connect=driver.connect))
    (tmp_path / "order_lines.sql").write_text("SELECT * FROM dbo.[Заказы];", "utf-8")
    address = (
        address or "mssql://reader:secret@erp:1444/plant?instance=SQLEXPRESS&encryption=require"
    )
    return databases.import_all(
        tmp_path / "ws", [address], [tmp_path / "order_lines.sql"], seconds=60
    )


def test_ms_sql_is_asked_for_reading_only_and_never_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = StandIn()
    result = ask(tmp_path, monkeypatch, driver)
    called = driver.called
    assert (called["server"], called["port"], called["encryption"]) == (
        "erp\\SQLEXPRESS",
        "1444",
        "require",
    )
    assert (called["read_only"], called["autocommit"], called["timeout"]) == (True, False, 60)
    assert (driver.asked, driver.committed, driver.closed) == (
        ["SELECT * FROM dbo.[Заказы]"],
        False,
        True,
    )
    [file] = result.taken
    assert (file.rows_read, file.rows_accepted, file.revenue_accepted) == (2, 1, "100.1000")
    assert file.formats["database"] == "mssql://erp:1444/plant"
    with analysis.open_workspace(tmp_path / "ws") as ws:
        [row] = ws.sql('SELECT file, row_number, "column", reason FROM rejected_rows').itertuples(
            index=False
        )
        assert tuple(row) == ("order_lines.sql", 2, "order_date", "required value is missing")
        assert list(ws.sql("SELECT order_id, client_name FROM order_lines").iloc[0]) == [
            "007",
            "ООО «Ромашка»",
        ]


@pytest.mark.parametrize(
    ("at", "trouble", "found"),
    [
        (
            "connect",
            Exception((20009, b"DB-Lib error message 20009, severity 9:\nUnable to connect\n")),
            "database_unreachable",
        ),
        (
            "connect",
            Exception((18456, b"Login failed for user 'reader'.DB-Lib error message 20018 ...")),
            "database_login",
        ),
        (
            "connect",
            Exception((4060, b'Cannot open database "plant" requested by the login.DB-Lib ...')),
            "database_missing",
        ),
        (
            "execute",
            Exception(208, b"Invalid object name 'dbo.x'.DB-Lib error message 20018, severity 16"),
            "query_refused",
        ),
        (
            "fetch",
            Exception(
                (20003, b"DB-Lib error message 20003, severity 6:\nAdaptive Server timed out\n")
            ),
            "query_timeout",
        ),
        (
            "fetch",
            Exception((20017, b"DB-Lib error message 20017, severity 9:\nUnexpected EOF\n")),
            "database_lost",
        ),
    ],
)
def test_troubles_of_ms_sql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str, trouble: Exception, found: str
) -> None:
    driver = StandIn(trouble, at)
    assert code(ask, tmp_path, monkeypatch, driver) == found
    assert driver.closed == (at != "connect")


def test_no_room_for_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.ParquetWriter", full)
    with pytest.raises(DatabaseTrouble) as refused:
        ask(tmp_path, monkeypatch, StandIn())
    assert str(refused.value) == (
        "The answer to order_lines.sql can't be kept (No space left on device): make room in the folder for temporary files."
    )


def test_ms_sql_says_what_it_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        code(ask, tmp_path, monkeypatch, StandIn(), "mssql://a:b@h/x?encrypt=yes")
        == "database_option"
    )
    monkeypatch.setitem(sys.modules, "pymssql", None)
    assert (
        code(
            databases.import_all, tmp_path / "ws", ["mssql://a@h/x"], [tmp_path / "order_lines.sql"]
        )
        == "database_driver_missing"
    )
