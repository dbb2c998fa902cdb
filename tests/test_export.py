"""Downloads: numbers stay numbers, no cell becomes a formula."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from analysis.export import ExportColumn, ExportSheet, to_csv, to_xlsx
from analysis.output import csv_text
from analysis.output.csv_text import safe_text

FRAME = pd.DataFrame(
    {
        "client_name": ["=cmd()", "+7 495", "-x", "@a", "\tb", 'О "К"; <b>'],
        "true_profit": [-1234.5, 0.0, None, 10.0, 2.5, 1e6],
        "true_margin": [-0.1, None, 0.25, 0.5, 1.0, 0.0],
        "order_date": [dt.date(2025, 1, 31)] * 6,
    }
)
COLUMNS = [
    ExportColumn("client_name", "Клиент"),
    ExportColumn("true_profit", "Прибыль", "money"),
    ExportColumn("true_margin", "Рентабельность", "share"),
    ExportColumn("order_date", "Дата", "date"),
]
SHEET = ExportSheet(
    FRAME, COLUMNS, ["=срез: вся история"], {"client_name": "Итого", "true_profit": 998_778.0}
)


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
    "\ufe661",
    "\t1",
    "\r1",
    "\n1",
]
INVISIBLE = [
    "",
    " ",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\x0b",
    "\x0c",
    "\x00",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u2060",
    "\u00ad",
    "\x85",
    "\u2028",
    "\u3164",
    "\ufe0f",
    "\u180e",
    "\U000e0020",
    " \u200b\ufeff\x00",
]


@pytest.mark.parametrize("before", INVISIBLE, ids=ascii)
def test_formulas_are_neutralised(before: str) -> None:
    assert [safe_text(before + each) for each in FORMULAS[:9]] == [
        "'" + before + each for each in FORMULAS[:9]
    ]


def test_a_break_in_front_begins_a_cell_of_its_own() -> None:
    assert [safe_text(each) for each in FORMULAS[9:]] == ["'" + each for each in FORMULAS[9:]]


def test_a_text_with_another_programs_delimiter_is_one_cell_in_any() -> None:
    assert (
        csv_text.line(["a;=cmd()", "1,5", 'b"c', "d\t=1"], ";")
        == '"a;=cmd()";1,5;"b""c";"d\t=1"\r\n'
    )
    assert csv_text.line(["a;=cmd()", "1,5", "АО"], ",", "\n") == '"a;=cmd()","1,5",АО\n'


def test_ordinary_text_stays() -> None:
    for text in ('ООО "Ромашка-1"', "", " ", "\u200b", "1-2", "A=B", "'quoted", "№5", "–", "Ё"):
        assert safe_text(text) == text


def test_csv_for_a_russian_excel() -> None:
    raw = to_csv(SHEET, "ru")
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "'=срез: вся история"
    assert lines[1] == "Клиент;Прибыль;Рентабельность;Дата"
    assert lines[2] == "'=cmd();-1234,5;-0,1;31.01.2025"  # a negative number is a number
    assert lines[4] == "'-x;;0,25;31.01.2025"  # unknown is empty, not 0
    assert lines[8] == "Итого;998778,0;;"


def test_csv_for_an_english_excel() -> None:
    assert (
        to_csv(SHEET, "en").decode("utf-8-sig").split("\r\n")[2]
        == "'=cmd(),-1234.5,-0.1,2025-01-31"
    )


def test_xlsx_holds_numbers_dates_and_no_formula() -> None:
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(SHEET))).active
    assert page is not None
    cells = list(page.iter_rows())
    assert {cell.data_type for row in cells for cell in row} <= {
        "s",
        "n",
        "d",
    }  # "f" would be a formula
    first = [cell.value for cell in cells[3]]
    assert first == ["'=cmd()", -1234.5, -0.1, dt.datetime(2025, 1, 31)]
    assert [cell.value for cell in cells[9]] == ["Итого", 998_778, None, None]
