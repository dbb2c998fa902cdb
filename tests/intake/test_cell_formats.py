"""A currency or per cent that only a cell's number format shows: the value beside it is a bare number."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from analysis.intake import Money, reasons
from analysis.intake.files.cell_formats.codes import PERCENT, PERCENT_SIGN, meaning
from analysis.intake.values.currency import ExchangeRate

from .conftest import Taken, take

RUB = Money("RUB")
ORDER = ["Номер заказа", "Контрагент", "Дата заказа"]
FOREIGN = {
    "[$$-409]#,##0.00": "USD",
    "#,##0.00 [$€-407]": "EUR",
    "[$USD] #,##0.00": "USD",
    "#,##0.00\\ [$€-1]": "EUR",
    '_-"$"* #,##0.00_-': "USD",
    "$#,##0.00;[Red]-$#,##0.00": "USD",
    '#,##0.00" €"': "EUR",
    "[$£-809]#,##0.00": "GBP",
    "[$¥-804]#,##0": "CNY",
    "[$¥-411]#,##0": "JPY",
    "#,##0.00 [$₸-43F]": "KZT",
    '#,##0 "тг"': "KZT",
    '#,##0.00 "Br"': "BYN",
    "#,##0.00 [$Br-423]": "BYN",
    "#,##0.00 [$zł-415]": "PLN",
    "[$C$-1009]#,##0.00": "CAD",
    "[$$-1009]#,##0.00": "CAD",
    "[$CHF-807] #,##0.00": "CHF",
    '#,##0.00 "грн."': "UAH",
    "[Blue][$€-2] #,##0": "EUR",
}
ROUBLES = (
    '#,##0.00 "₽"', "#,##0.00 [$₽-419]", '_-* #,##0.00 "₽"_-;-* #,##0.00 "₽"_-', '#,##0.00"р."', '#,##0.00\\ "руб."', "#,##0.00[$р.-419]",
    "#,##0.00 [$RUB]", '#,##0.00\\ "₽";[Red]\\-#,##0.00\\ "₽"',
)  # fmt: skip
NOTHING = (
    "General", "#,##0.00", '#,##0 "шт"', "dd.mm.yyyy", '[$-419]d mmmm yyyy "г.";@', "[h]:mm", "0.00E+00", "[$-F800]dddd, mmmm dd, yyyy",
    "[>100]0.0;0.00", '"$"', "@", "_-* #,##0.00_-", "0000",
)  # fmt: skip


@pytest.mark.parametrize(("code", "currency"), FOREIGN.items())
def test_a_format_says_its_currency(code: str, currency: str) -> None:
    assert meaning(code) == currency


@pytest.mark.parametrize("code", ROUBLES)
def test_roubles_by_every_spelling(code: str) -> None:
    assert meaning(code) == "RUB"


@pytest.mark.parametrize("code", NOTHING)
def test_a_format_that_says_neither(code: str) -> None:
    assert meaning(code) == ""


def test_per_cent_is_scaled_or_a_mere_sign() -> None:
    assert [meaning(code) for code in ("0%", "0.00%;[Red]-0.00%", "#,##0.0 %", '0"%"', "0\\%")] == [
        PERCENT, PERCENT, PERCENT, PERCENT_SIGN, PERCENT_SIGN,
    ]  # fmt: skip


def xlsx(folder: Path, *amounts: tuple[float, object], header: str = "Сумма без НДС") -> Path:
    """A workbook of an order for each amount, written in its number format (a code or a built-in number)."""
    path = folder / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*ORDER, header])
        for n, (amount, code) in enumerate(amounts, start=1):
            sheet.write_row(n, 0, [f"A-{n}", "К1", "15.01.2025"])
            sheet.write_number(n, 3, amount, book.add_format({"num_format": code}))
    return path


def xls(folder: Path, *amounts: tuple[float, str]) -> Path:
    path = folder / "export.xls"
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Лист1")
    for column, title in enumerate([*ORDER, "Сумма без НДС"]):
        sheet.write(0, column, title)
    for n, (amount, code) in enumerate(amounts, start=1):
        for column, cell in enumerate([f"A-{n}", "К1", "15.01.2025"]):
            sheet.write(n, column, cell)
        sheet.write(n, 3, amount, xlwt.easyxf(num_format_str=code))
    book.save(str(path))
    return path


def ods(folder: Path, *amounts: str, styles: str = "", columns: str = "") -> Path:
    """`amounts`: the XML of the cell of each order."""
    text = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    names = "".join(map(text.format, (*ORDER, "Сумма без НДС")))
    rows = "".join(
        f"<table:table-row>{''.join(map(text.format, (f'A-{n}', 'К1', '15.01.2025')))}{cell}</table:table-row>"
        for n, cell in enumerate(amounts, start=1)
    )
    spaces = "".join(
        f" xmlns:{short}='urn:oasis:names:tc:opendocument:xmlns:{long}:1.0'"
        for short, long in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
        )
    )
    content = (
        f"<?xml version='1.0'?><office:document-content{spaces} office:version='1.2'><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet><table:table table:name='Лист1'>{columns}"
        f"<table:table-row>{names}</table:table-row>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = folder / "export.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def amounts(taken: Taken) -> list[tuple[str, Decimal]]:
    return [(row["order_id"], row["revenue"]) for row in taken.rows]


@pytest.mark.parametrize("code", FOREIGN)
def test_an_amount_in_dollars_is_no_amount_in_roubles(tmp_path: Path, code: str) -> None:
    taken = take(xlsx(tmp_path, (100, code), (200, ROUBLES[0])), money=RUB)
    assert amounts(taken) == [("A-2", 200)]
    assert taken.reasons == [(2, "Сумма без НДС", f"100 {FOREIGN[code]}", reasons.CURRENCY)]


@pytest.mark.parametrize("code", [*ROUBLES, 5, 6, 7, 8, 37, 38, 39, 40, 41, 42, 43, 44])
def test_roubles_and_the_computers_own_money_count_as_they_are(tmp_path: Path, code: object) -> None:
    """The built-in formats 5 to 8 and 37 to 44 show whatever money the computer is set to: the workspace's."""
    assert amounts(take(xlsx(tmp_path, (100, code), (-1234.5, code)), money=RUB)) == [
        ("A-1", 100),
        ("A-2", Decimal("-1234.5")),
    ]


def test_dollars_with_a_rate_are_converted(tmp_path: Path) -> None:
    money = Money("RUB", (ExchangeRate("USD", dt.date(2025, 1, 1), Decimal(90)),))
    taken = take(xlsx(tmp_path, (1.234, "[$$-409]#,##0.000"), (0.125, "General"), (-100, "$#,##0")), money=money)
    assert amounts(taken) == [("A-1", Decimal("111.06")), ("A-2", Decimal("0.125")), ("A-3", -9000)]


def test_a_workspace_in_dollars_counts_dollars_and_asks_for_the_rouble(tmp_path: Path) -> None:
    taken = take(xlsx(tmp_path, (100, "[$$-409]#,##0.00"), (200, ROUBLES[0])), money=Money("USD"))
    assert (amounts(taken), [r[3] for r in taken.reasons]) == ([("A-1", 100)], [reasons.CURRENCY])


def test_a_header_in_roubles_over_a_cell_in_euro_names_two_currencies(tmp_path: Path) -> None:
    taken = take(xlsx(tmp_path, (100, "#,##0.00 [$€-407]"), (200, "General"), header="Сумма без НДС, руб."), money=RUB)
    assert (amounts(taken), [r[3] for r in taken.reasons]) == ([("A-2", 200)], [reasons.CURRENCIES_DIFFER])


@pytest.mark.parametrize(
    "code", ["[$$-409]#,##0.00", "#,##0.00 [$€-407]", '#,##0.00 "тг"', '_-"$"* #,##0.00_-', "[$£-809]#,##0.00"]
)
def test_an_xls_says_the_same(tmp_path: Path, code: str) -> None:
    taken = take(xls(tmp_path, (100.5, code), (200, '#,##0.00 "₽"'), (300, "#,##0.00")), money=RUB)
    assert amounts(taken) == [("A-2", 200), ("A-3", 300)]
    assert taken.reasons == [(2, "Сумма без НДС", f"100.5 {FOREIGN.get(code, 'KZT')}", reasons.CURRENCY)]


def test_an_xls_says_the_same_of_whole_numbers(tmp_path: Path) -> None:
    # Excel keeps them as integers, and so does the reader: 200 is no float there
    taken = take(xls(tmp_path, (100, "#,##0.00"), (200, "[$$-409]#,##0.00")), money=RUB)
    assert (amounts(taken), [r[3] for r in taken.reasons]) == ([("A-1", 100)], [reasons.CURRENCY])


def test_an_ods_says_it_in_the_cell_or_in_its_style(tmp_path: Path) -> None:
    styles = (
        "<number:currency-style style:name='N1'><number:number/><number:text> </number:text><number:currency-symbol>€"
        "</number:currency-symbol></number:currency-style><number:number-style style:name='N2'><number:number/><number:text> тг"
        "</number:text></number:number-style><style:style style:name='c1' style:family='table-cell' style:data-style-name='N1'/>"
        "<style:style style:name='c2' style:family='table-cell' style:data-style-name='N2'/>"
        "<style:style style:name='c3' style:family='table-cell' style:parent-style-name='c1'/>"
    )
    columns = "<table:table-column table:number-columns-repeated='3'/><table:table-column table:default-cell-style-name='c2'/>"
    cells = (
        "<table:table-cell office:value-type='currency' office:currency='USD' office:value='1'/>",
        "<table:table-cell office:value-type='currency' office:currency='RUB' office:value='2'/>",
        "<table:table-cell table:style-name='c1' office:value-type='float' office:value='3'/>",
        "<table:table-cell table:style-name='c3' office:value-type='float' office:value='4'/>",
        "<table:table-cell office:value-type='float' office:value='5'/>",
        "<table:table-cell table:style-name='plain' office:value-type='float' office:value='6'/>",
    )
    taken = take(ods(tmp_path, *cells, styles=styles, columns=columns), money=RUB)
    assert amounts(taken) == [("A-2", 2), ("A-6", 6)]
    assert [(row, value) for row, _, value, _ in taken.reasons] == [
        (2, "1 USD"),
        (4, "3 EUR"),
        (5, "4 EUR"),
        (6, "5 KZT"),
    ]


@pytest.mark.parametrize(
    ("code", "cells", "revenues"),
    [
        ("0%", (1, 0, 0), (0, 1000, 1000)),
        ("0.0%", (0.125, 0, 1), (875, 1000, 0)),
        ("0%", (0.1, 0.2, 0.3), (900, 800, 700)),
        ('0"%"', (10, 20, 0), (900, 800, 1000)),
        ("#,##0.00", (100, 200, 0), (900, 800, 1000)),
        ("#,##0.00", (10, 20, 0), (900, 800, 1000)),  # so little of 1,000 is likelier per cent, which is asked
    ],
)
def test_a_discount_whose_format_shows_per_cent(
    tmp_path: Path, code: str, cells: tuple[float, ...], revenues: tuple[int, ...]
) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": code})
        sheet.write_row(0, 0, [*ORDER, "Количество", "Цена без НДС", "Скидка"])
        for n, cell in enumerate(cells, start=1):
            sheet.write_row(n, 0, [f"A-{n}", "К1", "15.01.2025", 10, 100])
            sheet.write_number(n, 5, cell, shown)
    taken = take(path, money=RUB)
    assert [row["revenue"] for row in taken.rows] == [*revenues]
    is_asked = code == "#,##0.00" and cells[0] == 10
    assert ("open_question" in [w.code for w in taken.report.warnings]) == is_asked


def test_a_rate_of_vat_in_per_cent(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, [*ORDER, "Сумма с НДС", "Ставка НДС"])
        for n, (amount, rate) in enumerate(((120, 0.2), (110, 0.1), (100, 0)), start=1):
            sheet.write_row(n, 0, [f"A-{n}", "К1", "15.01.2025", amount])
            sheet.write_number(n, 4, rate, shown)
    assert [row["revenue"] for row in take(path, money=RUB).rows] == [100, 100, 100]
