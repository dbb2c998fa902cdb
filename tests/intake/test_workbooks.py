"""Spreadsheets and Parquet files: typed cells become the same rows as text does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from analysis import intake
from analysis.errors import UnknownColumns, UnreadableFile
from analysis.intake import reasons

from .conftest import Taker, take

HEADER = ["Номер заказа", "Контрагент", "Дата заказа", "Количество", "Выручка"]


def test_typed_cells(taking: Taker) -> None:
    taken = taking.sheet(
        [
            HEADER,
            [123.0, "А", dt.date(2025, 1, 5), 2.5, 1376.99],
            ["007", "Б", dt.datetime(2025, 1, 6, 10, 30), 3, 0.1 + 0.2],
        ]
    )
    assert [(r["order_id"], r["order_date"], r["quantity"], r["revenue"]) for r in taken.rows] == [
        ("123", dt.date(2025, 1, 5), Decimal("2.5"), Decimal("1376.99")),
        ("007", dt.date(2025, 1, 6), Decimal(3), Decimal("0.3")),
    ]
    assert [r["source_row"] for r in taken.rows] == [2, 3]


def test_title_rows_blank_rows_and_a_total(taking: Taker) -> None:
    taken = taking.sheet(
        [
            ["Отчёт по заказам"],
            [],
            ["Период:", "2025"],
            HEADER,
            ["1", "А", "05.01.2025", 1, 5],
            [],
            ["2", "Б", "06.01.2025", 1, 7],
            ["Итого", None, None, 2, 12],
        ]
    )
    assert [(r["order_id"], r["source_row"]) for r in taken.rows] == [("1", 5), ("2", 7)]
    assert taken.reasons == [(8, None, None, reasons.TOTALS_ROW)]
    assert (taken.report.formats["header_row"], taken.report.formats["sheet"]) == ("4", "Лист1")
    assert (taken.report.revenue_read, taken.report.revenue_accepted) == (Decimal(24), Decimal(12))


def test_numbers_typed_and_as_text_in_one_column(taking: Taker) -> None:
    taken = taking.sheet(
        [HEADER, ["1", "А", "05.01.2025", 1, 1.234], ["2", "А", "05.01.2025", 1, "1 234,5"]]
    )
    assert [r["revenue"] for r in taken.rows] == [Decimal("1.234"), Decimal("1234.5")]


def test_three_decimals_in_a_number_cell_are_decimals(taking: Taker) -> None:
    taken = taking.sheet([HEADER, ["1", "А", "05.01.2025", 1.125, 12.345]])
    assert (taken.rows[0]["quantity"], taken.rows[0]["revenue"]) == (
        Decimal("1.125"),
        Decimal("12.345"),
    )


def test_dates_as_serials_text_and_dates(taking: Taker) -> None:
    taken = taking.sheet(
        [
            HEADER,
            ["1", "А", 45662, 1, 5],
            ["2", "А", "06.01.2025", 1, 5],
            ["3", "А", dt.date(2025, 1, 7), 1, 5],
        ]
    )
    assert [r["order_date"].day for r in taken.rows] == [5, 6, 7]


def test_an_id_that_excel_rounded(taking: Taker) -> None:
    taken = taking.sheet(
        [HEADER, ["1.23E+10", "А", "05.01.2025", 1, 5], [12345678901, "А", "05.01.2025", 1, 5]]
    )
    assert taken.reasons == [(2, "Номер заказа", "1.23E+10", reasons.ROUNDED)]
    assert taken.rows[0]["order_id"] == "12345678901"


def test_the_sheet_with_the_table_is_found(taking: Taker) -> None:
    rows = [HEADER, ["1", "А", "05.01.2025", 1, 5]]
    path = taking.workbook(
        {"О программе": [["Версия", 1]], "Пусто": [], "Данные": rows, "Ещё": rows}
    )
    assert take(path).report.sheet == "Данные"
    assert take(path, mapping=taking.mapping('[format]\nsheet = "Ещё"')).report.sheet == "Ещё"


def test_a_workbook_without_a_table(taking: Taker) -> None:
    with pytest.raises(UnknownColumns, match="'Версия'"):
        taking.sheet([["Версия", "Дата сборки"], [1, 2]])
    with pytest.raises(UnreadableFile, match="is empty"):
        taking.sheet([])
    with pytest.raises(UnreadableFile, match="no rows"):
        taking.sheet([HEADER, [None, " ", None]])


def test_hours_as_durations(taking: Taker) -> None:
    path = taking.folder / "tabel.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet, clock = book.add_worksheet(), book.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 0, ["Дата", "Подразделение", "Часы"])
        sheet.write_row(1, 0, ["05.01.2025", "ОТК"])
        sheet.write_number(1, 2, 7.5 / 24, clock)
        sheet.write_row(2, 0, ["05.01.2025", "ОТК", 8])
    assert [r["quantity"] for r in take(path).rows] == [Decimal("7.5"), Decimal(8)]


def test_thirty_thousand_rows(taking: Taker) -> None:
    rows = [
        HEADER,
        *([f"Z-{n}", f"Клиент {n % 70}", "05.01.2025", n % 9 + 1, n / 4] for n in range(30_000)),
    ]
    path = taking.workbook({"A": rows})
    taken = intake.take_in(
        path, import_id="i", accepted=path.parent / "a.parquet", rejected=path.parent / "r.parquet"
    )
    assert taken.revenue_read == Decimal(30_000 * 29_999 // 2) / 4


def test_recognising_a_workbook(taking: Taker) -> None:
    path = taking.workbook({"Лист": [["Заказы"], HEADER, ["1", "А", dt.date(2025, 1, 5), 1, 5.5]]})
    seen = intake.recognise(path)
    assert (seen.table, seen.sheet, seen.header_row, seen.sample) == (
        "order_lines",
        "Лист",
        2,
        (("1", "А", "2025-01-05", "1", "5.5"),),
    )
    assert seen.columns == {
        "order_id": "Номер заказа",
        "client_name": "Контрагент",
        "order_date": "Дата заказа",
        "quantity": "Количество",
        "revenue": "Выручка",
    }


def _parquet(path: Path, select: str) -> Path:
    with duckdb.connect() as con:
        con.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet(tmp_path: Path) -> None:
    path = _parquet(
        tmp_path / "x.parquet",
        """SELECT * FROM (VALUES (7, 'A', DATE '2025-01-05', 1376.99::DOUBLE, 1.125), (8, NULL, DATE '2025-01-06', 5, 2))
        AS t(order_id, "Контрагент", order_date, revenue, quantity)""",
    )
    taken = take(path)
    assert [
        (r["order_id"], r["client_name"], r["order_date"], r["revenue"], r["quantity"])
        for r in taken.rows
    ] == [("7", "A", dt.date(2025, 1, 5), Decimal("1376.99"), Decimal("1.125"))]
    assert taken.reasons == [(2, "Контрагент", None, reasons.REQUIRED)]


def test_a_parquet_column_with_the_readers_own_name_for_a_rows_place(tmp_path: Path) -> None:
    select = """SELECT * FROM (VALUES ('B', 'A', '2025-01-05', 5, 70), ('C', NULL, '2025-01-06', 6, 80))
        AS t(order_id, client_name, order_date, revenue, "File_Row_Number")"""
    taken = take(_parquet(tmp_path / "x.parquet", select))
    assert [(r["order_id"], r["revenue"], r["source_row"]) for r in taken.rows] == [("B", 5, 1)]
    assert taken.reasons == [(2, "client_name", None, reasons.REQUIRED)]


def test_what_was_taken_in_can_be_taken_in_again(taking: Taker) -> None:
    first = taking.text("order_id,client_name,order_date,revenue\n007,A,2025-01-05,5.1234\n")
    again = take((taking.folder / "accepted.parquet").rename(taking.folder / "orders.parquet"))
    keep = ("order_id", "client_name", "order_date", "revenue")
    assert [[r[c] for c in keep] for r in again.rows] == [[r[c] for c in keep] for r in first.rows]
