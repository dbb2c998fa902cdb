"""Many sheets, and what a sheet shows beside its values."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from analysis.intake import reasons

from .case import Case, fill

HEADER = ["Номер заказа", "Контрагент", "Дата заказа", "Выручка"]
JANUARY = [["A-1", "Альфа", "10.01.2025", 100], ["A-2", "Бета", "11.01.2025", 200]]
FEBRUARY = [["A-3", "Альфа", "10.02.2025", 400], ["A-4", "Бета", "12.02.2025", 800]]
TOTAL = ["Итого", None, None, 1500]


def _hidden_sheet(book: Workbook) -> None:
    fill(book, "Январь", [HEADER, *JANUARY])
    fill(book, "Черновик", [HEADER, *FEBRUARY]).hide()
    fill(book, "Служебный", [HEADER, *FEBRUARY]).very_hidden()


def _chart_sheet(book: Workbook) -> None:
    fill(book, "Январь", [HEADER, *JANUARY])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Январь!$D$2:$D$3"})
    book.add_chartsheet("График").set_chart(chart)


def _merged_down(book: Workbook) -> None:
    sheet = fill(book, "Лист1", [HEADER, *[[f"A-{n}", None, "10.01.2025", n] for n in (1, 2, 3)]])
    sheet.merge_range(1, 1, 3, 1, "Альфа")


def _merged_amount(book: Workbook) -> None:
    sheet = fill(
        book, "Лист1", [HEADER, *[[f"A-{n}", "Альфа", "10.01.2025", None] for n in (1, 2, 3)]]
    )
    sheet.merge_range(1, 3, 3, 3, 90)


def _filtered(book: Workbook) -> None:
    sheet = fill(book, "Лист1", [HEADER, *JANUARY, *FEBRUARY])
    sheet.autofilter(0, 0, 4, 3)
    sheet.filter_column(1, "x == Альфа")
    sheet.set_row(2, options={"hidden": True})
    sheet.set_row(4, options={"hidden": True})


def _red(book: Workbook) -> None:
    sheet = fill(book, "Лист1", [HEADER, *JANUARY])
    sheet.write_number(1, 3, 100, book.add_format({"font_color": "red"}))


def _shown_negative(book: Workbook) -> None:
    sheet = fill(book, "Лист1", [HEADER, *JANUARY])
    sheet.write_number(1, 3, -100, book.add_format({"num_format": "#,##0.00;[Red](#,##0.00)"}))


def _zeros_shown(book: Workbook) -> None:
    sheet = fill(book, "Лист1", [HEADER, *JANUARY])
    sheet.write_number(1, 0, 123, book.add_format({"num_format": "00000"}))


def _formulas(book: Workbook) -> None:
    sheet = fill(book, "Лист1", [HEADER, *JANUARY])
    sheet.write_formula(1, 3, "=2*50", None, 100)
    sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")


CASES = {
    "a sheet per month": Case(
        {"Январь": [HEADER, *JANUARY], "Февраль": [HEADER, *FEBRUARY]},
        ["A-1 100", "A-2 200", "A-3 400", "A-4 800"],
    ),
    "months and their sum: the sum is left out": Case(
        {
            "Январь": [HEADER, *JANUARY, TOTAL],
            "Февраль": [HEADER, *FEBRUARY],
            "Все": [HEADER, *JANUARY, *FEBRUARY, TOTAL],
        },
        ["A-1 100", "A-2 200", "A-3 400", "A-4 800"],
        refused={4: reasons.TOTALS_ROW},
        notices=["sheets_repeat"],
    ),
    "the sum first, its amounts as text": Case(
        {
            "Свод": [HEADER, *[[*row[:3], f"{row[3]},00"] for row in JANUARY + FEBRUARY]],
            "Январь": [HEADER, *JANUARY],
            "Февраль": [HEADER, *FEBRUARY],
        },
        ["A-1 100", "A-2 200", "A-3 400", "A-4 800"],
        notices=["sheets_repeat"],
    ),
    "the sum holds a month that has no sheet: the sum is taken": Case(
        {"Январь": [HEADER, *JANUARY], "Все": [HEADER, *JANUARY, *FEBRUARY]},
        ["A-1 100", "A-2 200", "A-3 400", "A-4 800"],
        notices=["sheets_repeat"],
    ),
    "a copy of a sheet": Case(
        {"Январь": [HEADER, *JANUARY], "Январь (2)": [HEADER, *JANUARY]},
        ["A-1 100", "A-2 200"],
        notices=["sheets_repeat"],
    ),
    "a sum that was corrected by hand": Case(
        {
            "Январь": [HEADER, *JANUARY, *FEBRUARY],
            "Все": [
                HEADER,
                *JANUARY,
                ["A-3", "Альфа", "10.02.2025", 444],
                ["A-9", "Гамма", "12.02.2025", 1],
            ],
        },
        ["A-1 100", "A-2 200", "A-3 400", "A-4 800", "A-9 1"],
        refused={2: reasons.REPEATS_SHEET, 3: reasons.REPEATS_SHEET, 4: reasons.REPEATS_SHEET},
    ),
    "one equal line proves nothing": Case(
        {
            "Январь": [HEADER, *JANUARY, *FEBRUARY],
            "Март": [
                HEADER,
                JANUARY[0],
                ["A-8", "Альфа", "10.03.2025", 7],
                ["A-9", "Бета", "11.03.2025", 8],
            ],
        },
        ["A-1 100", "A-2 200", "A-3 400", "A-4 800", "A-1 100", "A-8 7", "A-9 8"],
        notices=["sheets_overlap"],
    ),
    "hidden sheets are left out and named": Case(
        _hidden_sheet, ["A-1 100", "A-2 200"], notices=["hidden_sheets"]
    ),
    "a hidden sheet that a mapping names": Case(
        _hidden_sheet, ["A-3 400", "A-4 800"], mapping='[format]\nsheet = "Черновик"'
    ),
    "a chart sheet": Case(_chart_sheet, ["A-1 100", "A-2 200"]),
    "a client merged down over its lines": Case(
        _merged_down,
        ["A-1 Альфа", "A-2 Альфа", "A-3 Альфа"],
        ("order_id", "client_name"),
        notices=["merged_filled"],
    ),
    "an amount merged over three lines is not three times that amount": Case(
        _merged_amount, ["A-1 90"], refused={3: reasons.REQUIRED, 4: reasons.REQUIRED}
    ),
    "a name above blanks is not guessed": Case(
        [HEADER, JANUARY[0], ["A-2", None, "10.01.2025", 2], ["A-3", None, "10.01.2025", 3]],
        ["A-1 100"],
        refused={3: reasons.REQUIRED, 4: reasons.REQUIRED},
        notices=["blank_below"],
    ),
    "filtered rows are data": Case(
        _filtered, ["A-1 100", "A-2 200", "A-3 400", "A-4 800"], notices=["hidden_rows"]
    ),
    "a red number is still positive": Case(_red, ["A-1 100", "A-2 200"], notices=["red_numbers"]),
    "a format shows a negative in red brackets": Case(_shown_negative, ["A-1 -100", "A-2 200"]),
    "zeros that only the format shows": Case(
        _zeros_shown, ["123 100", "A-2 200"], notices=["leading_zeros"]
    ),
    "an id of more than fifteen digits": Case(
        [
            HEADER,
            [12345678901234567890, "Альфа", "10.01.2025", 100],
            [123456789012345, "Альфа", "10.01.2025", 200],
        ],
        ["123456789012345 200"],
        refused={2: reasons.ROUNDED},
    ),
    "formulas count by their values": Case(
        _formulas, ["A-1 100"], refused={3: reasons.EXCEL_ERROR}
    ),
    "days since 1904": Case(
        [HEADER, ["A-1", "Альфа", 44200, 100]],
        ["A-1 2025-01-05"],
        ("order_id", "order_date"),
        options={"date_1904": True},
    ),
    "serial days and text in one column": Case(
        [
            HEADER,
            ["A-1", "Альфа", 45662, 1],
            ["A-2", "Альфа", "05.01.2025 0:00:00", 2],
            ["A-3", "Альфа", "5 января 2025 г.", 3],
            ["A-4", "Альфа", "2025-01-05T00:00:00", 4],
            ["A-5", "Альфа", "05.01.25", 5],
        ],
        [f"A-{n} 2025-01-05" for n in range(1, 6)],
        ("order_id", "order_date"),
    ),
    "a text that may be thousands, among typed numbers": Case(
        [
            HEADER,
            *[
                [f"A-{n}", "Альфа", "10.01.2025", amount]
                for n, amount in enumerate(("1,234", -70.25, 3.125, "1.234", 100), start=1)
            ],
        ],
        ["A-2 -70.25", "A-3 3.125", "A-5 100"],
        refused={2: reasons.MIXED_MARKS, 5: reasons.MIXED_MARKS},
    ),
    "a text that another text explains, among typed numbers": Case(
        [
            HEADER,
            *[
                [f"A-{n}", "Альфа", "10.01.2025", amount]
                for n, amount in enumerate(("1,234", -70.25, "5,5", 3.125), start=1)
            ],
        ],
        ["A-1 1.234", "A-2 -70.25", "A-3 5.5", "A-4 3.125"],
    ),
}
