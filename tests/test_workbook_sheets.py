"""A workbook may hold several tables: each sheet with one is taken in, the others are named."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

import analysis
from analysis.errors import DealfitError

HEADER = ["Номер заказа", "Клиент", "Дата заказа", "Выручка без НДС"]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    return path


def test_every_month_has_its_sheet(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "Продажи.xlsx",
        Январь=[HEADER, ["A-1", "Альфа", "10.01.2025", 100], ["A-2", "Бета", "11.01.2025", 200]],
        Справка=[["Выгружено из базы", "15.02.2025"]],
        Февраль=[HEADER, ["A-3", "Альфа", "10.02.2025", 400]],
    )
    result = analysis.import_paths(tmp_path / "ws", [book])
    assert [(f.sheet, f.rows_read, f.revenue_read) for f in result.taken] == [
        ("Январь", 2, "300.0000"),
        ("Февраль", 1, "400.0000"),
    ]
    assert [str(n) for n in result.taken[0].warnings] == [
        "Sheets without a table that is known were left out: Справка."
    ]
    with analysis.open_workspace(tmp_path / "ws") as ws:
        assert ws.sql("select sum(revenue) as r, count(*) as n from order_profit").to_dict("records") == [
            {"r": 700, "n": 3}
        ]
    again = analysis.import_paths(tmp_path / "ws", [book])
    assert (again.taken, again.unchanged) == ((), ("Продажи.xlsx",))


def test_sheets_of_different_tables(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "Выгрузка.xlsx",
        Заказы=[HEADER, ["A-1", "Альфа", "10.01.2025", 100]],
        Клиенты=[["Клиент", "Отрасль", "Регион", "Численность"], ["Альфа", "Энергетика", "Урал", 120]],
    )
    result = analysis.import_paths(tmp_path / "ws", [book])
    assert [(f.sheet, f.table) for f in result.taken] == [("Заказы", "order_lines"), ("Клиенты", "clients")]


def test_a_workbook_without_any_table_says_what_was_seen(tmp_path: Path) -> None:
    book = workbook(tmp_path / "Справка.xlsx", Лист1=[["Привет", "мир"]], Лист2=[["и", "ещё"]])
    result = analysis.import_paths(tmp_path / "ws", [book])
    [(file, trouble)] = result.unreadable
    assert isinstance(trouble, DealfitError)
    assert (file, trouble.code) == ("Справка.xlsx", "no_known_header")
    with pytest.raises(DealfitError):
        raise trouble
