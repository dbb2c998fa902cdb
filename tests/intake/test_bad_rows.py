"""Rows that can't be taken are refused with row, column, value and reason; the rest goes in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from analysis.intake import reasons

from .conftest import Taker

HEADER = "Номер заказа;Номер строки;Контрагент;Дата заказа;Дата отгрузки;Количество;Выручка\n"
GOOD = "З-1;1;ООО Ромашка;05.01.2025;06.01.2025;2;1 000,50\n"
MORE = "З-3;1;ООО Лютик;07.01.2025;31.01.2025;1,5;99,9\n"


@pytest.mark.parametrize(
    ("line", "column", "value", "reason"),
    [
        ("З-2;1;ООО Ромашка;31.02.2025;;2;10,00", "Дата заказа", "31.02.2025", reasons.NO_SUCH_DAY),
        ("З-2;1;ООО Ромашка;скоро;;2;10,00", "Дата заказа", "скоро", reasons.NOT_A_DATE),
        (
            "З-2;1;ООО Ромашка;05.01.1825;;2;10,00",
            "Дата заказа",
            "05.01.1825",
            reasons.YEAR_OUT_OF_RANGE,
        ),
        ("З-2;1;ООО Ромашка;05.01.2025;;2;1,234.56", "Выручка", "1,234.56", reasons.MIXED_MARKS),
        (
            "З-2;1;ООО Ромашка;05.01.2025;;2;договорная",
            "Выручка",
            "договорная",
            reasons.NOT_A_NUMBER,
        ),
        ("З-2;1;ООО Ромашка;05.01.2025;;2;", "Выручка", None, reasons.REQUIRED),
        ("З-2;1;ООО Ромашка;05.01.2025;;2;-", "Выручка", "-", reasons.REQUIRED),
        ("З-2;1;;05.01.2025;;2;10,00", "Контрагент", None, reasons.REQUIRED),
        (";1;ООО Ромашка;05.01.2025;;2;10,00", "Номер заказа", None, reasons.REQUIRED),
        ("1,23E+10;1;ООО Ромашка;05.01.2025;;2;10,00", "Номер заказа", "1,23E+10", reasons.ROUNDED),
        ("З-2;1;ООО Ромашка;05.01.2025;;2;1,23E+10", "Выручка", "1,23E+10", reasons.ROUNDED),
        (
            "З-2;1;ООО Ромашка;05.01.2025;;2;4601234567890",
            "Выручка",
            "4601234567890",
            reasons.TOO_LARGE,
        ),  # a bar code
        (
            "З-2;1;ООО Ромашка;05.01.2025;;2;12345678901234567890",
            "Выручка",
            "12345678901234567890",
            reasons.TOO_LARGE,
        ),
        ("З-2;1;ООО Ромашка;05.01.2025;;2;#ДЕЛ/0!", "Выручка", "#ДЕЛ/0!", reasons.EXCEL_ERROR),
        ("Итого;;;;;5;1 100,40", None, None, reasons.TOTALS_ROW),
        (";;Итого по контрагенту:;;;5;1 100,40", None, None, reasons.TOTALS_ROW),
        (HEADER.strip(), None, None, reasons.REPEATED_HEADER),
        ("З-1;1;ООО Ромашка;05.01.2025;;2;10,00", "Номер строки", "1", reasons.DUPLICATE_LINE),
        ("З-2;1;ООО Ромашка;05.01.2025;;2;10,00;лишнее", None, None, reasons.MORE_CELLS),
        ("З-2;1;ООО Ромашка;05.01.2025", None, None, reasons.FEWER_CELLS),
        ('З-2;1;"ООО "Ромашка";05.01.2025;;2;10,00', None, None, reasons.OPEN_QUOTE),
        ('З-2;1;"ООО Ромашка;05.01.2025;;2;10,00', None, None, reasons.OPEN_QUOTE),
    ],
)
def test_one_bad_row(
    taking: Taker, line: str, column: str | None, value: str | None, reason: str
) -> None:
    taken = taking.text(HEADER + GOOD + line + "\n" + MORE)
    assert taken.reasons == [(3, column, value, reason)]
    assert [(r["order_id"], r["revenue"], r["source_row"]) for r in taken.rows] == [
        ("З-1", Decimal("1000.50"), 2),
        ("З-3", Decimal("99.90"), 4),
    ]
    assert taken.rows[1]["shipped_on"] == dt.date(2025, 1, 31)
    assert taken.refused[0]["file"] == "export.csv"
    assert taken.refused[0]["import_id"] == "i-1"


def test_the_refused_row_is_kept_as_it_stood(taking: Taker) -> None:
    taken = taking.text(HEADER + GOOD + 'З-2;1;"ООО ""Рога; копыта""";31.02.2025;;2;10,00\n')
    assert taken.raw() == {
        "Номер заказа": "З-2",
        "Номер строки": "1",
        "Контрагент": 'ООО "Рога; копыта"',
        "Дата заказа": "31.02.2025",
        "Дата отгрузки": "",
        "Количество": "2",
        "Выручка": "10,00",
    }


def test_the_cells_beyond_the_header_are_kept(taking: Taker) -> None:
    taken = taking.text(HEADER + GOOD + "З-2;1;А;05.01.2025;;2;10,00;лишнее\n")
    assert taken.raw()["(column 8)"] == "лишнее"


def test_mixed_encodings(taking: Taker) -> None:
    broken = "З-2;1;ООО Лютик;05.01.2025;;2;10,00\n".encode("cp1251")
    taken = taking.bytes((HEADER + GOOD).encode() + broken + MORE.encode())
    assert taken.reasons == [(3, None, None, reasons.BROKEN_BYTES)]
    assert taken.report.formats["encoding"] == "utf-8"
    assert [r["client_name"] for r in taken.rows] == ["ООО Ромашка", "ООО Лютик"]


def test_broken_bytes_far_down_a_long_file(taking: Taker) -> None:
    lines = "".join(f"З-1;{n};ООО Ромашка;05.01.2025;;2;1,50\n" for n in range(60_000))
    content = (HEADER + lines).encode() + b"\xcf\xf0;1;A;05.01.2025;;2;1,50\n" + MORE.encode()
    taken = taking.bytes(content)
    assert taken.reasons == [(60_002, None, None, reasons.BROKEN_BYTES)]
    assert taken.report.rows_accepted == 60_001


def test_negative_hours(taking: Taker) -> None:
    taken = taking.text(
        "pool,quantity,date\nКонструкторы,-4,2025-01-05\nКонструкторы,4,2025-01-05\n"
    )
    assert taken.report.table == "usage"
    assert taken.reasons == [(2, "quantity", "-4", reasons.NEGATIVE)]


def test_work_that_ends_before_it_starts(taking: Taker) -> None:
    taken = taking.text(
        "Подразделение;Начало;Окончание\nОТК;05.01.2025 10:00;05.01.2025 09:00\nОТК;05.01.2025 9:30;05.01.2025 11:00\n"
    )
    assert taken.reasons == [(2, "Окончание", "05.01.2025 09:00", reasons.ENDS_BEFORE_START)]
    assert taken.rows[0]["quantity"] == Decimal("1.5")


def test_money_read_is_accepted_plus_refused(taking: Taker) -> None:
    # 1000.50 + 99.90 taken; 10.00 refused for its date; the text in money counts 0
    lines = "З-4;1;А;31.02.2025;;2;10,00\nЗ-5;1;А;01.02.2025;;2;нет\n"
    report = taking.text(HEADER + GOOD + lines + MORE).report
    assert (report.revenue_read, report.revenue_accepted, report.revenue_rejected) == (
        Decimal("1110.40"),
        Decimal("1100.40"),
        Decimal("10.00"),
    )


def test_blank_rows_are_skipped_and_not_counted(taking: Taker) -> None:
    taken = taking.text(HEADER + GOOD + "\n;;;;;;\n  ; ;;;;; \n" + MORE + "\n\n")
    assert (taken.report.rows_read, [r["source_row"] for r in taken.rows]) == (2, [2, 6])


def test_hostile_names_are_only_text(taking: Taker) -> None:
    names = [
        "<script>alert(1)</script>",
        '=cmd|"/C calc"!A0',
        "Robert'); DROP TABLE t;--",
        "ООО «Ёж» 🦔",
        "{}%s$1",
    ]
    lines = "".join(
        f'З-{n};1;"{name.replace(chr(34), chr(34) * 2)}";05.01.2025;;1;1,50\n'
        for n, name in enumerate(names)
    )
    taken = taking.text(HEADER + lines + "З-9;1;=x;31.02.2025;;1;1,50\n", name="a'b {} %s.csv")
    assert [r["client_name"] for r in taken.rows] == names
    assert taken.refused[0]["file"] == "a'b {} %s.csv"


def test_hostile_headers_are_only_text(taking: Taker) -> None:
    odd = 'a"; DROP TABLE x; --'
    taken = taking.text(
        f"client_name,\"{odd.replace(chr(34), chr(34) * 2)}\",region,'q'\nA,1,R,2\n",
        name="clients.csv",
    )
    assert (taken.rows[0][odd], taken.rows[0]["'q'"], taken.rows[0]["region"]) == ("1", "2", "R")


def test_duplicate_lines_without_numbers_stay_with_a_warning(taking: Taker) -> None:
    line = "З-1;А;05.01.2025;10,5\n"
    taken = taking.text("Номер заказа;Контрагент;Дата;Выручка\n" + line * 3)
    assert len(taken.rows) == 3
    [warning] = taken.report.warnings
    assert (warning.code, warning.details) == ("exact_duplicates", {"rows": 2})


def test_the_later_of_two_equal_line_numbers_is_refused(taking: Taker) -> None:
    lines = [
        "З-1;1;А;05.01.2025;;1;1,5",
        "З-2;1;А;05.01.2025;;1;2,5",
        "З-1;01;А;05.01.2025;;1;3,5",
        "З-1;1;А;05.01.2025;;1;4,5",
    ]
    taken = taking.text(HEADER + "\n".join(lines))
    assert [str(r["revenue"]) for r in taken.rows] == ["1.5000", "2.5000", "3.5000"]
    assert taken.reasons == [(5, "Номер строки", "1", reasons.DUPLICATE_LINE)]


def test_a_field_with_line_breaks_is_one_row(taking: Taker) -> None:
    taken = taking.text(
        HEADER + 'З-1;1;"ООО\nРомашка";05.01.2025;;1;1,5\nЗ-2;1;Б;31.02.2025;;1;1,5\n'
    )
    assert taken.rows[0]["client_name"] == "ООО Ромашка"
    assert taken.reasons == [(4, "Дата заказа", "31.02.2025", reasons.NO_SUCH_DAY)], (
        "rows are lines, as an editor shows"
    )


def test_an_open_quote_does_not_swallow_the_rest(taking: Taker) -> None:
    rest = "".join(f"З-{n};1;А;05.01.2025;;1;1,5\n" for n in range(10, 400))
    taken = taking.text(HEADER + 'З-1;1;"ООО Ромашка;05.01.2025;;1;1,5\n' + rest)
    assert taken.reasons == [(2, None, None, reasons.OPEN_QUOTE)]
    assert taken.report.rows_accepted == 390
