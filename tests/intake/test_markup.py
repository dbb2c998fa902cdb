"""What many programs call .xls: web pages with tables, and the XML of Excel 2003."""

from __future__ import annotations

import pytest

from analysis import intake
from analysis.errors import UnreadableFile
from analysis.intake import reasons

from .conftest import Taken, Taker

HEADER = ("Номер заказа", "Контрагент", "Дата заказа", "Количество", "Цена", "Выручка")
SPACES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
TYPED = (
    '<Row ss:Index="4"><Cell><Data ss:Type="String">{order}</Data></Cell><Cell><Data ss:Type="String">А &amp; Б</Data></Cell>'
    '<Cell><Data ss:Type="DateTime">2025-01-31T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell>'
    '<Cell><Data ss:Type="Number">10</Data><Comment><ss:Data>7</ss:Data></Comment></Cell><Cell ss:Index="6"{revenue}</Cell></Row>'
)


def workbook(*rows: str, before: str = "", after: str = "") -> bytes:
    header = "".join(f'<Cell><Data ss:Type="String">{h}</Data></Cell>' for h in HEADER)
    sheet = (
        f'<Worksheet ss:Name="Заказы"><Table><Row>{header}</Row>{"".join(rows)}</Table></Worksheet>'
    )
    return f'<?xml version="1.0"?>{before}<Workbook {SPACES}>{sheet}{after}</Workbook>'.encode()


def line(order: str, revenue: str) -> str:
    return TYPED.format(order=order, revenue=revenue)


def shown(taken: Taken) -> list[tuple[str, str, str, str]]:
    return [
        (r["order_id"], r["client_name"], r["order_date"].isoformat(), f"{r['revenue']:.2f}")
        for r in taken.rows
    ]


@pytest.mark.parametrize("name", ["export.xls", "export.xml", "export.xlsx"])
def test_the_xml_of_excel_2003_is_typed(taking: Taker, name: str) -> None:
    taken = taking.bytes(
        workbook(
            line("00123", '><Data ss:Type="Number">7.5</Data>'),
            line("A-2", ' ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data>').replace(
                ' ss:Index="4"', ""
            ),
            line("A-3", ' ss:Formula="=RC[-1]*2">').replace(' ss:Index="4"', ""),
        ),
        name=name,
    )
    assert shown(taken) == [("00123", "А & Б", "2025-01-31", "7.50")]
    assert [(r["row_number"], r["reason"]) for r in taken.refused] == [
        (5, reasons.EXCEL_ERROR),
        (6, reasons.NO_VALUE),
    ]


def test_every_sheet_of_the_xml_counts_and_hidden_ones_do_not(taking: Taker) -> None:
    second = workbook(line("A-2", '><Data ss:Type="Number">1</Data>')).decode().split("?>", 1)[1]
    second = (
        second.removeprefix(f"<Workbook {SPACES}>")
        .removesuffix("</Workbook>")
        .replace("Заказы", "Ещё")
    )
    options = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    hidden = second.replace("Ещё", "Черновик").replace("</Worksheet>", f"{options}</Worksheet>")
    path = taking.folder / "export.xls"
    path.write_bytes(
        workbook(line("A-1", '><Data ss:Type="Number">1</Data>'), after=second + hidden)
    )
    found = [
        (p.sheet, p.trouble.code if p.trouble else "")
        for p in intake.parts(path, None, intake.FileMapping())
    ]
    assert found == [("Заказы", ""), ("Ещё", ""), ("Черновик", "hidden_sheet")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook(before='<!DOCTYPE x [<!ENTITY a "b">]>'), "damaged_workbook"),
        (workbook(line("A-1", '><Data ss:Type="Number">1</Data>'))[:-60], "damaged_workbook"),
        (
            workbook(
                '<Row ss:Index="1000000"><Cell ss:Index="16000"><Data ss:Type="Number">1</Data></Cell></Row>'
            ),
            "sheet_too_large",
        ),
        (b"<html><body><p>Not logged in</p></body></html>", "not_a_table"),
        (b"<html><table><tr><td>a<td colspan=99999>b</table>", "sheet_too_large"),
        (b"<html>" + b"<td <!-- <table " * 20_000, "not_a_table"),
    ],
)
def test_markup_that_is_no_table(taking: Taker, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        taking.bytes(content, name="export.xls")
    assert error.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_the_tables_of_a_web_page(taking: Taker, encoding: str) -> None:
    head = "".join(f"<th><b>{h}</b></th>" for h in HEADER)
    page = (
        f'<!DOCTYPE html>\n<html><head><meta charset="{encoding}"><style>table {{ }} <td></style><script>"<table>"</script></head>'
        f"<body><table><tr><td>menu<td><table border=1><!-- <tr><td>no</td></tr> --><tr>{head}</tr>"
        "<tr><td>001<td>ООО&nbsp;«А&amp;Б»<br>филиал</td><td>31.01.2025<td>2<td>10<td>1 007,50</tr>"
        "<tr><td rowspan=2>002</td><td>В</td><td>01.02.2025</td><td>1</td><td>5</td><td x:num='3.25'>3,3</td></tr>"
        "<tr><td>В</td><td>02.02.2025</td><td>1</td><td>5</td><td>4</td></tr></table></td></tr></table></body></html>"
    )
    taken = taking.text(page, name="export.xls", encoding=encoding)
    assert shown(taken) == [
        ("001", "ООО «А&Б» филиал", "2025-01-31", "1007.50"),
        ("002", "В", "2025-02-01", "3.25"),
        ("002", "В", "2025-02-02", "4.00"),
    ]


def test_a_text_file_that_begins_with_a_bracket_stays_one(taking: Taker) -> None:
    taken = taking.text(
        "<Отчёт>;;;\nНомер заказа;Контрагент;Дата заказа;Выручка\n1;А;31.01.2025;5\n"
    )
    assert shown(taken) == [("1", "А", "2025-01-31", "5.00")]
