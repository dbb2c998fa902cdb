"""Errors and formulas without a value are refused in every kind of workbook, wherever they stand; never read as empty."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from analysis.intake import reasons

from .conftest import Taken, take

HEADER = ["Номер заказа", "Контрагент", "Дата заказа", "Количество", "Цена", "Сумма", "Примечание"]
DAY = dt.datetime(2025, 1, 9)
ERROR, NO_VALUE, NO_TEXT, GOOD = (
    "error",
    "no value",
    "no text",
    7.0,
)  # what stands in «Сумма» beside quantity 2 × price 10
REFUSED = {ERROR: reasons.EXCEL_ERROR, NO_VALUE: reasons.NO_VALUE}


def _xlsx(path: Path, sums: list[object], note: str = "") -> None:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for n, amount in enumerate(sums, start=1):
            sheet.write_row(n, 0, [f"A-{n}", "Альфа", DAY, 2, 10])
            sheet.write_string(n, 6, note)
            if amount == ERROR:
                sheet.write_formula(n, 5, "=1/0", None, "#DIV/0!")
            elif amount == NO_VALUE:
                sheet.write_formula(n, 5, f"=D{n + 1}*7", None, "")
            else:
                sheet.write(n, 5, amount)


def _xls(path: Path, sums: list[object]) -> None:
    book = xlwt.Workbook()
    sheet, day = book.add_sheet("Лист1"), xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for n, row in enumerate(
        [HEADER[:6], *([f"A-{n}", "Альфа", DAY, 2, 10] for n in range(1, len(sums) + 1))]
    ):
        for position, value in enumerate(row):
            sheet.write(n, position, value, *([day] if value == DAY else []))
    for n, amount in enumerate(sums, start=1):
        if amount == ERROR:
            sheet.row(n).set_cell_error(5, "#DIV/0!")
        else:
            sheet.write(n, 5, xlwt.Formula(f"D{n + 1}*7") if amount == NO_VALUE else amount)
    book.save(str(path))


def _ods(path: Path, sums: list[object]) -> None:
    def cell(value: object) -> str:
        if isinstance(value, dt.datetime):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
            )
        if value == ERROR:
            return (
                '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
                'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
            )
        if value == NO_VALUE:
            return '<table:table-cell table:formula="of:=[.D2]*7"/>'
        if value == NO_TEXT:
            return '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>'
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    rows = [
        HEADER[:6],
        *([f"A-{n}", "Альфа", DAY, 2, 10, amount] for n, amount in enumerate(sums, start=1)),
    ]
    inside = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:{name}"'
        for short, name in (
            ("office", "oasis:names:tc:opendocument:xmlns:office:1.0"),
            ("table", "oasis:names:tc:opendocument:xmlns:table:1.0"),
            ("text", "oasis:names:tc:opendocument:xmlns:text:1.0"),
            ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
        )
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="Лист1">{inside}</table:table></office:spreadsheet></office:body></office:document-content>',
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


WRITERS = {"xlsx": _xlsx, "xls": _xls, "ods": _ods}


def _why(taken: Taken) -> list[tuple[int, str]]:
    return [(r["row_number"], r["reason"]) for r in taken.refused]


def _amounts(taken: Taken) -> list[tuple[str, str]]:
    return [(r["order_id"], str(r["revenue"])) for r in taken.rows]


@pytest.mark.parametrize("failed", [ERROR, NO_VALUE])
@pytest.mark.parametrize("kind", WRITERS)
def test_no_sum_is_made_up_from_quantity_and_price(kind: str, failed: str, tmp_path: Path) -> None:
    path = tmp_path / f"export.{kind}"
    WRITERS[kind](path, [GOOD, failed, GOOD])
    taken = take(path)
    assert _why(taken) == [(3, REFUSED[failed])]
    assert _amounts(taken) == [("A-1", "7.0000"), ("A-3", "7.0000")]


@pytest.mark.parametrize("failed", [ERROR, NO_VALUE])
def test_however_far_down_it_stands(failed: str, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    _xlsx(path, [*[GOOD] * 40, failed], note="слово " * 5_000)  # over a megabyte before it
    taken = take(path)
    assert (_why(taken), len(taken.rows)) == ([(42, REFUSED[failed])], 40)


def test_a_formula_that_gives_no_text_is_empty(tmp_path: Path) -> None:
    _ods(tmp_path / "export.ods", [GOOD, NO_TEXT])
    assert _amounts(take(tmp_path / "export.ods")) == [("A-1", "7.0000"), ("A-2", "20.0000")]


@pytest.mark.parametrize("shown", ["#N/A", "#Н/Д", "#ССЫЛКА!"])
def test_an_error_is_no_name_and_no_number_of_an_order(shown: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = f"{shown};Альфа;09.01.2025;1\nA-2;{shown};09.01.2025;2\n#12;#Ромашка;09.01.2025;3\n"
    path.write_text("Номер заказа;Контрагент;Дата заказа;Сумма\n" + rows, "utf-8")
    taken = take(path)
    assert taken.reasons == [
        (2, "Номер заказа", shown, reasons.EXCEL_ERROR),
        (3, "Контрагент", shown, reasons.EXCEL_ERROR),
    ]
    assert [(r["order_id"], r["client_name"]) for r in taken.rows] == [("#12", "#Ромашка")]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "xlsb", "ods", "csv", ""])
def test_the_bytes_say_what_a_workbook_is_not_its_name(
    kind: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"export.{suffix}"
    WRITERS[kind](path, [GOOD, ERROR])
    taken = take(path)
    assert (_amounts(taken), _why(taken)) == ([("A-1", "7.0000")], [(3, reasons.EXCEL_ERROR)])
