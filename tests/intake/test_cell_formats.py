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
from analysis.intake.currency import ExchangeRate
from analysis.intake.sheets.cell_formats.codes import PERCENT, PERCENT_SIGN, meaning

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
    '#,##0.00 "₽"',
    "#,##0.00 [$₽-419]",
    '_-* #,##0.00 "₽"_-;-* #,##0.00 "₽"_-',
    '#,##0.00"р."',
    '#,##0.00\\ "руб."',
    "#,##0.00[$р.-419]",
    "#,##0.00 [$RUB]",
    '#,##0.00\\ "₽";[Red]\\-#,##0.00\\ "₽"',
)
NOTHING = (
    "General",
    "#,##0.00",
    '#,##0 "шт"',
    "dd.mm.yyyy",
    '[$-419]d mmmm yyyy "г.";@',
    "[h]:mm",
    "0.00E+00",
    "[$-F800]dddd, mmmm dd, yyyy",
    "[>100]0.0;0.00",
    '"$"',
    "@",
    "_-* #,##0.00_-",
    "0000",
)


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
        PERCENT,
        PERCENT,
        PERCENT,
        PERCENT_SIGN,
        PERCENT_SIGN,
    ]


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
def test_roubles_and_the_computers_own_money_count_as_they_are(
    tmp_path: Path, code: object
) -> None:
    """The built-in formats 5 to 8 and 37 to 44 show whatever money the computer is set to: the workspace's."""
    assert amounts(take(xlsx(tmp_path, (100, code), (-1234.5, code)), money=RUB)) == [
        ("A-1", 100),
        ("A-2", Decimal("-1234.5")),
    ]


def test_dollars_with_a_rate_are_converted(tmp_path: Path) -> None:
    money = Money("RUB", (ExchangeRate("USD", dt.date(2025, 1, 1), Decimal(90)),))
    taken = take(
        xlsx(tmp_path, (1.234, "[$$-409]#,##0.000"), (0.125, "General"), (-100, "$#,##0")),
        money=money,
    )
    assert amounts(taken) == [("A-1", Decimal("111.06")), ("A-2", Decimal("0.125")), ("A-3", -9000)]


def test_a_workspace_in_dollars_counts_dollars_and_asks_for_the_rouble(tmp_path: Path) -> None:
    taken = take(xlsx(tmp_path, (100, "[$$-409]#,##0.00"), (200, ROUBLES[0])), money=Money("USD"))
    assert (amounts(taken), [r[3] for r in taken.reasons]) == ([("A-1", 100)], [reasons.CURRENCY])


def test_a_header_in_roubles_over_a_cell_in_euro_names_two_currencies(tmp_path: Path) -> None:
    taken = take(
        xlsx(tmp_path, (100, "#,##0.00 [$€-407]"), (200, "General"), header="Сумма без НДС, руб."),
        money=RUB,
    )
    assert (amounts(taken), [r[3] for r in taken.reasons]) == (
        [("A-2", 200)],
        [reasons.CURRENCIES_DIFFER],
    )


@pytest.mark.parametrize(
    "code",
    [
        "[$$-409]#,##0.00",
        "#,##0.00 [$€-407]",
        '#,##0.00 "тг"',
        '_-"$"* #,##0.00_-',
        "[$£-809]#,##0.00",
    ],
)
def test_an_xls_says_the_same(tmp_path: Path, code: str) -> None:
    taken = take(xls(tmp_path, (100.5, code), (200, '#,##0.00 "₽"'), (300, "#,##0.00")), money=RUB)
    assert amounts(taken) == [("A-2", 200), ("A-3", 300)]
    assert taken.reasons == [
        (2, "Сумма без НДС", f"100.5 {FOREIGN.get(code, 'KZT')}", reasons.CURRENCY)
    ]


def test_an_xls_says_the_same_of_whole_numbers(tmp_path: Path) -> None:
    # Excel keeps them as integers, and so does the reader: 200 is no float there
    taken = take(xls(tmp_path, (100, "#,##0.00"), (200, "[$$-409]#,##0.00")), money=RUB)
    assert (amounts(taken), [r[3] for r in taken.reasons]) == ([("A-1", 100)], [reasons.CURRENCY])


def spreadsheetml(folder: Path, styles: str, *cells: str, columns: str = "") -> Path:
    """`cells`: attributes and number of each order's amount."""
    text = "<Cell><Data ss:Type='String'>{}</Data></Cell>"
    names = "".join(map(text.format, (*ORDER, "Сумма без НДС")))
    rows = "".join(
        f"<Row>{''.join(map(text.format, (f'A-{n}', 'К1', '15.01.2025')))}{cell}</Row>"
        for n, cell in enumerate(cells, 1)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path = folder / "export.xls"
    path.write_text(
        f"<?xml version='1.0'?><Workbook xmlns='{space}' xmlns:ss='{space}'><Styles>{styles}</Styles><Worksheet ss:Name='Лист1'><Table>"
        f"{columns}<Row>{names}</Row>{rows}</Table></Worksheet></Workbook>",
        "utf-8",
    )
    return path


def test_the_xml_of_excel_2003_says_it_in_the_style_of_cell_or_column(tmp_path: Path) -> None:
    styles = (
        "<Style ss:ID='d'><NumberFormat ss:Format='#,##0.00\\ &quot;$&quot;'/></Style><Style ss:ID='c' ss:Parent='d'><Font/></Style>"
        "<Style ss:ID='e'><NumberFormat ss:Format='Euro Currency'/></Style><Style ss:ID='plain'><NumberFormat/></Style>"
        "<Style ss:ID='r'><NumberFormat ss:Format='#,##0.00&quot;р.&quot;'/></Style>"
    )
    data = "<Data ss:Type='Number'>{}</Data></Cell>"
    cells = (
        "<Cell ss:StyleID='d'>" + data.format(1),
        "<Cell ss:StyleID='c'>" + data.format(2),
        "<Cell>" + data.format(3),
        "<Cell ss:StyleID='r'>" + data.format(4),
        "<Cell ss:StyleID='plain'>" + data.format(5),
    )
    columns = "<Column/><Column ss:Index='3' ss:Span='1' ss:StyleID='e'/>"
    taken = take(spreadsheetml(tmp_path, styles, *cells, columns=columns), money=RUB)
    assert amounts(taken) == [("A-4", 4), ("A-5", 5)]
    assert [(row, value) for row, _, value, _ in taken.reasons] == [
        (2, "1 USD"),
        (3, "2 USD"),
        (4, "3 EUR"),
    ]


PAGE_STYLES = r"""<style>td {mso-number-format:General;} .xl24, td.xl25 {mso-number-format:"\#\,\#\#0\.00\\ \0022$\0022";}
 /* a remark */ .xl26 {color:red; mso-number-format:"\[$€-407\]\ \#\,\#\#0\.00";}
 .xl27 {mso-number-format:"\#\,\#\#0\\ \0022₽\0022";}</style>"""


def page(*cells: str, header: str = "Сумма без НДС", styles: str = PAGE_STYLES) -> str:
    names = "".join(f"<th>{name}</th>" for name in (*ORDER, *header.split("|")))
    rows = "".join(
        f"<tr><td>A-{n}</td><td>К1</td><td>15.01.2025</td>{cell}</tr>"
        for n, cell in enumerate(cells, 1)
    )
    return f"<html><head><meta charset=utf-8>{styles}</head><body><table><tr>{names}</tr>{rows}</table></body></html>"


def test_a_web_page_says_it_in_the_class_or_in_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    own = """<td style='text-align:right;mso-number-format:"\\0022$\\0022\\#\\,\\#\\#0\\.00"'>7</td>"""
    cells = (
        "<td class=xl24 x:num='1'>1,00 $</td>",
        "<td class='a xl25'>2.5</td>",
        "<td class=xl26>1 300,00</td>",
        "<td class=xl27>4</td>",
        "<td class=xl27>5,00 ₽</td>",
        "<td>6</td>",
        own,
    )
    path.write_text(page(*cells), "utf-8")
    taken = take(path, money=RUB)
    assert amounts(taken) == [("A-4", 4), ("A-5", 5), ("A-6", 6)]
    assert [(row, value) for row, _, value, _ in taken.reasons] == [
        (2, "1 USD"),
        (3, "2,5 USD"),
        (4, "1 300,00 EUR"),
        (8, "7 USD"),
    ]


def test_per_cent_of_a_web_page_and_of_the_style_sheet_of_a_web_archive(tmp_path: Path) -> None:
    cells = [
        f"<td>10</td><td>100</td><td class=xl9 x:num='{share}'>{share:.0%}</td>"
        for share in (1, 0, 0.25)
    ]
    sheet = ".xl9 {mso-number-format:Percent;}"
    header = "Количество|Цена без НДС|Скидка"
    revenues = [0, 1000, 750]
    path = tmp_path / "export.xls"
    path.write_text(page(*cells, header=header, styles=f"<style>{sheet}</style>"), "utf-8")
    assert [row["revenue"] for row in take(path, money=RUB).rows] == revenues
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    part = '--b\nContent-Location: file:///C:/{}\nContent-Type: text/{}; charset="utf-8"\n\n{}\n'
    path.write_text(
        head
        + part.format("s.htm", "html", page(*cells, header=header, styles=""))
        + part.format("s.css", "css", sheet)
        + "--b--\n",
        "utf-8",
    )
    assert [row["revenue"] for row in take(path, money=RUB).rows] == revenues


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
        (
            "#,##0.00",
            (10, 20, 0),
            (900, 800, 1000),
        ),  # so little of 1,000 is likelier per cent, which is asked
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
