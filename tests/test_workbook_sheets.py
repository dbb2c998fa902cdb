"""A workbook may hold several tables: each sheet with one is taken in, the others are named."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

import analysis
from analysis.errors import DealfitError

HEADER: list[object] = ["Номер заказа", "Клиент", "Дата заказа", "Выручка без НДС"]


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
        assert ws.sql("select sum(revenue) as r, count(*) as n from order_profit").to_dict(
            "records"
        ) == [{"r": 700, "n": 3}]
    again = analysis.import_paths(tmp_path / "ws", [book])
    assert (again.taken, again.unchanged) == ((), ("Продажи.xlsx",))


def test_sheets_of_different_tables(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "Выгрузка.xlsx",
        Заказы=[HEADER, ["A-1", "Альфа", "10.01.2025", 100]],
        Клиенты=[
            ["Клиент", "Отрасль", "Регион", "Численность"],
            ["Альфа", "Энергетика", "Урал", 120],
        ],
    )
    result = analysis.import_paths(tmp_path / "ws", [book])
    assert [(f.sheet, f.table) for f in result.taken] == [
        ("Заказы", "order_lines"),
        ("Клиенты", "clients"),
    ]


def test_a_workbook_without_any_table_says_what_was_seen(tmp_path: Path) -> None:
    book = workbook(tmp_path / "Справка.xlsx", Лист1=[["Привет", "мир"]], Лист2=[["и", "ещё"]])
    result = analysis.import_paths(tmp_path / "ws", [book])
    [(file, trouble)] = result.unreadable
    assert isinstance(trouble, DealfitError)
    assert (file, trouble.code) == ("Справка.xlsx", "no_known_header")
    with pytest.raises(DealfitError):
        raise trouble


def test_a_sheet_of_all_months_does_not_count_twice(tmp_path: Path) -> None:
    january: list[list[object]] = [
        ["A-1", "Альфа", "10.01.2025", 100],
        ["A-2", "Бета", "11.01.2025", 200],
    ]
    february: list[list[object]] = [["A-3", "Альфа", "10.02.2025", 400]]
    book = workbook(
        tmp_path / "Продажи.xlsx",
        Все=[HEADER, *january, *february, ["Итого", None, None, 700]],
        Январь=[HEADER, *january],
        Февраль=[HEADER, *february],
    )
    result = analysis.import_paths(tmp_path / "ws", [book])
    assert [(f.sheet, f.revenue_accepted) for f in result.taken] == [
        ("Январь", "300.0000"),
        ("Февраль", "400.0000"),
    ]
    assert [str(n) for n in result.taken[0].warnings] == [
        "Sheets that repeat the lines of others were left out: Все."
    ]
    assert result.unreadable == ()


def test_amounts_in_another_currency_are_converted_by_the_settings_of_the_delivery(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    (folder / "settings.toml").write_text(
        '[[exchange_rate]]\ncurrency = "USD"\nsince = 2025-01-01\nrate = 90\n', "utf-8"
    )
    line = "Номер заказа;Клиент;Дата заказа;Выручка без НДС;Валюта\n"
    (folder / "orders.csv").write_text(
        line + "A-1;Альфа;10.01.2025;10;USD\nA-2;Альфа;10.01.2025;10;EUR\n", "utf-8"
    )
    result = analysis.import_paths(tmp_path / "ws", [folder])
    [orders] = result.taken
    assert (orders.revenue_accepted, orders.rows_rejected) == ("900.0000", 1)
    assert [str(n) for n in orders.warnings] == [
        "1 rows in USD (10.0000) were converted by the rates of the settings to 900.0000 RUB."
    ]
