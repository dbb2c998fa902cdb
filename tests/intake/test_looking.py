"""A file as a person sees it before it goes in: how far the recognising came, its first rows, the head of a large one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import python_calamine
import xlsxwriter

from analysis.errors import UnreadableFile
from analysis.intake import FileMapping
from analysis.intake.rows.preview import first_rows, proposal

HEADER = "Номер заказа;Контрагент;Дата заказа;Выручка\n"


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_table_without_a_required_column_shows_its_headers_and_what_is_missing(
    tmp_path: Path,
) -> None:
    [seen] = proposal.look(
        written(tmp_path / "x.csv", "Продажи;;\nДок;Контрагент;Выручка\n1;Альфа;5\n")
    )
    assert (seen.table, seen.header_row, seen.headers) == (
        "order_lines",
        2,
        ("Док", "Контрагент", "Выручка"),
    )
    assert seen.columns == {"client_name": "Контрагент", "revenue": "Выручка"}
    assert seen.missing == ((frozenset({"order_id"}),), (frozenset({"order_date"}),))
    assert seen.unused == ("Док",)
    assert seen.error is not None


def test_an_unknown_table_takes_the_fullest_row_for_its_headers(tmp_path: Path) -> None:
    text = "нечто;;\na;b;c\n1;2;3\n"
    [seen] = proposal.look(written(tmp_path / "x.csv", text))
    assert (seen.table, seen.header_row, seen.headers) == (None, 2, ("a", "b", "c"))
    [seen] = proposal.look(
        written(tmp_path / "x.csv", text),
        mapping=FileMapping("clients", format={"header_row": "3"}),
    )
    assert (seen.table, seen.header_row, seen.headers) == ("clients", 3, ("1", "2", "3"))


def test_a_preview_is_what_would_be_taken_and_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.csv", HEADER + "1;Альфа;01.02.2025;1 000,50\n2;Бета;31.02.2025;7\n"
    )
    found = first_rows.preview(path)
    assert [(r["order_id"], str(r["revenue"])) for r in found.rows] == [("1", "1000.5000")]
    assert [(r.row_number, r.column, r.value, r.reason) for r in found.refused] == [
        (3, "Дата заказа", "31.02.2025", "no_such_day")
    ]
    assert found.read == 2


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_the_head_of_a_large_text_ends_with_a_whole_line(tmp_path: Path, encoding: str) -> None:
    lines = "".join(f"{n};Альфа;01.02.2025;{n},00\n" for n in range(9000))
    (tmp_path / "x.csv").write_bytes((HEADER + lines).encode(encoding))
    head = first_rows.head(tmp_path / "x.csv")
    assert head is not None
    assert len(head) <= first_rows.TEXT
    (tmp_path / "head.csv").write_bytes(head)
    found = first_rows.preview(tmp_path / "head.csv")
    assert found.read == len(found.rows) == first_rows.SEEN
    assert found.rows[-1]["order_id"] == "99"


def test_the_head_of_a_large_workbook_keeps_its_first_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        sheet = book.add_worksheet("Заказы")
        sheet.merge_range(0, 0, 0, 3, "Отчёт")
        sheet.write_row(1, 0, HEADER.strip().split(";"))
        for n in range(6000):
            sheet.write_row(n + 2, 0, [f"З-{n}", f"Клиент {n}", "01.02.2025", n + 0.5])
    head = first_rows.head(tmp_path / "x.xlsx")
    assert head is not None
    (tmp_path / "head.xlsx").write_bytes(head)
    rows = python_calamine.load_workbook(tmp_path / "head.xlsx").get_sheet_by_index(0).to_python()
    assert len(rows) == first_rows.ROWS
    assert rows[-1][0] == f"З-{first_rows.ROWS - 3}"
    assert first_rows.preview(tmp_path / "head.xlsx").rows[0]["order_id"] == "З-0"


def test_the_head_of_a_large_parquet_is_its_first_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    columns = "i AS order_id, 'A' || md5(CAST(i AS VARCHAR)) AS client_name, DATE '2025-01-01' AS order_date, i AS revenue"
    duckdb.sql(f"COPY (SELECT {columns} FROM range(9000) AS r(i)) TO '{path}' (FORMAT parquet)")
    head = first_rows.head(path)
    assert head is not None
    path.write_bytes(head)
    assert len(first_rows.preview(path).rows) == first_rows.SEEN


def test_a_large_grouped_report_is_not_cut(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Контрагент / Заказ", "Количество", "Выручка"])
        row = 1
        for client in range(40):
            sheet.write_row(row, 0, [f"Клиент {client}", 120, 12000])
            for n in range(120):
                order = f"Заказ клиента ТД00-{client * 120 + n:06d} от 05.01.2013 10:00:00"
                sheet.write_row(row + 1 + n, 0, [order, 1, 100])
                sheet.set_row(row + 1 + n, None, None, {"level": 1})
            row += 121
        sheet.write_row(row, 0, ["Итого", 4800, 480000])
    assert (tmp_path / "x.xlsx").stat().st_size > first_rows.SMALL
    assert first_rows.head(tmp_path / "x.xlsx") is None


def test_a_small_file_is_its_own_head(tmp_path: Path) -> None:
    assert first_rows.head(written(tmp_path / "x.csv", HEADER)) is None


def test_an_archive_that_is_no_workbook_is_refused_before_its_head_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04" + b"\x14\0" * first_rows.SMALL)
    with pytest.raises(UnreadableFile, match="is damaged or cut off"):
        first_rows.head(tmp_path / "x.xlsx")
